import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await scopes(db)
  await handleWords(db)
  await indexes(db)
}

/** Where each case takes place, as a number: cases of one number are seen by the same people. core/cases/scopes.ts */
async function scopes(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('scopes')
    .addColumn('id', 'integer', c => c.primaryKey())
    .addColumn('places', 'text', c => c.notNull().unique())
    .execute()
  await schema
    .createTable('scope_places')
    .addColumn('scope', 'integer', c => c.notNull().references('scopes.id'))
    .addColumn('connection_id', 'text', c => c.notNull().references('connections.id'))
    .addColumn('visibility', 'text', c => c.notNull())
    .addColumn('place', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('scope_places_key', ['scope', 'connection_id', 'visibility', 'place'])
    .execute()
  await schema
    .alterTable('cases')
    .addColumn('scope', 'integer', c => c.notNull().defaultTo(0))
    .execute()

  interface Place {
    id: string
    connection: string
    visibility: string
    place: string
  }
  const known = new Map<string, number>()
  for (let after = 0; ; ) {
    const { rows: numbers } = await sql<{ number: number }>`
      select number from cases where number > ${after} order by number limit 1000`.execute(db)
    if (!numbers.length) return
    const last = Number(numbers.at(-1)?.number)
    const { rows } = await sql<Place>`
      select cases.id, messages.connection_id as connection, messages.visibility, coalesce(messages.place, '') as place
        from cases join messages on messages.case_id = cases.id
        where cases.number > ${after} and cases.number <= ${last}
      union
      select cases.id, case_threads.connection_id as connection, threads.visibility, '' as place
        from cases join case_threads on case_threads.case_id = cases.id
        join threads on threads.id = case_threads.thread_id
        where cases.number > ${after} and cases.number <= ${last}`.execute(db)
    const ofCase = Map.groupBy(rows, row => row.id)
    const ofPlaces = Map.groupBy(ofCase.keys(), id => placesOf(ofCase.get(id) ?? []))
    for (const [places, ids] of ofPlaces) {
      const scope = known.get(places) ?? (await addScope(places))
      known.set(places, scope)
      await sql`update cases set scope = ${scope} where id in (${sql.join(ids)})`.execute(db)
    }
    after = last
  }

  /** As core/cases/scopes.ts writes them. */
  function placesOf(rows: readonly Place[]): string {
    const all = new Set(rows.map(row => `${row.connection} ${row.visibility} ${row.place}`))
    for (const one of all) {
      if (one.endsWith(' ') && (all.has(`${one}brand`) || all.has(`${one}consumer`))) all.delete(one)
    }
    return [...all].sort().join('\n')
  }

  async function addScope(places: string): Promise<number> {
    const id = known.size + 1
    await sql`insert into scopes (id, places) values (${id}, ${places})`.execute(db)
    for (const one of places.split('\n')) {
      const [connection, visibility, place] = one.split(' ')
      await sql`insert into scope_places (scope, connection_id, visibility, place)
        values (${id}, ${connection}, ${visibility}, ${place})`.execute(db)
    }
    return id
  }
}

/** Each word of a handle by its connection, to find people by the beginning of one. core/customers/words.ts */
async function handleWords(db: Kysely<unknown>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  // By its bytes, so that everything that begins alike stands together, whatever the language of the database.
  const byBytes = sqlite ? sql`text` : sql`text collate "C"`
  await db.schema
    .createTable('handle_words')
    .addColumn('scope', 'text', c => c.notNull())
    .addColumn('word', byBytes, c => c.notNull())
    .addColumn('handle_id', 'text', c => c.notNull().references('handles.id'))
    .addPrimaryKeyConstraint('handle_words_key', ['scope', 'word', 'handle_id'])
    .$call(table => (sqlite ? table.modifyEnd(sql`without rowid`) : table))
    .execute()
  for (let after = ''; ; ) {
    const { rows } = await sql<{ id: string; scope: string; words: string }>`
      select id, scope, words from handles where id > ${after} order by id limit 1000`.execute(db)
    const all = rows.flatMap(({ id, scope, words }) =>
      [...new Set(words.split(' ').filter(Boolean))].map(word => sql`(${scope}, ${word}, ${id})`),
    )
    for (let from = 0; from < all.length; from += 5000) {
      const some = sql.join(all.slice(from, from + 5000))
      await sql`insert into handle_words (scope, word, handle_id) values ${some}`.execute(db)
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}

/** The orders of the lists, of the cases that are seen by the same people and stand the same. core/cases/order.ts */
const STANDING = `(case when status = 'closed' then 'closed' when snoozed_until is not null then 'snoozed'
  when status = 'pending' then 'pending' when owner_id is null then 'unassigned' else 'assigned' end)`
const ORDERS = {
  urgency: 'urgency',
  newest: 'last_message_at',
  waiting: `(coalesce(waiting_since, '9' || last_message_at))`,
  priority: `((case priority when 'urgent' then '0' when 'high' then '1' when 'normal' then '2' else '3' end) || urgency)`,
}

async function indexes(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  const run = (text: string) => sql.raw(text).execute(db)
  for (const [order, key] of Object.entries(ORDERS)) {
    await run(`create index cases_by_${order} on cases (scope, ${STANDING}, ${key}, id)`)
  }
  for (const index of ['cases_urgency', 'cases_owner', 'messages_handle', 'case_labels_label']) {
    await schema.dropIndex(index).execute()
  }
  await run(`create index cases_owner on cases (owner_id, ${STANDING}, scope)`)
  await schema.createIndex('case_labels_label').on('case_labels').columns(['label_id', 'case_id']).execute()
  // The last words of the customer in a case, and whether a handle wrote on a connection.
  await schema.createIndex('messages_said').on('messages').columns(['case_id', 'direction', 'seq']).execute()
  await schema.createIndex('messages_handle').on('messages').columns(['handle_id', 'connection_id']).execute()
  // Answers that left lately; by connection first, an engine would take it for those that are due.
  await schema.createIndex('replies_started').on('replies').column('started_at').execute()
  await run('create index raw_items_parked on raw_items (id) where parked_at is not null')
  // What waits to be understood, of each connection as it came: however much waits, and whatever was understood before.
  await schema.dropIndex('raw_items_due').execute()
  await run(
    'create index raw_items_waiting on raw_items (connection_id, id) where done_at is null and parked_at is null',
  )
}
