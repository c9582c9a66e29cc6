import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../../config/load.ts'
import { AppError } from '../lib/errors.ts'

/** What the guard looks at: a request of Fastify's or of node's. */
export interface Guarded {
  method?: string | undefined
  url?: string | undefined
  headers: IncomingHttpHeaders
}

/**
 * Refuses what a page elsewhere can make a browser send: an unsafe request without a token needs our own header and
 * a type of content that no foreign form or image can send, JSON unless the route takes bytes, and must come from our own
 * pages. A request with a token is not checked: no browser adds one by itself, and cookies are then ignored. A token in
 * the address is refused always, for addresses end up in logs.
 */
export function mustBeOurs(request: Guarded, { origin }: Pick<Config, 'origin'>, { bytes = false } = {}): void {
  const { method = 'GET', url = '', headers } = request
  if (/wcp_[a-z0-9]{12}_/i.test(url)) {
    throw new AppError(
      'INVALID',
      'A token does not belong in an address: send it as Authorization: Bearer. Revoke it.',
      {
        reason: 'auth.tokenInAddress',
      },
    )
  }
  if (['GET', 'HEAD', 'OPTIONS'].includes(method) || headers.authorization !== undefined) return
  if (headers['x-webcare-csrf'] === undefined) throw refused('Send the header x-webcare-csrf: 1.')
  const type = headers['content-type'] ?? ''
  if (bytes && type !== 'application/octet-stream')
    throw refused('Send bytes with content-type application/octet-stream.')
  if (!bytes && !/^application\/json(?:; ?charset=utf-8)?$/.test(type.replace(/UTF-8$/, 'utf-8'))) {
    throw refused('Send JSON with content-type application/json.')
  }
  const site = headers['sec-fetch-site']
  // A request that nobody's page made, such as a bookmark's, names no page either.
  const isNobodys = site === 'none' && (headers.origin === undefined || headers.origin === origin)
  const own = site === undefined ? headers.origin === origin : site === 'same-origin' || isNobodys
  if (!own) throw refused('Send it from a page of Webcare itself.')
}

const refused = (message: string) => new AppError('FORBIDDEN', message, { reason: 'request.foreign' })
