import type { IncomingHttpHeaders } from 'node:http'

interface Transport {
  /** Whether the browser reaches us over TLS, or on this machine. */
  secure: boolean
}

/**
 * The session's cookie. Over TLS its name begins with `__Host-`: a browser then takes it from this host alone, so that
 * a neighbouring sub-domain cannot plant one.
 */
const nameOf = ({ secure }: Transport) => (secure ? '__Host-wc_session' : 'wc_session')

/** The session's secret in a request, if it has one. */
export function sessionIn(headers: IncomingHttpHeaders, transport: Transport): string | undefined {
  const start = `${nameOf(transport)}=`
  return headers.cookie
    ?.split(';')
    .map(pair => pair.trim())
    .find(pair => pair.startsWith(start))
    ?.slice(start.length)
}

/** The header that hands a session to the browser; it goes when the browser closes, or sooner by our own limits. */
export const setSession = (secret: string, transport: Transport): string =>
  `${nameOf(transport)}=${secret}; Path=/; HttpOnly; SameSite=Lax${transport.secure ? '; Secure' : ''}`

/** The header that takes it back. */
export const clearSession = (transport: Transport): string => `${setSession('', transport)}; Max-Age=0`
