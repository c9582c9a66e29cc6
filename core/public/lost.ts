import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config/load.ts'
import { type Html, html } from './html.ts'
import { layout, type Page, pageFor } from './page.ts'
import { SECRET_ADDRESS, send } from './public.ts'
import { styleSheet } from './style.ts'

/** Answers a request that came to nothing with a page, if it is a person who looks; undefined for a program. */
export type Lost = (request: FastifyRequest, reply: FastifyReply, status: number) => FastifyReply | undefined

/**
 * Somebody looks at what is answered: a browser that goes to an address says that it wants a page. Programs take anything.
 * Below /webcare there is nothing for programs.
 */
const isLooking = ({ method, headers, url }: FastifyRequest) =>
  (method === 'GET' || method === 'HEAD') &&
  (url.startsWith('/webcare/') || /\btext\/html\b/.test(headers.accept ?? ''))

/** Where somebody ends up who has a wrong address, or whom we cannot serve right now: with a way on, in their language. */
export async function openLost(config: Config): Promise<Lost> {
  const style = await styleSheet()
  return (request, reply, status) => {
    if (!isLooking(request)) return undefined
    const page = pageFor(config, style.address, request)
    return send(reply.code(status).headers(SECRET_ADDRESS), lostPage(page, status))
  }
}

/** The same page for what is not there and for what is not for the reader: that there is something is nobody's business. */
function lostPage(page: Page, status: number): Html {
  const { errors, lost, busy, contact } = page.texts
  const notice = status >= 500 ? errors.failed : status === 429 ? busy : lost
  return layout(
    page,
    notice.title,
    html`<h1>${notice.title}</h1>
<p>${notice.text}</p>
<p><a class="button" href="${page.base}/webcare/contact${page.query}">${contact.title}</a></p>
<p><a href="${page.base}/">${lost.inbox}</a></p>`,
  )
}
