// How people reach the real program: a visitor by its pages, the first user by a session.
import type { Program } from './process.ts'

/** What came back, with what a test looks at. */
export interface Reply {
  status: number
  /** Where a form leads to. */
  location: string
  body: string
  headers: Headers
}

/** A program that was killed or that hangs answers nothing; nobody waits longer. */
const PATIENCE = 8000

let visitors = 0
/** An address nobody used yet: each request comes from its own, so that no limit of a visitor is met. */
export function newAddress(): string {
  visitors += 1
  return `10.${Math.floor(visitors / 62_500) % 250}.${Math.floor(visitors / 250) % 250}.${visitors % 250}`
}

/** One request through a proxy that must be trusted. Rejects when the program does not answer. */
export async function request({ url }: Pick<Program, 'url'>, path: string, init: RequestInit = {}): Promise<Reply> {
  // By number: looking the name up finds an address first that nobody listens on, which is slow on a busy machine.
  const response = await fetch(new URL(path, url.replace('localhost', '127.0.0.1')), {
    ...init,
    headers: {
      'x-forwarded-for': newAddress(),
      'accept-language': 'nl',
      'sec-fetch-site': 'same-origin',
      ...init.headers,
    },
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
  })
  const { status, headers } = response
  return { status, headers, location: headers.get('location') ?? '', body: await response.text() }
}

/** A form as it stands on a page, to be sent a second later at the earliest. */
export async function openForm(program: Program, path = '/webcare/contact'): Promise<string> {
  const page = await request(program, path)
  const form = /name="form" value="([^"]+)"/.exec(page.body)?.[1]
  if (!form) throw new Error(`${path} answered ${page.status} without a form`)
  return form
}

export const sendForm = (program: Program, form: string, text: string, path = '/webcare/contact'): Promise<Reply> =>
  request(program, path, { method: 'POST', body: new URLSearchParams({ form, text }) })

/** What a page says, without its marks. */
export const words = ({ body }: Reply): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** Signs the first user up with the code from the terminal. Answers the headers of the session. */
export async function setUp(program: Pick<Program, 'url' | 'setupCode'>): Promise<Record<string, string>> {
  const answer = await request(program, '/auth/setup', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webcare-csrf': '1' },
    body: JSON.stringify({
      code: program.setupCode,
      name: 'Tess Rijnders',
      email: 'tess@rocdelta.example',
      password: 'een-lang-wachtwoord-7',
      language: 'nl',
    }),
  })
  const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0]
  if (answer.status !== 200 || !cookie) throw new Error(`Set-up answered ${answer.status}: ${answer.body}`)
  return { cookie, 'x-webcare-csrf': '1', 'content-type': 'application/json' }
}

/** A question by GraphQL, with the status it was answered with. */
export async function ask(
  program: Pick<Program, 'url'>,
  session: Record<string, string>,
  query: string,
  variables: Record<string, unknown> = {},
) {
  const answer = await request(program, '/graphql', {
    method: 'POST',
    headers: session,
    body: JSON.stringify({ query, variables }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects of an answer
  const { data, errors = [] } = JSON.parse(answer.body) as { data: any; errors?: Array<{ extensions: Problem }> }
  return { status: answer.status, data, errors: errors.map(({ extensions }) => extensions) }
}

export interface Problem {
  code: string
  reason?: string
}
