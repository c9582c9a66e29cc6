import type { ExpressionBuilder } from 'kysely'
import type { Db, Reading, Session } from '../db/db.ts'
import { insert, prepared, type Slots } from '../db/prepared.ts'
import type { Row, Schema } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import type { Actor } from '../lib/actor.ts'
import { newId } from '../lib/id.ts'
import { type Page, pageSize } from '../lib/page.ts'
import { cleanLine } from '../lib/text.ts'
import type { Author } from '../plugin/index.ts'
import { connectionsFor } from '../team/may.ts'
import { handleWords, indexHandle, reindexHandle } from './words.ts'

/**
 * A person or organisation outside. The name and language they came with are not in it, so that nothing shows them by
 * mistake: a reader knows a customer by the handles they may see.
 */
export type CustomerRow = Omit<Row<'customers'>, 'name' | 'language'>
export type HandleRow = Row<'handles'>
/** Whose handle wrote, and whether they did so for the first time. */
export interface Identified {
  handle: HandleRow
  isNew: boolean
  /** An address that somebody else may use too, and a name or address that differs from the last: perhaps another person. */
  isOther: boolean
}

/**
 * The handle of an author, made with its customer when they write for the first time. A person is never recognised by
 * name, @name, phone or e-mail alone.
 */
export async function identify(
  tx: Tx,
  connection: { id: string; plugin: string },
  author: Author,
  language: string | undefined,
): Promise<Identified> {
  const at = { plugin: connection.plugin, scope: connection.id }
  const name = author.name === undefined ? null : cleanLine(author.name) || null
  const facts = {
    name,
    handle: author.handle === undefined ? null : cleanLine(author.handle) || null,
    email: author.email === undefined ? null : cleanLine(author.email, 254) || null,
    followers: author.followers ?? null,
    profileUrl: author.profileUrl?.slice(0, 2000) ?? null,
  }
  const [known] = await byIdentity(tx.db, { ...at, externalId: author.externalId })
  if (known) {
    const changed = Object.fromEntries(
      Object.entries(facts).filter(([key, value]) => value !== null && value !== known[key as keyof typeof facts]),
    )
    const now = { ...known, ...changed }
    if (Object.keys(changed).length) {
      const words = handleWords(now)
      await tx.db
        .updateTable('handles')
        .set({ ...changed, words })
        .where('id', '=', known.id)
        .execute()
      await reindexHandle(tx.db, known, words)
    }
    const isOther = Boolean(facts.email && ((known.name && 'name' in changed) || (known.email && 'email' in changed)))
    return { handle: now, isNew: false, isOther }
  }
  const customer: Row<'customers'> = {
    id: newId(),
    name: name ?? facts.handle ?? '',
    language: language ?? null,
    createdAt: tx.now,
  }
  await insert(tx.db, 'customers', customer)
  const handle: HandleRow = {
    id: newId(),
    customerId: customer.id,
    ...at,
    externalId: author.externalId,
    ...facts,
    createdAt: tx.now,
    words: handleWords(facts),
  }
  await insert(tx.db, 'handles', handle)
  await indexHandle(tx.db, handle)
  return { handle, isNew: true, isOther: false }
}

const byIdentity = prepared((db, its: Slots<{ plugin: string; scope: string; externalId: string }>) =>
  db
    .selectFrom('handles')
    .selectAll()
    .where('plugin', '=', its.plugin)
    .where('scope', '=', its.scope)
    .where('externalId', '=', its.externalId),
)

/** The columns of a customer's own row that may be read. */
export const SHOWN = ['customers.id', 'customers.createdAt'] as const

/** A case of theirs on one of the actor's connections makes a customer visible. */
const visibleTo = (actor: Actor) => (eb: ExpressionBuilder<Schema, 'customers'>) => {
  const allowed = connectionsFor(actor, 'customer.read')
  if (allowed === 'all') return eb.lit(true)
  if (allowed.length === 0) return eb.lit(false)
  return eb.exists(
    eb
      .selectFrom('cases')
      .innerJoin('caseThreads', 'caseThreads.caseId', 'cases.id')
      .whereRef('cases.customerId', '=', 'customers.id')
      .where('caseThreads.connectionId', 'in', allowed)
      .select('cases.id'),
  )
}

/** A customer of whom the actor may see a case. */
export const visibleCustomer = (db: Db, actor: Actor, id: string): Promise<CustomerRow | undefined> =>
  db.selectFrom('customers').select(SHOWN).where('id', '=', id).where(visibleTo(actor)).executeTakeFirst()

/** A page of the customers of whom the actor may see a case, who came last first. */
export async function findCustomers(
  { aside }: Pick<Reading, 'aside'>,
  actor: Actor,
  { first, after }: { first?: number | null; after?: string | null },
): Promise<Page<CustomerRow>> {
  const size = pageSize(first)
  // With few rights among many customers it passes most of them over: aside, so that nothing waits for it.
  const rows = await aside
    .selectFrom('customers')
    .select(SHOWN)
    .where(visibleTo(actor))
    .$if(Boolean(after), query => query.where('customers.id', '<', String(after)))
    .orderBy('customers.id', 'desc')
    .limit(size + 1)
    .execute()
  return { items: rows.slice(0, size), hasMore: rows.length > size }
}

/** Customers by id, for rows the reader already may see. */
export const customersById = (db: Session, ids: readonly string[]): Promise<CustomerRow[]> =>
  db.selectFrom('customers').select(SHOWN).where('id', 'in', ids).execute()

/** Handles by id, for rows the reader already may see. */
export const handlesById = (db: Session, ids: readonly string[]): Promise<HandleRow[]> =>
  db.selectFrom('handles').selectAll().where('id', 'in', ids).execute()

/** The handles of customers, as far as the actor may see what was written with them. */
export async function visibleHandles(db: Db, actor: Actor, customerIds: readonly string[]): Promise<HandleRow[]> {
  const allowed = connectionsFor(actor, 'customer.read')
  if (!customerIds.length || allowed.length === 0) return []
  let query = db.selectFrom('handles').selectAll().where('customerId', 'in', customerIds).orderBy('id')
  if (allowed !== 'all') {
    query = query.where(eb =>
      eb.exists(
        eb
          .selectFrom('messages')
          .whereRef('messages.handleId', '=', 'handles.id')
          .where('messages.connectionId', 'in', allowed)
          .select('messages.id'),
      ),
    )
  }
  return query.execute()
}

/** The name of a customer by these of their handles: of the oldest that has one, else an @name. Empty when none has. */
export const nameIn = (handles: ReadonlyArray<Pick<HandleRow, 'name' | 'handle'>>): string =>
  handles.find(({ name }) => name)?.name ?? handles.find(({ handle }) => handle)?.handle ?? ''

/** The language of customers, by what they wrote first on connections where the actor may read customers. */
export async function languagesOf(db: Db, actor: Actor, customerIds: readonly string[]): Promise<Map<string, string>> {
  const allowed = connectionsFor(actor, 'customer.read')
  if (!customerIds.length || allowed.length === 0) return new Map()
  const first = db
    .selectFrom('messages')
    .innerJoin('handles', 'handles.id', 'messages.handleId')
    .where('handles.customerId', 'in', customerIds)
    .where('messages.language', 'is not', null)
    .$if(allowed !== 'all', query => query.where('messages.connectionId', 'in', allowed as readonly string[]))
    .groupBy('handles.customerId')
    .select(eb => ['handles.customerId', eb.fn.min('messages.seq').as('seq')])
    .as('first')
  const rows = await db
    .selectFrom('messages')
    .innerJoin(first, 'first.seq', 'messages.seq')
    .select(['first.customerId', 'messages.language'])
    .execute()
  return new Map(rows.flatMap(({ customerId, language }) => (language ? [[customerId, language]] : [])))
}

/** As many others with the same address are named: a hint, not a list. */
const MAX_ALIKE = 10

/**
 * Other customers who gave the same e-mail address, where the actor may see both giving it. It joins nobody: an address may
 * be a family's, or a form's own.
 */
export async function alikeOf(db: Db, actor: Actor, customerId: string): Promise<CustomerRow[]> {
  const handles = await visibleHandles(db, actor, [customerId])
  const emails = [...new Set(handles.flatMap(({ email }) => email?.toLowerCase() ?? []))]
  if (!emails.length) return []
  const allowed = connectionsFor(actor, 'customer.read')
  const same = db
    .selectFrom('handles')
    // By the index on it, which SQLite and Postgres both have in lower case.
    .where(({ eb, fn }) => eb(fn<string>('lower', ['handles.email']), 'in', emails))
    .where('customerId', '<>', customerId)
    .$if(allowed !== 'all', query =>
      query.where(eb =>
        eb.exists(
          eb
            .selectFrom('messages')
            .whereRef('messages.handleId', '=', 'handles.id')
            .where('messages.connectionId', 'in', allowed as readonly string[])
            .select('messages.id'),
        ),
      ),
    )
    .select('customerId')
    .distinct()
    .limit(MAX_ALIKE)
  const ids = (await same.execute()).map(row => row.customerId)
  return ids.length ? customersById(db, ids) : []
}
