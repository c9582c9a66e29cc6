import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'webcare-mutants-'))
/** By mutant, the tests of the contract that found it. */
const found = new Map<string, string[]>()

interface Report {
  testResults: Array<{ assertionResults: Array<{ ancestorTitles: string[]; title: string; status: string }> }>
}

beforeAll(async () => {
  const report = join(folder, 'report.json')
  const config = join(folder, 'vitest.config.ts')
  writeFileSync(
    config,
    `export default { root: ${JSON.stringify(ROOT)}, test: { include: ['plugins/sandbox/mutants.ts'] } }`,
  )
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$)/.test(name)))
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  // Of each mutant only the tests of the function that it changed.
  const ofItsOwn = String.raw`^(\w+): .* contract of a channel:[ >]+\1\b`
  const args = [vitest, 'run', `--config=${config}`, '-t', ofItsOwn, '--reporter=json', `--outputFile=${report}`]
  const output = await new Promise<string>(resolve =>
    execFile(process.execPath, args, { cwd: ROOT, env: { ...env, WEBCARE_OFFSETS: '2' } }, (_, out, errors) =>
      resolve(out + errors),
    ),
  )
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  const ran = testResults.flatMap(file => file.assertionResults).filter(({ status }) => /passed|failed/.test(status))
  expect(ran.length, output).toBeGreaterThan(0)
  for (const { ancestorTitles, title, status } of ran) {
    const faults = found.get(ancestorTitles[0]!) ?? []
    found.set(ancestorTitles[0]!, status === 'failed' ? [...faults, title] : faults)
  }
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true }))

const whole = 'brings everything that came, however many pages it takes, and each message once'
const onwards = 'goes on from its cursor'
const past = 'comes to an end, and brings everything since the day that was asked for'
const sameKey = 'calls an item by the key that poll has for it'
const once = 'publishes once, and says under which id'
const seen = 'finds what was published and not heard of; never calls it absent, or it is posted twice'
const reached = 'reaches the platform'

test.each<[mutant: string, tests: string[]]>([
  ['poll: never moves its cursor', [whole, onwards]],
  ['poll: names its items by chance', ['gives an item the same key each time, for by it a repetition is known']],
  ['poll: takes the first page only', [whole]],
  ['poll: has more for ever', [whole, onwards]],
  ['poll: forgets the last item of a page', [whole, onwards]],
  [
    'poll: says that nothing came when nobody answered',
    ['an error of the platform is thrown: an empty page would say that nothing came'],
  ],
  ['backfill: never ends', [past]],
  ['backfill: begins again with each page', [past]],
  ['backfill: takes the first page only', [past]],
  ['backfill: brings what is older too', ['leaves out what was written before that day']],
  ['backfill: has keys of its own', [sameKey]],
  ['listen: never rings', ['rings when something came, and ends when it is told to']],
  ['listen: does not end', ['rings when something came, and ends when it is told to']],
  ['send: says the same id of everything', [once]],
  ['send: publishes twice', [once]],
  ['reconcile: calls everything absent', [seen]],
  [
    'reconcile: calls absent what it could not look for',
    ['an error of the platform says nothing of the post: thrown or unsure, never absent'],
  ],
  ['reconcile: takes any post of ours for it', ['does not find what was never published']],
  ['reconcile: looks since it was asked', [seen]],
  ...['like', 'hide', 'remove'].flatMap(
    (action): Array<[string, string[]]> => [
      [`${action}: does nothing`, [reached]],
      [`${action}: calls done what was refused`, ['not signed in: thrown, never called done']],
    ],
  ),
])('the contract finds a network of which %s', (mutant, tests) => {
  expect(found.get(mutant)).toEqual(expect.arrayContaining(tests))
})

test('and nothing in the one that does nothing wrong', () => expect(found.get('poll: does nothing wrong')).toEqual([]))
