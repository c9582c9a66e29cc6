import type { FetchMessageObject, ImapFlow, MailboxObject } from 'imapflow'
import { checked, type Page, PluginError, type RawItem, type Static, Type } from 'webcare/plugin'
import { identityOf } from './headers.ts'
import { openFolder, withImap } from './imap.ts'
import type { MailCtx } from './settings.ts'

/** The largest mail that is taken in whole, and how much of a larger one: its words stand at the beginning. Bytes. */
const LARGEST = 25 * 1024 * 1024
const BEGINNING = 1024 * 1024
/** The most mails and bytes in one page. */
const PAGE = 50
const PAGE_BYTES = 32 * 1024 * 1024
/** How often a mail may fail by itself before it is passed over, with a note that it is there. */
const TRIES = 3

/** How far the folder was read. A UID means something within one UIDVALIDITY alone. */
const Place = Type.Object({
  uidValidity: Type.String(),
  lastUid: Type.Integer(),
  /** Mail up to this UID lay here when the folder was first read: of that, only what arrived after `since` is taken in. */
  scanTo: Type.Integer(),
  since: Type.String(),
  /** The last page handed over what lies from here to `lastUid`. When we are asked again, core has it safely. */
  handedFrom: Type.Optional(Type.Integer()),
})
type Place = Static<typeof Place>

/** The next mails of the folder, each as it lies there. One that cannot be read is a note, and holds up no other. */
export const poll = (cursor: string | undefined, ctx: MailCtx): Promise<Page<RawItem>> =>
  withImap(ctx, async client => {
    const { markSeen } = ctx.settings
    const mailbox = await openFolder(client, ctx, { readOnly: !markSeen })
    const { handedFrom, ...place } = placeIn(mailbox, cursor, ctx)
    if (markSeen && handedFrom !== undefined) {
      // A flag is a courtesy to whoever looks into the mailbox: without it everything still works.
      await client
        .messageFlagsAdd(`${handedFrom}:${place.lastUid}`, ['\\Seen'], { uid: true })
        .catch(() => ctx.log.warn({ uid: handedFrom }, 'Mail could not be marked as read'))
    }

    const isScan = place.lastUid < place.scanTo
    const uids = await waiting(client, place, isScan)
    if (!uids.length) {
      return { items: [], cursor: JSON.stringify(isScan ? { ...place, lastUid: place.scanTo } : place), more: isScan }
    }
    const { items, lastUid } = await take(client, ctx, place, uids)
    const next: Place = { ...place, lastUid, ...(items.length && { handedFrom: uids[0]! }) }
    return { items, cursor: JSON.stringify(next), more: isScan || lastUid < uids.at(-1)! }
  })

/** Where to go on; at first, with mail that arrived since `from`, or within the days of the settings. A folder that was renumbered is read again from the start; core knows again what it has. */
export function placeIn(mailbox: MailboxObject, cursor: string | undefined, ctx: MailCtx, from?: Date): Place {
  const uidValidity = String(mailbox.uidValidity)
  const known = cursor === undefined ? undefined : checked(Place, JSON.parse(cursor))
  if (known?.uidValidity === uidValidity) return known
  if (known) ctx.log.warn({ uidValidity }, 'The mailbox was renumbered: it is read again')
  const history = ctx.settings.historyDays * 24 * 60 * 60 * 1000
  const since = known?.since ?? (from ?? new Date(ctx.now().getTime() - history)).toISOString()
  return { uidValidity, lastUid: 0, scanTo: mailbox.uidNext - 1, since }
}

/** UIDs beyond the place, lowest first. */
export async function waiting(client: ImapFlow, { lastUid, scanTo, since }: Place, isScan: boolean): Promise<number[]> {
  const query = isScan
    ? // The server compares days in a time zone of its own: one day more, and `take` looks closely.
      { uid: `${lastUid + 1}:${scanTo}`, since: new Date(Date.parse(since) - 36 * 60 * 60 * 1000) }
    : { uid: `${lastUid + 1}:*` }
  const found = await client.search(query, { uid: true })
  if (!Array.isArray(found)) throw new PluginError('temporary', 'The server did not search the folder.')
  // “n:*” names the last mail also when its UID is below n.
  return found.filter(uid => uid > lastUid).sort((a, b) => a - b)
}

/**
 * The next of these mails, and up to which UID they were dealt with. When the server fails or hangs up over a page, its
 * mails are taken one by one from then on, so that the one at fault is found; that one becomes a note.
 */
export async function take(
  client: ImapFlow,
  ctx: MailCtx,
  place: Place,
  uids: readonly number[],
  key = 'poll.one-by-one',
): Promise<Taken> {
  const stored = await ctx.store.get<OneByOne>(key)
  const alone = stored?.uidValidity === place.uidValidity && place.lastUid < stored.upTo ? stored : undefined
  const some = uids.slice(0, alone ? 1 : PAGE)
  try {
    return await fetchPage(client, place, some)
  } catch (error) {
    const { uidValidity } = place
    if (!alone) {
      await ctx.store.set(key, { uidValidity, upTo: some.at(-1)!, failures: 0 } satisfies OneByOne)
      return { items: [], lastUid: place.lastUid }
    }
    // Perhaps it is the network: that will be better next time.
    const isHopeless = alone.failures + 1 >= TRIES
    await ctx.store.set(key, { ...alone, failures: isHopeless ? 0 : alone.failures + 1 } satisfies OneByOne)
    if (!isHopeless) throw error
    return { items: [unreadable(place, some[0]!, ctx.now())], lastUid: some[0]! }
  }
}

interface Taken {
  items: RawItem[]
  lastUid: number
}
interface OneByOne {
  uidValidity: string
  /** The last of the page that failed. */
  upTo: number
  /** How often the mail that is next failed by itself. */
  failures: number
}

async function fetchPage(client: ImapFlow, { scanTo, since }: Place, uids: readonly number[]): Promise<Taken> {
  const listed = new Map<number, FetchMessageObject>()
  for await (const mail of client.fetch(uids.join(), { uid: true, size: true, internalDate: true }, { uid: true })) {
    listed.set(mail.uid, mail)
  }
  const sizeOf = (uid: number) => listed.get(uid)?.size ?? 0
  const isOld = (uid: number) => uid <= scanTo && arrival(listed.get(uid)) < since
  // What is not listed was taken away since the search.
  const wanted = uids.filter(uid => listed.has(uid) && !isOld(uid))
  let bytes = 0
  const chosen = wanted.filter((uid, index) => {
    bytes += Math.min(sizeOf(uid), LARGEST)
    return index === 0 || bytes <= PAGE_BYTES
  })

  const items = new Map<number, RawItem>()
  const fetch = async (some: number[], source: true | { start: number; maxLength: number }) => {
    if (!some.length) return
    for await (const mail of client.fetch(some.join(), { uid: true, source }, { uid: true })) {
      if (mail.source?.length) items.set(mail.uid, itemOf(mail.source, listed.get(mail.uid), source !== true))
    }
  }
  const isLarge = (uid: number) => sizeOf(uid) > LARGEST
  await fetch(
    chosen.filter(uid => !isLarge(uid)),
    true,
  )
  await fetch(chosen.filter(isLarge), { start: 0, maxLength: BEGINNING })
  if (items.size < chosen.length) throw new PluginError('temporary', 'The server skipped a mail.')
  const lastUid = chosen.length < wanted.length ? chosen.at(-1)! : uids.at(-1)!
  return { items: chosen.map(uid => items.get(uid)!), lastUid }
}

function itemOf(source: Buffer, listed: FetchMessageObject | undefined, isCut: boolean): RawItem {
  const headers = { 'received-at': arrival(listed), ...(isCut && { 'cut-from-bytes': String(listed?.size) }) }
  return { key: identityOf(source), headers, body: source }
}

/** Says that a mail lies there. */
function unreadable({ uidValidity }: Place, uid: number, now: Date): RawItem {
  const headers = { 'received-at': now.toISOString(), 'unreadable-uid': String(uid) }
  return { key: `unreadable/${uidValidity}/${uid}`, headers, body: new Uint8Array() }
}

/** When the server got it: unlike the Date header nobody can make that up. */
const arrival = (mail: FetchMessageObject | undefined): string => new Date(mail?.internalDate ?? 0).toISOString()
