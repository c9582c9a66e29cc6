import type { FastifyInstance } from 'fastify'
import { PASSWORD } from './team-room.ts'

/** Undefined leaves a header out that is sent otherwise. */
type Headers = Record<string, string | undefined>

/** A browser: keeps its cookies, and says where it comes from. */
export function browser(app: FastifyInstance, address = '198.51.100.1') {
  const jar = new Map<string, string>()
  const own = {
    set cookie(value: string) {
      jar.clear()
      for (const pair of value.split('; ').filter(Boolean)) keep(pair)
    },
    get cookie() {
      return [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    async ask(method: 'GET' | 'POST', path: string, body?: object, headers: Headers = {}) {
      const all: Headers = {
        'x-forwarded-for': address,
        'sec-fetch-site': 'same-origin',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        ...(body && { 'x-webcare-csrf': '1', 'content-type': 'application/json' }),
        ...(jar.size && { cookie: own.cookie }),
        ...headers,
      }
      const answer = await app.inject({
        method,
        url: `/auth/${path}`,
        headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
        ...(body && { payload: JSON.stringify(body) }),
      })
      for (const set of [answer.headers['set-cookie'] ?? []].flat()) keep(set.split(';')[0]!.replace(/=$/, '=gone'))
      return answer
    },
    post: (path: string, body: object, headers?: Headers) => own.ask('POST', path, body, headers),
    signIn: (email: string, password = PASSWORD) => own.post('sign-in', { email, password }),
    signedIn: async () => (await own.ask('GET', 'state')).json().signedIn as boolean,
  }
  function keep(pair: string) {
    const [name = '', value = ''] = pair.split('=', 2)
    jar.set(name, value)
  }
  return own
}

/** Why an answer refuses. */
export const reasonOf = (answer: { json(): { error: { reason: string } } }) => answer.json().error.reason
