import { expect, test } from 'vitest'
import nl from '../../web/locales/nl.ts'
import { openWorld } from '../support/world.ts'
import { enter, log, openPage, row, SOON } from './desk.ts'

test('below a path of a site everything works as it does with a host of its own', async () => {
  const world = await openWorld({ listen: true, realTime: true, base: '/klant/contact' })
  const asked: string[] = []
  const visitor = await openPage({ locale: 'nl' })
  const page = await openPage({ locale: 'nl' })
  for (const one of [visitor, page]) one.on('request', request => asked.push(new URL(request.url()).pathname))
  expect(new URL(world.url).pathname).toBe('/klant/contact')

  await enter(world, page, await world.signIn('tess'))
  await page.goto(world.url)
  await page.locator('#first').waitFor()
  await page.getByRole('link', { name: nl['list.unassigned'] }).click()
  await page.getByRole('heading', { name: nl['list.unassigned'] }).waitFor()
  await page.locator('#first').waitFor()

  await visitor.goto(`${world.url}/webcare`)
  await visitor.locator('textarea').fill('Hoe laat gaan jullie open?')
  await visitor.waitForTimeout(1100)
  await visitor.locator('form button').click()
  await visitor.waitForURL(/\/klant\/contact\/webcare\/status\//)

  // The socket finds its way too, and so does whoever opens the case from its lasting address.
  await row(page, nl['customer.unknown']).click({ timeout: SOON })
  await log(page).getByText('Hoe laat gaan jullie open?').waitFor()
  expect(page.url()).toBe(`${world.url}/inbox/unassigned/1`)
  await page.goto(`${world.url}/c/1`)
  await log(page).getByText('Hoe laat gaan jullie open?').waitFor()
  expect(page.url()).toBe(`${world.url}/inbox/unassigned/1`)

  await page.getByRole('button', { name: nl.signOut }).click()
  await page.waitForURL(`${world.url}/login`)
  await page.goto(`${world.url}/inbox/all`)
  await page.waitForURL(`${world.url}/login?next=%2Finbox%2Fall`)
  expect(asked.filter(path => path !== '/favicon.ico' && !`${path}/`.startsWith('/klant/contact/'))).toEqual([])
  expect((await world.request({ url: '/health/ready' })).json()).toEqual({ status: 'ok' })
  expect((await world.request({ url: '/klant/contactpersoon' })).statusCode).toBe(404)
})
