import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { each } from '../support/databases.ts'
import { openWorld } from '../support/world.ts'

each('alike customers', database => {
  test('who gave the same e-mail address is hinted at, where one may see both giving it', async () => {
    const world = await openWorld({ database })
    const other = await world.connection('Ander formulier')
    const tess = await world.signIn('tess', { on: { [other]: 'reply' } })
    const bas = await world.signIn('bas')
    const asks = async (name: string, email?: string) => {
      const { case: number } = await world.visitor().asks(`Vraag van ${name}`, { name, ...(email && { email }) })
      return (await tess.get(`{ case(number: ${number}) { customer { id } } }`)).case.customer.id as string
    }
    const sanne = await asks('Sanne', 'sanne@example.org')
    const twin = await asks('S. Visser', 'Sanne@Example.org')
    const nobody = await asks('Bo', 'bo@example.org')
    const silent = await asks('Cem')
    const alike = async (agent: typeof tess, id: string) =>
      (await agent.get(`{ customer(id: "${id}") { alike { id name } } }`)).customer.alike
    expect(await alike(tess, sanne)).toEqual([{ id: twin, name: 'S. Visser' }])
    expect(await alike(tess, twin)).toEqual([{ id: sanne, name: 'Sanne' }])
    for (const id of [nobody, silent]) expect(await alike(tess, id)).toEqual([])

    // Words said where one has no right give nobody away.
    await world.core.write(system('test'), async tx => {
      const handle = await tx.db
        .selectFrom('handles')
        .select('id')
        .where('customerId', '=', twin)
        .executeTakeFirstOrThrow()
      await tx.db.updateTable('messages').set({ connectionId: other }).where('handleId', '=', handle.id).execute()
    })
    expect(await alike(tess, sanne)).toHaveLength(1)
    expect(await alike(bas, sanne)).toEqual([])
  })

  test('the look-up goes by an index', async () => {
    const world = await openWorld({ database })
    const rows = await world.core.write(system('test'), async tx => {
      if (database === 'postgres') await sql`set local enable_seqscan = off`.execute(tx.db)
      const plan =
        database === 'postgres'
          ? sql`explain select customer_id from handles where lower(email) in ('a', 'b')`
          : sql`explain query plan select customer_id from handles where lower(email) in ('a', 'b')`
      return (await plan.execute(tx.db)).rows
    })
    expect(JSON.stringify(rows)).toContain('handles_email')
  })
})
