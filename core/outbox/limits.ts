import type { Connections } from '../connections/connections.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { isAmong } from '../files/types.ts'
import type { UploadRow } from '../files/uploads.ts'
import { AppError } from '../lib/errors.ts'
import { lengthOf } from '../lib/length.ts'
import { isVisible } from '../lib/text.ts'
import type { AttachmentLimits, Limits } from '../plugin/index.ts'

/** Refuses an answer that its channel would not take, before it is queued. */
export async function checkLimits(
  tx: Tx,
  connections: Connections,
  thread: Row<'threads'>,
  { text, uploads }: { text: string; uploads: readonly UploadRow[] },
): Promise<void> {
  const { limits = {} as Partial<Limits> } = await connections.open(tx.db, thread.connectionId)
  if (!isVisible(text)) throw new AppError('INVALID', 'Write something first.', { reason: 'text.empty' })
  if (!limits.visibility?.includes(thread.visibility)) {
    throw new AppError('INVALID', `This channel cannot answer ${thread.visibility}.`, { reason: 'reply.visibility' })
  }
  const lengths = [limits.maxLength, uploads.length ? limits.attachments?.maxLength : undefined]
  const max = Math.min(...lengths.map(length => length ?? Number.POSITIVE_INFINITY))
  const length = lengthOf(text, limits.count)
  if (length > max) {
    throw new AppError('INVALID', `The answer measures ${length}; this channel takes at most ${max}.`, {
      reason: uploads.length && max === limits.attachments?.maxLength ? 'reply.tooLongBesideFiles' : 'reply.tooLong',
      facts: { length, max },
    })
  }
  if (uploads.length) checkFiles(limits.attachments, uploads)
}

function checkFiles(limits: AttachmentLimits | undefined, uploads: readonly UploadRow[]): void {
  if (!limits) throw new AppError('INVALID', 'This channel sends no files.', { reason: 'attachment.none' })
  const { maxCount, maxBytes, maxTotalBytes = Number.POSITIVE_INFINITY, types } = limits
  if (uploads.length > maxCount) {
    throw new AppError('INVALID', `This channel sends at most ${maxCount} files with an answer.`, {
      reason: 'attachment.tooMany',
      facts: { max: maxCount },
    })
  }
  for (const { id, type, bytes } of uploads) {
    if (!isAmong(type, types)) {
      throw new AppError('INVALID', `This channel sends no files of the type ${type}.`, {
        reason: 'attachment.type',
        facts: { uploadId: id, type, types },
      })
    }
    if (bytes > maxBytes) {
      throw new AppError('INVALID', `This channel sends files of at most ${maxBytes} bytes.`, {
        reason: 'attachment.tooLarge',
        facts: { uploadId: id, bytes, max: maxBytes },
      })
    }
  }
  const total = uploads.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total > maxTotalBytes) {
    throw new AppError('INVALID', `This channel sends at most ${maxTotalBytes} bytes of files with an answer.`, {
      reason: 'attachment.tooLargeTogether',
      facts: { bytes: total, max: maxTotalBytes },
    })
  }
}
