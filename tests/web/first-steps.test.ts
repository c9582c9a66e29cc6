import { expect, test } from 'vitest'
import around from '../../web/locales/around/nl.ts'
import { mustBeAccessible } from './accessible.ts'
import { openDesk, openOffice, PHONE, sideways } from './desk.ts'
import { fill, wordsOf } from './texts.ts'

const t = wordsOf('nl')

test('an inbox in which nothing came yet says what to do first, until the first question is there', async () => {
  const world = await openOffice()
  const anna = await openDesk(world, 'anna', { roles: ['admin', 'lead'], window: { locale: 'nl' } })
  await anna.go('/inbox/mine')
  const { page } = anna
  const title = page.getByRole('heading', { name: around['first.title'] })
  await title.waitFor()
  await page.getByText(fill(around['first.formAbout'], { name: 'ROC Delta' })).waitFor()
  expect(await page.locator('#list code').innerText()).toBe(`${world.url}/webcare/contact`)
  const preview = page.getByRole('link', { name: around['first.preview'] })
  expect(await preview.getAttribute('href')).toBe(`${world.url}/webcare/contact`)
  const leads = async (name: string) => page.getByRole('link', { name, exact: true }).getAttribute('href')
  expect([await leads(around['first.channel']), await leads(around['first.invite'])]).toEqual([
    '/admin/connections/new',
    '/admin/users/new',
  ])
  await mustBeAccessible(page, 'first steps')

  await world.visitor().asks('Kan ik mij nog aanmelden?')
  await title.waitFor({ state: 'detached' })
  await page.getByText(t('empty.mine')).waitFor()
})

test('a colleague who may not connect or invite reads who can, and has it go away for good', async () => {
  const world = await openOffice()
  await world.person('Anna de Boer', { roles: ['admin'] })
  const { page, go } = await openDesk(world, 'bas', { window: { locale: 'nl', viewport: PHONE } })
  await go('/inbox/unassigned')
  await page.getByText(fill(around['first.ask'], { names: 'Anna de Boer' })).waitFor()
  expect(await page.getByRole('link', { name: around['first.channel'] }).count()).toBe(0)
  expect(await sideways(page)).toEqual([])
  await page.getByRole('button', { name: around['first.dismiss'] }).click()
  await page.getByText(t('empty.unassigned')).waitFor()
  const kept = () => world.core.db.selectFrom('preferences').select('settings').executeTakeFirst()
  await expect.poll(async () => (await kept())?.settings).toContain('"first"')
  await page.reload()
  await page.getByText(t('empty.unassigned')).waitFor()
})

test('a colleague without a right on any connection reads why there is no inbox, and who gives it, until they have it', async () => {
  const world = await openOffice()
  const anna = await world.signIn('Anna de Boer', { roles: ['admin'] })
  const bas = await world.person('bas')
  const { id: connectionId } = await world.core.webConnection()
  const may = (level: string) => anna.do('grantRight', { userId: bas.id, connectionId, level })
  await may('NONE')
  const { page, go } = await openDesk(world, 'bas', { window: { locale: 'nl', viewport: PHONE } })
  await go('/')
  const why = page.getByText(fill(around['me.noCases'], { names: 'Anna de Boer' }))
  await why.waitFor()
  expect(await sideways(page)).toEqual([])
  await mustBeAccessible(page, 'an account without an inbox')
  await may('REPLY')
  await why.waitFor({ state: 'detached' })
})

test('the page of the web form says where it is, with a link for a website, and when it last worked', async () => {
  const world = await openOffice()
  const anna = await openDesk(world, 'anna', { roles: ['admin', 'lead'], window: { locale: 'nl' } })
  await world.visitor().asks('Kan ik mij nog aanmelden?')
  await world.visitor().asks('En mijn broer?')
  const { id } = await world.core.webConnection()
  await anna.go(`/admin/connections/${id}`)
  await anna.page.getByRole('heading', { name: t('formAddress.title') }).waitFor()
  expect(await anna.page.locator('main code').allInnerTexts()).toEqual([
    `${world.url}/webcare/contact`,
    `<a href="${world.url}/webcare/contact">${t('formAddress.linkText')}</a>`,
  ])
  const open = anna.page.getByRole('link', { name: t('formAddress.open') })
  expect(await open.getAttribute('href')).toBe(`${world.url}/webcare/contact`)
  await anna.page.getByText(t('standing.worksNow')).first().waitFor()
  expect(await anna.page.getByText(t('standing.never')).count()).toBe(0)
})
