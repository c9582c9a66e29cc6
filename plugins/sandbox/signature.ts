import { createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookRequest } from 'webcare/plugin'

/** Seconds after which a delivery is no longer believed. */
const TOLERANCE = 5 * 60

/** Whether the network sent this to us, and lately. */
export function isSigned({ headers, body }: WebhookRequest, secret: string, now: Date): boolean {
  const { 'x-network-timestamp': timestamp = '', 'x-network-signature': signature = '' } = headers
  if (!/^\d{1,11}$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE) return false
  return fits(signature, secret, `${timestamp}.`, body)
}

/** Whether the network asks whether we are here: only the network can sign its question. */
export const isChallenge = ({ challenge = '', signature = '' }: WebhookRequest['query'], secret: string): boolean =>
  /^\d{1,20}$/.test(challenge) && fits(signature, secret, challenge)

function fits(signature: string, secret: string, ...parts: Array<string | Uint8Array>): boolean {
  const hmac = createHmac('sha256', secret)
  for (const part of parts) hmac.update(part)
  const [given, expected] = [Buffer.from(signature), Buffer.from(`sha256=${hmac.digest('hex')}`)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
