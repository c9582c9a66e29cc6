import { isIP } from 'node:net'
import { PluginError } from 'webcare/plugin'
import type { MailCtx } from './settings.ts'

/** A server as the settings name it. */
export interface Server {
  host: string
  port: number
}

/**
 * What to connect to for a server: an address that core allows, and the name that its certificate must carry (none where
 * the settings hold an address).
 */
export async function reach(ctx: MailCtx, host: string): Promise<{ host: string; servername?: string }> {
  try {
    const address = await ctx.address(host)
    return isIP(host) ? { host: address } : { host: address, servername: host }
  } catch (cause) {
    const code = codeOf(cause)
    if (code === 'ENOTFOUND') {
      throw new PluginError('temporary', `There is no server called ${host}. Check the name.`, { cause })
    }
    if (code === 'FORBIDDEN') throw new PluginError('permanent', `${host}: ${(cause as Error).message}`, { cause })
    throw new PluginError('temporary', `The name ${host} could not be looked up (${code}). Check the DNS.`, { cause })
  }
}

/** Why a connection failed, and what somebody can do about it. */
export function explain(error: unknown, { host, port }: Server): string {
  const code = codeOf(error)
  const where = `${host}, port ${port},`
  if (/^(ECONNREFUSED)$/.test(code)) return `${where} refuses connections. Check the port, and that the server is on.`
  if (/TIMEOUT|^ETIMEDOUT$|^EHOSTUNREACH$|^ENETUNREACH$/.test(code)) {
    return `${where} does not answer. Check the port, and that no firewall is in between.`
  }
  if (/^CERT_HAS_EXPIRED$/.test(code)) return `The certificate of ${host} has expired. It must be renewed.`
  if (/ALTNAME_INVALID/.test(code)) {
    return `The certificate of ${host} is for another name. Enter the name that is in the certificate.`
  }
  if (/SELF_SIGNED|UNABLE_TO_|^CERT_/.test(code)) {
    return `The certificate of ${host} is not signed by an authority that this machine knows (${code}).`
  }
  if (/WRONG_VERSION|PACKET_LENGTH|^EPROTO$|^ERR_SSL/.test(code)) {
    return `${where} does not begin with TLS. Choose STARTTLS, or another port.`
  }
  if (/STARTTLS|MissingServerExtension|^ETLS$/.test(code))
    return `${where} offers no STARTTLS. Choose TLS, or another port.`
  if (/^(ECONNRESET|EPIPE|ECONNECTION|NoConnection|EConnectionClosed|ClosedAfter\w+)$/.test(code)) {
    return `${where} closed the connection.`
  }
  return `The connection to ${where} failed (${code}).`
}

/** The most telling code of an error: a library may have put its own in front of the system's. */
function codeOf(error: unknown): string {
  const { code, originalCode, tlsFailed } = error as { code?: unknown; originalCode?: unknown; tlsFailed?: boolean }
  if (tlsFailed && !code) return 'ETLS'
  return String(originalCode ?? code ?? 'no reason given')
}
