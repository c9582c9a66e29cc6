import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { loadConfig } from '../../config/load.ts'
import { writeBackup } from '../../core/backup-file.ts'
import { openDatabase } from '../../core/db/db.ts'
import { chance } from '../faults/chance.ts'
import { openRound, PLUGINS, type Round, SECRET } from '../support/courier.ts'
import { freshDatabaseUrl } from '../support/databases.ts'
import { engines } from '../support/engines.ts'
import { terminal, typist } from '../support/terminal.ts'
import { openWorld } from '../support/world.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Webcare on SQLite, with somebody at the terminal, and a place for backups. */
async function openHouse() {
  const [folder, safe] = [newFolder(), newFolder()]
  const url = await freshDatabaseUrl('sqlite')
  const settings = { WEBCARE_PLUGINS: PLUGINS, WEBCARE_DATA: folder, DATABASE_URL: url }
  const round = await openRound({ settings })
  return { round, folder, safe, url, settings, types: typist(() => round.world.core.config) }
}

/** Somebody asks, with a picture, and Tess answers within her undo window. */
async function answered(round: Round, text: string, more: object = {}) {
  await round.brings(round.message({ thread: text, from: text, text: `Vraag ${text}`, ...more }))
  const { number } = await round.world.core.db
    .selectFrom('cases')
    .select('number')
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow()
  await round.tess.answers(number, text)
}

const picture = { attachments: [{ type: 'image/png', name: 'foto.png', base64: PNG.toString('base64') }] }

test('a backup on a new machine has everything, and sends nothing by itself', async () => {
  const { round, safe, folder, types } = await openHouse()
  await answered(round, 'Een', picture)
  round.world.clock.advance({ seconds: 10 })
  await round.world.run('deliver')
  await answered(round, 'Twee')
  const file = join(safe, 'monday.webcare')
  const saved = await types(`backup ${file}`)
  expect(saved).toMatchObject({ code: 0, printed: expect.stringContaining('with 1 attachments. Keep the master key') })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(safe)).toEqual(['monday.webcare'])
  expect(readFileSync(file).includes(readFileSync(join(folder, 'master.key'), 'utf8').trim())).toBe(false)
  expect(await types(`backup ${file}`)).toMatchObject({ code: 1, complaints: expect.stringContaining('already') })
  expect(await types('backup /nowhere/x')).toMatchObject({ code: 1, complaints: expect.stringContaining('ENOENT') })
  const counts = await rowsOf(round.world.core.config.DATABASE_URL)

  // What happens after it: the answer leaves.
  round.world.clock.advance({ seconds: 10 })
  await round.world.run('deliver')
  expect(round.peer.posted('/send')).toHaveLength(2)
  await round.world.close()

  const machine = newFolder()
  const elsewhere = {
    WEBCARE_PLUGINS: PLUGINS,
    WEBCARE_DATA: machine,
    DATABASE_URL: `file:${join(machine, 'w.sqlite')}`,
  }
  const restored = await typist(() => loadConfig(elsewhere))(`restore ${file}`)
  expect(restored.code).toBe(0)
  expect(restored.printed).toMatch(/^Restored what was there at \S+, with 1 attachments\. Everybody is signed out\.$/m)
  expect(restored.printed).toMatch(/^Nothing is sent since \S+: a backup was restored\. .+ The data is from \S+\./m)
  expect(restored.printed).toMatch(/^Before you start, put the master key [0-9a-f]{8} into \S+master\.key\.$/m)
  expect(readdirSync(machine).sort()).toEqual(['departures.json', 'files', 'w.sqlite', 'w.sqlite.lock'])
  expect(await rowsOf(elsewhere.DATABASE_URL)).toMatchObject({ ...counts, sessions: 0 })

  writeFileSync(join(machine, 'master.key'), readFileSync(join(folder, 'master.key')))
  const world = await openWorld({ settings: elsewhere })
  expect(await world.core.files.read(hashOf(PNG))).toEqual(PNG)
  const { sending } = await (await world.signIn('ada')).get('{ sending { because dataFrom } }')
  expect(sending).toEqual({ because: 'RESTORED', dataFrom: /at (\S+Z)/.exec(saved.printed)?.[1] })
  await (await world.signIn('ada')).do('resumeSending', {}, 'stoppedSince')
  world.clock.advance({ minutes: 5 })
  await world.run('deliver')
  await world.run('reconcile')
  expect(round.peer.posted('/send')).toHaveLength(2)
  const replies = await world.core.db.selectFrom('replies').select('state').orderBy('messageId').execute()
  expect(replies.map(({ state }) => state)).toEqual(['sent', 'needs_human'])
  // As in the running product, whose answer it is hears that it asks a person.
  const told = await world.core.db.selectFrom('notifications').select(['kind', 'userId']).execute()
  expect(told).toContainEqual({ kind: 'reply_uncertain', userId: round.tess.userId })
  const { settings } = await world.core.connections.open(world.core.db, round.connectionId)
  expect(settings).toMatchObject({ secret: SECRET })
})

test('a restore over data that is there keeps it aside, and works when that is damaged', async () => {
  const { round, safe, folder, url, settings, types } = await openHouse()
  await answered(round, 'Een')
  const file = join(safe, 'monday.webcare')
  await types(`backup ${file}`)
  await answered(round, 'Twee')
  await round.world.close()

  const restore = () => typist(() => loadConfig(settings))(`restore ${file}`)
  const { code, printed } = await restore()
  expect(code).toBe(0)
  const aside = /is kept as (\S+)\.$/m.exec(printed)?.[1]
  expect((await rowsOf(`file:${aside}`)).replies).toBe(2)
  expect((await rowsOf(url)).replies).toBe(1)
  expect(existsSync(join(folder, 'master.key'))).toBe(true)

  const path = url.slice('file:'.length)
  writeFileSync(path, 'not a database at all')
  writeFileSync(`${path}-wal`, 'nor a log')
  rmSync(aside ?? '')
  expect(await restore()).toMatchObject({ code: 0 })
  expect((await rowsOf(url)).replies).toBe(1)
  const world = await openWorld({ settings })
  expect((await (await world.signIn('ada')).get('{ sending { because } }')).sending).toEqual({ because: 'RESTORED' })
})

test('a restore that is killed changes nothing, and the next one leaves nothing of it behind', async () => {
  const { round, safe, url, settings, types } = await openHouse()
  await answered(round, 'Een')
  const file = join(safe, 'monday.webcare')
  await types(`backup ${file}`)
  await answered(round, 'Twee')
  await round.world.close()

  const parent = dirname(url.slice('file:'.length))
  const before = new Set(readdirSync(parent))
  const begun = () => readdirSync(parent).find(name => !before.has(name) && name.includes('restore'))
  const env = { PATH: process.env.PATH, ...settings }
  const restoring = spawn(process.execPath, [join(import.meta.dirname, '../../core/cli.ts'), 'restore', file], { env })
  const ended = once(restoring, 'exit')
  await vi.waitUntil(begun, { timeout: 30_000, interval: 1 })
  restoring.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
  expect(begun()).toBeDefined()
  expect((await rowsOf(url)).replies).toBe(2)

  expect(await typist(() => loadConfig(settings))(`restore ${file}`)).toMatchObject({ code: 0 })
  expect(begun()).toBeUndefined()
  expect((await rowsOf(url)).replies).toBe(1)
}, 60_000)

test('F-36: a backup that is made under load is whole, and has all that was acknowledged before it', async () => {
  const { round, safe, types } = await openHouse()
  let acknowledged = 0
  let isBusy = true
  const load = async () => {
    while (isBusy) {
      await round.brings(round.message({ from: `p${acknowledged % 7}`, thread: `t${acknowledged % 7}` }))
      acknowledged += 1
    }
  }
  const working = Promise.all([load(), load()])
  for (let nth = 0; nth < 5; nth++) {
    await expect.poll(() => acknowledged).toBeGreaterThan(nth * 10)
    const before = acknowledged
    const file = join(safe, `${nth}.webcare`)
    expect(await types(`backup ${file}`)).toMatchObject({ code: 0 })
    const machine = newFolder()
    const elsewhere = { WEBCARE_DATA: machine, DATABASE_URL: `file:${join(machine, 'w.sqlite')}` }
    expect(await typist(() => loadConfig(elsewhere))(`restore ${file}`)).toMatchObject({ code: 0 })
    expect((await rowsOf(elsewhere.DATABASE_URL)).messages).toBeGreaterThanOrEqual(before)
  }
  isBusy = false
  await working
})

test('F-38: a backup that was changed or cut off anywhere is refused, and the data stays as it is', async () => {
  const random = chance()
  const { round, safe, folder, url, settings, types } = await openHouse()
  await answered(round, 'Een', picture)
  const file = join(safe, 'good.webcare')
  await types(`backup ${file}`)
  await round.world.close()
  const good = readFileSync(file)
  const [live, files] = [hashOf(readFileSync(url.slice('file:'.length))), readdirSync(folder).sort()]
  const bad = join(safe, 'bad.webcare')
  const typed = typist(() => loadConfig(settings))
  const head = good.indexOf('"database"') + 200
  for (let nth = 0; nth < 100; nth++) {
    // A third of the changes in the short beginning, where they could do most.
    const at = random.between(0, (random.happens(33) ? head : good.length) - 1)
    const changed = Buffer.from(good)
    changed[at] = (changed[at] ?? 0) ^ (1 << random.between(0, 7))
    writeFileSync(bad, random.happens(50) ? changed : good.subarray(0, at))
    const { code, complaints } = await typed(`restore ${bad}`)
    expect({ code, complaints }, `byte ${at} of seed ${random.seed}`).toEqual({
      code: 1,
      complaints: expect.stringMatching(/bad\.webcare (was|is no backup|cannot|has bytes).*Nothing was changed\.$/),
    })
  }
  writeFileSync(bad, Buffer.concat([good, Buffer.from('x')]))
  expect(await typed(`restore ${bad}`)).toMatchObject({ code: 1, complaints: expect.stringContaining('at its end') })
  expect(await typed(`restore ${safe}/none`)).toMatchObject({ code: 1, complaints: expect.stringContaining('be read') })
  expect(hashOf(readFileSync(url.slice('file:'.length)))).toBe(live)
  expect(readdirSync(folder).sort()).toEqual(files)
})

test('a backup is not put back while Webcare runs, nor by an older Webcare', async () => {
  const { round, safe, url, types } = await openHouse()
  const file = join(safe, 'monday.webcare')
  await types(`backup ${file}`)
  expect(await types(`restore ${file}`)).toMatchObject({ code: 1, complaints: expect.stringContaining('already runs') })
  await round.world.close()

  const next = await freshDatabaseUrl('sqlite')
  const database = await openDatabase(next)
  await sql`insert into kysely_migration values ('9999-next', ${round.world.clock.iso()})`.execute(database.writer)
  await database.close()
  const newer = join(safe, 'newer.webcare')
  await writeBackup(newer, round.world.clock.iso(), [{ name: 'database', path: next.slice('file:'.length) }])
  const before = hashOf(readFileSync(url.slice('file:'.length)))
  expect(await types(`restore ${newer}`)).toMatchObject({
    ...{ code: 1, complaints: expect.stringContaining('newer Webcare') },
  })
  expect(hashOf(readFileSync(url.slice('file:'.length)))).toBe(before)
})

test('a backup says which attachments are missing or damaged, and saves the rest', async () => {
  const { round, safe, types } = await openHouse()
  const { files } = round.world.core
  await answered(round, 'Een', picture)
  const other = { type: 'image/png', name: 'twee.png', base64: Buffer.concat([PNG, PNG]).toString('base64') }
  await answered(round, 'Twee', { attachments: [other] })
  const [there, gone] = [hashOf(PNG), hashOf(Buffer.concat([PNG, PNG]))]
  rmSync(files.pathOf(gone))
  writeFileSync(files.pathOf(there), 'rot')
  const { code, printed } = await types(`backup ${join(safe, 'a')}`)
  expect(code).toBe(1)
  expect(printed).toContain(`Missing on the disk: attachment ${gone}`)
  expect(printed).toContain(`Damaged on the disk: attachment ${there}`)
  const machine = newFolder()
  const elsewhere = { WEBCARE_DATA: machine, DATABASE_URL: `file:${join(machine, 'w.sqlite')}` }
  const restored = await typist(() => loadConfig(elsewhere))(`restore ${join(safe, 'a')}`)
  expect(restored).toMatchObject({ code: 0, printed: expect.stringContaining('with 0 attachments') })
})

test.runIf(engines.includes('postgres'))(
  'data in Postgres is left to its own means, and both commands say so',
  async () => {
    const { types } = await terminal('postgres')
    const file = join(newFolder(), 'x')
    for (const line of [`backup ${file}`, `restore ${file}`]) {
      expect(await types(line)).toMatchObject({ code: 1, complaints: expect.stringContaining('pg_dump') })
    }
  },
)

/** How many rows each table has. */
async function rowsOf(url: string): Promise<Record<string, number>> {
  const database = await openDatabase(url)
  const counts: Record<string, number> = {}
  for (const table of ['cases', 'messages', 'replies', 'users', 'attachments', 'rawItems', 'sessions'] as const) {
    const { count } = await database.read
      .selectFrom(table)
      .select(eb => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    counts[table] = Number(count)
  }
  await database.close()
  return counts
}

/** A backup as somebody makes it by hand, with right checksums around anything. */
function forged(path: string, manifest: string, ...parts: Buffer[]) {
  const list = Buffer.from(manifest)
  const head = `webcare-backup 1 ${list.length} ${hashOf(list)}\n`
  writeFileSync(path, Buffer.concat([Buffer.from(head), list, ...parts]))
}

test('a restore of what somebody made by hand is a sentence, and gives the terminal no orders', async () => {
  const safe = newFolder()
  const at = '2026-03-02T09:00:00.000Z'
  const orders = '\u001b]0;mine\u0007\u001b[2J\u009b31m'
  const garbage = Buffer.from(`no database ${orders}`)
  const part = { name: 'database', bytes: garbage.length, sha256: hashOf(garbage) }
  const listOf = (more: object) => JSON.stringify({ at, parts: [part], ...more })
  const elsewhere = { WEBCARE_DATA: newFolder(), DATABASE_URL: `file:${join(newFolder(), 'webcare.db')}` }
  const types = typist(() => loadConfig(elsewhere))
  for (const [name, manifest] of Object.entries({
    garbage: listOf({}),
    'no-list': orders,
    nothing: 'null',
    'no-parts': '{}',
    'odd-moment': listOf({ at: `now ${orders}` }),
    'odd-name': listOf({ parts: [{ ...part, name: orders }] }),
    'path-upwards': listOf({ parts: [{ ...part, name: '../../etc/passwd' }] }),
    'less-than-nothing': listOf({ parts: [{ ...part, bytes: -1 }] }),
    'more-than-all': listOf({ parts: [{ ...part, bytes: 1e300 }] }),
    'no-database': JSON.stringify({ at, parts: [] }),
    'wrong-sum': listOf({ parts: [{ ...part, sha256: '0'.repeat(64) }] }),
  })) {
    const file = join(safe, name)
    forged(file, manifest, ...(name === 'no-database' ? [] : [garbage]))
    const { code, printed, complaints } = await types(`restore ${file}`)
    expect({ name, code, printed }).toEqual({ name, code: 1, printed: '' })
    expect(complaints).toMatch(/^\S.+\. Nothing was changed\.$/)
    expect(complaints).not.toMatch(/\p{Cc}|\bat .*\.ts/u)
    // The place on the data is held in its file, which is made empty for that.
    const database = elsewhere.DATABASE_URL.slice('file:'.length)
    expect(existsSync(database) ? statSync(database).size : 0).toBe(0)
  }
  // A file's own name is somebody's text too.
  const { complaints } = await types(`restore ${safe}/${orders}`)
  expect(complaints).toMatch(/cannot be read\. Nothing was changed\.$/)
  expect(complaints).not.toMatch(/\p{Cc}/u)
})
