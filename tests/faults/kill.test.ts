import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../../config/load.ts'
import { type Core, openCore } from '../../core/core.ts'
import type { Dialect } from '../../core/db/db.ts'
import { openServer } from '../../core/server.ts'
import { type MovableClock, movableClock } from '../support/clock.ts'
import { each, emptyDatabaseUrl } from '../support/databases.ts'
import { freePort } from '../support/free-port.ts'
import { newAddress, setUp } from '../support/over-http.ts'
import { dataFolder, FAULT, launch, type Program, startProgram } from '../support/process.ts'
import { chance } from './chance.ts'
import { crowd } from './crowd.ts'
import { broken, type Contents, contentsOf, type Ledger, newLedger } from './ledger.ts'
import { openNetworks } from './networks.ts'

/** WEBCARE_KILLS=200 is the full run. */
const ordered = Number(process.env.WEBCARE_KILLS ?? 0)
/** The full run goes on for long, beside much else: how long a start may take, in milliseconds. */
const START_TIME = 120_000
const kills: Record<Dialect, number> = { sqlite: ordered || 20, postgres: Math.ceil(ordered / 4) || 5 }

each('F-01, F-02: a process that is killed at any moment', engine => {
  test(`loses nothing that was acknowledged and does nothing twice, ${kills[engine]} times over`, {
    timeout: 60_000 + kills[engine] * 30_000,
  }, async () => {
    const random = chance()
    const url = await emptyDatabaseUrl(engine)
    const settings = {
      // The same each time: a network posts to it.
      PORT: String(await freePort()),
      WEBCARE_DATA: dataFolder(),
      DATABASE_URL: url,
      WEBCARE_UNDO_PRIVATE_SECONDS: '0',
      WEBCARE_UNDO_PUBLIC_SECONDS: '0',
      WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8',
      WEBCARE_TRUSTED_PROXIES: '127.0.0.1',
      WEBCARE_LOG_LEVEL: 'warn',
    }
    const began = performance.now()
    await killedWhileStarting(settings, random.between(100, 900))
    let program = await startProgram({ settings, patience: START_TIME })
    const ledger = newLedger()
    const session = await setUp(program)
    const networks = await openNetworks(random, { moody: true })
    await networks.connect(program, session)
    const people = crowd(ledger, session, random, networks)
    const starts = [program.startedIn]
    const cutOff = new Set<string>()

    for (let kill = 1; kill <= kills[engine]; kill++) {
      const shift = people.work(program)
      // On a busy machine people get less done in the same time.
      await pause(random.between(100, 1400) * Math.min(2, Math.max(1, program.startedIn / 1500)))
      shift.braces()
      await program.end('SIGKILL')
      expect(program.output()).not.toMatch(FAULT)
      await shift.leave()
      if (random.happens(20)) await killedWhileStarting(settings, random.between(100, 900))
      const since = new Date()
      program = await startProgram({ settings, patience: START_TIME })
      starts.push(program.startedIn)
      const contents = await contentsOf(url)
      const problems = broken(ledger, contents, since, networks.published())
      expect(problems, `after kill ${kill} of seed ${random.seed}`).toEqual([])
      for (const { id, state } of contents.messages) if (state === 'unknown') cutOff.add(id)
      if (ordered && kill % 20 === 0) process.stdout.write(`${kill} kills of seed ${random.seed}, nothing broken\n`)
    }

    await stopped(program)
    const clock = movableClock(new Date().toISOString())
    const core = await reopened(settings, clock)
    await settled(core, clock)
    for (const said of ledger.said) said.acknowledged ||= said.stands ?? false
    const contents = await contentsOf(url)
    expect(broken(ledger, contents, new Date(), networks.published())).toEqual([])
    expect(contents.pending).toEqual([])
    const asked = contents.messages.filter(({ state }) => state !== null && state !== 'sent')
    expect(asked.filter(({ state, plugin }) => state !== 'needs_human' || plugin === 'web')).toEqual([])
    expect(await misread(core, ledger, contents)).toEqual([])

    const [slowest] = starts.sort((a, b) => b - a)
    const acknowledged = (list: ReadonlyArray<{ acknowledged: unknown }>) => list.filter(one => one.acknowledged).length
    const onNetworks = contents.messages.filter(({ state, plugin }) => state === 'sent' && plugin !== 'web')
    const there = asked.filter(({ text }) => networks.published().has(text))
    const figures = {
      ...{ engine, seed: random.seed, kills: kills[engine] },
      messages: `${acknowledged(ledger.said)} of ${ledger.said.length} acknowledged`,
      answers: `${acknowledged(ledger.answered)} of ${ledger.answered.length} acknowledged`,
      ...{ cutOff: cutOff.size, sentToNetworks: onNetworks.length },
      leftToPerson: `${asked.length}, ${there.length} of them public`,
      start: `${starts[starts.length >> 1]} ms, slowest ${slowest} ms`,
      seconds: Math.round((performance.now() - began) / 1000),
    }
    process.stdout.write(`${JSON.stringify(figures)}\n`)
    // Otherwise too little happened to prove anything.
    expect(acknowledged(ledger.said)).toBeGreaterThan(kills[engine] / 2)
    expect(acknowledged(ledger.answered)).toBeGreaterThan(0)
    expect(onNetworks.length + asked.length).toBeGreaterThan(0)
  })
})

async function killedWhileStarting(settings: Record<string, string>, after: number) {
  const starting = await launch({ settings })
  await pause(after)
  await starting.end('SIGKILL')
}

async function stopped(program: Program) {
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(program.output()).not.toMatch(FAULT)
}

/** The same data in this process, on a clock that moves. */
async function reopened(settings: Record<string, string>, clock: MovableClock): Promise<Core> {
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const core = await openCore(loadConfig(settings), {
    log,
    clock,
    onFatal: error => {
      throw error
    },
  })
  onTestFinished(() => core.close())
  return core
}

/** What was left behind is taken up, minute by minute, until everything is done or left to a person. */
async function settled(core: Core, clock: MovableClock) {
  const undone = async () => [
    ...(await core.db.selectFrom('rawItems').select('id').where('doneAt', 'is', null).execute()),
    ...(await core.db
      .selectFrom('replies')
      .select('messageId')
      .where('state', 'in', ['queued', 'sending', 'unknown'])
      .execute()),
  ]
  for (let minute = 0; minute < 50; minute++) {
    clock.advance({ minutes: 1 })
    for (const job of ['poll', 'intake', 'reconcile', 'deliver']) await core.schedule.run(job)
    if (!(await undone()).length) return
  }
  expect(await undone()).toEqual([])
}

/** Every acknowledged text that its visitor does not find exactly once on the page of the conversation. */
async function misread(core: Core, ledger: Ledger, { messages }: Contents): Promise<string[]> {
  const server = await openServer(core, undefined)
  onTestFinished(() => server.close())
  const caseOf = new Map(messages.map(({ text, caseId }) => [text, caseId]))
  const answers = Map.groupBy(ledger.answered, ({ caseId }) => caseId)
  const wrong: string[] = []
  for (const [conversation, said] of Map.groupBy(ledger.said, ({ conversation }) => conversation)) {
    const url = ledger.addresses.get(conversation)
    if (!url) continue
    const { body } = await server.inject({ url, remoteAddress: newAddress() })
    const caseId = said.map(({ text }) => caseOf.get(text)).find(id => id !== undefined)
    for (const { text, acknowledged } of [...said, ...(answers.get(caseId ?? '') ?? [])]) {
      const times = body.split(text).length - 1
      if (acknowledged ? times !== 1 : times > 1) wrong.push(`${times} times on ${url}: ${text}`)
    }
  }
  return wrong
}
