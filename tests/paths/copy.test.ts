import { expect, test } from 'vitest'
import { nl } from '../../core/public/texts/nl.ts'
import { openRound } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { openMailbox } from '../support/mailbox.ts'
import { openWorld } from '../support/world.ts'

each('a copy by mail', database => {
  test('who left an address gets the answer once, with the way back to the conversation', async () => {
    const { mails, settings } = await openMailbox()
    const world = await openWorld({ database, settings })
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Wanneer is de open dag?', { email: 'sanne@example.org' })
    // Enough to see a slip in it, too little for whoever only has the address of the page.
    const page = await visitor.statusPage()
    expect(page).toContain(nl.status.copyTo('s…@example.org'))
    expect(page).not.toContain('sanne@')
    const silent = await world.visitor().asks('En waar?')
    await tess.answers(visitor.case, 'Op 12 maart')
    await tess.answers(silent.case, 'In Delft')
    world.clock.advance({ seconds: 6 })
    await world.run('deliver')
    await world.run('mail')
    await world.run('mail')

    expect(mails).toHaveLength(1)
    const [mail] = mails
    expect(mail).toContain('To: sanne@example.org')
    expect(mail).toContain('Op 12 maart')
    const unfolded = mail?.replaceAll('=\r\n', '').replaceAll('=3D', '=')
    expect(unfolded).toContain(`${world.url}${visitor.status.split('?')[0]}`)
  })

  test('an address that is none costs the visitor nothing but the copy', async () => {
    const { mails, settings } = await openMailbox()
    const world = await openWorld({ database, settings })
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Wanneer is de open dag?', { email: 'sanne@example.org' })
    await world.core.write({ kind: 'system', id: 'test' }, tx =>
      tx.db.updateTable('handles').set({ email: 'geen adres' }).execute(),
    )
    expect(await visitor.statusPage()).toContain(nl.status.noCopy)
    await tess.answers(visitor.case, 'Op 12 maart')
    world.clock.advance({ seconds: 6 })
    await world.run('deliver')
    await world.run('mail')
    expect(await visitor.statusPage()).toContain('Op 12 maart')
    expect(mails).toEqual([])
  })

  test('is of the form alone, also when another channel gives a conversation the same id', async () => {
    const { mails, settings } = await openMailbox()
    const { world, tess, brings, message } = await openRound({ database, settings })
    await world.visitor().asks('Wanneer is de open dag?', { email: 'sanne@example.org' })
    const { externalId } = await world.core.db.selectFrom('threads').select('externalId').executeTakeFirstOrThrow()
    await brings(message({ thread: externalId, from: externalId, text: 'En voor mij?' }))
    const other = await world.core.db
      .selectFrom('cases')
      .select('number')
      .where('number', '>', 1)
      .executeTakeFirstOrThrow()
    await tess.answers(other.number, 'Dit is alleen voor jou')
    world.clock.advance({ seconds: 10 })
    await world.run('deliver')
    await world.run('mail')
    expect(mails).toEqual([])
  })
})
