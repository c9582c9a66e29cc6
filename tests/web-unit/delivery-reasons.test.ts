import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { known } from '../../web/screens/inbox/message/reasons.ts'

const ROOT = join(import.meta.dirname, '../..')

test('every reason that is translated is one that something here gives', () => {
  const sources = globSync('{core,plugins}/**/*.ts', { cwd: ROOT }).map(path => readFileSync(join(ROOT, path), 'utf8'))
  expect(sources.length).toBeGreaterThan(100)
  expect(Object.keys(known).filter(reason => !sources.some(source => source.includes(`'${reason}'`)))).toEqual([])
})

test('every reason that our own sending gives is translated', () => {
  const given = ['settle', 'pace', 'deliver', 'receipts', 'fault', 'outbound', 'unsent']
    .map(name => readFileSync(join(ROOT, `core/outbox/${name}.ts`), 'utf8'))
    .flatMap(source =>
      [...source.matchAll(/'((?:It|The|Sent|A|Webcare|There) [^']{10,})'/g)].map(([, reason = '']) => reason),
    )
    .filter(reason => !LOGGED.has(reason))
  expect(given.length).toBeGreaterThan(5)
  expect(given.filter(reason => !known[reason])).toEqual([])
})

/** For the log of the operator alone. */
const LOGGED = new Set(['It could not be noted that an answer leaves: whether data is put back may go unseen'])
