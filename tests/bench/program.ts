import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../support/free-port.ts'
import { ask, setUp } from '../support/over-http.ts'

const CORE = join(import.meta.dirname, '../../core')

/** A signing key for the bench's connection. */
export const newKey = () => `whsec_${randomBytes(32).toString('base64')}`

/**
 * A program of its own, until `stop`; ready when it prints the line. With WEBCARE_BENCH_PROFILE=<folder> it leaves a CPU
 * profile there.
 */
export async function start(args: readonly string[], env: Record<string, string>, ready: RegExp) {
  const folder = process.env.WEBCARE_BENCH_PROFILE
  const profile = folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
  const child = spawn(process.execPath, [...profile, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = () => child.kill('SIGKILL')
  process.on('exit', kill)
  let output = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk
    if (ready.test(output)) break
  }
  child.stdout.resume()
  return {
    output,
    pid: child.pid!,
    async stop() {
      process.off('exit', kill)
      child.kill('SIGTERM')
      await once(child, 'close')
    },
  }
}

/** The raw limit: a bare server that takes the same webhooks, commits them, and pushes each key on `/push`. */
export async function startBare(folder: string, key: string) {
  const port = await freePort()
  const bare = join(import.meta.dirname, 'bare.ts')
  const { stop } = await start([bare, join(folder, 'bare.sqlite'), String(port), key], {}, /ready/)
  return { url: `http://127.0.0.1:${port}/hooks/bare`, stop }
}

/** Webcare itself with one connection that takes signed webhooks; `fill` may put something into its data before it starts. */
export async function startProduct(data: string, key: string, fill?: (connectionId: string) => Promise<void>) {
  const port = await freePort()
  const env = { PORT: String(port), WEBCARE_DATA: data, WEBCARE_LOG_LEVEL: 'error' }
  const settings = join(data, '../settings.json')
  writeFileSync(settings, JSON.stringify({ key }))
  const add = ['connection', 'add', 'webhook', '--name', 'Bench', '--settings', settings]
  const added = execFileSync(process.execPath, [join(CORE, 'cli.ts'), ...add], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  })
  const connectionId = added.split('\n')[0]!
  await fill?.(connectionId)
  const { output, pid, stop } = await start([join(CORE, 'main.ts')], env, /Webcare runs.*\n(?:Set-up code.*\n)?/)
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    hook: `${url}/hooks/${connectionId}`,
    connectionId,
    database: join(data, 'webcare.sqlite'),
    pid,
    setupCode: /^Set-up code .*: (\S+)/m.exec(output)?.[1],
    stop,
  }
}

/** The first user of that program, who may answer on its connection: the headers of their session, and their questions. */
export async function signUp(product: Awaited<ReturnType<typeof startProduct>>) {
  const session = await setUp(product)
  async function get(query: string, variables?: Record<string, unknown>) {
    const { data, errors } = await ask(product, session, query, variables)
    if (errors.length) throw new Error(JSON.stringify(errors))
    return data
  }
  const { me } = await get('{ me { user { id } } }')
  const grant = 'mutation ($input: GrantRightInput!) { grantRight(input: $input) { level } }'
  await get(grant, { input: { userId: me.user.id, connectionId: product.connectionId, level: 'REPLY' } })
  return { session, get }
}
