import { type Command, given } from './command.ts'
import { system } from './lib/actor.ts'
import { AppError } from './lib/errors.ts'
import { addMasterKey, masterKeys, removeMasterKey } from './lib/master-key.ts'
import { openSeal } from './lib/seal.ts'
import { noteWithoutKey } from './outbox/lineage.ts'
import { countByKey, letGo, sealAgain } from './sealed.ts'
import { audit } from './team/audit.ts'

const cli = system('cli')

/** Commands for a new master key. All but the list work while Webcare is stopped: it reads its keys at the start. */
export const keyCommands: readonly Command[] = [
  {
    name: 'keys list',
    usage: '',
    description: 'Shows the master keys by their ids, the newest first, and how many rows each has sealed.',
    async run({ config, db, print }) {
      const counts = await countByKey(db)
      const known = masterKeys(config.WEBCARE_KEY_FILE).map(({ id }) => id)
      for (const id of new Set([...known, ...counts.keys()])) {
        const what = id === known[0] ? 'newest' : known.includes(id) ? 'older' : 'missing'
        print(`${id}\t${what}\t${counts.get(id) ?? 0} rows`)
      }
      return [...counts.keys()].every(id => known.includes(id)) ? 0 : 1
    },
  },
  {
    name: 'keys add',
    alone: true,
    usage: '',
    description: 'Puts a new master key before the others; it seals and signs from the next start on.',
    async run({ config, write, print }) {
      const { id } = addMasterKey(config.WEBCARE_KEY_FILE)
      await write(cli, tx => audit(tx, { action: 'keys.add', object: id, result: 'ok' }))
      print(`${id} is the newest key now. Keep a copy of ${config.WEBCARE_KEY_FILE} apart from your backups.`)
      print('Next: webcare keys rotate')
      return 0
    },
  },
  {
    name: 'keys rotate',
    alone: true,
    usage: '',
    description:
      'Seals everything again that an older master key sealed, with the newest. When it is broken off, run it again.',
    async run({ config, db, write, print }) {
      const seal = openSeal(...masterKeys(config.WEBCARE_KEY_FILE))
      const { done, unreadable } = await sealAgain({ db, write, seal }, cli)
      const [newest, ...older] = seal.keys
      await write(cli, tx =>
        audit(tx, { action: 'keys.rotate', object: newest, result: unreadable.length ? 'failed' : 'ok' }),
      )
      print(`${done} rows were sealed again with ${newest}.`)
      for (const name of unreadable) print(`It does not open with any key: ${name}`)
      if (unreadable.length) return 1
      print(`Nothing is sealed with another key now.${older.length ? ` Older keys: ${older.join(', ')}.` : ''}`)
      return 0
    },
  },
  {
    name: 'keys remove',
    alone: true,
    words: ['id'],
    usage: '<id>',
    description:
      'Takes an older master key out of the file, once nothing is sealed with it. Links to status pages and reply addresses from its time then no longer work.',
    async run({ config, db, write, print }, values) {
      const id = given(values, 'id')
      const [newest, ...older] = masterKeys(config.WEBCARE_KEY_FILE)
      const rows = (await countByKey(db)).get(id) ?? 0
      if (id === newest.id) throw refused(`${id} is the newest key. Add another one first.`)
      if (!older.some(key => key.id === id)) throw refused(`${config.WEBCARE_KEY_FILE} has no key ${id}.`)
      if (rows) throw refused(`${id} still seals ${rows} rows. First: webcare keys rotate`)
      await write(cli, tx => audit(tx, { action: 'keys.remove', object: id, result: 'ok' }))
      removeMasterKey(config.WEBCARE_KEY_FILE, id)
      await noteWithoutKey(config.WEBCARE_DATA, id)
      print(`${id} is out of the file. A backup from before this needs it: keep it with those, or destroy them.`)
      return 0
    },
  },
  {
    name: 'keys forget',
    alone: true,
    words: ['id'],
    usage: '<id>',
    description:
      'Gives up what a lost master key sealed: the secrets of connections, which are paused until they are entered again, what plugins kept, and mail that waits.',
    async run({ config, db, write, print }, values) {
      const id = given(values, 'id')
      if (masterKeys(config.WEBCARE_KEY_FILE).some(key => key.id === id)) {
        throw refused(`${id} is not lost: it is in ${config.WEBCARE_KEY_FILE}.`)
      }
      const names = await letGo(db, write, cli, id)
      await write(cli, tx => audit(tx, { action: 'keys.forget', object: id, result: 'ok' }))
      await noteWithoutKey(config.WEBCARE_DATA, id)
      for (const name of names) print(`Given up: ${name}`)
      print(`Nothing is sealed with ${id} any more.`)
      return 0
    },
  },
]

const refused = (message: string) => new AppError('CONFLICT', message)
