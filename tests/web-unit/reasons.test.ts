import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import admin from '../../web/locales/admin/nl.ts'
import nl from '../../web/locales/nl.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What only a program can do wrong: no screen of ours asks for it, so no person reads about it. */
const FOR_PROGRAMS = [
  'assign.both',
  'auth.tokenInAddress',
  'case.which',
  'changes.cursor',
  'input.invalid',
  'language.unknown',
  'mail.off',
  'page.cursor',
  'page.size',
  'preference.bounds',
  'preference.form',
  'preference.many',
  'query.cost',
  'query.introspection',
  'query.malformed',
  'query.notSubscription',
  'request.foreign',
  'request.malformed',
  'right.ofOne',
  'view.wait',
  'webhook.signature',
]

/** Every reason that a part of core gives, with where. */
function reasons(): Map<string, string> {
  const files = globSync('core/**/*.ts', { cwd: ROOT, exclude: ['core/graphql/types.ts', 'core/plugin/testing/**'] })
  return new Map(
    files.flatMap(file => {
      const source = readFileSync(join(ROOT, file), 'utf8')
      // As a property of an error, perhaps one of two, or as the first argument of a function that makes one.
      const places = source.match(/\breason: .*|\b(?:refused|refusal|invalid|conflict)\(\s*'.*/g) ?? []
      const found = places.flatMap(place => place.match(/'[a-z]+(?:\.[a-zA-Z]+)+'/g) ?? [])
      return found.map(reason => [reason.slice(1, -1), file] as const)
    }),
  )
}

test('every reason of the server has a text, or is one that no person meets', () => {
  const known = reasons()
  expect(known.size).toBeGreaterThan(50)
  const texts = { ...nl, ...admin }
  const silent = [...known].filter(([reason]) => !FOR_PROGRAMS.includes(reason) && !(`error.${reason}` in texts))
  expect(silent).toEqual([])
})

test('no text waits for a reason that nobody gives', () => {
  const known = reasons()
  const codes = /^error\.(title|[A-Z_]+)$/
  const idle = Object.keys({ ...nl, ...admin })
    .filter(key => key.startsWith('error.') && !codes.test(key))
    .filter(key => !known.has(key.slice('error.'.length)))
  expect(idle).toEqual([])
  expect(FOR_PROGRAMS.filter(reason => !known.has(reason))).toEqual([])
})

test('an error that gives its reason by way of a name gives it where this test looks', () => {
  const files = globSync('core/**/*.ts', { cwd: ROOT, exclude: ['core/graphql/types.ts', 'core/plugin/testing/**'] })
  const hidden = files.filter(file =>
    /new AppError\([^)]*\{ reason[,:} ](?! ?')/s.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  expect(hidden).toEqual(['core/team/password-rule.ts'])
})
