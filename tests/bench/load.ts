import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { signed } from '../../plugins/webhook/signature.ts'

/** A delivery as the webhook plugin takes it, signed and ready to be sent. */
export interface Delivery {
  headers: Record<string, string>
  body: string
}

/** Deliveries of one message each, every one of another person. */
export function deliveries(count: number, key: string): Delivery[] {
  const now = new Date()
  return Array.from({ length: count }, (_, at) => {
    const id = randomUUID()
    const body = JSON.stringify({
      type: 'message',
      externalId: id,
      thread: { externalId: `t${id}`, visibility: 'private' },
      place: 'brand',
      author: { externalId: `a${id}`, name: `Bezoeker ${at}` },
      text: `Kan ik mij nog aanmelden voor verpleegkunde? Ik hoor al een week niets. Nummer ${at}.`.padEnd(700, ' .'),
      at: now.toISOString(),
    })
    return { body, headers: { 'content-type': 'application/json', ...signed(Buffer.from(body), id, now, { key }) } }
  })
}

/** Sends all of them over so many connections; how many a second were answered with 200. Throws on any other answer. */
export async function send(url: string, all: readonly Delivery[], connections: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const started = performance.now()
  let next = 0
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const delivery = all[next++]!
      const call = request(url, { method: 'POST', agent, headers: delivery.headers }, answer => {
        answer.resume().once('end', () => {
          if (answer.statusCode === 200) resolve()
          else reject(new Error(`${url} answered ${answer.statusCode}`))
        })
      })
      call.once('error', reject).end(delivery.body)
    })
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < all.length) await one()
    }),
  )
  agent.destroy()
  return all.length / ((performance.now() - started) / 1000)
}
