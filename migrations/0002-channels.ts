import { type Kysely, SqliteAdapter } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  const counter = db.getExecutor().adapter instanceof SqliteAdapter ? 'integer' : 'bigint'
  const add = (table: string, column: string, type: 'text' | 'integer' | 'bigint') =>
    schema.alterTable(table).addColumn(column, type).execute()

  for (const column of ['problem', 'problem_since', 'worked_at', 'parked_at', 'parked_text', 'cursor']) {
    await add('connections', column, 'text')
  }
  await schema
    .alterTable('connections')
    .addColumn('failures', 'integer', c => c.notNull().defaultTo(0))
    .execute()
  await add('connections', 'told_seq', counter)
  await add('handles', 'followers', 'integer')
  await add('handles', 'profile_url', 'text')
  for (const column of ['html', 'addressed_at', 'automatic_at', 'allows', 'liked_at', 'hidden_at']) {
    await add('messages', column, 'text')
  }
  await schema
    .createTable('early_events')
    .addColumn('connection_id', 'text', c => c.notNull().references('connections.id'))
    .addColumn('external_id', 'text', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('text', 'text')
    .addColumn('at', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('early_events_key', ['connection_id', 'external_id', 'kind'])
    .execute()
  await schema
    .createTable('plugin_values')
    .addColumn('connection_id', 'text', c => c.notNull().references('connections.id'))
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('value', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('plugin_values_key', ['connection_id', 'key'])
    .execute()
  await schema
    .createTable('deliveries')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('connection_id', 'text', c => c.notNull().references('connections.id'))
    .addColumn('event_seq', counter, c => c.notNull().references('events.seq'))
    .addColumn('attempts', 'integer', c => c.notNull())
    .addColumn('next_at', 'text', c => c.notNull())
    .addColumn('done_at', 'text')
    .addColumn('failed_at', 'text')
    .addColumn('reason', 'text')
    .addUniqueConstraint('deliveries_once', ['connection_id', 'event_seq'])
    .execute()
  await schema.createIndex('deliveries_due').on('deliveries').columns(['done_at', 'failed_at', 'next_at']).execute()
  await schema
    .createTable('attachments')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('message_id', 'text', c => c.notNull().references('messages.id'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('type', 'text', c => c.notNull())
    .addColumn('bytes', 'integer')
    .addColumn('hash', 'text')
    .addColumn('url', 'text')
    .addColumn('cid', 'text')
    .addColumn('alt', 'text')
    .addColumn('attempts', 'integer', c => c.notNull())
    .addColumn('reason', 'text')
    .execute()
  await schema.createIndex('attachments_message').on('attachments').column('message_id').execute()
  await schema.createIndex('attachments_hash').on('attachments').column('hash').execute()
  await schema
    .createTable('switches')
    .addColumn('name', 'text', c => c.primaryKey())
    .addColumn('off_since', 'text', c => c.notNull())
    .addColumn('user_id', 'text', c => c.references('users.id'))
    .execute()
}
