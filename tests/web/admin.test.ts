import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { newId } from '../../core/lib/id.ts'
import { freezeSending, stopOf } from '../../core/outbox/switch.ts'
import { PEOPLE, startNetwork } from '../../plugins/sandbox/network.ts'
import { texts as sandbox } from '../../plugins/sandbox/texts.ts'
import { openWorld, PASSWORD, type World } from '../support/world.ts'
import { enter, LAPTOP, openDesk, openPage, PHONE, sideways } from './desk.ts'
import { keyboardOn, tabTo } from './forms.ts'
import { hasFocus } from './hands.ts'
import { wordsOf } from './texts.ts'

const t = wordsOf('nl')
/** The pretend network in the language of the screen. */
const said = (english: string) => sandbox.nl?.[english] ?? english
const SANDBOX = said('Sandbox')
const [URL, TOKEN, SECRET] = ['Address of the pretend network', 'Access token', 'Webhook secret'].map(said) as [
  string,
  string,
  string,
]

/** The product with its plugins in a thread, as they run, and a network on this machine that it may reach. */
async function openHouse() {
  const settings = { WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8' }
  const world = await openWorld({ listen: true, hostThread: true, settings })
  world.clock.set(new Date().toISOString())
  const network = await startNetwork({ now: () => world.clock.now() })
  onTestFinished(() => network.close())
  return { world, network }
}

test('after a restore an admin sees why nothing is sent, and lets it go on', async () => {
  const { world } = await openHouse()
  const at = '2026-03-02T08:00:00.000Z'
  await world.core.write(system('test'), tx => freezeSending(tx, 'restored', at))
  const { page, go } = await openDesk(world, 'ada', { roles: ['admin'], window: { viewport: PHONE } })
  await go('/admin/connections')
  const section = page.locator('#sending')
  await section.getByText(t('sending.because.RESTORED')).waitFor()
  expect(await section.innerText()).toContain(t('sending.putBack'))
  expect(await section.innerText()).toMatch(/De gegevens zijn van .*\d\d:\d\d/)
  expect(await faultsOf(page, 'a stop after a restore')).toEqual([])
  await section.getByRole('button', { name: t('sending.resume') }).click()
  await section.getByRole('button', { name: t('sending.stop') }).waitFor()
  expect(await section.innerText()).not.toContain(t('sending.putBack'))
  expect(await stopOf(world.core.db)).toBeUndefined()
})

const heading = (page: Page, name: string, level = 1) => page.getByRole('heading', { name, level, exact: true })

test('a network is connected by keyboard alone, fails, says why, and is cured', async () => {
  const { world, network } = await openHouse()
  const { page, agent, go } = await openDesk(world, 'anna', { roles: ['admin', 'lead'], window: { locale: 'nl' } })
  const tess = await world.signIn('tess')
  const keyboard = keyboardOn(page)

  await go('/me')
  await keyboard.link(t('nav.admin'))
  await hasFocus(heading(page, t('connections.title')))
  await keyboard.link(t('connections.add'))
  await hasFocus(heading(page, t('connections.add')))
  await keyboard.button(t('new.choose', { name: SANDBOX }))
  await hasFocus(heading(page, t('new.step', { at: 2, of: 4, title: t('new.settings') }), 2))
  await keyboard.type(t('name'), 'Plein')
  await keyboard.keys('Enter')
  // What is missing is said beside each field and above them, and the first one has the focus.
  await page.getByText(t('settings.look', { names: [URL, TOKEN, SECRET].join(', ') })).waitFor()
  await hasFocus(page.getByLabel(URL))
  await keyboard.keys('Control+A')
  await page.keyboard.type('plein')
  await page.getByText(t('offence.pattern')).waitFor()
  await keyboard.type(URL, network.url)
  await keyboard.type(TOKEN, 'een-verkeerd-token')
  await keyboard.type(SECRET, network.settings.secret)
  await keyboard.button(t('new.try'))
  await page.locator('#said').getByText(t('trial.fails')).waitFor()
  await keyboard.button(t('new.change'))
  await keyboard.type(TOKEN, network.settings.token)
  await keyboard.keys('Enter')
  await page.getByText('Ingelogd als').waitFor()
  await page.locator('#said').getByText(t('trial.works')).waitFor()
  // Until here nothing was made.
  expect(await world.core.db.selectFrom('connections').select('plugin').execute()).toEqual([{ plugin: 'web' }])
  await keyboard.button(t('new.save'))
  // Its maker can use it, and the last button saves what was chosen for others.
  expect(await page.getByLabel(t('rights.cell', { who: 'anna', where: 'Plein' })).inputValue()).toBe('LEAD')
  await keyboard.choose(t('rights.cell', { who: 'tess', where: 'Plein' }), t('level.REPLY'))
  expect(await page.getByRole('button', { name: t('save'), exact: true }).count()).toBe(0)
  await keyboard.button(t('new.ready'))
  await hasFocus(heading(page, 'Plein'))
  // What was written before is fetched by a task that goes on without us.
  await keyboard.button(t('backfill.do'))
  const fetched = page.getByRole('list', { name: t('backfill.title') })
  await fetched.getByText(t('backfill.RUNNING')).waitFor()
  await world.run('task')
  await fetched.getByText(t('backfill.DONE')).waitFor()

  network.square.write(PEOPLE[0]!, { text: 'Kan ik mij nog aanmelden?' })
  await expect.poll(() => tess.inbox('UNASSIGNED')).toHaveLength(1)

  // The network no longer knows us: the list says so by itself, and what to do.
  await keyboard.link(t('connections.title'))
  const row = page.getByRole('listitem').filter({ hasText: 'Plein' })
  await row.getByText(t('standing.works'), { exact: true }).waitFor()
  network.fail('signed-out')
  world.clock.advance({ minutes: 1 })
  await world.run('poll')
  await row.getByText(t('standing.problem'), { exact: true }).waitFor()
  await keyboard.link('Plein')
  await page.getByText('kent dit toegangstoken niet').first().waitFor()
  network.fail(undefined)
  await keyboard.button(t('trial.do'))
  await page.locator('#said').getByText(t('trial.works')).waitFor()
  await keyboard.button(t('standing.resume'))
  await page.getByRole('button', { name: t('standing.pause') }).waitFor()
  world.clock.advance({ minutes: 1 })
  await world.run('poll')
  const { connections } = await agent.get('{ connections { name problem pausedAt } }')
  expect(connections).toContainEqual({ name: 'Plein', problem: null, pausedAt: null })
})

test('a colleague is invited and let in by keyboard alone, and what is not saved is not lost by leaving', async () => {
  const { world } = await openHouse()
  const { page, go } = await openDesk(world, 'anna', { roles: ['admin', 'lead'], window: { locale: 'nl' } })
  const keyboard = keyboardOn(page)
  const web = (await world.core.webConnection()).name

  await go('/admin')
  await keyboard.link(t('users.title'))
  await keyboard.link(t('users.invite'))
  await keyboard.type(t('name'), 'Mo Khan')
  await keyboard.type(t('email'), 'mo@rocdelta.example')
  await keyboard.tick(t('role.LEAD'))
  // The password was given more than five minutes ago.
  world.clock.advance({ minutes: 6 })
  await keyboard.button(t('invite.do'))
  await page.getByRole('dialog', { name: t('confirm.title') }).waitFor()
  await page.keyboard.type(PASSWORD)
  await keyboard.keys('Enter')
  const link = await page.locator('code').innerText()
  expect(link).toContain(`${world.url}/invite#`)
  const guest = await openPage({ locale: 'nl' })
  await guest.goto(link)
  await guest.getByLabel(t('password.new'), { exact: true }).fill('drie eiken en een es')
  await guest.getByRole('button', { name: t('door.signIn') }).click()
  await guest.waitForURL(/\/(inbox|me)/)

  // Rights in the table of everybody, and a way out that asks first.
  await keyboard.link(t('rights.title'))
  await keyboard.choose(t('rights.cell', { who: 'Mo Khan', where: web }), t('level.DRAFT'))
  await keyboard.link(t('teams.title'))
  await page.getByRole('dialog', { name: t('admin.leaveTitle') }).waitFor()
  await keyboard.keys('Enter')
  await expect.poll(() => page.url()).toContain('/admin/rights')
  await keyboard.keys('Control+s')
  await page.locator('#said').getByText(t('me.saved')).waitFor()
  const rights = await world.core.db
    .selectFrom('rights')
    .innerJoin('users', 'users.id', 'rights.userId')
    .where('users.name', '=', 'Mo Khan')
    .select('rights.level')
    .execute()
  expect(rights).toEqual([{ level: 'draft' }])

  // A team with Mo in it.
  await keyboard.link(t('teams.title'))
  await keyboard.link(t('teams.add'))
  await keyboard.type(t('name'), 'Balie')
  await keyboard.tick('Mo Khan')
  await keyboard.button(t('teams.make'))
  await page.getByRole('listitem').filter({ hasText: 'Balie' }).getByText('Mo Khan').waitFor()

  await keyboard.link('Balie')
  await keyboard.button(t('team.archive'))
  await page.getByRole('button', { name: t('team.restore') }).waitFor()

  // The field finds what stands on a page.
  await tabTo(page, page.getByLabel(t('admin.find')))
  await page.keyboard.type('nieuw lab')
  await keyboard.keys('Enter')
  await hasFocus(heading(page, t('labels.add'), 2))
  await keyboard.type(t('name'), 'Aanmelden')
  await keyboard.keys('Enter')
  await page
    .getByRole('list', { name: t('labels.title') })
    .getByText('Aanmelden')
    .waitFor()
  await keyboard.button(t('labels.renameOf', { name: 'Aanmelden' }))
  await page.keyboard.type('Inschrijven')
  await keyboard.keys('Enter')
  await hasFocus(page.getByRole('button', { name: t('labels.renameOf', { name: 'Inschrijven' }) }))

  // Mo leaves.
  await keyboard.link(t('users.title'))
  await keyboard.link('Mo Khan')
  await keyboard.button(t('user.disable'))
  await page.getByText(t('user.disableText')).waitFor()
  await keyboard.button(t('user.disableName', { name: 'Mo Khan' }))
  await page.getByRole('button', { name: t('user.enable') }).waitFor()
  await guest.goto(`${world.url}/me`)
  await guest.waitForURL(/\/login/)
})

test('each sees only what they may manage', async () => {
  const { world } = await openHouse()
  const lead = await openDesk(world, 'tess', { roles: ['lead'], window: { locale: 'nl' } })
  await lead.go('/admin')
  await heading(lead.page, t('labels.title')).waitFor()
  expect(
    await lead.page
      .getByRole('navigation', { name: t('admin.title') })
      .getByRole('link')
      .allInnerTexts(),
  ).toEqual([t('labels.title')])
  const agent = await openDesk(world, 'bas', { window: { locale: 'nl' } })
  for (const [desk, path] of [
    [lead, '/admin/users'],
    [lead, '/admin/labels/x'],
    [agent, '/admin/labels'],
    [agent, '/admin'],
  ] as const) {
    await desk.go(path)
    await heading(desk.page, t('unknown.title')).waitFor()
  }
  expect(await agent.page.getByRole('link', { name: t('nav.admin') }).count()).toBe(0)
})

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** In light everything is looked at; in dark only the colours, and on a laptop: they are the same on a phone. */
async function faultsOf(page: Page, what: string): Promise<string[]> {
  const look = () => new AxeBuilder({ page }).setLegacyMode()
  await page.emulateMedia({ colorScheme: 'light' })
  const looks = [await look().withTags(RULES).analyze()]
  if (page.viewportSize()?.width === LAPTOP.width) {
    await page.emulateMedia({ colorScheme: 'dark' })
    looks.push(await look().withRules(['color-contrast']).analyze())
  }
  for (const { passes } of looks) expect(passes.length, what).toBeGreaterThan(0)
  return looks.flatMap(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${what}: ${id} ${html}`)),
  )
}

/** Something of everything that an admin page shows, with names as long as they come. */
async function furnish(world: World) {
  const anna = await world.signIn('anna', { roles: ['admin', 'lead'] })
  const bas = await world.signIn('bas')
  const gone = await world.signIn('gijs')
  const long = 'Rijksinstituutvooronderwijsenopvoeding'
  const settings = JSON.stringify({ url: 'http://localhost:1', token: 'x', secret: 'y' })
  const { data } = await anna.do('addConnection', { plugin: 'sandbox', name: long, settings }, 'id')
  const connectionId: string = data.addConnection.id
  await anna.do('createTeam', { name: `Balie ${long}`, memberIds: [bas.userId] })
  await anna.do('createLabel', { name: long.slice(0, 40) })
  await anna.do('inviteUser', { name: `Mo ${long}`, email: `mo@${long}.example`, roles: ['AGENT'] })
  await anna.do('disableUser', { userId: gone.userId })
  const { writer } = world.core.database
  const at = world.clock.iso()
  const problem = 'HTTP 401: the token is not right'
  await writer.updateTable('connections').set({ problem, problemSince: at }).where('id', '=', connectionId).execute()
  const item = { key: 'k', headers: '{}', body: Buffer.from('x'), attempts: 8, reason: 'It is not JSON' }
  await writer
    .insertInto('rawItems')
    .values({ id: newId(), connectionId, receivedAt: at, nextAt: at, parkedAt: at, ...item })
    .execute()
  return { anna, bas, gone, connectionId }
}

test('a sign stands at what must be filled in and nowhere else, also when another way to begin is chosen', async () => {
  const { world } = await openHouse()
  const { page, go } = await openDesk(world, 'anna', { roles: ['admin'], window: { viewport: LAPTOP, locale: 'nl' } })
  await go('/admin/connections/new')
  await page.getByRole('button', { name: t('new.choose', { name: 'E-mail' }) }).click()
  await page.locator('summary').click()
  const marked = () =>
    page.locator('main label').evaluateAll(labels =>
      labels
        .filter(label => getComputedStyle(label, '::after').content !== 'none')
        .map(label => label.getAttribute('for'))
        .map(id => document.getElementById(id ?? '')?.getAttribute('name')),
    )
  const always = ['name', 'fromAddress', 'fromName', 'imapHost', 'smtpHost', 'user']
  await page.getByLabel('Eigen mailserver', { exact: true }).check()
  expect(await marked()).toEqual([...always, 'password'])
  await page.getByLabel('Microsoft 365', { exact: true }).check()
  // A public client has no secret.
  expect(await marked()).toEqual([...always, 'tokenUrl', 'clientId', 'refreshToken'])
})

test('axe finds nothing on any admin page, and no page moves sideways', { timeout: 120_000 }, async () => {
  const { world } = await openHouse()
  const { anna, bas, gone, connectionId } = await furnish(world)
  const page = await openPage({ viewport: LAPTOP, locale: 'nl' })
  await enter(world, page, anna)
  const faults: string[] = []
  const paths = [
    ['connections', ''],
    ['connections', '/new'],
    ['connections', `/${connectionId}`],
    ['plugins', ''],
    ['users', ''],
    ['users', '/new'],
    ['users', `/${bas.userId}`],
    ['users', `/${gone.userId}`],
    ['teams', ''],
    ['teams', '/new'],
    ['rights', ''],
    ['labels', ''],
  ] as const
  for (const viewport of [LAPTOP, PHONE]) {
    await page.setViewportSize(viewport)
    for (const [slug, rest] of paths) {
      const what = `/admin/${slug}${rest} at ${viewport.width}`
      await page.goto(`${world.url}/admin/${slug}${rest}`)
      await page.locator('main :is(li, form, table, section)').first().waitFor()
      faults.push(...(await faultsOf(page, what)))
      const { x = 0, width = 0 } = (await page.locator('main').boundingBox()) ?? {}
      expect(x + width, `${what}: fills the screen`).toBe(viewport.width)
      if (viewport !== PHONE) continue
      await page.setViewportSize({ ...PHONE, width: 320 })
      // A table of rights may scroll by itself.
      faults.push(
        ...(await sideways(page)).filter(wide => !wide.startsWith('SECTION.')).map(wide => `${what}: ${wide}`),
      )
      await page.setViewportSize(PHONE)
    }
  }
  // What opens: the question before a stop, the bar, wrong fields, the menu of a phone.
  await page.goto(`${world.url}/admin`)
  await heading(page, t('admin.title')).waitFor()
  faults.push(...(await faultsOf(page, 'the menu of a phone')))
  await page.goto(`${world.url}/admin/connections`)
  await page.getByRole('button', { name: t('sending.stop') }).click()
  await page.getByRole('dialog').waitFor()
  faults.push(...(await faultsOf(page, 'the question before a stop')))
  await page.goto(`${world.url}/admin/connections/${connectionId}`)
  await page.getByLabel(URL).fill('x')
  await page.getByRole('button', { name: t('save'), exact: true }).click()
  await page.getByText(t('offence.pattern')).waitFor()
  faults.push(...(await faultsOf(page, 'wrong settings')))
  await world.core.database.writer.deleteFrom('sessions').where('userId', '=', anna.userId).execute()
  await page.getByRole('button', { name: t('trial.do') }).click()
  await page.getByRole('dialog', { name: t('signedOut.title') }).waitFor()
  faults.push(...(await faultsOf(page, 'the password, over the page')))
  expect(faults).toEqual([])
})
