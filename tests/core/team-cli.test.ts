import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { commands } from '../../core/cli.ts'
import { lockInstance } from '../../core/db/lock.ts'
import { system } from '../../core/lib/actor.ts'
import { systemClock } from '../../core/lib/clock.ts'
import { actorOfToken } from '../../core/team/actor.ts'
import { useLink } from '../../core/team/links.ts'
import { allUsers } from '../../core/team/users.ts'
import { each } from '../support/databases.ts'
import { terminal } from '../support/terminal.ts'

const ADA = 'user add --name "Ada Bos" --email Ada@school.example --role admin,lead'

each('the command line', engine => {
  test('adds a user, whose link works once', async () => {
    const { types, database, write } = await terminal(engine)
    const { code, printed } = await types(`${ADA} --language es`)
    expect(code).toBe(0)
    const secret = /^http:\/\/localhost:4321\/invite#([A-Za-z0-9_-]{43})$/m.exec(printed)![1]!
    const [ada] = await allUsers(database.read)
    expect(ada).toMatchObject({ email: 'ada@school.example', roles: ['admin', 'lead'], language: 'es', invited: true })
    expect(await write(system('test'), tx => useLink(tx, 'invite', secret))).toBe(ada!.id)
    expect(await types(ADA)).toMatchObject({ code: 1, complaints: 'Somebody has this e-mail address already.' })
  })

  test('adds a user with a password from standard input', async () => {
    const { types, database } = await terminal(engine)
    expect(await types(`${ADA} --password-stdin`, 'Welkom2026!!\n')).toMatchObject({ code: 1 })
    expect(await allUsers(database.read)).toEqual([])
    expect(await types(`${ADA} --password-stdin`, 'vier losse tegels\n')).toMatchObject({ code: 0 })
    expect(await allUsers(database.read)).toMatchObject([{ invited: false }])
  })

  test('lets the only admin in again (A-AU-19)', async () => {
    const { types, database, write } = await terminal(engine)
    await types(`${ADA} --password-stdin`, 'vier losse tegels')
    const { code, printed } = await types('user reset --email ADA@school.example')
    expect(code).toBe(0)
    const secret = /\/reset#([A-Za-z0-9_-]{43})$/m.exec(printed)![1]!
    const [ada] = await allUsers(database.read)
    expect(await write(system('test'), tx => useLink(tx, 'reset', secret))).toBe(ada!.id)
    expect(await types('user reset --email nobody@school.example')).toMatchObject({ code: 1 })
  })

  test('makes a token that works', async () => {
    const { types, database } = await terminal(engine)
    await types(ADA)
    const { code, printed } = await types(
      'token create --email ada@school.example --name bi --scopes cases:read,messages:read --days 7',
    )
    expect(code).toBe(0)
    const found = await actorOfToken(database.read, systemClock, printed.split('\n')[1]!)
    expect(found?.actor).toMatchObject({ roles: ['admin', 'lead'], scopes: ['cases:read', 'messages:read'] })
    const days = 'token create --email ada@school.example --name bi --scopes cases:read --days'
    for (const wrong of ['0', '366', 'many', '']) expect((await types(`${days} "${wrong}"`)).code).not.toBe(0)
  })

  test('checks the audit and names the broken row', async () => {
    const { types, database } = await terminal(engine)
    await types(ADA)
    expect(await types('audit verify')).toMatchObject({ code: 0, printed: expect.stringMatching(/^All 1 rows/) })
    const off = engine === 'sqlite' ? 'drop trigger audit_no_update' : 'alter table audit disable trigger all'
    await sql.raw(off).execute(database.writer)
    await sql.raw("update audit set actor_id = 'somebody'").execute(database.writer)
    expect(await types('audit verify')).toMatchObject({ code: 1, printed: expect.stringMatching(/^Row 1 is not/) })
  })

  test('works beside a running Webcare', async () => {
    const { types, environment } = await terminal(engine)
    const release = await lockInstance(environment.DATABASE_URL, () => {})
    expect(await types(ADA)).toMatchObject({ code: 0 })
    await release()
  })
})

test.each([
  ['nothing', '', 'Usage'],
  ['a command that is none', 'user remove', 'There is no command “user remove”.'],
  ['half a command', 'user', 'There is no command “user”.'],
  ['an option that is none', `${ADA} --admin`, "Unknown option '--admin'"],
  ['a word too many', `${ADA} now`, "Unexpected argument 'now'"],
  ['a missing option', 'user add --name Ada', 'email is missing.'],
  ['a role that is none', 'user add --name Ada --email a@b.example --role boss', '--role knows admin, lead'],
  ['a scope that is none', 'token create --email a@b.example --name x --scopes all', '--scopes knows cases:read'],
])('called with %s it says what is wrong, with exit code 2', async (_, line, words) => {
  const { types, database } = await terminal('sqlite')
  const { code, printed, complaints } = await types(line)
  expect(code).toBe(2)
  expect(printed + complaints).toContain(words)
  expect(await allUsers(database.read)).toEqual([])
})

test('a wrong setting is told as at the start', async () => {
  const { types, environment } = await terminal('sqlite')
  Object.assign(environment, { PORT: 'many' })
  const { code, complaints } = await types('audit verify')
  expect(code).toBe(1)
  expect(complaints).toContain('PORT')
})

test('help names every command with what it does', async () => {
  const { printed, code } = await (await terminal('sqlite')).types('help')
  expect(code).toBe(0)
  for (const { name, description } of commands) {
    expect(printed).toContain(`  ${name}`)
    expect(printed).toContain(description)
  }
})
