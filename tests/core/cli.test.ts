import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { commands } from '../../core/cli.ts'
import { system } from '../../core/lib/actor.ts'
import { rightsOf } from '../../core/team/rights.ts'
import { createTeam } from '../../core/team/teams.ts'
import { each } from '../support/databases.ts'
import { terminal } from '../support/terminal.ts'

const ROOT = join(import.meta.dirname, '../..')
const SANDBOX = { url: 'http://127.0.0.1:1', token: 'een sleutel', secret: 'een geheim' }

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

each('the command line', engine => {
  test('gives a right to a user or a team, by name or id, and takes it away', async () => {
    const { types, database, write } = await terminal(engine)
    const file = join(newFolder(), 'settings.json')
    writeFileSync(file, JSON.stringify(SANDBOX))
    await types('user add --name "Ada Bos" --email ada@school.example --role agent')
    const { printed } = await types(`connection add sandbox --name Pleintje --settings ${file}`)
    const [connectionId = ''] = printed.split('\n')
    const { id: userId } = await database.read.selectFrom('users').select('id').executeTakeFirstOrThrow()
    const team = await write(system('test'), tx => createTeam(tx, { name: 'Balie', memberIds: [] }))
    const rights = async () => [...(await rightsOf(database.read, userId))]

    const grant = 'right grant --email ADA@school.example --connection'
    expect(await types(`${grant} Pleintje --level reply`)).toMatchObject({
      code: 0,
      printed: 'ADA@school.example has the right reply on Pleintje now.',
    })
    expect(await rights()).toEqual([[connectionId, 'reply']])
    expect(await types(`${grant} ${connectionId} --level none`)).toMatchObject({ code: 0 })
    expect(await rights()).toEqual([])
    expect(await types(`right grant --team Balie --connection Pleintje --level read`)).toMatchObject({ code: 0 })
    const held = await database.read.selectFrom('rights').select(['teamId', 'level']).execute()
    expect(held).toEqual([{ teamId: team.id, level: 'read' }])

    const wrong: Array<[line: string, code: number, said: string]> = [
      [`${grant} Pleintje --level boss`, 2, '--level knows none, read, draft, reply, lead; “boss” is none of them.'],
      [`${grant} Pleintje --team Balie --level read`, 2, 'Give either --email or --team.'],
      ['right grant --connection Pleintje --level read', 2, 'Give either --email or --team.'],
      [`${grant} Plein --level read`, 1, `There is no connection “Plein”. There are: Pleintje (${connectionId}).`],
      ['right grant --email x@y.example --connection Pleintje --level read', 1, 'Nobody has the address x@y.example.'],
      ['right grant --team Bal --connection Pleintje --level read', 1, 'There is no team “Bal”. There are: Balie ('],
    ]
    for (const [line, code, said] of wrong) {
      expect(await types(line)).toMatchObject({ code, complaints: expect.stringContaining(said) })
    }
  })
})

test.each([
  ['user add --help', ['user add']],
  ['user add --name Ada -h', ['user add']],
  ['help user', ['user add', 'user reset']],
  ['plugin --help', ['plugin list', 'plugin show', 'plugin check']],
  ['replay --help', ['replay']],
  ['--help', commands.map(({ name }) => name)],
])('help is there for %s', async (line, names) => {
  const { code, printed, complaints } = await (await terminal('sqlite')).types(line)
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' })
  const shown = [...printed.matchAll(/^ {2}(\w+(?: \w+)?)/gm)].map(([, words]) => words!)
  const named = commands.filter(({ name }) => shown.some(words => `${words} `.startsWith(`${name} `)))
  expect(named.map(({ name }) => name)).toEqual(names)
})

test('help for a command that is none says so', async () => {
  expect(await (await terminal('sqlite')).types('nothing --help')).toMatchObject({
    code: 2,
    complaints: 'There is no command “nothing”. See: npm run webcare -- help',
  })
})

test('a plugin shows its settings, as a file that is taken once it is filled in', async () => {
  const { types } = await terminal('sqlite')
  const shown = await types('plugin show sandbox')
  expect(shown.code).toBe(0)
  expect(shown.printed).toContain('token\tneeded\ttext, secret\tAccess token')
  const template = JSON.parse((await types('plugin show sandbox --json')).printed)
  expect(shown.printed).toContain(JSON.stringify(template, null, 2))
  expect(Object.keys(template)).toEqual(Object.keys(SANDBOX))
  const file = join(newFolder(), 'settings.json')
  writeFileSync(file, JSON.stringify({ ...template, ...SANDBOX }))
  expect(await types(`connection add sandbox --name Plein --settings ${file}`)).toMatchObject({ code: 0 })
  for (const plugin of ['email', 'bluesky', 'telegram', 'webhook', 'web']) {
    expect(JSON.parse((await types(`plugin show ${plugin} --json`)).printed), plugin).toBeTypeOf('object')
  }
  expect(await types('plugin show nothing')).toMatchObject({
    code: 1,
    complaints: 'There is no plugin “nothing”. See: npm run webcare -- plugin list',
  })
})

test('what cannot be read is told in a sentence: plugins, packages, settings, folders', async () => {
  const { types, environment } = await terminal('sqlite')
  const folder = newFolder()
  const at = (name: string) => join(folder, name)
  mkdirSync(at('plain'))
  writeFileSync(at('broken.json'), '{ "token": "hunter2"')
  writeFileSync(at('list.json'), '[]')
  writeFileSync(at('needs.ts'), "import 'not-installed-anywhere'\nexport default {}\n")
  writeFileSync(at('item.json'), '{}')
  const replay = `replay ${at('item.json')}`
  const lines: Array<[line: string, said: RegExp]> = [
    [`${replay} --plugin ${at('plain')}`, /^\S+plain is no plugin that can be loaded: The folder has no index\.ts,/],
    [`${replay} --plugin ${at('needs.ts')}`, /The package “not-installed-anywhere” is not installed\. Install it/],
    [`${replay} --plugin sandbox --settings ${at('broken.json')}`, /broken\.json is not JSON\.$/],
    [`connection add sandbox --name A --settings ${at('list.json')}`, /must hold one JSON object/],
    [`connection add sandbox --name A --settings ${at('plain')}`, /plain cannot be read\. .+ (is a folder|needs)/],
    [`connection add sandbox --name A --settings ${at('none')}`, /none cannot be read\. There is no /],
    [`backup ${at('nowhere/file')}`, /^There is no \S+nowhere/],
  ]
  for (const [line, said] of lines) {
    const { code, complaints } = await types(line)
    expect({ line, code, complaints }).toEqual({ line, code: 1, complaints: expect.stringMatching(said) })
    expect(complaints).not.toMatch(/hunter2|\n {4}at /)
  }
  const inFolder = await types(`${replay} --plugin ${join(ROOT, 'plugins/sandbox')}`)
  expect(inFolder.printed + inFolder.complaints).not.toMatch(/\n {4}at /)
  expect(inFolder.printed).toContain('refused\t')

  Object.assign(environment, { WEBCARE_PLUGIN_PACKAGES: '@school/webcare-none' })
  expect(await types('plugin list')).toMatchObject({
    code: 1,
    printed: expect.stringContaining(
      'broken\t@school/webcare-none\tThe package “@school/webcare-none” is not installed.',
    ),
  })
})

test('whoever stops reading, such as `head`, hears nothing more', { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [join(ROOT, 'core/cli.ts'), 'help'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const [complaints, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect({ complaints, code }).toEqual({ complaints: '', code: 0 })
})
