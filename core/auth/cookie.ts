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

/** The cookie by which we know a browser that somebody signed in with before. It signs nobody in. */
const deviceNameOf = ({ secure }: Transport) => (secure ? '__Host-wc_device' : 'wc_device')

/** The session's secret in a request, if it has one. */
export const sessionIn = (headers: IncomingHttpHeaders, transport: Transport): string | undefined =>
  cookieIn(headers, nameOf(transport))

/** The browser's secret in a request, if it has one. */
export const deviceIn = (headers: IncomingHttpHeaders, transport: Transport): string | undefined =>
  cookieIn(headers, deviceNameOf(transport))

function cookieIn(headers: IncomingHttpHeaders, name: string): string | undefined {
  const start = `${name}=`
  return headers.cookie
    ?.split(';')
    .map(pair => pair.trim())
    .find(pair => pair.startsWith(start))
    ?.slice(start.length)
}

/** The header that hands a session to the browser; it goes when the browser closes, or sooner by our own limits. */
export const setSession = (secret: string, transport: Transport): string =>
  `${nameOf(transport)}=${secret}; Path=/; HttpOnly; SameSite=Lax${transport.secure ? '; Secure' : ''}`

/** The header by which we know the browser again, also after it was closed. */
export const setDevice = (secret: string, seconds: number, transport: Transport): string =>
  `${deviceNameOf(transport)}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${transport.secure ? '; Secure' : ''}`

/** The header that takes a session back. */
export const clearSession = (transport: Transport): string => `${setSession('', transport)}; Max-Age=0`
