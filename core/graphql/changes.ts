import type { ListCounts, Whereabouts } from '../cases/find.ts'
import type { Row } from '../db/schema.ts'
import { type TokenActor, type UserActor, userOf } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { type EventType, ownTypes } from '../lib/event.ts'
import { mayOn } from '../team/may.ts'
import type { Core } from './context.ts'
import { follow } from './follow.ts'
import { BATCH, rightsKey } from './rounds.ts'

/** Data outside cases that a client may hold. */
export type Area = 'labels' | 'team' | 'connections' | 'me' | 'views' | 'tasks' | 'notifications'

export interface Change {
  cursor: number
  caseIds: string[]
  cases: Whereabouts[]
  areas: Area[]
}

const areaOf: Partial<Record<EventType, Area>> = {
  'label.changed': 'labels',
  'team.changed': 'team',
  'user.changed': 'team',
  'right.changed': 'connections',
  'preferences.changed': 'me',
  'view.changed': 'views',
  'connection.changed': 'connections',
  'sending.changed': 'connections',
  'task.changed': 'tasks',
  'notification.changed': 'notifications',
}

/**
 * What changed after a cursor, for ever. The reader is looked up anew for every batch, so a right that was taken away
 * hides the very next event; `actor` is who began, and once they have no access at all it ends. A follower who comes
 * back with a cursor is answered at once, also when they missed nothing. All who have the same rights are told the very same change.
 */
export function changesFor(
  core: Core,
  actor: UserActor | TokenActor,
  after: number | null | undefined,
): AsyncGenerator<Change, void, undefined> {
  let cursor: number | undefined
  return follow(core.rounds.listen, async again => {
    const comesBack = cursor === undefined && after != null
    cursor ??= await startOf(core, after)
    const found = await changeAfter(core, actor, cursor, comesBack)
    if (!found) return 'nothing'
    if (found.isFull) again()
    cursor = found.to
    if (!found.change) return 'over'
    const { caseIds, areas } = found.change
    return caseIds.length || areas.length || comesBack ? found.change : 'nothing'
  })
}

/** The change after a cursor up to now, for whoever asks now and then; at most `BATCH` events, so that they ask again. */
export async function changeSince(core: Core, actor: UserActor | TokenActor, after: number): Promise<Change> {
  const found = await changeAfter(core, actor, await startOf(core, after), true)
  if (!found?.change) throw new AppError('FORBIDDEN', 'Sign in, or send a token.', { reason: 'auth.required' })
  return found.change
}

/** One change after a cursor; undefined when nothing happened, unless it is asked all the same. */
async function changeAfter(core: Core, actor: UserActor | TokenActor, from: number, isAsked: boolean) {
  const round = core.rounds.current()
  const events = await round.after(from)
  if (!events.length && !isAsked) return undefined
  const to = events.at(-1)?.seq ?? from
  const isFull = events.length === BATCH
  const now = round.now(to)
  const reader = await now.again(actor)
  if (!reader) return { to, isFull, change: undefined }
  const own = events.some(({ type }) => ownTypes.includes(type)) ? userOf(reader) : ''
  const change = await round.once(`change ${from} ${to} ${rightsKey(reader)} ${own}`, async (): Promise<Change> => {
    const heard = events.filter(event => isFor(userOf(reader), event))
    const touched = [...new Set(heard.map(event => event.caseId).filter(id => id !== null))]
    const whereabouts = await Promise.all(touched.map(now.whereabouts))
    const cases = whereabouts.flatMap(known =>
      known && mayOn(reader, 'case.read', known.connectionIds) ? [known] : [],
    )
    const areas = [...new Set(heard.map(event => areaOf[event.type]).filter(area => area !== undefined))]
    return { cursor: to, caseIds: cases.map(({ id }) => id), cases, areas }
  })
  return { to, isFull, change }
}

/** The counts of a reader's lists, and again when they changed, at most once a second, for ever. */
export function countsFor(core: Core, actor: UserActor | TokenActor): AsyncGenerator<ListCounts, void, undefined> {
  let shown: string | undefined
  return follow(core.rounds.listenSlowly, async () => {
    const now = core.rounds.current().now()
    const reader = await now.again(actor)
    if (!reader) return 'over'
    const counts = await now.counts(reader)
    const text = counts.map(({ count }) => count).join()
    if (text === shown) return 'nothing'
    shown = text
    return counts
  })
}

/** What concerns one colleague alone is for whom it names, or else for who did it. */
const isFor = (userId: string | null, { type, actorId, data }: Row<'events'>) =>
  !ownTypes.includes(type) || (JSON.parse(data).userId ?? actorId) === userId

/** Where to start: the client's own cursor, if it can be one of ours, or now. */
async function startOf(core: Core, after: number | null | undefined): Promise<number> {
  const newest = await core.changes.cursor()
  if (after != null && (after < 0 || after > newest)) {
    throw new AppError('INVALID', 'This cursor is not one of ours: read `cursor` and load everything again.', {
      reason: 'changes.cursor',
    })
  }
  return after ?? newest
}
