import { type Kysely, sql } from 'kysely'

/** Items that were understood, for as long as their body is here: one whose headers are empty has let go of it. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createIndex('raw_items_kept')
    .on('raw_items')
    .column('done_at')
    .where(sql<boolean>`headers <> ''`)
    .execute()
}
