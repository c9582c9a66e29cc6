import { randomUUID } from 'node:crypto'
import { append } from '../../core/cases/messages.ts'
import { received, receiveOn } from '../../core/cases/turns.ts'
import { system } from '../../core/lib/actor.ts'
import { newId } from '../../core/lib/id.ts'
import type { World } from '../support/world.ts'

/** Goes on with a case on another web form, where the customer is known by other facts. */
export async function goesOnAt(
  world: World,
  caseId: string,
  connectionId: string,
  said: { text: string; name: string; handle: string; email: string },
): Promise<{ threadId: string; externalThread: string }> {
  return world.core.write(system('test'), async tx => {
    const row = await tx.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()
    const { text, ...facts } = said
    const thread = {
      id: newId(),
      connectionId,
      externalId: randomUUID(),
      visibility: 'private' as const,
      title: null,
      url: null,
      createdAt: tx.now,
    }
    await tx.db.insertInto('threads').values(thread).execute()
    const handle = { id: newId(), customerId: row.customerId, plugin: 'web', scope: connectionId, ...facts }
    await tx.db
      .insertInto('handles')
      .values({ ...handle, externalId: thread.externalId, createdAt: tx.now })
      .execute()
    await receiveOn(tx, row, thread)
    await append(
      tx,
      {
        caseId,
        threadId: thread.id,
        connectionId,
        externalId: randomUUID(),
        direction: 'in',
        visibility: 'private',
        handleId: handle.id,
        text,
        language: 'fy',
        at: tx.now,
      },
      [said.name, said.handle],
    )
    await received(tx, row, tx.now, 'person')
    return { threadId: thread.id, externalThread: thread.externalId }
  })
}
