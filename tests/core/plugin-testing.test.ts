import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channelContract } from 'webcare/plugin/testing'
import { contract, guestbook } from './plugin-testing/guestbook.ts'

channelContract(guestbook, contract())

describe('an author outside the tree', () => {
  const ROOT = join(import.meta.dirname, '../..')
  const folder = mkdtempSync(join(tmpdir(), 'webcare-author-'))
  /** By guestbook, what its fault was found by. */
  const found = new Map<string, string[]>()

  beforeAll(async () => {
    cpSync(join(import.meta.dirname, 'plugin-testing'), folder, { recursive: true })
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(ROOT, join(folder, 'node_modules/webcare'))
    symlinkSync(join(ROOT, 'node_modules/vitest'), join(folder, 'node_modules/vitest'))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'vitest.config.ts'), "export default { test: { include: ['broken.ts'] } }")
    const report = join(folder, 'report.json')
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$)/.test(name)),
    )
    const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', `--outputFile=${report}`]
    const output = await new Promise<string>(resolve =>
      execFile(process.execPath, args, { cwd: folder, env }, (_, out, errors) => resolve(out + errors)),
    )
    const { testResults } = JSON.parse(readReport(report, output)) as Report
    for (const { ancestorTitles, title, status } of testResults.flatMap(file => file.assertionResults)) {
      const faults = found.get(ancestorTitles[0]!) ?? []
      found.set(ancestorTitles[0]!, status === 'failed' ? [...faults, title] : faults)
    }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const purity = [
    'becomes the events that are expected of it',
    'becomes the same events on any day, for the same item may be read again',
  ]
  const uncertain = [
    'an error of the platform after it had the request: perhaps published, so never repeated blindly',
    'a gateway that gave up after it passed the request on: perhaps published, so never repeated blindly',
    'no answer in time: perhaps published, so never repeated blindly',
    'a connection cut off before the answer: perhaps published, so never repeated blindly',
    'F-20: a line that is cut after any number of bytes: never called unsent when it was published',
  ]
  const refusals = [
    'too many requests: temporary, after the seconds the platform says',
    'too many requests: temporary, after the date the platform says',
    'not signed in: unauthorized',
  ]
  const nobody = 'nobody there: temporary, for certainly nothing was published'

  test.each<[fault: string, tests: string[]]>([
    ['does nothing wrong', []],
    ['names the events by chance', purity],
    ['takes the time of day', purity],
    ['says that its public posts are private', [purity[0]!, 'becomes events that core can take']],
    ['has no limits to speak of', ['its limits make sense']],
    ['says that it may write more', ['publishes the longest text that its limits allow']],
    [
      'takes no signature for one',
      [
        'refuses what nobody signed',
        'refuses one without x-signature (headers)',
        'refuses one with an empty x-signature (headers)',
      ],
    ],
    ['compares what is there', ['refuses one with a cut off x-signature (headers)']],
    ['signs no body', ['refuses a body of which one byte was changed, wherever it stands']],
    ['repeats any challenge', ['answers no challenge with what a stranger wrote']],
    ['proves nothing', ['is proven']],
    ['publishes twice', ['publishes once when told twice, as its limits promise']],
    ['promises less', uncertain],
    [
      'hears nothing',
      [...refusals, 'not allowed: a definite refusal, never tried again by itself', ...uncertain, nobody],
    ],
    ['gives up at once', [...refusals, ...uncertain, nobody]],
  ])('learns from these tests alone that a guestbook %s', (fault, tests) => expect(found.get(fault)).toEqual(tests))

  test.each([
    ['lets JSON.parse throw', ['takes nothing', 'takes zero bytes', 'takes entry.json, cut off at 50 %']],
    ['looks something up', [...purity, 'takes null']],
    ['takes any signature', ['refuses what nobody signed', 'refuses what was signed for another connection']],
  ])('learns from these tests and others that a guestbook %s', (fault, tests) => {
    expect(found.get(fault)).toEqual(expect.arrayContaining(tests))
  })
})

interface Report {
  testResults: Array<{ assertionResults: Array<{ ancestorTitles: string[]; title: string; status: string }> }>
}
function readReport(file: string, output: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`The author's own run did not report:\n${output}`, { cause })
  }
}
