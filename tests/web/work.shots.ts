// Pictures of somebody at work on a pretend network: what is written for whom, a conflict, a customer, a channel that is ill.
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { PEOPLE, startNetwork } from '../../plugins/sandbox/network.ts'
import admin from '../../web/locales/admin/nl.ts'
import nl from '../../web/locales/nl.ts'
import { openWorld } from '../support/world.ts'
import { enter, LAPTOP, log, openPage, row } from './desk.ts'

const FOLDER = join(import.meta.dirname, 'pictures')
const LOOKS = ['light', 'dark'] as const

/** A school on the network, with questions of today, and Tess at her desk. */
async function openSchool() {
  const network = await startNetwork()
  const world = await openWorld({
    listen: true,
    realTime: true,
    settings: { WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32', WEBCARE_UNDO_PUBLIC_SECONDS: '0' },
  })
  // First the world, which talks to the network, then the network.
  onTestFinished(async () => {
    await world.close()
    await network.close()
  })
  const ada = await world.signIn('Ada Bakker', { roles: ['admin'] })
  const settings = JSON.stringify(network.settings)
  const { data } = await ada.do('addConnection', { plugin: 'sandbox', name: 'Pleintje', settings }, 'id')
  const connectionId: string = data.addConnection.id
  const tess = await world.signIn('Tess Roos', { on: { [connectionId]: 'reply' } })
  const bas = await world.signIn('Bas Dekker', { on: { [connectionId]: 'reply' } })
  const page = await openPage({ locale: 'nl', timezoneId: 'Europe/Amsterdam', viewport: LAPTOP })
  await enter(world, page, tess)
  await page.goto(`${world.url}/inbox/all`)

  /** Somebody writes on the network; back once it is in the list. */
  async function writes(handle: string, where: 'page' | 'direct', text: string) {
    const person = PEOPLE.find(one => one.handle === handle)!
    network.square.write(person, { where, text })
    await row(page, person.name).getByText(text.slice(0, 20)).first().waitFor()
    return person.name
  }
  return { network, world, ada, tess, bas, page, connectionId, writes }
}

async function take(name: string, of: Locator | Page) {
  for (const colorScheme of LOOKS) {
    await ('emulateMedia' in of ? of : of.page()).emulateMedia({ colorScheme })
    await of.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`) })
  }
}

test('somebody at work', async () => {
  const { network, world, ada, tess, bas, page, connectionId, writes } = await openSchool()
  await writes('youssef', 'page', 'Mijn rooster van maandag staat twee keer in de app. Klopt dat?')
  const sanne = await writes('sanne', 'page', 'Krijg al 3 dagen geen antwoord over mijn aanmelding?? Wat is de status?')
  await row(page, sanne).click()
  const field = page.locator('#conversation form textarea')
  const conversation = page.locator('#conversation')
  await field.fill(
    'Hoi Sanne, wat vervelend dat je nog niets hoorde. Ik stuur je een privébericht, dan zoek ik het uit. ^TR',
  )
  await page.getByText(/^Opgeslagen om/).waitFor()
  await take('composer-public', conversation)

  await field.press('Control+Enter')
  await row(page, sanne).click()
  await log(page).getByText(nl['delivery.SENT']).waitFor()
  await writes('sanne', 'direct', 'Fijn! Mijn studentnummer is 12345. Kan mijn intake ook op woensdag?')
  await page.getByRole('tab', { name: nl['audience.NOTE'], exact: true }).click()
  await field.fill('Intake stond verkeerd in het systeem; woensdag 10.30 uur is vrij. Ik spreek Bas er nog over.')
  await take('composer-memo', conversation)
  await field.press('Control+Enter')
  await page.getByRole('tab', { name: nl['audience.PRIVATE'], exact: true }).click()
  await field.fill('Woensdag om half elf kan. Zal ik je daarvoor inplannen? ^TR')
  await page.getByText(/^Opgeslagen om/).waitFor()
  await take('composer-private', conversation)

  // A colleague is quicker.
  const number = Number(/\/(\d+)(\?|$)/.exec(page.url())?.[1])
  const { audiences, customer } = await bas.case(number)
  const { threadId } = audiences.find((one: { visibility: string }) => one.visibility === 'PRIVATE')
  await bas.answers(number, 'Woensdag kan, om half elf. Tot dan! ^BD', { threadId })
  await field.press('Control+Enter')
  await page.getByRole('dialog', { name: nl['conflict.title'] }).waitFor()
  await take('conflict', page)

  await page.goto(`${world.url}/customers/${customer.id}`)
  await page.getByRole('heading', { level: 1, name: sanne }).waitFor()
  await take('customer', page)

  network.fail('signed-out')
  await tess.answers(number, 'Gelukt?', { threadId })
  await enter(world, page, ada)
  await page.goto(`${world.url}/admin/connections`)
  await expect
    .poll(
      async () =>
        (await ada.get('{ connections { id problem } }')).connections.find(
          (one: { id: string }) => one.id === connectionId,
        )?.problem,
      { timeout: 30_000 },
    )
    .toBeTruthy()
  await page.getByRole('heading', { level: 1, name: admin['connections.title'] }).waitFor()
  await page.getByText('Pleintje').first().waitFor()
  await take('connections', page)
})
