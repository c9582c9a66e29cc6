import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** From the ground up: a module imports its own files and modules that stand higher on this list. */
const RANKS = [
  ['core/lib'],
  ['core/plugin', 'core/graphql/types.ts'],
  ['core/db', 'config'],
  ['core/team', 'core/mailer'],
  ['core/connections'],
  ['core/files'],
  ['core/customers'],
  ['core/cases'],
  ['core/intake', 'core/outbox'],
  ['core/notify'],
  ['core/tasks'],
  ['core/graphql', 'core/jobs', 'core/public', 'core/auth'],
  ['core'],
]

/** Packages that only these may know. */
const RESERVED: Array<[packages: RegExp, ...homes: string[]]> = [
  [
    /^(@fastify\/.+|fastify|mercurius)$/,
    ...[
      'core/server.ts',
      'core/lib/limit.ts',
      'core/auth/',
      'core/public/',
      'core/graphql/',
      'core/files/routes.ts',
      'core/intake/webhook.ts',
      'core/tasks/routes.ts',
    ],
  ],
  // The one way out: a second client would be one that nobody guards.
  [/^undici$/, 'core/lib/egress.ts'],
  [/^(better-sqlite3|pg)$/, 'core/db/'],
  [/^nodemailer$/, 'core/mailer/'],
]

/** Words that have no place in these. */
const FORBIDDEN: Array<[where: RegExp, what: RegExp, why: string]> = [
  [
    /^(core(?!\/plugin\/testing)|plugins|migrations|config(?!\/load\.ts))/,
    /\bprocess\.env\b/,
    'reads the environment: config/load.ts does',
  ],
  [/^core\//, /\bMath\.random\b/, 'uses Math.random, which can be guessed: core/lib/id.ts has secrets'],
  [/^core\//, /\bsql\.(raw|lit)\b/, 'puts text into SQL: use a parameter'],
  [/^core\//, /\.key\(|['"]->>?\$?['"]/, 'queries inside JSON: make it a column'],
]

/** Generated, or a list that is better read in one piece. */
const LONG = ['core/graphql/types.ts', 'core/db/schema.ts']
const MAX_LINES = 350

/** Not part of what runs: they may import what they build. */
const EXEMPT = ['core/graphql/types.ts', 'core/graphql/generate.ts', 'web/build.ts']
/** For tests, a plugin author's too: they bring vitest along. */
const FOR_TESTS = /^(core\/plugin\/testing(\.ts|\/)|plugins\/[^/]+\/(testing|mutants)\.ts$)/

type Sources = Readonly<Record<string, string>>

/** What a file imports: statically, dynamically, by export; types too. */
function importsOf(source: string): string[] {
  const code = source.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const patterns = [
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\b(?:import|require)\(\s*['"]([^'"]+)['"]/g,
  ]
  return patterns.flatMap(pattern => [...code.matchAll(pattern)].map(match => match[1]!))
}

/** The module a file belongs to: the longest name in the table that fits. */
function moduleOf(file: string): string | undefined {
  const fits = (name: string) =>
    file === name || (name === 'core' ? posix.dirname(file) === 'core' : file.startsWith(`${name}/`))
  return RANKS.flat()
    .filter(fits)
    .toSorted((a, b) => b.length - a.length)[0]
}

const rankOf = (module: string) => RANKS.findIndex(rank => rank.includes(module))

/** All that is wrong, one line for each. */
function complaints(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([file, source]) => [
    ...(EXEMPT.includes(file) ? [] : importsOf(source).flatMap(name => wrongImport(file, name))),
    ...FORBIDDEN.filter(([where, what]) => where.test(file) && what.test(source)).map(([, , why]) => `${file} ${why}`),
    ...(file.startsWith('core/') && !LONG.includes(file) && source.split('\n').length > MAX_LINES
      ? [`${file} is longer than ${MAX_LINES} lines: split it by subject`]
      : []),
  ])
}

function wrongImport(file: string, name: string): string[] {
  const target = name.startsWith('.') ? posix.join(posix.dirname(file), name) : undefined
  const wrong = (why: string) => [`${file} imports ${target ?? name}: ${why}`]
  if (file.startsWith('plugins/')) {
    const own = file.split('/', 2).join('/')
    if (target ? !target.startsWith(`${own}/`) : /^webcare(?!\/plugin(\/testing)?$)/.test(name)) {
      return wrong("a plugin knows 'webcare/plugin' and its own files")
    }
  } else if (file.startsWith('web/')) {
    if (target && !target.startsWith('web/')) return wrong('the web knows the server by its generated types alone')
  } else if (file.startsWith('migrations/')) {
    if (name !== 'kysely') return wrong('a migration outlives the code around it: kysely alone')
  } else if (file === 'core/demo.ts' && target?.startsWith('plugins/sandbox/')) {
    // The demo starts the pretend network beside the product.
  } else if (target) {
    return wrongRank(file, target).flatMap(wrong)
  }
  const reserved = RESERVED.find(([packages]) => packages.test(name))
  if (reserved && !reserved.slice(1).some(home => file.startsWith(home as string))) {
    return wrong(`only ${reserved.slice(1).join(', ')} may`)
  }
  return []
}

function wrongRank(file: string, target: string): string[] {
  const [from, to] = [moduleOf(file), moduleOf(target)]
  if (!from) return ['its folder has no rank: give it one in tests/architecture.test.ts']
  if (!to) return ['that is no module of core']
  return from === to || rankOf(to) < rankOf(from) ? [] : [`${from} must not know ${to}`]
}

function read(): Sources {
  const files = globSync('{core,config,plugins,migrations,web}/**/*.{ts,tsx}', {
    cwd: ROOT,
    exclude: path => /(^|\/)(node_modules|dist|fixtures)$/.test(path),
  }).filter(file => !/\.test\.tsx?$/.test(file))
  return Object.fromEntries(files.map(file => [file.replaceAll('\\', '/'), readFileSync(join(ROOT, file), 'utf8')]))
}

describe('the house', () => {
  const sources = read()

  test('was read', () => {
    const folders = Object.groupBy(Object.keys(sources), file => file.split('/')[0]!)
    expect(folders.core?.length).toBeGreaterThan(30)
    for (const folder of ['config', 'plugins', 'migrations', 'web']) expect(folders[folder]).not.toBeUndefined()
    expect(importsOf(sources['core/db/db.ts']!)).toEqual(expect.arrayContaining(['kysely', 'pg', './schema.ts']))
  })

  test('runs with packages that it names, none of them for development only', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const running = Object.entries(sources).filter(
      ([file]) => !file.startsWith('web/') && !EXEMPT.includes(file) && !FOR_TESTS.test(file),
    )
    const withoutTypes = (source: string) => source.replace(/^import type [^'"]+(['"]).+\1/gm, '')
    const used = running
      .flatMap(([, source]) => importsOf(withoutTypes(source)))
      .filter(name => !/^(\.|node:|webcare\/)/.test(name))
    const packages = new Set(used.map(name => name.split('/', name.startsWith('@') ? 2 : 1).join('/')))
    expect(packages).toContain('fastify')
    expect([...packages].filter(name => !(name in dependencies))).toEqual([])
  })

  test('has every wall in place', () => expect(complaints(sources)).toEqual([]))
})

describe('the inspector finds', () => {
  test.each([
    [
      'an import upwards',
      'core/cases/cases.ts',
      "import { submit } from '../outbox/reply.ts'",
      'must not know core/outbox',
    ],
    ['a type from upwards', 'core/db/db.ts', "import type { User } from '../team/users.ts'", 'must not know core/team'],
    [
      'an import over many lines',
      'core/lib/id.ts',
      "import {\n  a,\n  b,\n} from '../db/db.ts'",
      'must not know core/db',
    ],
    ['an import when it runs', 'core/team/users.ts', "const x = await import('../cases/cases.ts')", 'know core/cases'],
    ['an export from elsewhere', 'core/team/users.ts', "export * from '../cases/cases.ts'", 'must not know core/cases'],
    ['an import for its effect', 'core/lib/id.ts', "import '../db/db.ts'", 'must not know core/db'],
    ['twins that meet', 'core/intake/ingest.ts', "import { x } from '../outbox/reply.ts'", 'must not know core/outbox'],
    ['the composition known below', 'core/jobs/jobs.ts', "import { open } from '../core.ts'", 'must not know core'],
    ['a folder without a rank', 'core/utils/all.ts', "import { x } from '../lib/id.ts'", 'its folder has no rank'],
    ['core that knows the web', 'core/server.ts', "import { x } from '../web/main.tsx'", 'no module of core'],
    ['fastify in a verb', 'core/cases/cases.ts', "import fastify from 'fastify'", 'only core/server.ts'],
    ['fastify in the intake itself', 'core/intake/ingest.ts', "import fastify from 'fastify'", 'only core/server.ts'],
    [
      'a way out that nobody guards',
      'core/files/fetch.ts',
      "import { fetch } from 'undici'",
      'only core/lib/egress.ts',
    ],
    ['a driver outside db', 'core/jobs/jobs.ts', "import pg from 'pg'", 'only core/db/ may'],
    [
      'a plugin that looks into core',
      'plugins/web/index.ts',
      "import { x } from '../../core/lib/id.ts'",
      'its own files',
    ],
    ['a plugin that knows another', 'plugins/web/index.ts', "import { x } from '../mail/index.ts'", 'its own files'],
    ['a plugin past its door', 'plugins/web/index.ts', "import { x } from 'webcare/core'", 'its own files'],
    ['the web in core', 'web/inbox/row.tsx', "import type { Row } from '../../core/db/schema.ts'", 'generated types'],
    ['code in a migration', 'migrations/0001-start.ts', "import { x } from '../core/lib/id.ts'", 'kysely alone'],
    ['the environment', 'core/server.ts', 'const port = process.env.PORT', 'reads the environment'],
    ['luck as a secret', 'core/team/tokens.ts', 'const id = Math.random()', 'can be guessed'],
    ['text in SQL', 'core/cases/find.ts', 'sql.raw(order)', 'puts text into SQL'],
    ['a JSON query', 'core/cases/find.ts', "eb.ref('data', '->>').key('to')", 'make it a column'],
    ['a file that grew', 'core/cases/cases.ts', '\n'.repeat(351), 'longer than 350 lines'],
  ])('%s', (_, file, source, complaint) => {
    expect(complaints({ [file]: source })).toEqual([expect.stringContaining(complaint)])
  })

  test.each([
    ['its own files', 'core/cases/cases.ts', "import { after } from './lifecycle.ts'"],
    ['what stands below', 'core/core.ts', "import { find } from './cases/find.ts'\nimport x from '../config/load.ts'"],
    ['platforms that knock', 'core/intake/webhook.ts', "import type { FastifyInstance } from 'fastify'"],
    ['generated types', 'core/cases/resolvers.ts', "import type { Resolvers } from '../graphql/types.ts'"],
    [
      'words in a comment',
      'core/lib/id.ts',
      "// as in import('../db/db.ts')\n/**\n * import x from '../db/db.ts'\n */",
    ],
    [
      'a plugin with packages',
      'plugins/web/index.ts',
      "import { Type } from 'webcare/plugin'\nimport 'node:fs'\nimport './a.ts'",
    ],
    ['the environment where it is read', 'config/load.ts', 'process.env'],
  ])('nothing wrong with %s', (_, file, source) => expect(complaints({ [file]: source })).toEqual([]))
})
