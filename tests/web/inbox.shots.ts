// Pictures of the inbox as it looks on a working day, for the README and for comparing by eye: `npm run screenshots`.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWindow } from '../support/browser.ts'
import { asksOn, openWorld, PASSWORD, type World } from '../support/world.ts'

/** How long the story below takes, in milliseconds. */
const MORNING = 48 * 60_000
const FOLDER = join(import.meta.dirname, 'pictures')

const questions = [
  ['Mo Khan', 'Ziekmelden', 'Hoe kan ik mij ziekmelden als de app niet werkt?', 'HIGH', ['Ziekmelden']],
  [
    'Jan de Boer',
    'Open dag',
    'Is de open dag in Delft ook voor ouders? Ik kom graag mee met mijn dochter.',
    'NORMAL',
    [],
  ],
  ['Fatima El Amrani', 'Rooster', 'Mijn rooster van maandag staat twee keer in de app.', 'NORMAL', ['Klacht']],
  ['Lotte de Wit', 'Stage', 'Wie tekent mijn stageovereenkomst nu mevrouw Smit weg is?', 'LOW', ['Stage']],
] as const

test.each([
  ['inbox-light', { colorScheme: 'light', viewport: { width: 1366, height: 768 } }],
  ['inbox-dark', { colorScheme: 'dark', viewport: { width: 1366, height: 768 } }],
  ['inbox-phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
] as const)('%s', async (name, look) => {
  const world = await openWorld({ listen: true })
  // The browser's own clock is the machine's: the morning ends now.
  world.clock.set(new Date(Date.now() - MORNING).toISOString())
  const number = await workingDay(world)
  const page = await (await openWindow({ locale: 'nl', timezoneId: 'Europe/Amsterdam', ...look })).newPage()
  await page.goto(`${world.url}/login`)
  await page.locator('input[type=email]').fill('tessroos@rocdelta.example')
  await page.locator('input[type=password]').fill(PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(/\/inbox/)
  await page.goto(`${world.url}/inbox/mine/${number}`)
  await page.getByRole('log').getByText('Fijn, dank je!').waitFor()
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  expect(await page.locator('h1, h2').count()).toBeGreaterThan(0)
})

/** A morning at a school: a complaint under way, and what came in beside it. The number of the complaint. */
async function workingDay(world: World): Promise<number> {
  const web = await world.core.webConnection()
  await world.person('Bas Dekker', {})
  const tess = await world.signIn('Tess Roos', { roles: ['lead', 'agent'], level: 'lead' })
  const labels = new Map<string, string>()
  for (const label of ['Aanmelden', 'Klacht', 'Stage', 'Ziekmelden']) {
    labels.set(label, (await tess.do('createLabel', { name: label }, 'id')).data.createLabel.id)
  }
  const take = async (caseId: string, priority: string, names: readonly string[]) => {
    await tess.do('assignCase', { caseId, userId: tess.userId })
    await tess.do('prioritiseCase', { caseId, priority })
    await tess.do('labelCase', { caseId, add: names.map(label => labels.get(label)) })
  }

  const visitor = await world
    .visitor()
    .asks('Krijg al 3 dagen geen antwoord over mijn aanmelding?? Wat is de status?', {
      name: 'Sanne Visser',
      email: 'sanne.visser@example.org',
      subject: 'Aanmelding zonder antwoord',
    })
  const { id } = await tess.case(visitor.case)
  await take(id, 'URGENT', ['Klacht', 'Aanmelden'])
  world.clock.advance({ minutes: 4 })
  await tess.notes(visitor.case, 'Intake stond verkeerd in het systeem, gesprek wordt vandaag ingepland.')
  await tess.answers(visitor.case, 'Hoi Sanne, wat vervelend dat je nog niets hoorde. Ik zoek het voor je uit. ^TR')
  world.clock.advance({ seconds: 10 })
  await world.run('deliver')
  for (const [name, _subject, text, priority, names] of questions) {
    world.clock.advance({ minutes: 7 })
    await take(await asksOn(world, web.id, text, name), priority, names)
  }
  await asksOn(world, web.id, 'Kan ik als volwassene nog instromen bij verpleegkunde?', 'P. Jansen')
  world.clock.advance({ minutes: 3 })
  await visitor.answers('Fijn, dank je! Wanneer hoor ik iets?')
  world.clock.advance({ minutes: 12 })
  return visitor.case
}
