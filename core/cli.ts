import { mkdirSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { type Config, ConfigError, loadConfig } from '../config/load.ts'
import { backupCommands } from './backup-commands.ts'
import { type Command, type Console, given, printable, type Terminal, UsageError, type Values } from './command.ts'
import { judgeOf } from './data.ts'
import { openDatabase } from './db/db.ts'
import { notRead } from './db/failures.ts'
import { lockInstance } from './db/lock.ts'
import { openWriter } from './db/write.ts'
import { keyCommands } from './key-commands.ts'
import { type Role, roles, system } from './lib/actor.ts'
import { systemClock } from './lib/clock.ts'
import { AppError } from './lib/errors.ts'
import { refusalOf } from './lib/refusal.ts'
import { pluginCommands } from './plugin-commands.ts'
import { reactorsForCommand } from './reactors.ts'
import { replayCommands } from './replay-commands.ts'
import { rightCommands, userCalled } from './right-commands.ts'
import { sendingCommands } from './sending-commands.ts'
import { verifyAudit } from './team/audit.ts'
import { inviteUser, type Post, resetUser } from './team/invite.ts'
import { type Scope, scopes } from './team/may.ts'
import { mustBeGoodPassword } from './team/password-rule.ts'
import { openPasswords } from './team/passwords.ts'
import { createToken, TOKEN_DAYS } from './team/tokens.ts'
import { addUser, setPassword } from './team/users.ts'

const cli = system('cli')
/** The link is printed to whoever sits here, whether or not mail is set up. */
const printed: Post['mailer'] = { enabled: false, mail: () => Promise.resolve() }

/** Every command there is. */
export const commands: readonly Command[] = [
  {
    name: 'user add',
    usage: '--name <name> --email <address> --role <role,…> [--language nl|en|es] [--password-stdin]',
    description:
      'Adds a user and prints the link with which they choose a password. With --password-stdin it is read from standard input instead.',
    options: {
      name: { type: 'string' },
      email: { type: 'string' },
      role: { type: 'string' },
      language: { type: 'string' },
      'password-stdin': { type: 'boolean' },
    },
    async run({ config, write, print, input }, values) {
      const user = {
        name: given(values, 'name'),
        email: given(values, 'email'),
        roles: oneOrMore<Role>(given(values, 'role'), roles, 'role'),
        language: typeof values.language === 'string' ? values.language : config.WEBCARE_LANGUAGE,
      }
      if (!values['password-stdin']) {
        const { url, expiresAt } = await write(cli, tx => inviteUser(tx, user, { config, mailer: printed }))
        print(`Added ${user.email}. This link works once, until ${expiresAt}:`)
        print(String(url))
        return 0
      }
      const password = (await input()).replace(/\r?\n$/, '')
      mustBeGoodPassword(password, { organisation: config.WEBCARE_ORGANISATION, ...user })
      const passwordHash = await openPasswords().hash(password)
      await write(cli, async tx => setPassword(tx, (await addUser(tx, user)).id, passwordHash))
      print(`Added ${user.email}, who can sign in now.`)
      return 0
    },
  },
  {
    name: 'user reset',
    usage: '--email <address>',
    description: 'Prints a link with which a user chooses a new password, for example when the only admin lost theirs.',
    options: { email: { type: 'string' } },
    async run({ config, db, write, print }, values) {
      const user = await userCalled(db, given(values, 'email'))
      const { url, expiresAt } = await write(cli, tx => resetUser(tx, user.id, { config, mailer: printed }))
      print(`This link works once, until ${expiresAt}:`)
      print(String(url))
      return 0
    },
  },
  {
    name: 'token create',
    usage: '--email <address> --name <what for> --scopes <scope,…> [--days <number>]',
    description: `Makes an API token for a user and prints its secret, once. Scopes: ${scopes.join(', ')}. It works for ${TOKEN_DAYS.usual} days unless --days says otherwise, at most ${TOKEN_DAYS.most}.`,
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      scopes: { type: 'string' },
      days: { type: 'string' },
    },
    async run({ db, write, print }, values) {
      const wanted = {
        name: given(values, 'name'),
        scopes: oneOrMore<Scope>(given(values, 'scopes'), scopes, 'scopes'),
        days: values.days === undefined ? null : Number(values.days),
      }
      const user = await userCalled(db, given(values, 'email'))
      const { token, secret } = await write(cli, tx => createToken(tx, user.id, wanted))
      print(`Put this in a password store now; it is shown once. It works until ${token.expiresAt}:`)
      print(secret)
      return 0
    },
  },
  {
    name: 'audit verify',
    usage: '',
    description: 'Checks that no row of the security audit was changed or removed, and names the first that was.',
    async run({ db, print }) {
      const { rows, head, broken } = await verifyAudit(db)
      if (broken === undefined) {
        print(`All ${rows} rows are as they were written. The newest hash, to compare later: ${head}`)
        return 0
      }
      print(`Row ${broken} is not as it was written, or a row before it is gone. The ${rows} rows before are good.`)
      return 1
    },
  },
  ...rightCommands,
  ...pluginCommands,
  ...replayCommands,
  ...keyCommands,
  ...sendingCommands,
  ...backupCommands,
]

const help = (some: readonly Command[] = commands) =>
  [
    'Usage: npm run webcare -- <command> [options]',
    '',
    ...some.flatMap(({ name, usage, description }) => [`  ${name} ${usage}`.trimEnd(), `      ${description}`]),
    ...(some === commands ? ['  help [command]', '      Prints this.'] : []),
  ].join('\n')

const isHelp = (word: string | undefined) => word === '--help' || word === '-h'

/** The commands that somebody asks about: `help user`, `user --help`, `user add --name Ada --help`; undefined when nobody asks. */
function askedAbout(words: readonly string[]): readonly Command[] | undefined {
  if (words[0] !== 'help' && !words.some(isHelp)) return undefined
  const named = words.slice(words[0] === 'help' ? 1 : 0).filter(word => !isHelp(word))
  const start = named.slice(0, named.findIndex(word => word.startsWith('-')) >>> 0)
  if (!start.length) return commands
  const begun = commands.filter(({ name }) => `${start.join(' ')} `.startsWith(`${name} `))
  const below = commands.filter(({ name }) => `${name} `.startsWith(`${start.join(' ')} `))
  const found = begun.length ? begun : below
  if (!found.length) throw new UsageError(`There is no command “${start.slice(0, 2).join(' ')}”.`)
  return found
}

/** Runs one command line, without `node` and the file. Resolves to the exit code: 0 done, 1 not done, 2 called wrongly. */
export async function run(
  words: readonly string[],
  terminal: { config(): Config; print(line: string): void; complain(line: string): void; input(): Promise<string> },
): Promise<number> {
  const at = {
    ...terminal,
    print: (line: string) => terminal.print(printable(line)),
    complain: (line: string) => terminal.complain(printable(line)),
  }
  if (words.length === 0) {
    at.print(help())
    return 2
  }
  try {
    const asked = askedAbout(words)
    if (asked) {
      at.print(help(asked))
      return 0
    }
    const command = commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '))
    if (!command) throw new UsageError(`There is no command “${words.slice(0, 2).join(' ')}”.`)
    const values = optionsOf(command, words.slice(command.name.split(' ').length))
    return await obey(command, { config: at.config(), print: at.print, input: at.input }, values)
  } catch (error) {
    if (error instanceof UsageError) {
      at.complain(`${error.message} See: npm run webcare -- help`)
      return 2
    }
    const isOurs = error instanceof AppError || error instanceof ConfigError
    const said = isOurs ? error.message : (refusalOf(error) ?? (notRead(error) as Error).message)
    // Nobody foresaw it: where it was helps whoever mends it.
    const isForeseen = isOurs || said !== (error as Error).message
    at.complain(isForeseen ? said : `This failed, which is a fault of Webcare: ${said}`)
    return 1
  }
}

async function obey(command: Command, at: Omit<Console, 'inDatabase'>, values: Values): Promise<number> {
  const release = command.alone ? await lockInstance(at.config.DATABASE_URL, () => {}) : async () => {}
  const console: Console = { ...at, inDatabase: work => inDatabase(console, work) }
  try {
    return 'run' in command
      ? await inDatabase(console, terminal => command.run(terminal, values))
      : await command.runOnFiles(console, values)
  } finally {
    await release()
  }
}

async function inDatabase(console: Console, work: (terminal: Terminal) => Promise<number>): Promise<number> {
  const { config } = console
  mkdirSync(config.WEBCARE_DATA, { recursive: true, mode: 0o700 })
  const database = await openDatabase(config.DATABASE_URL, { judge: judgeOf(config) })
  const { write, idle } = openWriter(database, {
    clock: systemClock,
    reactors: reactorsForCommand(config),
    onCommit: () => {},
    // The unit's own error says it; nothing else runs here that would have to stop.
    onFatal: () => {},
  })
  try {
    return await work({ ...console, db: database.read, write })
  } finally {
    await idle()
    await database.close()
  }
}

function optionsOf({ name, options = {}, words: named = [] }: Command, words: readonly string[]): Values {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: named.length > 0 })
    if (positionals.length > named.length) throw new Error(`“${positionals.at(-1)}” is one word too many.`)
    return { ...(values as Values), ...Object.fromEntries(positionals.map((word, at) => [named[at], word])) }
  } catch (error) {
    throw new UsageError(`webcare ${name}: ${(error as Error).message}`)
  }
}

function oneOrMore<Word extends string>(list: string, words: readonly Word[], option: string): Word[] {
  return list.split(',').map(part => {
    const word = words.find(known => known === part.trim())
    if (!word) throw new UsageError(`--${option} knows ${words.join(', ')}; “${part.trim()}” is none of them.`)
    return word
  })
}

if (import.meta.main) {
  // A reader such as `head` has seen enough and went away: nothing more is to be said.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit()
    })
  }
  process.exitCode = await run(process.argv.slice(2), {
    config: loadConfig,
    print: line => void process.stdout.write(`${line}\n`),
    complain: line => void process.stderr.write(`${line}\n`),
    input: () => text(process.stdin),
  })
}
