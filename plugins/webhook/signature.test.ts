import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { WebhookRequest } from 'webcare/plugin'
import { testCtx } from 'webcare/plugin/testing'
import webhook from './index.ts'
import type { Settings } from './settings.ts'
import { isSigned, signed } from './signature.ts'

const KEY = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const OTHER_KEY = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
const settings: Settings = { key: KEY, dedupes: true }
const now = testCtx({ settings }).now()
const utf8 = (text: string) => new Uint8Array(Buffer.from(text))

describe('signatures', () => {
  /** The published vector of Standard Webhooks. */
  const vector = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1_614_265_330_000),
    body: utf8('{"test": 2432232314}'),
    key: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }
  const { id, at, body, key, signature } = vector
  const headers = signed(body, id, at, { key })
  const verdict = (changed: Record<string, string>, keys: { key: string; oldKey?: string } = { key }, when = at) =>
    isSigned({ headers: { ...headers, ...changed }, body }, keys, when)

  test('are those of the standard', () => {
    expect(headers).toEqual({ 'webhook-id': id, 'webhook-timestamp': '1614265330', 'webhook-signature': signature })
    expect(verdict({})).toBe(true)
    expect(verdict({}, { key: key.replace('whsec_', '') })).toBe(true)
  })

  const wrong = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc='
  test.each([
    ['one fits among others', `${wrong} v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= ${signature} ${wrong}`, true],
    ['none fits', `${wrong} ${wrong}`, false],
    ['of another algorithm', signature.replace('v1', 'v1a'), false],
    ['without its version', signature.slice(3), false],
    ['cut off', signature.slice(0, 8), false],
    ['only its version', 'v1,', false],
    ['no base64', 'v1,dawfeoifkpqwoekfpqoekf', false],
    ['in hex', `v1,${Buffer.from(signature.slice(3), 'base64').toString('hex').toUpperCase()}`, false],
    ['fits, behind ten that do not', `${Array(10).fill(wrong).join(' ')} ${signature}`, false],
  ])('%s', (_, given, expected) => expect(verdict({ 'webhook-signature': given })).toBe(expected))

  test.each([
    ['5 minutes ago', 300, true],
    ['5 minutes ahead', -300, true],
    ['longer ago', 301, false],
    ['further ahead', -301, false],
    ['10 minutes ago', 600, false],
  ])('A-WH-04: made %s', (_, seconds, expected) => {
    expect(verdict({}, { key }, new Date(at.getTime() + seconds * 1000))).toBe(expected)
  })

  test.each(['hello', '', '1614265330.0', '-1614265330', '1e9', ' 1614265330'])(
    'A-WH-04: with the time “%s”',
    timestamp => {
      expect(verdict({ 'webhook-timestamp': timestamp })).toBe(false)
    },
  )

  test('cannot be moved from the time to the id', () => {
    const moved = { id: `${id}.1614265330`, timestamp: '1614265330' }
    const made = signed(utf8(`${moved.timestamp}.{}`), id, at, { key })
    const request = { headers: { ...made, 'webhook-id': moved.id }, body: utf8('{}') }
    expect(isSigned(request, { key }, at)).toBe(false)
  })

  test.each(['', 'whsec_', '===='])('cannot be made with the empty key “%s”', empty => {
    const made = signed(body, id, at, { key: 'whsec_' })
    expect(isSigned({ headers: made, body }, { key: empty }, at)).toBe(false)
  })

  test('of the former key fit while the key is being changed, and ours are made with both', () => {
    const changing = { key: OTHER_KEY, oldKey: key }
    expect(verdict({}, changing)).toBe(true)
    const both = { ...signed(body, id, at, changing) }
    for (const known of [key, OTHER_KEY]) expect(isSigned({ headers: both, body }, { key: known }, at)).toBe(true)
    expect(verdict({}, { key: OTHER_KEY })).toBe(false)
  })

  test('A-WH-02: are of the bytes, not of what they mean', () => {
    const verify = (content: string, original = content) => {
      const request: WebhookRequest = {
        method: 'POST',
        query: {},
        headers: signed(utf8(original), 'msg_1', now, { key: KEY }),
        body: utf8(content),
      }
      return webhook.channel?.webhook?.verify(request, testCtx({ settings }))
    }
    const escaped = readFileSync(`${import.meta.dirname}/fixtures/public-question.json`, 'utf8')
    expect(escaped).toContain('\\u00e9')
    expect(verify(escaped)).toBe(true)
    expect(verify(escaped.replace('\\u00e9', 'é'), escaped)).toBe(false)
    expect(verify(`${escaped} `, escaped)).toBe(false)
    expect(verify(JSON.stringify(JSON.parse(escaped)), escaped)).toBe(false)
  })

  // What stands in the README makes the same signatures as we do, also of a body that is more than ASCII.
  const readme = readFileSync(`${import.meta.dirname}/README.md`, 'utf8')
  const programs: Record<string, [command: string, ...args: string[]]> = {
    python: ['python3', '-c'],
    js: [process.execPath, '--input-type=module', '-e'],
    perl: ['perl', '-e'],
    sh: ['sh', '-c'],
  }
  test.for(Object.entries(programs))(
    'A-WH-12: are made by the recipe in %s',
    ([language, [command, ...args]], { skip }) => {
      skip(spawnSync(command, ['--version']).error !== undefined, `${command} is not installed`)
      const code = readme.match(new RegExp(`\`\`\`${language}\\n([^]+?)\`\`\``))?.[1]
      const content = Buffer.from('{"text":"Café 👍\\n","leeg":""} ')
      const made = execFileSync(command, [...args, String(code)], {
        input: content,
        env: { ...process.env, KEY: key, ID: id, TIMESTAMP: '1614265330' },
      })
      expect(made.toString().trim()).toBe(signed(content, id, at, { key })['webhook-signature'])
    },
  )
})
