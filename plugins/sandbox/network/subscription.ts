import { createHmac, randomInt } from 'node:crypto'
import { Refused } from './square.ts'

/** Pauses between the tries to deliver, in milliseconds. After the last a change is found by polling alone. */
const PAUSES = [0, 200, 1000, 5000]

/** Tells one address of each change, in order, signed with the secret. */
export function openSubscription(secret: string, now: () => Date) {
  let address: string | undefined
  let ended = new AbortController()
  let queue: Promise<void> = Promise.resolve()
  const sign = (text: string) => `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`

  async function deliver(change: { id: string }, to: string, signal: AbortSignal) {
    const body = JSON.stringify(change)
    for (const pause of PAUSES) {
      await new Promise(resolve => setTimeout(resolve, pause))
      if (signal.aborted) return
      const timestamp = String(Math.floor(now().getTime() / 1000))
      const headers = {
        'content-type': 'application/json',
        'x-network-delivery': change.id,
        'x-network-timestamp': timestamp,
        'x-network-signature': sign(`${timestamp}.${body}`),
      }
      const response = await fetch(to, { method: 'POST', headers, body, signal }).catch(() => undefined)
      if (response?.ok) return
    }
  }

  return {
    /** Only who answers our challenge is told anything: an address may be somebody else's. */
    async open(url: string): Promise<void> {
      if (!URL.canParse(url)) throw new Refused(422, 'url must be an address')
      const challenge = String(randomInt(1e9, 1e10))
      const asked = new URL(url)
      asked.searchParams.set('challenge', challenge)
      asked.searchParams.set('signature', sign(challenge))
      const response = await fetch(asked, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
      if ((await response?.text()) !== challenge) throw new Refused(422, 'Your webhook did not answer the challenge')
      ended.abort()
      address = url
      ended = new AbortController()
    },
    tell(change: { id: string }): void {
      const [to, { signal }] = [address, ended]
      if (to) queue = queue.then(() => deliver(change, to, signal))
    },
    end(): void {
      address = undefined
      ended.abort()
    },
  }
}
