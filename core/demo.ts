// `npm run demo`: Webcare with a pretend network beside it, people who write, and colleagues who answer. All of it is gone
// with the next start.
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import closeWithGrace from 'close-with-grace'
import pino from 'pino'
import { loadConfig, withPort } from '../config/load.ts'
import { PEOPLE, startNetwork } from '../plugins/sandbox/network.ts'
import { openCore } from './core.ts'
import { beginning, COLLEAGUES, PASSWORD, play } from './demo-play.ts'
import { systemClock } from './lib/clock.ts'
import { openServer } from './server.ts'

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

// Days go by in seconds until all is told; from then on it is now.
const end = systemClock.now()
let told: Date | undefined = new Date(beginning(end))
const clock = {
  now: () => told ?? systemClock.now(),
  set(at: string) {
    told = new Date(at)
  },
}
const network = await startNetwork({ now: clock.now })
const core = await openCore(config, { log: log as never, clock, onFatal: () => process.exit(70) })
await play(core, { ...network, people: PEOPLE }, clock, end)
told = undefined
const server = await openServer(core, log)
await server.listen({ host: config.HOST, port: config.PORT })
await core.schedule.start()

closeWithGrace({ logger: false }, async () => {
  await server.close()
  await core.close()
  await network.close()
})
process.stdout.write(
  `\nWebcare:            ${config.WEBCARE_BASE_URL}   (${COLLEAGUES.map(({ email }) => email.split('@')[0]).join(', ')} @example.org, password: ${PASSWORD})\n` +
    `The pretend network: ${network.url}\nThe web form:        ${config.WEBCARE_BASE_URL}/webcare/contact\n\n`,
)
