import type { Selection } from '../cases/filter.ts'
import { type CaseRow, countCases, selected } from '../cases/find.ts'
import type { Db, Reading } from '../db/db.ts'
import type { Tx } from '../db/write.ts'
import type { Actor, UserActor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { audit } from '../team/audit.ts'
import { connectionsFor, may, mayOn, must } from '../team/may.ts'
import { languageOf } from '../team/person.ts'
import { usersById } from '../team/users.ts'
import { csvLine } from './csv.ts'
import type { Exports } from './exports.ts'
import { type Facts, factsOf, type Said, saidIn } from './facts.ts'
import { type Progress, start, type TaskRow } from './tasks.ts'
import { columns, words } from './texts.ts'

export type ExportFormat = 'csv' | 'json'
/** An export as it was asked for, and the connections that its owner could read then: it holds no more than those. */
interface Wanted {
  selection: Selection
  format: ExportFormat
  connectionIds: readonly string[]
}

/** Cases that are put into words together; with what was said in them it is more work. */
const AT_ONCE = { csv: 200, json: 50 } as const satisfies Record<ExportFormat, number>
/** Cases of one look into the database: what sorts them does so once for many. */
const LOOK = 2000
/** So long one part works, in milliseconds: then it is written down how far it came. */
const PART = 1000
/** Up to here cases are counted at once, before anything is written. */
const COUNTED = 10_000

/** Where exports are written, and from what. */
export interface Writing {
  database: Reading
  exports: Exports
  timeZone: string
  /** How long one part works, in milliseconds. */
  part?: number
}

/** Begins to write cases to a file. `total`: how many the actor sees now, where that was counted. */
export async function startExport(
  tx: Tx,
  { selection, format }: { selection: Selection; format: ExportFormat },
  total: number | null,
  wake: () => void,
): Promise<TaskRow> {
  must(tx.actor, 'case.export')
  const wanted: Wanted = { selection, format, connectionIds: readable(tx.actor) }
  const row = await start(tx, { kind: 'export', input: wanted, total }, wake)
  // From its first step on there is a file, which is to be deleted.
  await tx.db.updateTable('tasks').set({ bytes: 0 }).where('id', '=', row.id).execute()
  await audit(tx, { action: 'export.start', object: row.id, result: 'ok' })
  return { ...row, bytes: 0 }
}

/** How many cases an export would write; null when they are so many that counting takes a while. */
export async function countForExport(database: Reading, actor: Actor, selection: Selection): Promise<number | null> {
  const count = await countCases(database, actor, selection, COUNTED)
  return count < COUNTED ? count : null
}

const readable = (actor: Actor): readonly string[] => {
  const allowed = connectionsFor(actor, 'case.read')
  return allowed === 'all' ? [] : allowed
}

/** Refuses the file to an owner who may see less by now than what it may hold. */
export function mustHoldStill(actor: Actor, { input }: TaskRow): void {
  const { connectionIds }: Partial<Wanted> = JSON.parse(input)
  const held = may(actor, 'case.export') && connectionIds?.every(id => mayOn(actor, 'case.read', [id]))
  if (held) return
  throw new AppError('FORBIDDEN', 'Your rights have changed since this was written: start the export again.', {
    reason: 'right.missing',
    facts: { permission: 'case.export' },
  })
}

/**
 * Writes the next cases to the file, by number, for about a second. They are what the actor may see at this moment, on
 * connections that they could read when they began. Doing it twice does it once: what was not written down is cut off.
 */
export async function writePart(
  { database, exports, timeZone, part = PART }: Writing,
  task: TaskRow,
  asked: UserActor,
): Promise<Progress> {
  must(asked, 'case.export')
  const { selection, format, connectionIds }: Wanted = JSON.parse(task.input)
  const rights = new Map([...asked.rights].filter(([id]) => connectionIds.includes(id)))
  const actor = { ...asked, rights }
  const started = performance.now()
  const total =
    task.total ?? (task.cursor === null ? await countCases(database, actor, selection, Number.MAX_SAFE_INTEGER) : null)
  const rows = await selected(database, actor, selection)
    .where('cases.number', '>', Number(task.cursor ?? 0))
    .orderBy('cases.number')
    .limit(LOOK)
    .selectAll('cases')
    .execute()
  let bytes = task.cursor === null ? 0 : (task.bytes ?? 0)
  let done = 0
  do {
    const some = rows.slice(done, done + AT_ONCE[format])
    const its = {
      isFirst: task.cursor === null && done === 0,
      isLast: rows.length < LOOK && done + some.length === rows.length,
    }
    const facts = some.length ? await factsOf(database.read, actor, some) : []
    const text =
      format === 'csv'
        ? await asCsv(database.read, task, facts, { ...its, timeZone })
        : asJson(await withMessages(database.read, actor, some, facts), its)
    bytes = await exports.append(task.id, bytes, text)
    done += some.length
    if (its.isLast) return { done, cursor: null, bytes, total }
  } while (done < rows.length && performance.now() - started < part)
  return { done, cursor: String(rows[done - 1]?.number), bytes, total }
}

/** Lines for a spreadsheet: in the language of who asked, and in the time of the organisation. */
async function asCsv(
  db: Db,
  { userId }: TaskRow,
  facts: readonly Facts[],
  its: { isFirst: boolean; timeZone: string },
) {
  const [user] = await usersById(db, [userId])
  const text = words[languageOf(user?.language ?? 'en')]
  // 2026-03-02 10:00, which every spreadsheet takes for a moment.
  const moments = new Intl.DateTimeFormat('sv-SE', { timeZone: its.timeZone, dateStyle: 'short', timeStyle: 'short' })
  const moment = (at: string | null) => at && moments.format(new Date(at))
  const lines = facts.map(fact => ({
    ...fact,
    channels: fact.channels.join(', '),
    labels: fact.labels.join(', '),
    status: text.status[fact.status],
    priority: text.priority[fact.priority],
    openedAt: moment(fact.openedAt),
    waitingSince: moment(fact.waitingSince),
    snoozedUntil: moment(fact.snoozedUntil),
    closedAt: moment(fact.closedAt),
    lastMessageAt: moment(fact.lastMessageAt),
  }))
  // Without the mark at its beginning, Excel takes the file for an older encoding.
  const head = its.isFirst
    ? `\ufeff${csvLine(
        columns.map(column => text.columns[column]),
        text.separator,
      )}`
    : ''
  return (
    head +
    lines
      .map(line =>
        csvLine(
          columns.map(column => line[column]),
          text.separator,
        ),
      )
      .join('')
  )
}

async function withMessages(db: Db, actor: UserActor, rows: readonly CaseRow[], facts: readonly Facts[]) {
  const ids = rows.map(row => row.id)
  const said = ids.length ? await saidIn(db, actor, ids) : new Map<string, Said[]>()
  return facts.map((fact, at) => ({ ...fact, messages: said.get(ids[at] ?? '') ?? [] }))
}

/** A part of one array: a case on each line, whole after the last step. */
function asJson(cases: readonly object[], { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): string {
  const lines = cases.map(one => JSON.stringify(one)).join(',\n')
  return `${isFirst ? '[\n' : lines && ',\n'}${lines}${isLast ? '\n]\n' : ''}`
}

/** What an export is called, by the day it was asked for. */
export const fileNameOf = ({ input, startedAt }: TaskRow, language: string): string =>
  `${words[languageOf(language)].file}-${startedAt.slice(0, 10)}.${(JSON.parse(input) as Wanted).format}`

export const formatOf = ({ input }: TaskRow): ExportFormat => (JSON.parse(input) as Wanted).format
