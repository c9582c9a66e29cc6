import { createHmac, timingSafeEqual } from 'node:crypto'

/** Seconds by which the clocks of the two sides may differ, or a delivery may have been under way. */
const TOLERANCE = 5 * 60

/** The keys of a connection: the one in use, and a former one while it is being changed. */
export interface Keys {
  key: string
  oldKey?: string
}

/** The three headers of Standard Webhooks, signed with each key. `id` stays the same when the same thing is sent again. */
export function signed(body: Uint8Array, id: string, now: Date, keys: Keys): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': bytesOf(keys)
      .map(key => signature(key, id, timestamp, body))
      .join(' '),
  }
}

/** Whether one of the signatures was made with one of the keys, not longer ago than the tolerance. */
export function isSigned(
  { headers, body }: { headers: Readonly<Record<string, string>>; body: Uint8Array },
  keys: Keys,
  now: Date,
): boolean {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': given = '' } = headers
  // A full stop in the id would let its end be taken for the timestamp.
  if (!/^[^.\s]{1,200}$/.test(id) || !/^\d{1,11}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE) return false
  const expected = bytesOf(keys).map(key => Buffer.from(signature(key, id, timestamp, body)))
  return given
    .split(' ', 10)
    .map(one => Buffer.from(one))
    .some(one => expected.some(other => one.length === other.length && timingSafeEqual(one, other)))
}

/** An empty key would let everybody sign. */
const bytesOf = ({ key, oldKey = '' }: Keys): Buffer[] =>
  [key, oldKey].map(text => Buffer.from(text.replace(/^whsec_/, ''), 'base64')).filter(bytes => bytes.length > 0)

const signature = (key: Buffer, id: string, timestamp: string, body: Uint8Array) =>
  `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`
