import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Before anything else is imported: what was compiled once is read from a cache at the next start, where that can be kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/webcare/compiled'))

const { default: closeWithGrace } = await import('close-with-grace')
const { default: pino } = await import('pino')
const { ConfigError, loadConfig, withPort } = await import('../config/load.ts')
const { openCore } = await import('./core.ts')
const { AppError } = await import('./lib/errors.ts')
const { refusalOf } = await import('./lib/refusal.ts')
const { stopOf } = await import('./outbox/switch.ts')
const { inWords } = await import('./sending-commands.ts')
const { openServer } = await import('./server.ts')

/** How long a stop may take, in milliseconds; what is still being sent then is looked for at the next start. */
const STOP_TIME = 25_000

let isDebug = false
let isStopping = false

try {
  const config = await withPort(loadConfig())
  isDebug = config.WEBCARE_LOG_LEVEL === 'debug'
  const log = pino({ level: config.WEBCARE_LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const core = await openCore(config, {
    log: {
      debug: log.debug.bind(log),
      info: log.info.bind(log),
      warn: log.warn.bind(log),
      // A stop cuts off what would take too long, and the next start does it: that is no fault.
      error: (fields, message) => log[isStopping ? 'warn' : 'error'](fields, message),
    },
    onFatal(error) {
      log.fatal(
        { error: error instanceof Error ? error.message : 'unknown' },
        'Webcare stops: it cannot trust its data',
      )
      process.exit(70)
    },
  })
  const server = await openServer(core, log)
  await server.listen({ host: config.HOST, port: config.PORT }).catch(async ({ code }) => {
    await core.close()
    throw new ConfigError(
      `HOST ${config.HOST} and PORT ${config.PORT} are not ours to listen on (${code}). Free them, or name others.`,
    )
  })
  await core.schedule.start()

  closeWithGrace({ delay: STOP_TIME, logger: false }, async ({ err }) => {
    isStopping = true
    if (err) log.fatal({ error: err.stack }, 'Webcare stops after a fault')
    await server.close()
    await core.close()
  })

  const code = core.setupCode && `Set-up code for the first user, valid until the next start: ${core.setupCode}\n\n`
  const stop = await stopOf(core.db)
  process.stdout.write(`\nWebcare runs. Open ${config.WEBCARE_BASE_URL}\n${code ?? ''}`)
  if (stop) process.stdout.write(`${inWords(stop)}\n\n`)
} catch (error) {
  const said = error instanceof ConfigError || error instanceof AppError ? error.message : refusalOf(error)
  process.stderr.write(`Webcare did not start. ${said ?? unforeseen(error)}\n`)
  process.exit(said ? 78 : 1)
}

/** A fault of ours. Where it is in the code says nothing to who starts it, and all to who mends it. */
function unforeseen(error: unknown): string {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
  return isDebug && stack ? stack : `${message} (With WEBCARE_LOG_LEVEL=debug it says where in the code.)`
}
