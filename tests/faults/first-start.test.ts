import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { loadConfig } from '../../config/load.ts'
import { masterKeys } from '../../core/lib/master-key.ts'
import { each, emptyDatabaseUrl } from '../support/databases.ts'
import { freePort } from '../support/free-port.ts'
import { request, setUp } from '../support/over-http.ts'
import { dataFolder, launch, runProgram, type Start, startProgram } from '../support/process.ts'
import { typist } from '../support/terminal.ts'

// Each start is a process of its own, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 60_000 })

each('the first start', engine => {
  test('prints the address and a code, which makes the first user and is not printed again', async () => {
    const folder = dataFolder()
    const settings = {
      WEBCARE_DATA: join(folder, 'made', 'by', 'the', 'start'),
      DATABASE_URL: await emptyDatabaseUrl(engine),
      WEBCARE_TRUSTED_PROXIES: '127.0.0.1',
    }
    const first = await startProgram({ settings })
    expect(first.output()).toContain(`\nWebcare runs. Open ${first.url}\n`)
    expect(first.setupCode).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/)
    const key = join(settings.WEBCARE_DATA, 'master.key')
    expect(statSync(key).mode & 0o777).toBe(0o600)
    expect(statSync(settings.WEBCARE_DATA).mode & 0o777).toBe(0o700)
    if (engine === 'sqlite') {
      const path = settings.DATABASE_URL.slice('file:'.length)
      for (const suffix of ['', '-wal', '-shm']) expect(statSync(path + suffix).mode & 0o777).toBe(0o600)
    }
    await first.end('SIGTERM')

    // Nobody signed up: another code, and the old one is worth nothing.
    const second = await startProgram({ settings })
    expect(second.setupCode).not.toBe(first.setupCode)
    await expect(setUp({ ...second, setupCode: first.setupCode })).rejects.toThrow(/Set-up answered 4/)
    expect(await setUp(second)).toMatchObject({ cookie: expect.stringMatching(/^__Host-wc_session=./) })
    await second.end('SIGTERM')

    const written = readFileSync(key, 'utf8')
    const third = await startProgram({ settings })
    expect(third.output()).not.toContain('Set-up code')
    expect(JSON.parse((await request(third, '/auth/state')).body)).toMatchObject({ setup: false })
    expect(readFileSync(key, 'utf8')).toBe(written)
  })
})

test('a start that leaves the port open says which one it took, and knows itself by it', async () => {
  const start = await launch({ settings: { WEBCARE_DATA: dataFolder(), PORT: '0' } })
  const [, url = ''] = await start.says(/^Webcare runs\. Open (http:\/\/localhost:\d+)$/m)
  expect(url).not.toMatch(/:0$/)
  const [, setupCode] = await start.says(/^Set-up code .*: (\S+)$/m)
  expect(await setUp({ url, setupCode })).toMatchObject({ cookie: expect.any(String) })
})

describe('a start that cannot be', () => {
  /** What it says before it ends as one that a person must look at; never a stack. */
  async function refused(start: Start): Promise<string> {
    const { code, output } = await runProgram(start)
    expect(code).toBe(78)
    expect(output).not.toMatch(/^ {4}at /m)
    return /^Webcare did not start\. (.*)$/m.exec(output)?.[1] ?? output
  }

  test.each([
    ['PORT', '70000', 'PORT is “70000”, which is not a whole number from 0 to 65535.'],
    ['WEBCARE_TIME_ZONE', 'Mars/Olympus', 'WEBCARE_TIME_ZONE is “Mars/Olympus”, which is not an IANA time zone'],
    ['WEBCARE_BASE_URL', 'http://webcare.example.org', 'passwords would travel unprotected. Use https'],
    ['DATABASE_URL', 'mysql://root:hunter2@db/webcare', 'DATABASE_URL is “mysql:…”, which is not file:'],
    ['DATABASE_URL', 'postgres://webcare:hunter2@127.0.0.1:1/webcare', 'The database 127.0.0.1:1 does not open: '],
    ['HOST', '192.0.2.1', 'HOST 192.0.2.1 and PORT '],
  ])('says what is wrong with %s=%s', async (key, value, said) => {
    const output = await refused({ settings: { WEBCARE_DATA: dataFolder(), [key]: value } })
    expect(output).toContain(said)
    expect(output).not.toContain('hunter2')
  })

  test('says that its port is taken', async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    onTestFinished(() => void other.close())
    const output = await refused({ settings: { WEBCARE_DATA: dataFolder(), PORT: String(port) } })
    expect(output).toBe(
      `HOST 127.0.0.1 and PORT ${port} are not ours to listen on (EADDRINUSE). Free them, or name others.`,
    )
  })

  test('says that it may not write in its folder', async () => {
    const folder = dataFolder()
    chmodSync(folder, 0o500)
    const output = await refused({ settings: { WEBCARE_DATA: folder }, under: asAnybody() })
    expect(output).toBe(
      `WEBCARE_DATA is ${folder}, where this user may not write (EACCES). Give it to this user, or name another folder.`,
    )
  })

  test('says that its folder is a file', async () => {
    const path = join(dataFolder(), 'data')
    writeFileSync(path, '')
    expect(await refused({ settings: { WEBCARE_DATA: path } })).toContain(`WEBCARE_DATA is ${path}, where`)
  })

  test('says that the master key is none', async () => {
    const folder = dataFolder()
    writeFileSync(join(folder, 'master.key'), 'not a key\n')
    expect(await refused({ settings: { WEBCARE_DATA: folder } })).toBe(
      `${join(folder, 'master.key')} is no master key: line 1 must hold 32 bytes as base64. Put the right file back.`,
    )
  })

  test('says that the master key is gone that was there before, though nothing is sealed, until it is given up', async () => {
    const folder = dataFolder()
    const settings = { WEBCARE_DATA: folder }
    const file = join(folder, 'master.key')
    const before = await startProgram({ settings })
    await before.end('SIGTERM')
    const key = readFileSync(file, 'utf8')
    const [{ id }] = masterKeys(file)
    const said = `The master key ${id} is not in ${file}, where it was before.`
    rmSync(file)
    expect(await refused({ settings })).toContain(said)
    expect(existsSync(file)).toBe(false)
    writeFileSync(file, `${Buffer.alloc(32, 7).toString('base64')}\n`)
    expect(await refused({ settings })).toContain(said)
    writeFileSync(file, key)
    const back = await startProgram({ settings })
    await back.end('SIGTERM')

    rmSync(file)
    expect(await typist(() => loadConfig(settings))(`keys forget ${id}`)).toMatchObject({ code: 0 })
    const anew = await startProgram({ settings })
    expect(await anew.end('SIGTERM')).toEqual({ code: 0, signal: null })
  })

  test('does not miss a master key that was taken out on purpose', async () => {
    const folder = dataFolder()
    const settings = { WEBCARE_DATA: folder }
    const before = await startProgram({ settings })
    await before.end('SIGTERM')
    const [{ id }] = masterKeys(join(folder, 'master.key'))
    const types = typist(() => loadConfig(settings))
    expect(await types('keys add')).toMatchObject({ code: 0 })
    expect(await types('keys rotate')).toMatchObject({ code: 0 })
    expect(await types(`keys remove ${id}`)).toMatchObject({ code: 0 })
    await startProgram({ settings })
  })

  test.each<[string, (folder: string) => Record<string, string>, RegExp]>([
    ['its key file is a folder', folder => made(folder, 'master.key'), /master key cannot be used\. .*is a folder/],
    [
      'its key file may not be read',
      folder => closed(folder, 'master.key'),
      /master key cannot be used\. This user may not use/,
    ],
    ['its key file is a link to nothing', folder => dangling(folder, 'master.key'), /master key cannot be used\. /],
    [
      'its database is a folder',
      folder => made(folder, 'webcare.sqlite'),
      /webcare\.sqlite does not open: .*must be a file/,
    ],
    ['its database may not be read', folder => closed(folder, 'webcare.sqlite'), /webcare\.sqlite does not open: /],
    ['the folder of its database is a file', folder => below(folder), /does not open: /],
    ['its lock file is a folder', folder => made(folder, 'webcare.sqlite.lock'), /does not open: /],
    [
      'its configuration is not there',
      folder => ({ WEBCARE_CONFIG: join(folder, 'none.json') }),
      /WEBCARE_CONFIG names/,
    ],
    ['its Postgres is a file', () => ({ DATABASE_URL: 'postgres://a:hunter2@[::1]:1/b' }), /does not open: /],
    ['its Postgres has no such host', () => ({ DATABASE_URL: 'postgres://a:hunter2@db.invalid/b' }), /does not open: /],
  ])('says that %s', async (_, hurt, said) => {
    const folder = dataFolder()
    const output = await refused({ settings: { WEBCARE_DATA: folder, ...hurt(folder) }, under: asAnybody() })
    expect(output).toMatch(said)
    expect(output).not.toContain('hunter2')
  })

  test('leaves the database of a newer version as it is', async () => {
    const folder = dataFolder()
    const settings = { WEBCARE_DATA: folder }
    const before = await startProgram({ settings })
    await before.end('SIGTERM')
    const file = new Sqlite(join(folder, 'webcare.sqlite'))
    file.prepare('insert into kysely_migration (name, timestamp) values (?, ?)').run('9999-tomorrow', '2027-01-01')
    file.close()
    expect(await refused({ settings })).toBe(
      'The database belongs to a newer Webcare. Start that version, or restore the backup from before it.',
    )
  })
})

function made(folder: string, name: string) {
  mkdirSync(join(folder, name))
  return {}
}
function closed(folder: string, name: string) {
  writeFileSync(join(folder, name), 'x')
  chmodSync(join(folder, name), 0)
  return {}
}
function dangling(folder: string, name: string) {
  symlinkSync(join(folder, 'nowhere', 'else'), join(folder, name))
  return {}
}
function below(folder: string) {
  writeFileSync(join(folder, 'file'), '')
  return { DATABASE_URL: `file:${join(folder, 'file', 'webcare.sqlite')}` }
}

/** Root may write anywhere; without its capabilities it is like anybody. */
function asAnybody(): readonly string[] {
  if (process.getuid?.() !== 0) return []
  const plain = ['setpriv', '--bounding-set=-all', '--inh-caps=-all']
  const { status, stderr } = spawnSync(plain[0] ?? '', [...plain.slice(1), 'true'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`This test needs setpriv, or another user than root: ${stderr}`)
  return plain
}
