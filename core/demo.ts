// `npm run demo`: Webcare with a pretend network beside it, people who write, and colleagues who answer. All of it is gone
// with the next start.
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import closeWithGrace from 'close-with-grace'
import pino from 'pino'
import { loadConfig, withPort } from '../config/load.ts'
import { PEOPLE, startNetwork } from '../plugins/sandbox/network.ts'
import { createLabel } from './cases/labels.ts'
import { add } from './connections/manage.ts'
import { type Core, openCore } from './core.ts'
import { system } from './lib/actor.ts'
import { openServer } from './server.ts'
import { grant } from './team/rights.ts'
import { addUser, setPassword } from './team/users.ts'

const PASSWORD = 'een kopje koffie graag'
const COLLEAGUES = [
  { name: 'Tess Roos', email: 'tess@example.org', roles: ['admin', 'lead', 'agent'] },
  { name: 'Bas Dekker', email: 'bas@example.org', roles: ['agent'] },
] as const

/** Who writes what at the start, and where. */
const WRITINGS = [
  ['sanne', 'page', 'Krijg al 3 dagen geen antwoord over mijn aanmelding?? Wat is de status?'],
  ['youssef', 'direct', 'Hoi, hoe kan ik mij ziekmelden als de app niet werkt?'],
  ['marijke', 'page', 'Wat een leuke open dag gisteren, complimenten aan de studenten van de keuken!'],
  ['youssef', 'elsewhere', '@deschool mijn rooster van maandag staat twee keer in de app. Klopt dat?'],
  ['sanne', 'direct', 'Kan mijn intake ook op woensdag?'],
] as const

async function seed(core: Core, settings: object): Promise<void> {
  const hash = await core.passwords.hash(PASSWORD)
  await core.write(system('demo'), async tx => {
    const { id: sandbox } = await add(tx, core, { plugin: 'sandbox', name: 'Pleintje', settings: { ...settings } })
    const { id: web } = await core.webConnection()
    for (const colleague of COLLEAGUES) {
      const user = await addUser(tx, { ...colleague, language: 'nl' })
      await setPassword(tx, user.id, hash)
      for (const connectionId of [sandbox, web]) {
        await grant(tx, { userId: user.id, connectionId, level: colleague.roles.length > 1 ? 'lead' : 'reply' })
      }
    }
    for (const name of ['Aanmelden', 'Compliment', 'Klacht', 'Ziekmelden']) await createLabel(tx, name)
  })
}

const folder = resolve('data/demo')
rmSync(folder, { recursive: true, force: true })
const fixed = {
  WEBCARE_DATA: folder,
  DATABASE_URL: `file:${join(folder, 'demo.sqlite')}`,
  WEBCARE_ORGANISATION: 'De School',
  WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32',
  WEBCARE_LOG_LEVEL: 'error',
}
const config = await withPort(loadConfig(undefined, fixed))
const log = pino({ level: config.WEBCARE_LOG_LEVEL, base: null })
const network = await startNetwork()
const core = await openCore(config, { log: log as never, onFatal: () => process.exit(70) })
await seed(core, network.settings)
const server = await openServer(core, log)
await server.listen({ host: config.HOST, port: config.PORT })
await core.schedule.start()
for (const [handle, where, text] of WRITINGS) {
  const person = PEOPLE.find(one => one.handle === handle)
  if (person) network.square.write(person, { where, text })
}

closeWithGrace({ logger: false }, async () => {
  await server.close()
  await core.close()
  await network.close()
})
process.stdout.write(
  `\nWebcare:            ${config.WEBCARE_BASE_URL}   (${COLLEAGUES[0].email} or ${COLLEAGUES[1].email}, password: ${PASSWORD})\n` +
    `The pretend network: ${network.url}\nThe web form:        ${config.WEBCARE_BASE_URL}/webcare/contact\n\n`,
)
