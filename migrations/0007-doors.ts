import { type Kysely, sql } from 'kysely'

export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('devices')
    .addColumn('hash', 'text', c => c.notNull())
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('used_at', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('devices_key', ['hash', 'user_id'])
    .execute()
  await schema.createIndex('devices_user').on('devices').column('user_id').execute()
  // Denials alone: the latest of one actor is looked for with each new one.
  await schema
    .createIndex('audit_denials')
    .on('audit')
    .columns(['actor_id', 'object', 'at'])
    .where(sql.ref('action'), '=', sql.lit('access.denied'))
    .execute()
}
