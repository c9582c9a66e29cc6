import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await lists(db)
}

/** All cases by urgency, without sorting those that are not shown. */
async function lists({ schema }: Kysely<unknown>): Promise<void> {
  await schema.createIndex('cases_all').on('cases').columns(['urgency', 'id']).execute()
}
