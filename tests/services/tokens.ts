import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An authorization server: gives out access tokens (RFC 6749) and says whose they are (RFC 7662). */
export interface TokenServer {
  tokenUrl: string
  introspectionUrl: string
  /** What a person who signed in by hand would have. */
  refreshTokenFor(user: string): string
  /** Whose a living token is. */
  userOf(accessToken: string): string | undefined
  /** Makes every access token given so far worthless. */
  revokeAll(): void
  /** How many access tokens were given out. */
  given(): number
  close(): Promise<void>
}

export async function openTokenServer(): Promise<TokenServer> {
  const refreshTokens = new Map<string, string>()
  const accessTokens = new Map<string, string>()
  let given = 0
  const secret = () => randomBytes(24).toString('base64url')

  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const form = new URLSearchParams(body)
    const answer = (status: number, value: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (request.method !== 'POST') return answer(405, {})
    if (request.url?.startsWith('/introspect')) {
      const user = accessTokens.get(form.get('token') ?? '')
      return answer(200, user ? { active: true, username: user } : { active: false })
    }
    const refreshToken = form.get('refresh_token') ?? ''
    const user = refreshTokens.get(refreshToken)
    if (form.get('client_id') !== 'webcare' || form.get('client_secret') !== 'klantgeheim') {
      return answer(401, { error: 'invalid_client' })
    }
    if (form.get('grant_type') !== 'refresh_token' || !user) return answer(400, { error: 'invalid_grant' })
    // Each refresh token serves once.
    refreshTokens.delete(refreshToken)
    const [next, token] = [secret(), secret()]
    refreshTokens.set(next, user)
    accessTokens.set(token, user)
    given++
    return answer(200, { access_token: token, token_type: 'Bearer', expires_in: 3600, refresh_token: next })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    tokenUrl: `${base}/token`,
    introspectionUrl: `${base}/introspect`,
    refreshTokenFor(user) {
      const token = secret()
      refreshTokens.set(token, user)
      return token
    },
    userOf: token => accessTokens.get(token),
    revokeAll: () => accessTokens.clear(),
    given: () => given,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
