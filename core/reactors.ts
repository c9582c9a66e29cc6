import { existsSync } from 'node:fs'
import type { Config } from '../config/load.ts'
import { leaving } from './cases/leaving.ts'
import type { Reactor } from './db/write.ts'
import { masterKeys } from './lib/master-key.ts'
import { openSeal, type Seal } from './lib/seal.ts'
import { openMailQueue } from './mailer/mailer.ts'
import { noticesByMail } from './notify/mails.ts'
import { notifications } from './notify/notifications.ts'
import { receipts } from './outbox/receipts.ts'
import { heldUp } from './outbox/unsent.ts'
import { copiesByMail } from './public/copy.ts'

/**
 * Reactions to an event, in the same unit of work, whoever writes: the running product, a command, a backup that is put back.
 * Without a seal nothing is mailed; the inbox tells all the same.
 */
export function reactorsFor(config: Config, seal: Seal | undefined): Reactor[] {
  const told = [receipts, leaving, heldUp, notifications]
  if (!seal) return told
  const parts = { config, seal, mailer: openMailQueue({ config, seal }) }
  return [...told, copiesByMail(parts), noticesByMail(parts)]
}

/** The same for a command, which must work where the master key is lost or damaged, and makes none. */
export function reactorsForCommand(config: Config): Reactor[] {
  return reactorsFor(config, sealOf(config.WEBCARE_KEY_FILE))
}

function sealOf(file: string): Seal | undefined {
  if (!existsSync(file)) return undefined
  try {
    return openSeal(...masterKeys(file))
  } catch {
    // A command that needs the key says what is wrong with it.
    return undefined
  }
}
