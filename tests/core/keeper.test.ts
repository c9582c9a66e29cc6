import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openKeeper } from '../../core/jobs/keeper.ts'

/** A kept thread that runs this source, what it said, and how often it ended. */
function keep(source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-keeper-'))
  const path = join(folder, 'thread.ts')
  writeFileSync(path, `import { parentPort, workerData } from 'node:worker_threads'\n${source}`)
  const faults: object[] = []
  const keeper = openKeeper({ debug() {}, info() {}, warn() {}, error: (_, message) => void faults.push({ message }) })
  onTestFinished(async () => {
    await keeper.stop()
    rmSync(folder, { recursive: true })
  })
  const kept = keeper.keep('thread', path, { greeting: 'hallo' })
  const said: unknown[] = []
  let ended = 0
  kept.onMessage(message => void said.push(message))
  kept.onExit(() => void ended++)
  const until = (condition: () => unknown) => expect.poll(condition, { timeout: 10_000 })
  return { keeper, kept, said, faults, ended: () => ended, until }
}

const ECHO = "parentPort.on('message', said => parentPort.postMessage(workerData.greeting + ' ' + said))"

test('a thread starts with the first word and hears all of them in order', async () => {
  const { kept, said, until } = keep(ECHO)
  for (const word of ['een', 'twee', 'drie']) kept.post(word)
  await until(() => said).toEqual(['hallo een', 'hallo twee', 'hallo drie'])
})

const SAID = 'parentPort.postMessage(said)'
test.each([
  ['exits', `parentPort.on('message', said => said === 'end' ? process.exit(1) : ${SAID})`],
  ['throws', `parentPort.on('message', said => { if (said === 'end') throw new Error('x'); ${SAID} })`],
  ['rejects', `parentPort.on('message', async said => { if (said === 'end') throw new Error('x'); ${SAID} })`],
])('F-30: a thread that %s is told of, and started again by the next word', async (_, source) => {
  const thread = keep(source)
  thread.kept.post('een')
  await thread.until(() => thread.said).toEqual(['een'])
  thread.kept.post('end')
  await thread.until(thread.ended).toBe(1)
  expect(thread.faults.length).toBeGreaterThan(0)
  thread.kept.post('twee')
  await thread.until(() => thread.said).toEqual(['een', 'twee'])
})

const LOOPS = `parentPort.on('message', said => { if (said === 'loop') for (;;); ${SAID} })`

test('F-30: a thread that loops can be ended', async () => {
  const { kept, said, ended, until } = keep(LOOPS)
  kept.post('een')
  await until(() => said).toEqual(['een'])
  kept.post('loop')
  kept.end()
  await until(ended).toBe(1)
  kept.post('twee')
  await until(() => said).toEqual(['een', 'twee'])
})

test('a thread that cannot even start is tried at most twice a second', async () => {
  const { kept, until } = keep("throw new Error('never')")
  const began = performance.now()
  let ends = 0
  kept.onExit(() => {
    ends += 1
    if (ends < 4) kept.post('again')
  })
  kept.post('een')
  await until(() => ends).toBe(4)
  expect(performance.now() - began).toBeGreaterThan(3 * 500)
})

test('a stop ends all threads, also one that loops, and starts none', async () => {
  const { keeper, kept, said, until } = keep(LOOPS)
  kept.post('een')
  await until(() => said).toEqual(['een'])
  kept.post('loop')
  await keeper.stop()
  kept.post('twee')
  await new Promise(resolve => setTimeout(resolve, 700))
  expect(said).toEqual(['een'])
})
