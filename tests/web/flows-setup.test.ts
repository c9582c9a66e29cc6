import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { settings } from '../../plugins/email/settings.ts'
import { texts as email } from '../../plugins/email/texts.ts'
import { PEOPLE, startNetwork } from '../../plugins/sandbox/network.ts'
import { settingsOf } from '../../web/screens/admin/schema.ts'
import { readMail } from '../support/mailbox.ts'
import { openPostbox, type Postbox } from '../support/postbox.ts'
import { openWorld, PASSWORD } from '../support/world.ts'
import { deliver, openDesk, openPage, sideways } from './desk.ts'
import { type FormHand, fingerOn, keyboardOn } from './forms.ts'
import { firstRow, hasFocus, keyboardOf, PATIENCE, SMALL_PHONE, tooSmall } from './hands.ts'
import { wordsOf } from './texts.ts'

const t = wordsOf('nl')
const ADDRESS = 'info@rocdelta.example'

/** The product with its plugins in a thread, as they run, and a mailbox on this machine that it may reach. */
async function openHouse() {
  const settings = { WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8', WEBCARE_UNDO_PUBLIC_SECONDS: '30' }
  const world = await openWorld({ listen: true, hostThread: true, settings })
  world.clock.set(new Date().toISOString())
  return { world, postbox: await openPostbox(ADDRESS) }
}

const heading = (page: Page, name: string, level = 1) => page.getByRole('heading', { name, level, exact: true })
const step = (page: Page, at: number, name: string) => heading(page, t('new.step', { at, of: 4, title: name }), 2)

/** A label of the e-mail plugin as the screen has it. */
const inDutch = (english: string) => email.nl?.[english] ?? english
/** How many of its settings few people change. */
const FOLDED = settingsOf(JSON.stringify(settings)).filter(({ folded }) => folded).length

/** From the menu of the admin pages to a mailbox that works; `arrives` at each step. */
async function connectMailbox(
  page: Page,
  hand: FormHand,
  postbox: Postbox,
  arrives: (at: ReturnType<typeof heading>) => Promise<void>,
) {
  await hand.link(t('connections.title'))
  await arrives(heading(page, t('connections.title')))
  await hand.link(t('connections.add'))
  await arrives(heading(page, t('connections.add')))
  await hand.button(t('new.choose', { name: 'E-mail' }))
  await arrives(step(page, 2, t('new.settings')))
  await hand.type(t('name'), ADDRESS)
  await hand.unfold(t('settings.more', { count: FOLDED }))
  for (const [label, text] of Object.entries(postbox.fields)) await hand.type(inDutch(label), text)
  for (const [label, option] of Object.entries(postbox.choices)) await hand.choose(inDutch(label), option)
  await hand.button(t('new.try'))
  await arrives(step(page, 3, t('new.trial')))
  await page.getByText('IMAP: map INBOX gevonden').waitFor()
  await page.locator('#said').getByText(t('trial.works')).waitFor()
  await hand.button(t('new.save'))
  await arrives(step(page, 4, t('new.rights')))
}

test('a mailbox is connected by keyboard alone, its first mail is answered, and what went to a network is taken back', async () => {
  const { world, postbox } = await openHouse()
  const network = await startNetwork({ now: () => world.clock.now() })
  onTestFinished(() => network.close())
  const anna = await openDesk(world, 'anna', { roles: ['admin', 'lead'], window: { locale: 'nl' } })
  const added = { plugin: 'sandbox', name: 'Plein', settings: JSON.stringify(network.settings) }
  const { data } = await anna.agent.do('addConnection', added, 'id')
  await world.signIn('tess', { on: { [data.addConnection.id]: 'reply' } })

  await anna.go('/admin/users')
  const keyboard = keyboardOn(anna.page)
  await connectMailbox(anna.page, keyboard, postbox, hasFocus)
  await keyboard.choose(t('rights.cell', { who: 'tess', where: ADDRESS }), t('level.REPLY'))
  await keyboard.button(t('new.ready'))
  await hasFocus(heading(anna.page, ADDRESS))

  const headers = ['From: Emma Jansen <emma@client.example>', `To: ${ADDRESS}`, 'Message-ID: <vraag@client.example>']
  const date = `Date: ${new Date().toUTCString()}`
  postbox.lay([...headers, date, 'Subject: Verpleegkunde', '', 'Kan ik mij nog aanmelden?', ''].join('\n'))
  await world.run('poll')
  const tess = await openDesk(world, 'tess', { window: { locale: 'nl' } })
  await expect.poll(() => tess.agent.inbox('UNASSIGNED'), PATIENCE).toHaveLength(1)
  const [sanne, youssef] = PEOPLE
  for (const who of [sanne!, youssef!]) {
    world.clock.advance({ minutes: 1 })
    network.square.write(who, { text: `Een vraag van ${who.handle}` })
    await world.run('poll')
  }
  await expect.poll(() => tess.agent.inbox('UNASSIGNED'), PATIENCE).toHaveLength(3)
  const [EMMA, SANNE, YOUSSEF] = [1, 2, 3]

  await tess.go('/inbox/mine')
  await heading(tess.page, t('list.mine')).waitFor()
  const hand = keyboardOf(tess.page, t)
  await hand.turnsTo('unassigned')
  // Who waits longest stands first, whatever they wrote by.
  expect(await firstRow(tess.page)).toBe(EMMA)
  await hand.opens('Emma Jansen', EMMA)
  await hand.writes('answer', 'Ja, tot 1 april!')
  await hand.sends(SANNE)
  await hand.writes('answer', 'Dat zoeken we uit')
  await hand.sends(YOUSSEF)
  await hand.undoes()
  expect(await tess.page.locator('#conversation textarea').inputValue()).toBe('Dat zoeken we uit')
  await deliver(world)
  const mails = postbox.sent.map(readMail)
  expect(mails).toHaveLength(1)
  expect(mails[0]?.headers).toMatch(/^To: .*emma@client\.example/m)
  expect(mails[0]?.text).toContain('Ja, tot 1 april!')
  const published = () => [...network.square.posts.values()].map(post => post.text)
  expect(published()).toEqual(['Een vraag van sanne', 'Een vraag van youssef'])
  await hand.sends(YOUSSEF)
  await deliver(world)
  expect(published()).toContain('Dat zoeken we uit')
})

test('a mailbox is connected and a colleague invited by touch on a phone of 360 × 740', async () => {
  const { world, postbox } = await openHouse()
  const window = { locale: 'nl', ...SMALL_PHONE }
  const { page, go } = await openDesk(world, 'anna', { roles: ['admin', 'lead'], window })
  const finger = fingerOn(page)
  await go('/admin')
  await heading(page, t('admin.title')).waitFor()
  await connectMailbox(page, finger, postbox, async at => {
    await at.waitFor()
    expect(await tooSmall(page)).toEqual([])
  })
  await finger.choose(t('rights.cell', { who: 'anna', where: ADDRESS }), 'REPLY')
  await finger.button(t('new.ready'))
  await heading(page, ADDRESS).waitFor()
  expect(await world.core.db.selectFrom('connections').select('name').where('plugin', '=', 'email').execute()).toEqual([
    { name: ADDRESS },
  ])

  await finger.link(t('connections.title'))
  await finger.link(t('admin.title'))
  await finger.link(t('users.title'))
  await finger.link(t('users.invite'))
  await finger.type(t('name'), 'Mo Khan')
  await finger.type(t('email'), 'mo@rocdelta.example')
  await finger.tick(t('role.LEAD'))
  expect(await tooSmall(page)).toEqual([])
  await finger.button(t('invite.do'))
  const link = await page.locator('code').innerText()
  expect(await sideways(page)).toEqual([])

  const guest = await openPage(window)
  await guest.goto(link)
  const guests = fingerOn(guest)
  await guests.type(t('password.new'), PASSWORD)
  expect(await tooSmall(guest)).toEqual([])
  await guests.button(t('door.signIn'))
  await guest.waitForURL(/\/(inbox|me)/)
})
