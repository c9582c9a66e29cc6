import type { Kysely } from 'kysely'

export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('devices')
    .addColumn('hash', 'text', c => c.notNull())
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('used_at', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('devices_key', ['hash', 'user_id'])
    .execute()
  await schema.createIndex('devices_user').on('devices').column('user_id').execute()
}
