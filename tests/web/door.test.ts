import { expect, test } from 'vitest'
import nl from '../../web/locales/nl.ts'
import { PASSWORD } from '../support/world.ts'
import { openDesk, openOffice, openPage } from './desk.ts'

const NEW = 'drie eiken en een es'

test('too many wrong tries: the door says how long to wait, counts down, and opens again', async () => {
  const world = await openOffice()
  await world.person('tess')
  const page = await openPage({ locale: 'nl' })
  await page.clock.install()
  await page.goto(`${world.url}/login?next=%2Fme`)
  const button = page.getByRole('button', { name: nl['door.signIn'] })
  const password = page.getByLabel(nl.password, { exact: true })
  await page.getByLabel(nl.email).fill('tess@rocdelta.example')
  for (let tries = 0; tries < 3; tries++) {
    await password.fill(`geraden wachtwoord ${tries}`)
    await button.click()
    await page.getByText(nl['error.auth.wrong']).waitFor()
  }
  await button.click()
  await page.getByText(nl['error.auth.tooMany'].replace('{wait}', '10 s')).waitFor()
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  await expect.poll(() => page.getByText(nl['form.left'].replace('{wait}', '10 s')).count()).toBe(1)
  await page.clock.runFor(4000)
  await page.getByText(nl['form.left'].replace('{wait}', '6 s')).waitFor()
  await page.clock.runFor(7000)
  world.clock.advance({ seconds: 11 })
  expect(await button.getAttribute('aria-disabled')).toBeNull()
  await page.locator('#said').getByText(nl['form.again']).waitFor()

  // What is typed can be looked at, in the language one reads.
  await password.fill(PASSWORD)
  await page.getByRole('button', { name: `${nl['field.show']}: ${nl.password}` }).click()
  expect(await password.getAttribute('type')).toBe('text')
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${world.url}/me`)
})

test('one’s own password is changed with the present one, and other devices are signed out', async () => {
  const world = await openOffice()
  const { page, go } = await openDesk(world, 'tess', { window: { locale: 'nl' } })
  const phone = await world.signIn('tess')
  await go('/me')
  await page.getByRole('button', { name: nl['password.change'] }).click()
  const [current, wanted] = [page.getByLabel(nl['password.current']), page.getByLabel(nl['password.new'])]
  for (const [known, next, text] of [
    ['geraden wachtwoord', NEW, nl['confirm.wrong']],
    [PASSWORD, 'Welkom2026!!', nl['error.password.common']],
  ] as const) {
    await current.first().fill(known)
    await wanted.first().fill(next)
    await page.getByRole('button', { name: nl['password.change'] }).click()
    await page.getByText(text).waitFor()
  }
  await wanted.first().fill(NEW)
  await page.getByRole('button', { name: nl['password.change'] }).click()
  await page.locator('#said').getByText(nl['password.changed']).waitFor()
  expect((await phone.ask('{ cursor }')).status).toBe(401)
  await page.reload()
  await page.getByText(nl['sessions.current']).waitFor()
})

test('an empty form says at its fields what is missing, and that goes once it is filled in', async () => {
  const world = await openOffice()
  const page = await openPage({ locale: 'nl' })
  await page.goto(`${world.url}/setup`)
  await page.getByRole('button', { name: nl['setup.go'] }).click()
  const missing = ['fill.code', 'fill.name', 'fill.email', 'fill.password'] as const
  for (const key of missing) await page.getByText(nl[key]).waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('code')
  await page.getByLabel(nl.email).fill('anna@')
  expect(await page.getByText(nl['fill.email']).count()).toBe(0)
  await page.getByRole('button', { name: nl['setup.go'] }).click()
  await page.getByText(nl['fill.noAddress']).waitFor()

  await world.person('tess')
  await page.goto(`${world.url}/login`)
  const button = page.getByRole('button', { name: nl['door.signIn'] })
  await button.click()
  const email = page.getByLabel(nl.email)
  await page.getByText(nl['fill.email']).waitFor()
  expect(await email.getAttribute('aria-invalid')).toBe('true')
  await page.getByText(nl['fill.password']).waitFor()
  await email.fill('tess@rocdelta.example')
  await page.getByLabel(nl.password, { exact: true }).fill(PASSWORD)
  await button.click()
  await page.waitForURL(/inbox/)
})

test('the only admin who forgot the password is told the command that helps', async () => {
  const world = await openOffice()
  await world.person('anna', { roles: ['admin'] })
  const page = await openPage({ locale: 'nl' })
  await page.goto(`${world.url}/login/forgot`)
  await page.getByText(nl['door.onlyAdmin']).waitFor()
  expect(await page.locator('code').innerText()).toContain('user reset --email')
})
