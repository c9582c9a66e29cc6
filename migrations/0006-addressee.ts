import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await replies(db)
  await connections(db)
}

/** The addressee of an answer, and all of how its case stood before it. Answers of before have neither. */
async function replies({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('replies')
    .addColumn('addressee_id', 'text', c => c.references('handles.id'))
    .execute()
  for (const column of ['prior_owner_id', 'prior_snoozed_until', 'prior_closed_at', 'prior_last_message_at']) {
    await schema.alterTable('replies').addColumn(column, 'text').execute()
  }
}

/** Since when its calls fail in a row. */
async function connections({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('connections').addColumn('failing_since', 'text').execute()
}
