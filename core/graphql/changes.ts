import { visibleIds } from '../cases/find.ts'
import type { Row } from '../db/schema.ts'
import { type TokenActor, type UserActor, userOf } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { type EventType, ownTypes } from '../lib/event.ts'
import type { Core } from './context.ts'
import { follow } from './follow.ts'

/** Data outside cases that a client may hold. */
export type Area = 'labels' | 'team' | 'connections' | 'me' | 'views' | 'tasks' | 'notifications'

export interface Change {
  cursor: number
  caseIds: string[]
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

/** Events read at once; a client further behind gets them in several changes. */
const BATCH = 500

/**
 * What changed after a cursor, for ever. The reader is looked up anew for every batch, so a right that was taken away
 * hides the very next event; `actor` answers undefined once they have no access at all, which ends it. Who comes back with a
 * cursor is answered at once, also when they missed nothing.
 */
export function changesFor(
  core: Core,
  actor: () => Promise<UserActor | TokenActor | undefined>,
  after: number | null | undefined,
): AsyncGenerator<Change, void, undefined> {
  let cursor: number | undefined
  return follow(core.changes.listen, async again => {
    const comesBack = cursor === undefined && after != null
    cursor ??= await startOf(core, after)
    const events = await core.changes.after(cursor, BATCH)
    if (!events.length && !comesBack) return 'nothing'
    if (events.length === BATCH) again()
    cursor = events.at(-1)?.seq ?? cursor
    const reader = await actor()
    if (!reader) return 'over'
    const heard = events.filter(event => isFor(userOf(reader), event))
    const touched = [...new Set(heard.map(event => event.caseId).filter(id => id !== null))]
    const caseIds = await visibleIds(core.db, reader, touched)
    const areas = [...new Set(heard.map(event => areaOf[event.type]).filter(area => area !== undefined))]
    return caseIds.length || areas.length || comesBack ? { cursor, caseIds, areas } : 'nothing'
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
