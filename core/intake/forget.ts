import { sql } from 'kysely'
import type { Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import { plusSeconds } from '../lib/clock.ts'

/** Items of one commit: others write in between. */
const AT_ONCE = 200
const DAY = 24 * 3600

/**
 * Lets go of what platforms sent, body and headers, so many days after it was understood: what was said in it is in the
 * cases by then. Its key stays, so that a second delivery is still known; what could not be understood stays whole.
 */
export async function forgetBodies(write: Write, days: number): Promise<void> {
  const some = () =>
    write(system('forget'), async ({ db, now }) => {
      const { numUpdatedRows } = await db
        .updateTable('rawItems')
        .set({ body: Buffer.alloc(0), headers: '' })
        .where('id', 'in', query =>
          query
            .selectFrom('rawItems')
            .where('doneAt', '<=', plusSeconds(now, -days * DAY))
            // As the index has it, which holds only what is still whole.
            .where(sql<boolean>`headers <> ''`)
            .where('parkedAt', 'is', null)
            .orderBy('doneAt')
            .limit(AT_ONCE)
            .select('id'),
        )
        .executeTakeFirst()
      return Number(numUpdatedRows)
    })
  while ((await some()) === AT_ONCE);
}
