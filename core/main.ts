import closeWithGrace from 'close-with-grace'
import pino from 'pino'
import { ConfigError, loadConfig, withPort } from '../config/load.ts'
import { openCore } from './core.ts'
import { AppError } from './lib/errors.ts'
import { stopOf } from './outbox/switch.ts'
import { inWords } from './sending-commands.ts'
import { openServer } from './server.ts'

/** How long a stop may take, in milliseconds; what is still being sent then is looked for at the next start. */
const STOP_TIME = 25_000

try {
  const config = await withPort(loadConfig())
  const log = pino({ level: config.WEBCARE_LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const core = await openCore(config, {
    log: { debug: log.debug.bind(log), info: log.info.bind(log), warn: log.warn.bind(log), error: log.error.bind(log) },
    onFatal(error) {
      log.fatal(
        { error: error instanceof Error ? error.message : 'unknown' },
        'Webcare stops: it cannot trust its data',
      )
      process.exit(70)
    },
  })
  const server = await openServer(core, log)
  await server.listen({ host: config.HOST, port: config.PORT }).catch(({ code }) => {
    throw new ConfigError(
      `HOST ${config.HOST} and PORT ${config.PORT} are not ours to listen on (${code}). Free them, or name others.`,
    )
  })
  await core.schedule.start()

  closeWithGrace({ delay: STOP_TIME, logger: false }, async ({ err }) => {
    if (err) log.fatal({ error: err.stack }, 'Webcare stops after a fault')
    await server.close()
    await core.close()
  })

  const code = core.setupCode && `Set-up code for the first user, valid until the next start: ${core.setupCode}\n\n`
  const stop = await stopOf(core.db)
  process.stdout.write(`\nWebcare runs. Open ${config.WEBCARE_BASE_URL}\n${code ?? ''}`)
  if (stop) process.stdout.write(`${inWords(stop)}\n\n`)
} catch (error) {
  const known = error instanceof ConfigError || error instanceof AppError
  process.stderr.write(`Webcare did not start. ${known ? error.message : (error as Error).stack}\n`)
  process.exit(known ? 78 : 1)
}
