import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws'
import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { loadConfig } from '../../config/load.ts'
import { each, emptyDatabaseUrl } from '../support/databases.ts'
import { engines } from '../support/engines.ts'
import { openForm, request, sendForm, setUp } from '../support/over-http.ts'
import { dataFolder, FAULT, type Program, runProgram, startProgram } from '../support/process.ts'
import { typist } from '../support/terminal.ts'
import { chance } from './chance.ts'
import { crowd } from './crowd.ts'
import { broken, contentsOf, newLedger } from './ledger.ts'
import { openNetworks } from './networks.ts'

// Each start is a process of its own, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 60_000 })

const STOP_TIME = 30_000
/** WEBCARE_STOPS=200 is the full run. */
const STOPS = Number(process.env.WEBCARE_STOPS ?? 1)

const settingsFor = (url?: string): Record<string, string> => ({
  WEBCARE_DATA: dataFolder(),
  WEBCARE_UNDO_PRIVATE_SECONDS: '0',
  WEBCARE_UNDO_PUBLIC_SECONDS: '0',
  WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8',
  WEBCARE_TRUSTED_PROXIES: '127.0.0.1',
  ...(url && { DATABASE_URL: url }),
})

each('F-28: a program that is told to stop', engine => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'finishes what it has by %s, whatever comes',
    {
      timeout: 60_000 + STOPS * 15_000,
    },
    async signal => {
      const url = await emptyDatabaseUrl(engine)
      const settings = settingsFor(url)
      let program = await startProgram({ settings })
      const ledger = newLedger()
      const random = chance()
      const networks = await openNetworks(random, { moody: false })
      const session = await setUp(program)
      await networks.connect(program, session)
      const people = crowd(ledger, session, random, networks)
      for (let stop = 1; stop <= STOPS; stop++) {
        const shift = people.work(program)
        await pause(2500)
        shift.braces()
        const began = performance.now()
        expect(await program.end(signal)).toEqual({ code: 0, signal: null })
        expect(performance.now() - began).toBeLessThan(STOP_TIME)
        await shift.leave()
        expect(program.output()).not.toMatch(FAULT)

        const since = new Date()
        program = await startProgram({ settings })
        const contents = await contentsOf(url)
        const problems = broken(ledger, contents, since, networks.published())
        expect(problems, `after stop ${stop} of seed ${random.seed}`).toEqual([])
        expect(contents.messages.filter(({ state }) => state === 'unknown')).toEqual([])
      }
      expect(ledger.said.filter(({ acknowledged }) => acknowledged).length).toBeGreaterThan(5)
      expect(await program.end(signal)).toEqual({ code: 0, signal: null })
    },
  )
})

each('F-29: a place on the data', engine => {
  test('is held against a second program, and free again however the first one ends', {
    timeout: 60_000 + STOPS * 15_000,
  }, async () => {
    const url = await emptyDatabaseUrl(engine)
    const first = await startProgram({ settings: settingsFor(url) })
    const form = await openForm(first)

    for (let second = 1; second <= STOPS; second++) {
      const { code, output } = await runProgram({ settings: settingsFor(url) })
      expect(code).toBe(78)
      expect(output).toMatch(/^Webcare did not start\. Another Webcare already runs on .* Stop the other one first\.$/m)
    }
    await pause(1100)
    expect((await sendForm(first, form, 'Is de bibliotheek open?')).status).toBe(303)

    await first.end('SIGKILL')
    const third = await startProgram({ settings: settingsFor(url) })
    expect(await third.end('SIGTERM')).toEqual({ code: 0, signal: null })
    const fourth = await startProgram({ settings: settingsFor(url) })
    expect((await request(fourth, '/health/ready')).status).toBe(200)
  })
})

describe('a program that is told to stop', () => {
  test('takes the form that is on its way, says that it is not ready, and hangs up', async () => {
    const program = await startProgram({ settings: settingsFor() })
    const session = await setUp(program)
    const page = new WebSocket(`${program.url.replace('http', 'ws')}/graphql`, [GRAPHQL_TRANSPORT_WS_PROTOCOL], {
      headers: { cookie: session.cookie, origin: program.url },
    })
    await once(page, 'open')
    const hungUp = once(page, 'close')
    const form = await openForm(program)
    await pause(1100)
    const visitor = await beginForm(program, new URLSearchParams({ form, text: 'Nog net op tijd?' }).toString())

    const ended = program.end('SIGTERM')
    expect(await unready(program)).toBe(true)
    expect(await visitor.finish()).toMatch(/^HTTP\/1\.1 303 [\s\S]*\r\nlocation: \/webcare\/status\//i)
    expect(await ended).toEqual({ code: 0, signal: null })
    const [code] = await hungUp
    // Properly, not by the end of the process (1006).
    expect(code).toBe(1005)
    expect(program.output()).not.toMatch(FAULT)
  })
})

test('a program that is told to stop while a plugin is at work logs no error, and that work waits for the next one', async () => {
  const folder = dataFolder()
  const plugins = join(folder, 'plugins')
  mkdirSync(plugins)
  writeFileSync(join(plugins, 'slow.ts'), SLOW)
  const data = dataFolder()
  const settings = { ...settingsFor(), WEBCARE_DATA: data, WEBCARE_PLUGINS: plugins }
  const types = typist(() => loadConfig(settings))
  const [id = ''] = (await types('connection add slow --name Traag')).printed.split('\n')
  const program = await startProgram({ settings })
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const answer = await request(program, `/hooks/${id}`, {
      method: 'POST',
      headers: { 'x-id': key },
      body: JSON.stringify({ text: key }),
    })
    expect(answer.status).toBe(200)
  }
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(program.output()).not.toMatch(FAULT)
  const { pending } = await contentsOf(`file:${join(data, 'webcare.sqlite')}`)
  expect(pending.sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

/** A plugin that takes its time to understand something. */
const SLOW = `
  import { definePlugin, Type } from 'webcare/plugin'
  export default definePlugin({
    id: 'slow', name: 'Slow', api: 1, settings: Type.Object({}),
    channel: {
      limits: { visibility: ['public'], format: 'text', maxLength: 100 },
      webhook: { verify: () => true, key: ({ headers }) => headers['x-id'] },
      parse: () => new Promise(resolve => setTimeout(() => resolve([]), 6000)),
      send: async () => ({ externalId: 'x' }),
    },
  })
`

describe('a program with a fault', () => {
  /** Throws where nobody catches, when the terminal's size changes. */
  const trap = (how: string) => ['--import', `data:text/javascript,process.on('SIGWINCH', () => { ${how} })`]

  test.each([
    ['an exception that nobody catches', "throw new Error('Nobody foresaw this')"],
    ['a promise that nobody waits for', "Promise.reject(new Error('Nobody foresaw this'))"],
  ])('ends by %s, and says which', async (_, how) => {
    const settings = settingsFor()
    const program = await startProgram({ settings, node: trap(how) })
    const form = await openForm(program)
    await pause(1100)
    const { status, location } = await sendForm(program, form, 'Blijft dit bewaard?')
    expect(status).toBe(303)
    process.kill(program.pid, 'SIGWINCH')
    expect(await program.exit).toEqual({ code: 1, signal: null })
    expect(program.output()).toMatch(/"level":60.*Nobody foresaw this.*Webcare stops after a fault/)
    const next = await startProgram({ settings })
    expect((await request(next, location)).body).toContain('Blijft dit bewaard?')
  })
})

describe.runIf(engines.includes('postgres'))('a place on the data that Postgres gives away', () => {
  test('ends the program rather than let it run beside another', async () => {
    const url = await emptyDatabaseUrl('postgres')
    const program = await startProgram({ settings: settingsFor(url) })
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(
      `select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    )
    await client.end()
    expect(await program.exit).toEqual({ code: 70, signal: null })
    expect(program.output()).toMatch(/The lock on the database is lost/)
  })
})

/** Sends a form as far as its last byte; the program has read that it comes. */
async function beginForm({ url }: Program, body: string) {
  const { port } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', chunk => {
    answer += chunk
  })
  socket.write(
    [
      'POST /webcare/contact HTTP/1.1',
      'Host: localhost',
      'Sec-Fetch-Site: same-origin',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
      '\r\n',
    ].join('\r\n'),
  )
  await expect.poll(() => answer).toMatch(/^HTTP\/1\.1 100 /)
  socket.write(body.slice(0, -1))
  answer = ''
  return {
    async finish() {
      socket.write(body.slice(-1))
      await once(socket, 'end')
      return answer
    },
  }
}

/** Whether it stops being ready while it still runs, and stays that way. */
async function unready(program: Program): Promise<boolean> {
  const isReady = () =>
    request(program, '/health/ready').then(
      ({ status }) => status === 200,
      () => false,
    )
  await expect.poll(isReady).toBe(false)
  return !(await isReady())
}
