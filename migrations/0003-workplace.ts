import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await lists(db)
  await uploads(db)
  await drafts(db)
  await seen(db)
  await preferences(db)
  await views(db)
  await search(db)
  await lineage(db)
  await tasks(db)
  await notifications(db)
  await teams(db)
}

/** All cases by urgency, without sorting those that are not shown. */
async function lists({ schema }: Kysely<unknown>): Promise<void> {
  await schema.createIndex('cases_all').on('cases').columns(['urgency', 'id']).execute()
}

async function uploads({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('uploads')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('draft_id', 'text')
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('type', 'text', c => c.notNull())
    .addColumn('bytes', 'integer', c => c.notNull())
    .addColumn('hash', 'text', c => c.notNull())
    .addColumn('alt', 'text')
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
  await schema.createIndex('uploads_user').on('uploads').column('user_id').execute()
  await schema.createIndex('uploads_draft').on('uploads').column('draft_id').execute()
  await schema.createIndex('uploads_hash').on('uploads').column('hash').execute()
}

async function drafts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('drafts')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('case_id', 'text', c => c.notNull().references('cases.id'))
    .addColumn('thread_id', 'text', c => c.references('threads.id'))
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('text', 'text', c => c.notNull())
    .addColumn('revision', 'integer', c => c.notNull())
    .addColumn('started_at', 'text', c => c.notNull())
    .addColumn('updated_at', 'text', c => c.notNull())
    .addColumn('gone_at', 'text')
    .addColumn('taken_from_id', 'text', c => c.references('users.id'))
    .execute()
  // Two, for no thread differs from no thread in the eyes of an index.
  await schema
    .createIndex('drafts_answer')
    .on('drafts')
    .columns(['case_id', 'user_id', 'thread_id'])
    .unique()
    .where(sql.ref('thread_id'), 'is not', null)
    .execute()
  await schema
    .createIndex('drafts_note')
    .on('drafts')
    .columns(['case_id', 'user_id'])
    .unique()
    .where(sql.ref('thread_id'), 'is', null)
    .execute()
}

/** What there is to do already is news to nobody. */
async function seen(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('seen_cases')
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('case_id', 'text', c => c.notNull().references('cases.id'))
    .addColumn('message_seq', 'bigint', c => c.notNull())
    .addColumn('assigned_at', 'text')
    .addPrimaryKeyConstraint('seen_cases_key', ['case_id', 'user_id'])
    .execute()
  await sql`
    insert into seen_cases (user_id, case_id, message_seq)
    select users.id, messages.case_id, max(messages.seq)
    from messages join cases on cases.id = messages.case_id cross join users
    where cases.status <> 'closed' group by users.id, messages.case_id`.execute(db)
}

async function preferences({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('preferences')
    .addColumn('user_id', 'text', c => c.primaryKey().references('users.id'))
    .addColumn('settings', 'text', c => c.notNull())
    .execute()
}

async function views({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('views')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('query', 'text', c => c.notNull())
    .addColumn('position', 'integer', c => c.notNull())
    .execute()
  await schema.createIndex('views_user').on('views').columns(['user_id', 'position']).execute()
}

/** Which data this is, and why nothing leaves from it. */
async function lineage(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('lineage')
    .addColumn('generation', 'text', c => c.notNull())
    .addColumn('departures', 'integer', c => c.notNull())
    .execute()
  await sql`insert into lineage (generation, departures) values (${crypto.randomUUID()}, 0)`.execute(db)
  await db.schema.alterTable('switches').addColumn('because', 'text').execute()
  await db.schema.alterTable('switches').addColumn('data_from', 'text').execute()
}

/** Customers by what they are called. The words of those who are there already are made as core/customers/search.ts does. */
async function search(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.createIndex('messages_handle').on('messages').column('handle_id').execute()
  await schema
    .alterTable('handles')
    .addColumn('words', 'text', c => c.notNull().defaultTo(''))
    .execute()
  interface Handle {
    id: string
    name: string | null
    handle: string | null
    email: string | null
  }
  for (let after = ''; ; ) {
    const { rows } = await sql<Handle>`
      select id, name, handle, email from handles where id > ${after} order by id limit 1000`.execute(db)
    for (const { id, name, handle, email } of rows) {
      const text = [name, handle, email].join(' ').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
      const words = ` ${(text.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')}`
      await sql`update handles set words = ${words} where id = ${id}`.execute(db)
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}

async function tasks({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('tasks')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('connection_id', 'text', c => c.references('connections.id'))
    .addColumn('input', 'text', c => c.notNull())
    .addColumn('cursor', 'text')
    .addColumn('done', 'integer', c => c.notNull())
    .addColumn('total', 'integer')
    .addColumn('refused', 'integer', c => c.notNull())
    .addColumn('refusals', 'text', c => c.notNull())
    .addColumn('failures', 'integer', c => c.notNull())
    .addColumn('next_at', 'text')
    .addColumn('reason', 'text')
    .addColumn('bytes', sql`bigint`)
    .addColumn('file_until', 'text')
    .addColumn('started_at', 'text', c => c.notNull())
    .addColumn('told_at', 'text', c => c.notNull())
    .addColumn('finished_at', 'text')
    .execute()
  await schema.createIndex('tasks_user').on('tasks').columns(['user_id', 'id']).execute()
  await schema.createIndex('tasks_state').on('tasks').column('state').execute()
}

async function notifications({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('notifications')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('case_id', 'text', c => c.references('cases.id'))
    .addColumn('connection_id', 'text', c => c.references('connections.id'))
    .addColumn('task_id', 'text', c => c.references('tasks.id').onDelete('cascade'))
    .addColumn('by_user_id', 'text', c => c.references('users.id'))
    .addColumn('count', 'integer', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .addColumn('seen_at', 'text')
    .execute()
  await schema.createIndex('notifications_user').on('notifications').columns(['user_id', 'at']).execute()
  await schema.createIndex('notifications_unseen').on('notifications').columns(['user_id', 'seen_at']).execute()
}

/** A team that is taken out of use: the cases it has keep it. */
async function teams({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('teams').addColumn('archived_at', 'text').execute()
}
