// Speed, as a ratio to the raw limit that the same machine reaches in the same run: `npm run bench`. One JSON line a figure.
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { freePort } from '../support/free-port.ts'
import { rawCases } from './limits.ts'
import { deliveries, send } from './load.ts'

const CORE = join(import.meta.dirname, '../../core')
const COUNT = Number(process.env.WEBCARE_BENCH_COUNT ?? 6000)
const CONNECTIONS = 32
const folder = mkdtempSync(join(tmpdir(), 'webcare-bench-'))
const key = `whsec_${randomBytes(32).toString('base64')}`

function report(name: string, value: number, unit: string, limit: number) {
  const round = (number: number) => Number(number.toPrecision(4))
  const line = { name, value: round(value), unit, limit: round(limit), ratio: round(value / limit) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** A program of its own, until `stop`; ready when it prints the line. */
async function start(args: readonly string[], env: Record<string, string>, ready: RegExp) {
  const profiled = process.env.WEBCARE_BENCH_PROFILE
  const child = spawn(process.execPath, [...(profiled ? ['--cpu-prof', `--cpu-prof-dir=${profiled}`] : []), ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.on('exit', () => child.kill('SIGKILL'))
  let output = ''
  for await (const chunk of child.stdout) {
    output += chunk
    if (ready.test(output)) break
  }
  return async () => {
    child.kill('SIGTERM')
    await once(child, 'close')
  }
}

async function ingest() {
  const barePort = await freePort()
  const stopBare = await start(
    [join(import.meta.dirname, 'bare.ts'), join(folder, 'bare.sqlite'), String(barePort), key],
    {},
    /ready/,
  )
  const bareUrl = `http://127.0.0.1:${barePort}/hooks/bare`
  await send(bareUrl, deliveries(500, key), CONNECTIONS)
  const limit = await send(bareUrl, deliveries(COUNT, key), CONNECTIONS)
  await stopBare()

  const data = join(folder, 'data')
  const port = await freePort()
  const env = { PORT: String(port), WEBCARE_DATA: data, WEBCARE_LOG_LEVEL: 'error' }
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ key }))
  const added = execFileSync(
    process.execPath,
    [
      join(CORE, 'cli.ts'),
      'connection',
      'add',
      'webhook',
      '--name',
      'Bench',
      '--settings',
      join(folder, 'settings.json'),
    ],
    { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' },
  )
  const url = `http://127.0.0.1:${port}/hooks/${added.split('\n')[0]}`
  const stop = await start([join(CORE, 'main.ts')], env, /Webcare runs/)
  await send(url, deliveries(500, key), CONNECTIONS)
  report('ingest', await send(url, deliveries(COUNT, key), CONNECTIONS), 'requests/s', limit)

  // What is stored already, from the moment that its connection is let go on until the last of it is a case.
  const database = new Sqlite(join(data, 'webcare.sqlite'))
  const count = () => (database.prepare('select count(*) as n from messages').get() as { n: number }).n
  const until = async (wanted: number) => {
    while (count() < wanted) await new Promise(resolve => setTimeout(resolve, 10))
  }
  await until(COUNT + 500)
  database.prepare('update connections set paused_at = created_at').run()
  await send(url, deliveries(COUNT, key), CONNECTIONS)
  database.prepare('update connections set paused_at = null').run()
  await until(COUNT + 501)
  const before = count()
  const started = performance.now()
  await until(2 * COUNT + 500)
  const rate = (2 * COUNT + 500 - before) / ((performance.now() - started) / 1000)
  database.close()
  await stop()
  const raw = rawCases(join(data, 'webcare.sqlite'), join(folder, 'cases.sqlite'), COUNT)
  report('ingest_to_case', rate, 'messages/s', raw)
}

try {
  await ingest()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
