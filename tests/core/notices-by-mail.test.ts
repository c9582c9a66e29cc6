import { expect, test } from 'vitest'
import { noteFailure, noteSuccess } from '../../core/connections/health.ts'
import { system } from '../../core/lib/actor.ts'
import { placeOfMail } from '../../core/mailer/mailer.ts'
import { PluginError } from '../../core/plugin/index.ts'
import { grant } from '../../core/team/rights.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { openWorld, type World } from '../support/world.ts'

/** A mail server that is never asked: what waits for it is looked at. */
const settings = {
  WEBCARE_SMTP_URL: 'smtp://127.0.0.1:1',
  WEBCARE_MAIL_FROM: 'webcare@school.example',
  WEBCARE_BASE_URL: 'https://school.example/care',
}

/** What waits to be mailed, the oldest first. */
async function mails({ core }: World) {
  const rows = await core.db.selectFrom('mails').selectAll().orderBy('createdAt').orderBy('recipient').execute()
  return rows.map(({ id, recipient, subject, body }) => ({
    to: recipient.split('@')[0],
    subject,
    text: core.seal.open('mail', placeOfMail(id), body),
  }))
}
const subjects = async (world: World) => (await mails(world)).map(({ to, subject }) => `${to}: ${subject}`)

const fails = (world: World, connectionId: string) =>
  world.core.write(system('health'), tx =>
    noteFailure(tx, connectionId, new PluginError('unauthorized', 'The token has expired')),
  )
const works = (world: World, connectionId: string) =>
  world.core.write(system('health'), async tx => {
    await tx.db.updateTable('connections').set({ pausedAt: null, failures: 1 }).where('id', '=', connectionId).execute()
    await noteSuccess(tx, connectionId)
  })
const wants = (agent: Agent, ...alerts: object[]) => agent.do('updatePreferences', { alerts })
const byMail = (kind: string) => ({ kind, sound: true, email: true })

each('notifications by mail', database => {
  test('tell those who manage connections of one that is ill, once, each in their own language', async () => {
    const world = await openWorld({ database, settings })
    const connectionId = await world.connection('Instagram')
    const ada = await world.signIn('ada', { roles: ['admin'] })
    const [eve, off, gone] = await Promise.all(
      ['eve', 'off', 'gone'].map(name => world.signIn(name, { roles: ['admin'] })),
    )
    await world.signIn('tess', { on: { [connectionId]: 'reply' } })
    await eve!.do('updateMe', { language: 'es' })
    await wants(off!, { kind: 'CONNECTION_ILL', sound: true, email: false })
    await world.core.write(system('test'), tx =>
      tx.db.updateTable('users').set({ disabledAt: tx.now }).where('id', '=', gone!.userId).execute(),
    )

    await fails(world, connectionId)
    expect(await subjects(world)).toEqual(['ada: Instagram werkt niet', 'eve: Instagram no funciona'])
    const [dutch] = await mails(world)
    expect(dutch!.text).toContain('Hallo ada,')
    expect(dutch!.text).toContain('The token has expired')
    expect(dutch!.text).toContain('\nhttps://school.example/care/admin/connections\n')
    expect(dutch!.text).toContain(' https://school.example/care/me/notifications')

    // Nobody looked yet: they know.
    const again = () =>
      world.core.write(system('health'), tx => tx.record({ type: 'connection.changed', data: { connectionId } }))
    await again()
    expect(await mails(world)).toHaveLength(2)
    await ada.do('markNotificationsSeen', {})
    expect(await mails(world)).toHaveLength(2)

    // It got well, and broke again: that is news.
    await works(world, connectionId)
    world.clock.advance({ hours: 1 })
    await fails(world, connectionId)
    expect(await subjects(world)).toHaveLength(4)
  })

  test('are for who wants them, of what they may see at that moment, and never say what somebody wrote', async () => {
    const world = await openWorld({ database, settings })
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas')
    const visitor = await world.visitor().asks('Mijn geheim', { name: 'Sanne Visser', subject: 'Geheim' })
    const { id: caseId } = await tess.case(visitor.case)
    await bas.do('assignCase', { caseId, userId: tess.userId })
    await visitor.answers('Nog een geheim')
    expect(await mails(world)).toEqual([])

    await wants(tess, byMail('CUSTOMER_WROTE'))
    await visitor.answers('Geheim drie')
    expect(await mails(world)).toEqual([])
    await tess.do('markNotificationsSeen', {})
    await visitor.answers('Geheim vier')
    await visitor.answers('Geheim vijf')
    expect(await subjects(world)).toEqual([`tess: Nieuw bericht in case #${visitor.case}`])
    const [{ text } = { text: '' }] = await mails(world)
    expect(text).toContain(`\nhttps://school.example/care/c/${visitor.case}\n`)
    expect(text).not.toMatch(/geheim|Sanne/i)

    const connectionId = (await world.core.webConnection()).id
    await tess.do('markNotificationsSeen', {})
    await world.core.write(system('test'), tx => grant(tx, { userId: tess.userId, connectionId, level: 'none' }))
    await visitor.answers('Voor wie niet meer mag')
    expect(await mails(world)).toHaveLength(1)
  })

  test('are none without a mail server, and the rest goes on', async () => {
    const world = await openWorld({ database })
    const connectionId = await world.connection('Instagram')
    const ada = await world.signIn('ada', { roles: ['admin'] })
    await fails(world, connectionId)
    expect(await mails(world)).toEqual([])
    const { me, notifications } = await ada.get('{ me { mailReady } notifications { unseenCount } }')
    expect([me.mailReady, notifications.unseenCount]).toEqual([false, 1])
    const mailing = await openWorld({ database, settings })
    expect((await (await mailing.signIn('ada')).get('{ me { mailReady } }')).me.mailReady).toBe(true)
  })
})
