import type { Page, RawItem } from 'webcare/plugin'
import { openFolder, withImap } from './imap.ts'
import { placeIn, take, waiting } from './poll.ts'
import type { MailCtx } from './settings.ts'

/**
 * Mails of the folder that arrived since a moment, the oldest first, each as it lies there. Nothing is marked as read: who
 * looks into history leaves no trace.
 */
export const backfill = (cursor: string | undefined, since: Date, ctx: MailCtx): Promise<Page<RawItem>> =>
  withImap(ctx, async client => {
    const mailbox = await openFolder(client, ctx, { readOnly: true })
    const place = placeIn(mailbox, cursor, ctx, since)
    const uids = await waiting(client, place, true)
    if (!uids.length) return { items: [] }
    const { items, lastUid } = await take(client, ctx, place, uids, 'backfill.one-by-one')
    const left = uids.filter(uid => uid > lastUid).length
    return { items, cursor: JSON.stringify({ ...place, lastUid }), more: left > 0, left }
  })
