import { describe, expect, test } from 'vitest'
import type { Channel, Ctx, WebhookRequest } from '../index.ts'
import { rawItem, testCtx } from './ctx.ts'

export interface WebhookProof<Settings> {
  /** What the platform adds to a delivery of `body` at `now`: exactly the headers and query parameters that prove its origin. */
  sign(body: Uint8Array, settings: Settings, now: Date): Partial<Pick<WebhookRequest, 'headers' | 'query'>>
  /** Settings of another connection, with another secret. */
  otherSettings: Settings
  /** False where the platform sends a shared secret and signs no body. */
  coversBody?: boolean
}

/** Only what the platform signed for this connection comes in. */
export function proving<Settings>(
  channel: Channel<Ctx<Settings>>,
  fixtures: string[],
  settings: Settings,
  proof: WebhookProof<Settings> | undefined,
) {
  const webhook = channel.webhook!
  describe('webhook', () => {
    if (!proof) {
      test('is proven', () => expect.fail('Say in `webhook` how the platform signs, so that forgeries can be tried.'))
      return
    }
    const ctx = testCtx({ settings })
    const body = rawItem(fixtures[0]!).body
    const delivery = (signed = proof.sign(body, settings, ctx.now()), content = body): WebhookRequest => ({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed.headers },
      query: { ...signed.query },
      body: content,
    })
    const verdict = (request: WebhookRequest) => webhook.verify(request, ctx)

    test('takes what the platform signed', () => expect(verdict(delivery())).toBe(true))

    test('refuses what nobody signed', () => expect(verdict(delivery({}))).toBe(false))

    test('refuses what was signed for another connection', () => {
      expect(verdict(delivery(proof.sign(body, proof.otherSettings, ctx.now())))).toBe(false)
    })

    const forgeries: Array<[string, (value: string) => string | undefined]> = [
      ['without', () => undefined],
      ['with an empty', () => ''],
      ['with a cut off', value => value.slice(0, -1)],
      ['with a longer', value => `${value}0`],
      [
        'with another',
        value =>
          `${value.slice(0, middle(value))}${value[middle(value)] === 'a' ? 'b' : 'a'}${value.slice(middle(value) + 1)}`,
      ],
    ]
    const signed = proof.sign(body, settings, ctx.now())
    const parts = (['headers', 'query'] as const).flatMap(where =>
      Object.keys(signed[where] ?? {}).map(name => [name, where] as const),
    )
    test.each(parts.flatMap(part => forgeries.map(([how, forge]) => [how, ...part, forge] as const)))(
      'refuses one %s %s (%s)',
      (_, name, where, forge) => {
        const forged = { ...signed[where] } as Record<string, string>
        const value = forge(forged[name]!)
        delete forged[name]
        expect(
          verdict(delivery({ ...signed, [where]: { ...forged, ...(value !== undefined && { [name]: value }) } })),
        ).toBe(false)
      },
    )

    test.runIf(proof.coversBody !== false)('refuses a body of which one byte was changed, wherever it stands', () => {
      for (const at of new Set([0, Math.floor(body.length / 2), body.length - 1])) {
        const changed = body.slice()
        changed[at]! ^= 1
        expect(verdict(delivery(undefined, changed)), `byte ${at}`).toBe(false)
      }
      expect(verdict(delivery(undefined, new Uint8Array([...body, 10]))), 'one byte more').toBe(false)
    })

    test('knows the same delivery again', () => {
      const key = webhook.key?.(delivery())
      expect(key, 'key must be the platform’s own id of a delivery; leave it undefined where there is none.').not.toBe(
        '',
      )
      expect(webhook.key?.(delivery())).toBe(key)
      expect(() => webhook.key?.(delivery({}, new Uint8Array()))).not.toThrow()
    })

    test('answers no challenge with what a stranger wrote', () => {
      expect(webhook.handshake?.(delivery(), ctx), 'An ordinary delivery is no handshake.').toBeUndefined()
      const hostile = '<script>alert(1)</script>'
      for (const method of ['GET', 'POST'] as const) {
        const query = {
          challenge: hostile,
          crc_token: hostile,
          'hub.mode': 'subscribe',
          'hub.challenge': hostile,
          'hub.verify_token': hostile,
        }
        const reply = webhook.handshake?.(
          { method, headers: {}, query, body: new Uint8Array(Buffer.from(JSON.stringify({ challenge: hostile }))) },
          ctx,
        )
        expect(reply?.body ?? '').not.toContain('<script>')
      }
    })
  })
}

const middle = (value: string) => Math.floor(value.length / 2)
