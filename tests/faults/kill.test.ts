import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../../config/load.ts'
import { type Core, openCore } from '../../core/core.ts'
import type { Dialect } from '../../core/db/db.ts'
import { openServer } from '../../core/server.ts'
import { movableClock } from '../support/clock.ts'
import { each, emptyDatabaseUrl } from '../support/databases.ts'
import { newAddress, setUp } from '../support/over-http.ts'
import { dataFolder, FAULT, launch, type Program, startProgram } from '../support/process.ts'
import { chance } from './chance.ts'
import { crowd } from './crowd.ts'
import { broken, type Contents, contentsOf, type Ledger, newLedger } from './ledger.ts'

/** WEBCARE_KILLS=200 is the full run. */
const ordered = Number(process.env.WEBCARE_KILLS ?? 0)
const kills: Record<Dialect, number> = { sqlite: ordered || 20, postgres: Math.ceil(ordered / 4) || 5 }

each('a process that is killed at any moment', engine => {
  test(`loses nothing that was acknowledged and does nothing twice, ${kills[engine]} times over`, {
    timeout: 60_000 + kills[engine] * 8000,
  }, async () => {
    const random = chance()
    const url = await emptyDatabaseUrl(engine)
    const settings = {
      WEBCARE_DATA: dataFolder(),
      DATABASE_URL: url,
      WEBCARE_UNDO_PRIVATE_SECONDS: '0',
      WEBCARE_TRUSTED_PROXIES: '127.0.0.1',
      WEBCARE_LOG_LEVEL: 'warn',
    }
    const began = performance.now()
    await killedWhileStarting(settings, random.between(100, 900))
    let program = await startProgram({ settings })
    const ledger = newLedger()
    const people = crowd(ledger, await setUp(program), random)
    const starts = [program.startedIn]
    const cutOff = new Set<string>()

    for (let kill = 1; kill <= kills[engine]; kill++) {
      const shift = people.work(program)
      await pause(random.between(100, 1400))
      shift.braces()
      await program.end('SIGKILL')
      expect(program.output()).not.toMatch(FAULT)
      await shift.leave()
      if (random.happens(20)) await killedWhileStarting(settings, random.between(100, 900))
      const since = new Date()
      program = await startProgram({ settings })
      starts.push(program.startedIn)
      const contents = await contentsOf(url)
      expect(broken(ledger, contents, since), `after kill ${kill} of seed ${random.seed}`).toEqual([])
      for (const { id, state } of contents.messages) if (state === 'unknown') cutOff.add(id)
    }

    await stopped(program)
    const core = await reopened(settings)
    await settled(core)
    const contents = await contentsOf(url)
    expect(broken(ledger, contents, new Date())).toEqual([])
    expect(contents.pending).toEqual([])
    expect(contents.messages.filter(({ state }) => state !== null && state !== 'sent')).toEqual([])
    expect(await misread(core, ledger, contents)).toEqual([])

    const [slowest] = starts.sort((a, b) => b - a)
    const acknowledged = (list: ReadonlyArray<{ acknowledged: unknown }>) => list.filter(one => one.acknowledged).length
    process.stdout.write(
      `${engine}, seed ${random.seed}: ${kills[engine]} kills, ${acknowledged(ledger.said)} of ${ledger.said.length} messages ` +
        `and ${acknowledged(ledger.answered)} of ${ledger.answered.length} answers acknowledged, ${cutOff.size} cut off while being sent, ` +
        `start ${starts[starts.length >> 1]} ms (slowest ${slowest}), ${Math.round((performance.now() - began) / 1000)} s\n`,
    )
    // Otherwise too little happened to prove anything.
    expect(acknowledged(ledger.said)).toBeGreaterThan(kills[engine] / 2)
    expect(acknowledged(ledger.answered)).toBeGreaterThan(0)
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

/** The same data in this process, two minutes later: what was cut off is due to be looked for. */
async function reopened(settings: Record<string, string>): Promise<Core> {
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const core = await openCore(loadConfig(settings), {
    log,
    clock: movableClock(new Date(Date.now() + 120_000).toISOString()),
    onFatal: error => {
      throw error
    },
  })
  onTestFinished(() => core.close())
  return core
}

/** Everything that was left behind is taken up. The intake takes so many at a time. */
async function settled(core: Core) {
  const waiting = () => core.db.selectFrom('rawItems').select('id').where('doneAt', 'is', null).execute()
  for (let left = await waiting(); left.length; ) {
    await core.schedule.run('intake')
    const after = await waiting()
    expect(after.length).toBeLessThan(left.length)
    left = after
  }
  for (const job of ['reconcile', 'deliver']) await core.schedule.run(job)
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
