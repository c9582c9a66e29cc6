import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { Config } from '../config/load.ts'
import { bytesOf, readBackup, writeBackup } from './backup-file.ts'
import { type Command, given, type Terminal } from './command.ts'
import { copyDatabase, databaseFile, mustBeWhole, putInPlace } from './db/backup.ts'
import { type Db, openDatabase } from './db/db.ts'
import { isDamage } from './db/failures.ts'
import { openWriter } from './db/write.ts'
import { openFiles } from './files/store.ts'
import { system } from './lib/actor.ts'
import { iso, systemClock } from './lib/clock.ts'
import { AppError } from './lib/errors.ts'
import { masterKeys } from './lib/master-key.ts'
import { openSeal } from './lib/seal.ts'
import { newGeneration, noteAnew, progressOf } from './outbox/lineage.ts'
import { freezeSending } from './outbox/switch.ts'
import { reactorsForCommand } from './reactors.ts'
import { countByKey, mustOpen } from './sealed.ts'
import { inWords } from './sending-commands.ts'

const cli = system('cli')
const DATABASE = 'database'

/** Commands that save everything but the master key, and put it back. */
export const backupCommands: readonly Command[] = [
  {
    name: 'backup',
    words: ['file'],
    usage: '<file>',
    description:
      'Saves the SQLite database and the attachments in one file, while Webcare runs. The master key is not in it. Data in Postgres is saved with pg_dump.',
    async run({ config, db, print }, values) {
      const file = resolve(given(values, 'file'))
      const database = databaseFile(config.DATABASE_URL)
      const at = iso(systemClock.now())
      const folder = await mkdtemp(join(dirname(file), '.webcare-backup-'))
      try {
        const copy = join(folder, DATABASE)
        copyDatabase(database, copy)
        // Asked after the copy was made: what it names is among these, or was erased since.
        const files = (await namedFiles(db)).map(hash => ({ name: hash, path: filesOf(config).pathOf(hash) }))
        const there = files.filter(({ path }) => existsSync(path))
        const { parts } = await writeBackup(file, at, [{ name: DATABASE, path: copy }, ...there])
        const damaged = parts.filter(({ name, sha256 }) => name !== DATABASE && name !== sha256)
        print(
          `Saved what was there at ${at} in ${file}, with ${there.length} attachments. Keep the master key elsewhere.`,
        )
        for (const { name } of files.filter(one => !there.includes(one)))
          print(`Missing on the disk: attachment ${name}`)
        for (const { name } of damaged) print(`Damaged on the disk: attachment ${name}`)
        return there.length < files.length || damaged.length ? 1 : 0
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  },
  {
    name: 'restore',
    words: ['file'],
    usage: '<file>',
    alone: true,
    description:
      'Puts back what `backup` saved, after every checksum was found right; until then nothing is changed. Sending is stopped then, until an admin resumes it.',
    async runOnFiles({ config, print }, values) {
      const file = resolve(given(values, 'file'))
      const database = databaseFile(config.DATABASE_URL)
      const { at, parts } = await readBackup(file)
      await mkdir(config.WEBCARE_DATA, { recursive: true, mode: 0o700 })
      const folder = await newPlace(database)
      try {
        const copy = join(folder, DATABASE)
        const files = filesOf(config)
        // One that was damaged when it was saved is no file of ours.
        const whole = parts.filter(({ name, sha256 }) => name === sha256)
        for (const { start, bytes } of whole) await files.keep(await buffer(bytesOf(file, start, bytes)))
        const saved = parts.find(({ name }) => name === DATABASE)
        if (!saved) throw new AppError('UNAVAILABLE', `${file} has no database in it. Nothing was changed.`)
        await pipeline(bytesOf(file, saved.start, saved.bytes), createWriteStream(copy, { mode: 0o600 }))
        const { stop, progress, problem } = await frozen(copy, at, config).catch(cause => {
          throw cause instanceof AppError && !isDamage(cause.cause) ? cause : unreadable(file, cause)
        })
        const aside = putInPlace(copy, database, iso(systemClock.now()).slice(0, 19).replaceAll(':', ''))
        await noteAnew(config.WEBCARE_DATA, progress)
        print(`Restored what was there at ${at}, with ${whole.length} attachments. Everybody is signed out.`)
        if (aside) print(`The database that was here is kept as ${aside}.`)
        print(inWords(stop))
        if (problem) print(problem)
        return 0
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  },
]

/** A folder beside the database to restore into. What a restore left that was ended in the middle is readable, and goes. */
async function newPlace(database: string): Promise<string> {
  const [parent, name] = [dirname(database), `.${basename(database)}-restore-`]
  for (const left of await readdir(parent)) {
    if (left.startsWith(name)) await rm(join(parent, left), { recursive: true, force: true })
  }
  return mkdtemp(join(parent, name))
}

const filesOf = (config: Config) => openFiles(join(config.WEBCARE_DATA, 'files'))

/** The hashes of all files that the database names. */
async function namedFiles(db: Terminal['db']): Promise<string[]> {
  const [attachments, uploads] = await Promise.all([
    db.selectFrom('attachments').select('hash').where('hash', 'is not', null).distinct().execute(),
    db.selectFrom('uploads').select('hash').distinct().execute(),
  ])
  return [...new Set([...attachments, ...uploads].flatMap(({ hash }) => hash ?? []))].sort()
}

/**
 * Stops sending in a restored database before it takes the place of the one that is there: whoever starts it, nothing that
 * was queued in it leaves. UNAVAILABLE when it is of a newer Webcare.
 */
async function frozen(copy: string, at: string, config: Config) {
  mustBeWhole(copy)
  const database = await openDatabase(`file:${copy}`)
  try {
    const reactors = reactorsForCommand(config)
    const { write } = openWriter(database, { clock: systemClock, reactors, onCommit() {}, onFatal() {} })
    const stop = await write(cli, async tx => {
      await newGeneration(tx)
      return freezeSending(tx, 'restored', at)
    })
    return { stop, progress: await progressOf(database.read), problem: await keyProblem(database.read, config) }
  } finally {
    await database.close()
  }
}

const unreadable = (file: string, cause: Error) =>
  new AppError(
    'UNAVAILABLE',
    `${file} holds no database that Webcare can read (${cause.message}). Nothing was changed.`,
    {
      cause,
    },
  )

/** What is wrong with the master key, if anything; to be told before somebody starts. */
async function keyProblem(db: Db, { WEBCARE_KEY_FILE: file }: Config): Promise<string | undefined> {
  if (!existsSync(file)) {
    const needed = [...(await countByKey(db)).keys()]
    return needed.length ? `Before you start, put the master key ${needed.join(', ')} into ${file}.` : undefined
  }
  return mustOpen(db, openSeal(...masterKeys(file)), file).then(
    () => undefined,
    (error: Error) => error.message,
  )
}
