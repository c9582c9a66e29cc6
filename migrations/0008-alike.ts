import { type Kysely, sql } from 'kysely'

/** Finds customers by the e-mail address they gave, however it was written. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index handles_email on handles (lower(email))`.execute(db)
}
