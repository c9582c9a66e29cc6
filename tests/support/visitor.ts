import type { World } from './world.ts'

/** Somebody outside who fills in the public form, as a browser without JavaScript sends it. */
export interface Visitor {
  /** Where their conversation is, once they asked. */
  status: string
  /** The number of their case. */
  case: number
  asks(text: string, fields?: Record<string, string>): Promise<Visitor>
  answers(text: string): Promise<void>
  /** The text of their status page. */
  statusPage(): Promise<string>
}

/** Visitors read the form before they send it; what is sent within a second is a robot's. */
const READING = { seconds: 3 }

export function visitorOf(world: World, remoteAddress: string): Visitor {
  const headers = { 'sec-fetch-site': 'same-origin', 'accept-language': 'nl' }

  async function fillIn(url: string, fields: Record<string, string>) {
    const page = await world.request({ url, headers, remoteAddress })
    const form = /name="form" value="([^"]+)"/.exec(page.body)?.[1]
    if (!form) throw new Error(`${url} answered ${page.statusCode} without a form`)
    world.clock.advance(READING)
    const answer = await world.request({
      method: 'POST',
      url,
      remoteAddress,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ form, ...fields }).toString(),
    })
    if (answer.statusCode !== 303) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`)
    return String(answer.headers.location)
  }

  const visitor: Visitor = {
    status: '',
    case: 0,
    async asks(text, fields = {}) {
      visitor.status = await fillIn('/webcare/contact', { text, ...fields })
      const newest = await world.core.db
        .selectFrom('cases')
        .select('number')
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      visitor.case = newest.number
      return visitor
    },
    async answers(text) {
      await fillIn(visitor.status, { text })
    },
    async statusPage() {
      const page = await world.request({ url: visitor.status, headers, remoteAddress })
      return page.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    },
  }
  return visitor
}
