import { type Command, given, UsageError } from './command.ts'
import type { Db } from './db/db.ts'
import { levels, system } from './lib/actor.ts'
import { AppError } from './lib/errors.ts'
import { grant } from './team/rights.ts'
import { type UserRow, userByEmail } from './team/users.ts'

const cli = system('cli')

/** Commands for what people may do on a connection. */
export const rightCommands: readonly Command[] = [
  {
    name: 'right grant',
    usage: `--email <address> | --team <name or id>  --connection <name or id> --level ${levels.join('|')}`,
    description:
      'Sets what a user or a team may do on a connection; none takes the right away. A running Webcare heeds it at once.',
    options: {
      email: { type: 'string' },
      team: { type: 'string' },
      connection: { type: 'string' },
      level: { type: 'string' },
    },
    async run({ db, write, print }, values) {
      const level = levels.find(known => known === given(values, 'level'))
      if (!level) throw new UsageError(`--level knows ${levels.join(', ')}; “${values.level}” is none of them.`)
      if ((values.email === undefined) === (values.team === undefined)) {
        throw new UsageError('Give either --email or --team.')
      }
      const connection = await called(db, 'connections', given(values, 'connection'))
      const holder =
        values.team === undefined
          ? { userId: (await userCalled(db, given(values, 'email'))).id }
          : { teamId: (await called(db, 'teams', given(values, 'team'))).id }
      await write(cli, tx => grant(tx, { ...holder, connectionId: connection.id, level }))
      print(`${values.email ?? values.team} has the right ${level} on ${connection.name} now.`)
      return 0
    },
  },
]

/** The user with an e-mail address. */
export async function userCalled(db: Db, email: string): Promise<UserRow> {
  const user = await userByEmail(db, email)
  if (!user) throw new AppError('NOT_FOUND', `Nobody has the address ${email}.`)
  return user
}

/** By its id, or by its name where that is not the name of two. */
async function called(db: Db, table: 'connections' | 'teams', name: string) {
  const what = table === 'teams' ? 'team' : 'connection'
  const all = await db.selectFrom(table).select(['id', 'name']).orderBy('name').execute()
  const found = all.filter(row => row.id === name || row.name === name)
  const names = () => all.map(row => `${row.name} (${row.id})`).join(', ') || 'none'
  if (!found[0]) throw new AppError('NOT_FOUND', `There is no ${what} “${name}”. There are: ${names()}.`)
  if (found[1]) throw new AppError('INVALID', `Several have the name “${name}”: give the id. There are: ${names()}.`)
  return found[0]
}
