import type { Db } from '../db/db.ts'
import type { Tx } from '../db/write.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import { cleanLine } from '../lib/text.ts'
import { must } from '../team/may.ts'
import { type Case, get } from './cases.ts'
import type { LabelRow } from './find.ts'

/** The labels of cases, by name, each with the id of its case. */
export async function labelsOf(db: Db, caseIds: readonly string[]): Promise<Array<readonly [string, LabelRow]>> {
  const rows = await db
    .selectFrom('caseLabels')
    .innerJoin('labels', 'labels.id', 'caseLabels.labelId')
    .where('caseLabels.caseId', 'in', caseIds)
    .orderBy('labels.name')
    .selectAll('labels')
    .select('caseLabels.caseId')
    .execute()
  return rows.map(({ caseId, ...label }) => [caseId, label] as const)
}

/** Adds and removes labels of a case. What is already so stays so. */
export async function label(tx: Tx, caseId: string, add: readonly string[], remove: readonly string[]): Promise<Case> {
  const row = await get(tx, caseId, 'case.label')
  for (const labelId of new Set(add)) {
    const known = await tx.db
      .selectFrom('labels')
      .select('id')
      .where('id', '=', labelId)
      .where('archivedAt', 'is', null)
      .executeTakeFirst()
    if (!known) throw notFound('label')
    const { numInsertedOrUpdatedRows } = await tx.db
      .insertInto('caseLabels')
      .values({ caseId, labelId })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows) await tx.record({ type: 'case.labelled', caseId, data: { labelId } })
  }
  for (const labelId of new Set(remove)) {
    const { numDeletedRows } = await tx.db
      .deleteFrom('caseLabels')
      .where('caseId', '=', caseId)
      .where('labelId', '=', labelId)
      .executeTakeFirst()
    if (numDeletedRows) await tx.record({ type: 'case.unlabelled', caseId, data: { labelId } })
  }
  return row
}

/** Makes a label. Names are unique, however they are written in capitals. */
export async function createLabel(tx: Tx, name: string): Promise<LabelRow> {
  must(tx.actor, 'label.manage')
  const row: LabelRow = { id: newId(), name: await freeName(tx, name), createdAt: tx.now, archivedAt: null }
  await tx.db.insertInto('labels').values(row).execute()
  await tx.record({ type: 'label.changed', data: { labelId: row.id } })
  return row
}

/** Renames a label, or takes it out of use; cases keep it. */
export async function updateLabel(
  tx: Tx,
  labelId: string,
  values: { name?: string | null; archived?: boolean | null },
): Promise<LabelRow> {
  must(tx.actor, 'label.manage')
  const row = await tx.db.selectFrom('labels').selectAll().where('id', '=', labelId).executeTakeFirst()
  if (!row) throw notFound('label')
  const name = values.name == null ? row.name : await freeName(tx, values.name, labelId)
  const archivedAt = values.archived == null ? row.archivedAt : values.archived ? (row.archivedAt ?? tx.now) : null
  await tx.db.updateTable('labels').set({ name, archivedAt }).where('id', '=', labelId).execute()
  await tx.record({ type: 'label.changed', data: { labelId } })
  return { ...row, name, archivedAt }
}

async function freeName(tx: Tx, given: string, except?: string): Promise<string> {
  const name = cleanLine(given, 40)
  if (!name) throw new AppError('INVALID', 'Give a name of 1 to 40 characters.', { reason: 'name.empty' })
  const labels = await tx.db.selectFrom('labels').select(['id', 'name']).execute()
  if (labels.some(label => label.id !== except && label.name.toLowerCase() === name.toLowerCase())) {
    throw new AppError('CONFLICT', 'There is a label with this name already.', { reason: 'name.taken' })
  }
  return name
}
