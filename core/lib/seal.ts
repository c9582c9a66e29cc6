import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { AppError } from './errors.ts'
import type { Keyring, MasterKey } from './master-key.ts'

/** What the master key protects; each purpose has a key of its own. */
export type Purpose = 'mail' | 'settings' | 'status' | 'form' | 'reply'

/**
 * Seals text for storage and signs text for links. Keys derive from the newest master key, one for each purpose; what an
 * older one made opens and is recognised for as long as that one is there.
 */
export interface Seal {
  /** The ids of the master keys, the newest first. */
  readonly keys: readonly string[]
  /** AES-256-GCM, bound to `place` (table|column|row): a sealed text moved to another row does not open. */
  seal(purpose: Purpose, place: string, text: string): string
  open(purpose: Purpose, place: string, sealed: string): string
  /** `text` with its signature, safe in a URL. */
  sign(purpose: Purpose, text: string): string
  /** The text of a signed value, written exactly as `sign` wrote it; undefined for any other. Constant time. */
  verify(purpose: Purpose, signed: string): string | undefined
  /** An id (UUID) with its signature, short and without capitals: fits before the @ of a mail address. 42 characters. */
  signId(purpose: Purpose, id: string): string
  /** The id, as `signId` wrote it but for capitals, which mail servers change; undefined for anything else. */
  verifyId(purpose: Purpose, signed: string): string | undefined
}

const VERSION = 'v1'
/** Bytes of a signature that must be short: 80 bits, for tokens that open one case to one more message. */
const SHORT_MAC = 10

/** The ids of the master keys that sealed the texts in a text: of a sealed one, or of JSON with some in it. */
export const keysIn = (text: string): string[] =>
  [...text.matchAll(/\bv1\.(\w+)\.[\w-]{16}\.[\w-]{22,}/g)].map(([, id = '']) => id)

/** A seal around the master keys of an installation. */
export function openSeal(...masters: Keyring): Seal {
  const [newest] = masters
  const derived = new Map<string, Buffer>()
  const keyFor = (master: MasterKey, purpose: Purpose) => {
    const name = `${master.id}/${purpose}`
    const key =
      derived.get(name) ?? Buffer.from(hkdfSync('sha256', master.key, Buffer.alloc(0), `webcare/${purpose}`, 32))
    derived.set(name, key)
    return key
  }
  const bound = (place: string, id: string) => Buffer.from(`${place}|${id}`)
  const mac = (purpose: Purpose, text: string, master = newest) =>
    createHmac('sha256', keyFor(master, purpose)).update(text).digest()
  /** A signature does not say which key made it: nothing is in it that could be left out, and there are few keys. */
  const isSigned = (purpose: Purpose, text: string, given: Buffer, length?: number) =>
    masters.some(master => {
      const right = mac(purpose, text, master).subarray(0, length)
      return given.length === right.length && timingSafeEqual(given, right)
    })

  return {
    keys: masters.map(({ id }) => id),
    seal(purpose, place, text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyFor(newest, purpose), nonce).setAAD(bound(place, newest.id))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [VERSION, newest.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(purpose, place, sealed) {
      const [version, id, nonce, body] = sealed.split('.')
      const master = masters.find(one => one.id === id)
      if (version !== VERSION || !master || !nonce || !body) {
        throw new AppError('UNAVAILABLE', `This was sealed with the master key ${id}. Put that key back to read it.`)
      }
      const bytes = Buffer.from(body, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', keyFor(master, purpose), Buffer.from(nonce, 'base64url'))
        .setAAD(bound(place, master.id))
        .setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
    },
    sign: (purpose, text) => `${encoded(Buffer.from(text))}.${encoded(mac(purpose, text))}`,
    signId(purpose, id) {
      const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
      return base32(Buffer.concat([bytes, mac(purpose, id).subarray(0, SHORT_MAC)]))
    },
    verifyId(purpose, signed) {
      const written = signed.toLowerCase()
      const bytes = fromBase32(written)
      // A decoder passes over bits at the end: many writings would mean the same.
      if (bytes?.length !== 16 + SHORT_MAC || base32(bytes) !== written) return undefined
      const id = bytes
        .subarray(0, 16)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
      return isSigned(purpose, id, bytes.subarray(16), SHORT_MAC) ? id : undefined
    },
    verify(purpose, signed) {
      const [body, signature, rest] = signed.split('.')
      if (!body || !signature || rest !== undefined) return undefined
      const text = Buffer.from(body, 'base64url').toString('utf8')
      const given = Buffer.from(signature, 'base64url')
      // A decoder passes over what is no base64 and over bits at the end: many writings would mean the same.
      const isOurs = encoded(Buffer.from(text)) === body && encoded(given) === signature
      return isOurs && isSigned(purpose, text, given) ? text : undefined
    },
  }
}

const encoded = (bytes: Buffer) => bytes.toString('base64url')

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/** RFC 4648, in lower case and without padding: mail servers may change capitals. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

function fromBase32(text: string): Buffer | undefined {
  if (!/^[a-z2-7]+$/.test(text)) return undefined
  const bits = [...text].map(letter => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}
