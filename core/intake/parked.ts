import type { Seal } from '../lib/seal.ts'
import type { RawItem } from '../plugin/index.ts'
import type { Item } from './items.ts'

/** Headers that prove who sent something, or say where it came along: they are of no use to a parser. */
const TELLING =
  /auth|cookie|key|password|secret|signature|token|^x-hub|^(x-)?forwarded|^(x-real|client|cf-connecting)-ip$/i
/** What a mail program breaks long lines with. */
const BREAK = /=\r?\n/g
/** Our reply tokens and the addresses of status pages: they open something here. */
const TOKEN = /(?:[a-z2-7](?:=\r?\n)?){42}/gi
const STATUS_PAGE = /(\/webcare\/status\/)(?:[\w.-]|=\r?\n)+/g

/**
 * An item for whoever mends the plugin that could not read it: without the headers that prove who sent it, the secrets of
 * its connection, and what opens something here. What a person wrote is still in it.
 */
export function withoutSecrets(item: Item, { secrets, seal }: { secrets: readonly string[]; seal: Seal }): RawItem {
  const headers = Object.entries(JSON.parse(item.headers) as Record<string, string>)
  // By bytes, for a body may be in any encoding; what is left out keeps its length, for a body may say how long it is.
  const bytes = (text: string) => Buffer.from(text).toString('latin1')
  const hidden = secrets.map(bytes).filter(secret => secret.length > 3)
  const body = hidden
    .reduce((text, secret) => text.replaceAll(secret, '*'.repeat(secret.length)), item.body.toString('latin1'))
    .replace(TOKEN, token =>
      seal.verifyId('reply', token.replace(BREAK, '')) ? token.replace(/[a-z2-7]/gi, 'a') : token,
    )
    .replace(STATUS_PAGE, '$1removed')
  return {
    key: item.key,
    headers: Object.fromEntries(
      headers.filter(([name, value]) => !TELLING.test(name) && !hidden.some(secret => bytes(value).includes(secret))),
    ),
    body: new Uint8Array(Buffer.from(body, 'latin1')),
  }
}
