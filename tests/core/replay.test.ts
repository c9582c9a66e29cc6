import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../../config/load.ts'
import type { Item } from '../../core/intake/items.ts'
import { withoutSecrets } from '../../core/intake/parked.ts'
import { newId } from '../../core/lib/id.ts'
import { openSeal } from '../../core/lib/seal.ts'
import { openRound, SECRET } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { typist } from '../support/terminal.ts'

const ROOT = join(import.meta.dirname, '../..')
const TELEGRAM = join(ROOT, 'plugins/telegram/fixtures')

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'webcare-replay-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** A terminal of somebody who has no data, and must not get any. */
function author() {
  const home = folder()
  const types = typist(() => loadConfig({ WEBCARE_DATA: join(home, 'data') }))
  const settings = join(home, 'telegram.json')
  writeFileSync(settings, '{"token":"123456789:AAE-made-up-for-this-test-0000000000"}')
  return { home, types, settings }
}

test('replay shows what a plugin makes of a fixture in its folder, and makes no data', async () => {
  const { types, settings, home } = author()
  const { code, printed } = await types(`replay ${join(TELEGRAM, 'album-1.json')} --settings ${settings}`)
  expect(code).toBe(0)
  expect(printed.split('\t')).toEqual([
    ...['message', '41000111:15', '2026-03-02T09:06:40.000Z', 'private direct on 41000111'],
    ...['by Jamila (41000111)', '“Mijn diploma en mijn cijferlijst”, 1 file'],
  ])
  expect(existsSync(join(home, 'data'))).toBe(false)
})

test('replay --json prints what belongs into expected.json', async () => {
  const { types, settings } = author()
  for (const name of ['album-1', 'private-edit', 'group-mention', 'blocked']) {
    const { printed } = await types(`replay ${join(TELEGRAM, name)}.json --json --settings ${settings}`)
    expect(JSON.parse(printed)).toEqual(JSON.parse(readFileSync(join(TELEGRAM, `${name}.expected.json`), 'utf8')))
  }
})

test.each([
  ['what the plugin refuses', join(TELEGRAM, 'wrong-shape.json'), 1, /^refused\t.+\tIt would be parked\.$/m],
  ['a plugin without the settings it needs', join(TELEGRAM, 'album-1.json'), 1, /^note\ttelegram needs settings/],
  ['no such file', '/nowhere.json', 1, /There is no file \/nowhere\.json/],
  ['a file that lies with no plugin', join(ROOT, 'package.json'), 2, /say which one reads it with --plugin/],
  ['a plugin that is none', `${join(ROOT, 'package.json')} --plugin fax`, 1, /There is no plugin “fax”/],
])('replay says what is wrong with %s', async (_, line, code, words) => {
  const { types } = author()
  const said = await types(`replay ${line}`)
  expect(said.code).toBe(code)
  expect(said.printed + said.complaints).toMatch(words)
})

test('replay reads with a plugin in one file, and tells its author what core could not take', async () => {
  const { types, home } = author()
  const plugin = join(home, 'guestbook.ts')
  const write = (events: string) =>
    writeFileSync(
      plugin,
      `import { definePlugin, Type } from 'webcare/plugin'
       export default definePlugin({ id: 'guestbook', name: 'Guestbook', api: 1, settings: Type.Object({}), channel: {
         limits: { visibility: ['public'], format: 'text' }, parse: () => ${events}, send: async () => ({ externalId: '1' }) } })`,
    )
  writeFileSync(join(home, 'entry.txt'), 'Hallo')
  write("[{ type: 'deleted', externalId: '', at: new Date('2026-03-02') }]")
  const line = `replay ${join(home, 'entry.txt')} --plugin ${plugin}`
  expect(await types(line)).toMatchObject({
    code: 1,
    printed: expect.stringContaining('wrong\texternalId must be text'),
  })
})

each('an item from elsewhere', database => {
  test('is taken in on a connection, once, and left alone without one', async () => {
    const round = await openRound({ database })
    const { core } = round.world
    const types = typist(() => core.config)
    const file = join(folder(), 'from-a-school.json')
    writeFileSync(file, JSON.stringify({ events: [round.message({ text: 'Is de kantine open?' })] }))
    expect(await types(`replay ${file} --plugin courier --settings ${file}`)).toMatchObject({ code: 0 })
    expect(await core.db.selectFrom('rawItems').selectAll().execute()).toEqual([])

    const line = `replay ${file} --connection ${round.connectionId}`
    expect(await types(line)).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/\nStored as \S+\. Webcare takes/),
    })
    round.world.clock.set(new Date(Date.now() + 60_000).toISOString())
    await round.world.run('intake')
    expect(await round.messages()).toMatchObject([{ text: 'Is de kantine open?', direction: 'in' }])
    expect(await types(line)).toMatchObject({ code: 1, printed: expect.stringContaining('nothing was changed') })
  })

  test('that a plugin cannot read is not taken in', async () => {
    const round = await openRound({ database })
    const types = typist(() => round.world.core.config)
    const file = join(folder(), 'bad.json')
    writeFileSync(file, '{"events":[{"type":"message"}]}')
    expect(await types(`replay ${file} --connection ${round.connectionId}`)).toMatchObject({ code: 1 })
    expect(await types(`replay ${file} --connection nobody`)).toMatchObject({ code: 1, printed: '' })
    expect(await round.world.core.db.selectFrom('rawItems').selectAll().execute()).toEqual([])
  })
})

each('a parked item', database => {
  test('becomes a file that its maintainer can replay, without what proves or opens something', async () => {
    const round = await openRound({ database })
    const { core } = round.world
    const types = typist(() => core.config)
    const token = core.seal.signId('reply', round.connectionId)
    const link = core.seal.sign('status', 'thread-1')
    const text = `Zie ${SECRET} en ${token} en https://w.example/webcare/status/${link} en café`
    expect(await round.posts([{ type: 'telex', externalId: '1', at: 'now', text }], { id: 'delivery-1' })).toBe(200)
    await expect.poll(async () => (await types('parked list')).printed).toMatch(/\tcourier: @rocdelta\t/)
    const [id] = (await types('parked list')).printed.split('\t')

    const file = join(folder(), 'parked.json')
    const { code, printed } = await types(`parked export ${id} ${file}`)
    expect(code).toBe(0)
    expect(printed).toContain('Read them before you send them')
    const headers = JSON.parse(readFileSync(file.replace('.json', '.headers.json'), 'utf8'))
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-courier-id': 'delivery-1' })
    expect(Object.keys(headers)).not.toContain('x-courier-signature')
    const [event] = JSON.parse(readFileSync(file, 'utf8')).events
    const hidden = '*'.repeat(SECRET.length)
    expect(event.text).toBe(`Zie ${hidden} en ${'a'.repeat(42)} en https://w.example/webcare/status/removed en café`)
    expect(await types(`replay ${file} --plugin courier`)).toMatchObject({
      ...{ code: 1, printed: expect.stringMatching(/^refused\t/m) },
    })

    expect(await types(`parked export ${id} ${file}`)).toMatchObject({
      code: 1,
      complaints: expect.stringContaining('already'),
    })
    expect(await types(`parked export nothing ${file}.2`)).toMatchObject({ code: 1 })
    expect(readdirSync(join(file, '..'))).toHaveLength(2)
  })
})

test('in an exported mail, what opens something is found where lines were broken too', () => {
  const seal = openSeal({ id: 'k1', key: Buffer.alloc(32, 1) })
  const token = seal.signId('reply', newId())
  const body = `To: inbox+${token}@school.example\r\n\r\nNaar inbox+${token.slice(0, 9)}=\r\n${token.slice(9)}@school.example
https://w.example/webcare/status/abc=\r\n.def of geheim wachtwoord; ${'b'.repeat(42)} is geen token, caf=E9 en \xe9`
  const item = { key: 'k', headers: '{"x-a":"1","X-Hub-Signature-256":"s","x-b":"een geheim wachtwoord"}' }
  const exported = withoutSecrets({ ...item, body: Buffer.from(body, 'latin1') } as Item, {
    secrets: ['geheim wachtwoord', 'is'],
    seal,
  })
  expect(exported.headers).toEqual({ 'x-a': '1' })
  expect(Buffer.from(exported.body).toString('latin1')).toBe(
    body
      .replaceAll(token, 'a'.repeat(42))
      .replace(`${token.slice(0, 9)}=\r\n${token.slice(9)}`, `${'a'.repeat(9)}=\r\n${'a'.repeat(33)}`)
      .replace('abc=\r\n.def', 'removed')
      .replace('geheim wachtwoord', '*'.repeat(17)),
  )
})
