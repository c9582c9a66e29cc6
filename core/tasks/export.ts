import type { Selection } from '../cases/filter.ts'
import { type CaseRow, countCases, selected } from '../cases/find.ts'
import type { Database, Db } from '../db/db.ts'
import type { Tx } from '../db/write.ts'
import type { Actor, UserActor } from '../lib/actor.ts'
import { audit } from '../team/audit.ts'
import { must } from '../team/may.ts'
import { languageOf } from '../team/person.ts'
import { usersById } from '../team/users.ts'
import { csvLine } from './csv.ts'
import type { Exports } from './exports.ts'
import { type Facts, factsOf, type Said, saidIn } from './facts.ts'
import type { Step } from './runner.ts'
import { start, type TaskRow } from './tasks.ts'
import { columns, words } from './texts.ts'

export type ExportFormat = 'csv' | 'json'
/** What an export was asked for. */
interface Wanted {
  selection: Selection
  format: ExportFormat
}

/** How many cases one step writes; with what was said in them it is more work. */
const AT_ONCE = { csv: 200, json: 25 } as const satisfies Record<ExportFormat, number>

/** Begins to write cases to a file. `total`: how many the actor sees now. */
export async function startExport(tx: Tx, wanted: Wanted, total: number, wake: () => void): Promise<TaskRow> {
  must(tx.actor, 'case.export')
  const row = await start(tx, { kind: 'export', input: wanted, total }, wake)
  // From its first step on there is a file, which is to be deleted.
  await tx.db.updateTable('tasks').set({ bytes: 0 }).where('id', '=', row.id).execute()
  await audit(tx, { action: 'export.start', object: row.id, result: 'ok' })
  return { ...row, bytes: 0 }
}

/** How many cases an export would write, however many there are. */
export const countForExport = (database: Database, actor: Actor, selection: Selection) =>
  countCases(database, actor, selection, Number.MAX_SAFE_INTEGER)

/** Writes the next cases to the file, by number, as far as the actor may see them at this moment. */
export const exportStep =
  (core: { database: Database; exports: Exports; timeZone: string }): Step =>
  async (task, actor) => {
    must(actor, 'case.export')
    const { database, exports, timeZone } = core
    const { selection, format }: Wanted = JSON.parse(task.input)
    const size = AT_ONCE[format]
    const rows = await selected(database, actor, selection)
      .where('cases.number', '>', Number(task.cursor ?? 0))
      .orderBy('cases.number')
      .limit(size)
      .selectAll('cases')
      .execute()
    const isFirst = task.cursor === null
    const isLast = rows.length < size
    const facts = rows.length ? await factsOf(database.read, actor, rows) : []
    const text =
      format === 'csv'
        ? await asCsv(database.read, task, facts, { isFirst, timeZone })
        : asJson(await withMessages(database.read, actor, rows, facts), { isFirst, isLast })
    const bytes = await exports.append(task.id, isFirst ? 0 : (task.bytes ?? 0), text)
    return { done: rows.length, cursor: isLast ? null : String(rows.at(-1)?.number), bytes }
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
