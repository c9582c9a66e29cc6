import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Before anything else is imported: what was compiled once is read from a cache at the next start, where that can be kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/webcare/compiled'))

const { default: closeWithGrace } = await import('close-with-grace')
const { default: pino } = await import('pino')
const { ConfigError, loadConfig, withPort } = await import('../config/load.ts')
const { openCore } = await import('./core.ts')
const { AppError } = await import('./lib/errors.ts')
const { stopOf } = await import('./outbox/switch.ts')
const { inWords } = await import('./sending-commands.ts')
const { openServer } = await import('./server.ts')

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
