import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadPlugins } from '../../core/plugin/load.ts'
import { openWorld } from '../support/world.ts'

const plugin = (id: string, more = '') => `import { definePlugin, PluginError, Type } from 'webcare/plugin'
export default definePlugin({
  id: '${id}', name: 'Guestbook', api: 1, settings: Type.Object({}),
  channel: {
    limits: { visibility: ['private'], format: 'text' },
    parse: raw => JSON.parse(new TextDecoder().decode(raw.body)).map(event => ({ ...event, at: new Date(event.at) })),
    send: async ({ text }) => {
      if (text === 'no') throw new PluginError('permanent', 'The guestbook is closed')
      return { externalId: 'entry-' + text.length }
    },
  },
  ${more}
})`

/** A folder outside the tree, as somebody mounts it. Gone after the test. */
function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), 'webcare-plugins-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return path
}

/** Why each file is broken, by its name. */
async function reasons(files: Record<string, string>) {
  const path = folder(files)
  const { found, broken } = await loadPlugins({ folders: [path], packages: [] })
  return {
    found: [...found.keys()],
    broken: Object.fromEntries(broken.map(({ source, reason }) => [source.slice(path.length + 1), reason])),
  }
}

test.each([
  ['has no default export', 'export const x = 1', /^It has no default export/],
  ['throws when it is imported', "throw new Error('no licence')", /^no licence$/],
  ['throws a text', "throw 'no licence'", /^no licence$/],
  ['is not TypeScript', 'export default {{', /./],
  ['imports what is not there', "import 'some-package-that-is-nowhere'", /some-package-that-is-nowhere/],
  ['was written for another contract', plugin('a-b').replace('api: 1', 'api: 2'), /contract 2; this is contract 1/],
  ['has a wrong id', plugin('A b'), /^Its id must be/],
  ['has no name', plugin('a-b').replace("'Guestbook'", "''"), /^It has no name/],
  ['has settings of another kind', plugin('a-b').replace('Type.Object({})', 'Type.String()'), /^Its settings must be/],
  ['does nothing', plugin('a-b').replace('channel:', 'chanel:'), /^It has no facet/],
  ['cannot send', plugin('a-b').replace('send:', 'sent:'), /^Its channel needs limits, parse and send/],
])('a plugin that %s is broken, and the others run', async (_, source, reason) => {
  expect(await reasons({ 'broken.ts': source, 'well.ts': plugin('guestbook') })).toEqual({
    found: ['guestbook'],
    broken: { 'broken.ts': expect.stringMatching(reason) },
  })
})

test('of two plugins with one id the second is broken', async () => {
  expect(await reasons({ 'a.ts': plugin('guestbook'), 'b/index.ts': plugin('guestbook') })).toEqual({
    found: ['guestbook'],
    broken: { b: 'Another plugin has the id “guestbook” already.' },
  })
})

test('nobody takes the place of a plugin of ours', async () => {
  const world = await openWorld({ settings: { WEBCARE_PLUGINS: folder({ 'web.ts': plugin('web') }) } })
  expect(world.core.connections.plugin('web')?.name).toBe('Web form')
})

test('only what can be a plugin is one: files and folders with an index', async () => {
  const files = {
    'one.ts': plugin('one'),
    'two.js': plugin('two'),
    'three.mjs': plugin('three'),
    'four/index.js': plugin('four'),
    'package.json': '{ "type": "module" }',
    'five/README.md': '# Five',
    'six.d.ts': 'export default never',
    'seven.test.ts': "throw new Error('a test')",
  }
  expect(await reasons(files)).toEqual({ found: ['four', 'one', 'three', 'two'], broken: {} })
  expect(await loadPlugins({ folders: ['/nowhere'], packages: [] })).toEqual({ found: new Map(), broken: [] })
})

test('a package that is not installed is broken', async () => {
  const { broken } = await loadPlugins({ folders: [], packages: ['@school/webcare-forum'] })
  expect(broken).toEqual([
    { source: '@school/webcare-forum', reason: expect.stringContaining('@school/webcare-forum') },
  ])
})

test('a plugin in a file outside the tree carries a conversation in the real host; a broken one is shown to admins', {
  timeout: 60_000,
}, async () => {
  const mounted = folder({ 'guestbook.ts': plugin('guestbook'), 'broken.ts': "throw new Error('no licence')" })
  const world = await openWorld({ hostThread: true, settings: { WEBCARE_PLUGINS: mounted } })
  const ada = await world.signIn('ada', { roles: ['admin'] })
  const { plugins } = await ada.get('{ plugins { id can broken settingsSchema } }')
  expect(plugins).toContainEqual({
    id: 'guestbook',
    can: ['channel'],
    broken: null,
    settingsSchema: expect.any(String),
  })
  expect(plugins).toContainEqual({
    id: join(mounted, 'broken.ts'),
    can: [],
    broken: 'no licence',
    settingsSchema: null,
  })
  expect(world.log.join()).toContain('A plugin is broken; the rest runs')

  const id = await world.connection('Gastenboek')
  await world.core.database.writer
    .updateTable('connections')
    .set({ plugin: 'guestbook' })
    .where('id', '=', id)
    .execute()
  const tess = await world.signIn('tess', { on: { [id]: 'reply' } })
  const entry = {
    ...{ type: 'message', externalId: 'entry-1', thread: { externalId: 'page-1', visibility: 'private' } },
    ...{ place: 'brand', author: { externalId: 'sanne' }, text: 'Mooi gebouw!', at: world.clock.iso() },
  }
  const body = Buffer.from(JSON.stringify([entry]))
  await world.core.intake.accept(id, { key: 'entry-1', headers: {}, body })
  await expect.poll(() => tess.inbox('UNASSIGNED'), { timeout: 10_000 }).toHaveLength(1)
  const [row] = await tess.inbox('UNASSIGNED')
  await tess.answers(row!.number, 'Dank je!')
  await tess.answers(row!.number, 'no')
  world.clock.advance({ seconds: 10 })
  await world.run('deliver')
  const { messages } = await tess.case(row!.number)
  expect(messages.edges.map(({ node }: { node: { delivery: unknown } }) => node.delivery)).toMatchObject([
    null,
    { state: 'SENT' },
    { state: 'FAILED', reason: 'The guestbook is closed' },
  ])
})
