import { createHash } from 'node:crypto'
import { PluginError } from 'webcare/plugin'

export const POST = 'app.bsky.feed.post'

/** `at://<repo>/<collection>/<rkey>`: whose record it is, of what kind, under which key. */
export interface Uri {
  repo: string
  collection: string
  rkey: string
}

const PATTERN = /^at:\/\/(did:[a-z]+:[^/]+)\/([A-Za-z0-9.-]+)\/([A-Za-z0-9._~:-]+)$/

export function readUri(uri: string): Uri {
  const [, repo, collection, rkey] = PATTERN.exec(uri) ?? []
  if (!repo || !collection || !rkey) throw new PluginError('permanent', 'This is not from Bluesky.')
  return { repo, collection, rkey }
}

/** Whose record it is, and where people read it; both undefined where the address names nobody for good. */
export const repoOf = (uri: string): string | undefined => PATTERN.exec(uri)?.[1]
export function webUrl(uri: string): string | undefined {
  const [, repo, , rkey] = PATTERN.exec(uri) ?? []
  return repo && `https://bsky.app/profile/${repo}/post/${rkey}`
}

const DIGITS = '234567abcdefghijklmnopqrstuvwxyz'

/**
 * The key of the record that a message of ours becomes, always the same for the same id: that is how a repetition finds the
 * first. A TID, as Bluesky wants it: microseconds since 1970 and ten bits by chance, both of them out of the UUIDv7. Any
 * other id gives a time out of its hash.
 */
export function rkeyOf(id: string): string {
  const hash = createHash('sha256').update(id).digest()
  const [, high, low] = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(id) ?? []
  const milliseconds = high && low ? BigInt(`0x${high}${low}`) : hash.readBigUInt64BE(8) >> 24n
  let bits = ((milliseconds * 1000n + BigInt(hash.readUInt16BE(0) % 1000)) << 10n) | BigInt(hash.readUInt16BE(2) >> 6)
  let rkey = ''
  for (let digit = 0; digit < 13; digit++, bits >>= 5n) rkey = DIGITS[Number(bits & 31n)] + rkey
  return rkey
}
