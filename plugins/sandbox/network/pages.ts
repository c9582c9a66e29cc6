// Where somebody plays the people of the network, in a browser.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Api, Failure } from './api.ts'
import { page } from './page.ts'
import { PEOPLE, Refused, type Square, type Where } from './square.ts'

export function openPages({ square, api }: { square: Square; api: Api }) {
  const acts: Record<string, (form: URLSearchParams) => void> = {
    '/write': form => {
      const [answers, where] = [form.get('answers') ?? undefined, (form.get('where') ?? undefined) as Where | undefined]
      square.write(personOf(form), { text: form.get('text') ?? '', answers, where })
    },
    '/edit': form => square.edit(personOf(form), form.get('answers') ?? '', form.get('text') ?? ''),
    '/delete': form => square.remove(personOf(form), form.get('answers') ?? ''),
    '/fail': form => api.fail((form.get('failure') || undefined) as Failure | undefined),
  }

  return {
    async answer(request: IncomingMessage, asked: URL, body: string, response: ServerResponse): Promise<void> {
      const form = new URLSearchParams(body)
      const picture = square.pictures.get(asked.pathname.slice(1))
      const act = Object.hasOwn(acts, asked.pathname) ? acts[asked.pathname] : undefined
      if (request.method === 'POST' && act) {
        try {
          act(form)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return show(error.status, form, error.message)
        }
        response.writeHead(303, { location: `/?as=${personOf(form).id}` }).end()
      } else if (request.method === 'GET' && asked.pathname === '/') show(200, asked.searchParams)
      else if (request.method === 'GET' && picture)
        response.writeHead(200, { 'content-type': picture.type }).end(picture.content)
      else throw new Refused(404, 'There is no such page')

      function show(status: number, query: URLSearchParams, problem?: string) {
        const headers = {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy':
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; frame-ancestors 'none'",
          'cache-control': 'no-store',
        }
        response.writeHead(status, headers).end(page(square, personOf(query), api.failure(), problem))
      }
    },
  }
}

const personOf = (form: URLSearchParams) => PEOPLE.find(({ id }) => id === form.get('as')) ?? PEOPLE[0]!
