import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { emptyDatabaseUrl } from '../support/databases.ts'
import { engines } from '../support/engines.ts'
import { openForm, request, sendForm, setUp } from '../support/over-http.ts'
import { dataFolder, type Program, runProgram, startProgram } from '../support/process.ts'
import { contentsOf } from './ledger.ts'

// Each start is a process of its own, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 60_000 })

const READING = 1100

const settingsFor = (folder = dataFolder()) => ({ WEBCARE_DATA: folder, WEBCARE_TRUSTED_PROXIES: '127.0.0.1' })

/** Somebody asks by the form; whether they were told that it is stored. */
async function asks(program: Program, form: string, text: string): Promise<boolean> {
  const answer = await sendForm(program, form, text).catch(() => undefined)
  return answer?.status === 303
}

async function forms(program: Program, count: number): Promise<string[]> {
  const opened = await Promise.all(Array.from({ length: count }, () => openForm(program)))
  await pause(READING)
  return opened
}

const texts = async (path: string) => {
  const { messages, pending } = await contentsOf(`file:${path}`)
  return [...messages.map(({ text }) => text), ...pending]
}

/** The sentence before it ends as one that a person must look at; never a stack. */
async function refused(settings: Record<string, string>): Promise<string> {
  const { code, output } = await runProgram({ settings })
  expect(code).toBe(78)
  expect(output).not.toMatch(/^ {4}at /m)
  return /^Webcare did not start\. (.*)$/m.exec(output)?.[1] ?? output
}

describe('a start where data was, and the SQLite file', () => {
  test.each<[string, (path: string) => void, RegExp]>([
    ['is gone', path => rmSync(path), /webcare\.sqlite is missing or empty, but/],
    ['is empty', path => truncateSync(path), /webcare\.sqlite is missing or empty, but/],
    [
      'is that of another installation',
      path => copyFileSync(join(dirname(path), 'elsewhere', basename(path)), path),
      /webcare\.sqlite belongs to another installation, but/,
    ],
  ])('%s, is refused until the data is back, or its note is removed', async (how, hurt, said) => {
    const settings = settingsFor()
    const path = join(settings.WEBCARE_DATA, 'webcare.sqlite')
    const note = join(settings.WEBCARE_DATA, 'departures.json')
    if (how.includes('another')) {
      const other = await startProgram({ settings: settingsFor(join(settings.WEBCARE_DATA, 'elsewhere')) })
      await other.end('SIGTERM')
    }
    const first = await startProgram({ settings })
    await setUp(first)
    await first.end('SIGTERM')
    copyFileSync(path, `${path}.kept`)
    hurt(path)

    const left = readdirSync(settings.WEBCARE_DATA).sort()
    const message = await refused(settings)
    expect(message).toMatch(said)
    expect(message).toContain(`To begin anew without it, remove ${note}.`)
    expect(readdirSync(settings.WEBCARE_DATA).sort()).toEqual(left)

    renameSync(`${path}.kept`, path)
    const back = await startProgram({ settings })
    expect(back.setupCode).toBeUndefined()
    expect(back.output()).not.toContain('Nothing is sent')
    await back.end('SIGTERM')

    for (const file of [path, note]) rmSync(file)
    const anew = await startProgram({ settings })
    expect(anew.setupCode).toBeDefined()
  })

  test('was moved with its data folder, goes on as before', async () => {
    const settings = settingsFor()
    const first = await startProgram({ settings })
    await setUp(first)
    await first.end('SIGTERM')
    const elsewhere = join(dataFolder(), 'moved')
    renameSync(settings.WEBCARE_DATA, elsewhere)
    const moved = await startProgram({ settings: settingsFor(elsewhere) })
    expect(moved.setupCode).toBeUndefined()
    expect(moved.output()).not.toContain('Nothing is sent')
  })
})

describe('a running program whose SQLite file', () => {
  test.each<[string, (path: string) => void, RegExp]>([
    ['is removed', path => rmSync(path), /was removed while Webcare ran/],
    [
      'is swapped for another',
      path => {
        copyFileSync(path, `${path}.new`)
        renameSync(`${path}.new`, path)
      },
      /was replaced while Webcare ran/,
    ],
    ['is moved away', path => renameSync(path, `${path}.elsewhere`), /was removed while Webcare ran/],
  ])('%s, takes nothing in, saves what it has, and ends', async (_, hurt, said) => {
    const settings = settingsFor()
    const path = join(settings.WEBCARE_DATA, 'webcare.sqlite')
    const program = await startProgram({ settings })
    const [first, ...more] = await forms(program, 20)
    expect(await asks(program, first ?? '', 'Is er nog plaats?')).toBe(true)
    hurt(path)
    for (const form of more) expect(await asks(program, form, 'En nu?')).toBe(false)
    expect(await program.exit).toEqual({ code: 70, signal: null })
    expect(program.output()).toMatch(said)

    const rescued = /is saved as (\S+): put/.exec(program.output())?.[1] ?? ''
    expect(await texts(rescued)).toContain('Is er nog plaats?')
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    renameSync(rescued, path)
    const next = await startProgram({ settings })
    expect(next.output()).not.toContain('Nothing is sent')
    await next.end('SIGTERM')
    expect(await texts(path)).toContain('Is er nog plaats?')
  })

  test('is removed while nobody writes, ends within seconds', async () => {
    const settings = settingsFor()
    const program = await startProgram({ settings })
    const began = performance.now()
    rmSync(join(settings.WEBCARE_DATA, 'webcare.sqlite'))
    expect(await program.exit).toEqual({ code: 70, signal: null })
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('is emptied, takes nothing in and ends', async () => {
    const settings = settingsFor()
    const program = await startProgram({ settings })
    const [first = '', second = ''] = await forms(program, 2)
    expect(await asks(program, first, 'Is er nog plaats?')).toBe(true)
    truncateSync(join(settings.WEBCARE_DATA, 'webcare.sqlite'))
    expect(await asks(program, second, 'En nu?')).toBe(false)
    expect(await program.exit).toEqual({ code: 70, signal: null })
  })

  test.each(['-wal', '-shm'])('loses its %s, ends with all that was stored in the file', async suffix => {
    const settings = settingsFor()
    const path = join(settings.WEBCARE_DATA, 'webcare.sqlite')
    const program = await startProgram({ settings })
    const [first = '', second = ''] = await forms(program, 2)
    expect(await asks(program, first, 'Is er nog plaats?')).toBe(true)
    rmSync(path + suffix)
    expect(await asks(program, second, 'En nu?')).toBe(false)
    expect(await program.exit).toEqual({ code: 70, signal: null })
    expect(program.output()).toContain('What was in it is in the database now')
    const next = await startProgram({ settings })
    expect(next.output()).not.toContain('Nothing is sent')
    await next.end('SIGTERM')
    expect(await texts(path)).toContain('Is er nog plaats?')
  })
})

test('a log that was removed after a crash is missed, and nothing is sent until somebody says so', async () => {
  const settings = settingsFor()
  const path = join(settings.WEBCARE_DATA, 'webcare.sqlite')
  const note = join(settings.WEBCARE_DATA, 'departures.json')
  const program = await startProgram({ settings })
  const before = JSON.parse(readFileSync(note, 'utf8'))
  const [form = ''] = await forms(program, 1)
  expect(await asks(program, form, 'Is er nog plaats?')).toBe(true)
  await expect.poll(() => JSON.parse(readFileSync(note, 'utf8')).events).toBeGreaterThan(before.events)
  await program.end('SIGKILL')
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix)

  const next = await startProgram({ settings })
  expect(next.output()).toMatch(/the newest \d+ events that were stored here are not in it/)
  await expect.poll(next.output).toMatch(/^Nothing is sent since /m)
  expect((await request(next, '/health/ready')).status).toBe(200)
  await next.end('SIGTERM')
  const again = await startProgram({ settings })
  expect(again.output()).not.toContain('are not in it')
})

test('a note that is no note does not hide that data is missing', async () => {
  const settings = settingsFor()
  writeFileSync(join(settings.WEBCARE_DATA, 'departures.json'), 'half a not')
  expect(await refused(settings)).toMatch(/is missing or empty/)
  expect(existsSync(join(settings.WEBCARE_DATA, 'webcare.sqlite'))).toBe(false)
})

describe.runIf(engines.includes('postgres'))('a start where data was in Postgres', () => {
  test('is refused on an empty database and on another one, which stay as they are', async () => {
    const settings = settingsFor()
    const url = await emptyDatabaseUrl('postgres')
    const first = await startProgram({ settings: { ...settings, DATABASE_URL: url } })
    await first.end('SIGTERM')
    const other = await emptyDatabaseUrl('postgres')
    expect(await refused({ ...settings, DATABASE_URL: other })).toMatch(/is missing or empty, but .* pg_restore/)
    const client = new pg.Client({ connectionString: other })
    await client.connect()
    const { rows } = await client.query(`select tablename from pg_tables where schemaname = 'public'`)
    await client.end()
    expect(rows).toEqual([])

    const theirs = await startProgram({ settings: { ...settingsFor(), DATABASE_URL: other } })
    await theirs.end('SIGTERM')
    expect(await refused({ ...settings, DATABASE_URL: other })).toMatch(/belongs to another installation, but/)
    const back = await startProgram({ settings: { ...settings, DATABASE_URL: url } })
    expect(back.output()).not.toContain('Nothing is sent')
  })
})
