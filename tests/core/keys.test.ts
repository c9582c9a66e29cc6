import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadConfig } from '../../config/load.ts'
import { add } from '../../core/connections/manage.ts'
import { openSettings } from '../../core/connections/settings.ts'
import { openStore } from '../../core/connections/store.ts'
import { openCore } from '../../core/core.ts'
import type { Dialect } from '../../core/db/db.ts'
import { lockInstance } from '../../core/db/lock.ts'
import type { Write } from '../../core/db/write.ts'
import { system } from '../../core/lib/actor.ts'
import { systemClock } from '../../core/lib/clock.ts'
import { newId } from '../../core/lib/id.ts'
import { type Keyring, masterKeys } from '../../core/lib/master-key.ts'
import { openSeal, type Seal } from '../../core/lib/seal.ts'
import { openMailer, placeOfMail } from '../../core/mailer/mailer.ts'
import { Secret, Type } from '../../core/plugin/index.ts'
import { countByKey, sealAgain } from '../../core/sealed.ts'
import { each } from '../support/databases.ts'
import { terminal } from '../support/terminal.ts'

const schema = Type.Object({
  account: Type.String(),
  password: Secret('Password'),
  other: Type.Optional(Secret('Other')),
})
const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const tester = system('test')

/** A terminal on data with things sealed in every place there is, and how to read them all. */
async function withSecrets(engine: Dialect) {
  const desk = await terminal(engine)
  const config = loadConfig(desk.environment)
  const db = desk.database.read
  const { write } = desk
  const file = config.WEBCARE_KEY_FILE
  const seal = () => openSeal(...masterKeys(file))
  const connections = { plugin: () => ({ id: 'bridge', name: 'Bridge', api: 1, settings: schema }) as never }
  const ids: string[] = []
  for (const account of ['roc', 'sport', 'zorg']) {
    const settings = { account, password: `geheim van ${account}`, ...(account === 'zorg' && { other: 'nog een' }) }
    const terms = { connections, seal: seal() }
    ids.push((await write(tester, tx => add(tx, terms, { plugin: 'bridge', name: account, settings }))).id)
  }
  const storeOf = (write: Write) => openStore({ db, write, seal: seal() })
  for (let at = 0; at < 45; at++) await storeOf(write)(ids[at % 3]!).set(`token-${at}`, { token: `waarde ${at}` })
  const mail = { WEBCARE_SMTP_URL: 'smtp://localhost:1', WEBCARE_MAIL_FROM: 'a@b.example' }
  const mailer = openMailer({ config: { ...config, ...mail }, db, write, seal: seal(), clock: systemClock, log: quiet })
  await write(tester, tx => mailer.mail(tx, { to: 'noor@example.org', subject: 'Welkom', text: 'Je link' }))

  /** Every secret as text, in one order. */
  async function secrets(): Promise<string[]> {
    const all = seal()
    const rows = await db.selectFrom('connections').selectAll().where('plugin', '=', 'bridge').orderBy('id').execute()
    const values = await db.selectFrom('pluginValues').selectAll().orderBy('key').execute()
    const mails = await db.selectFrom('mails').selectAll().execute()
    return [
      ...rows.map(row => JSON.stringify(openSettings(all, schema, row.id, row.settings))),
      ...(await Promise.all(values.map(row => storeOf(write)(row.connectionId).get(row.key)))).map(one =>
        JSON.stringify(one),
      ),
      ...mails.map(({ id, body }) => all.open('mail', placeOfMail(id), body)),
    ]
  }
  return { ...desk, config, db, file, ids, seal, secrets }
}

const newest = (file: string) => masterKeys(file)[0].id

each('a new master key', engine => {
  test('seals everything again, and the old one can go', async () => {
    const { types, db, file, secrets } = await withSecrets(engine)
    const [before, old] = [await secrets(), newest(file)]
    expect(before).toHaveLength(49)
    expect(await types('keys list')).toMatchObject({ code: 0, printed: `${old}\tnewest\t49 rows` })

    expect(await types('keys add')).toMatchObject({ code: 0 })
    const fresh = newest(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await secrets()).toEqual(before)
    expect(await types(`keys remove ${old}`)).toMatchObject({ code: 1, complaints: expect.stringContaining('49 rows') })
    expect(await types(`keys remove ${fresh}`)).toMatchObject({
      code: 1,
      complaints: expect.stringContaining('newest'),
    })

    expect(await types('keys rotate')).toMatchObject({
      code: 0,
      printed: `49 rows were sealed again with ${fresh}.\nNothing is sealed with another key now. Older keys: ${old}.`,
    })
    expect(await countByKey(db)).toEqual(new Map([[fresh, 49]]))
    expect(await types('keys rotate')).toMatchObject({ code: 0, printed: expect.stringMatching(/^0 rows/) })
    expect(await types(`keys remove ${old}`)).toMatchObject({ code: 0 })
    expect(await types('keys list')).toMatchObject({ printed: `${fresh}\tnewest\t49 rows` })
    expect(await secrets()).toEqual(before)
    const told = await db.selectFrom('audit').select(['action', 'object']).where('action', 'like', 'keys.%').execute()
    expect(told).toEqual([
      { action: 'keys.add', object: fresh },
      { action: 'keys.rotate', object: fresh },
      { action: 'keys.rotate', object: fresh },
      { action: 'keys.remove', object: old },
    ])
  })

  test('F-42: broken off at any unit of work leaves everything readable, and the next run does the rest', async () => {
    const { types, write, db, file, seal, secrets } = await withSecrets(engine)
    const before = await secrets()
    for (let units = 0; ; units++) {
      const old = newest(file)
      await types('keys add')
      let left = units
      const failing: Write = (actor, unit) =>
        left-- > 0 ? write(actor, unit) : Promise.reject(new Error('The power went'))
      const isWhole = await sealAgain({ db, write: failing, seal: seal() }, tester).then(
        () => true,
        () => false,
      )
      expect(await secrets(), `after ${units} units`).toEqual(before)
      expect((await countByKey(db)).get(old) ?? 0).toBe(Math.max(0, 49 - 20 * units))
      if (!isWhole) await sealAgain({ db, write, seal: seal() }, tester)
      expect(await countByKey(db)).toEqual(new Map([[newest(file), 49]]))
      expect(await types(`keys remove ${old}`)).toMatchObject({ code: 0 })
      expect(await secrets()).toEqual(before)
      if (isWhole) break
    }
  })

  test('does not put back what somebody changed meanwhile', async () => {
    const { types, write, db, seal, ids } = await withSecrets(engine)
    await types('keys add')
    const store = openStore({ db, write, seal: seal() })
    const meddling: Write = async (actor, unit) => {
      await store(ids[0]!).set('token-0', 'newer')
      return write(actor, unit)
    }
    await sealAgain({ db, write: meddling, seal: seal() }, tester)
    expect(await store(ids[0]!).get('token-0')).toBe('newer')
  })

  test('is refused while Webcare runs', async () => {
    const { types, environment, file } = await withSecrets(engine)
    const release = await lockInstance(environment.DATABASE_URL, () => {})
    const key = readFileSync(file, 'utf8')
    for (const line of ['keys add', 'keys rotate', 'keys remove x', 'keys forget x']) {
      expect(await types(line)).toMatchObject({ code: 1, complaints: expect.stringContaining('already runs') })
    }
    expect(readFileSync(file, 'utf8')).toBe(key)
    await release()
  })

  test('says what does not open, and goes on with the rest', async () => {
    const { types, database, db, file, ids } = await withSecrets(engine)
    const old = newest(file)
    const { value } = await db
      .selectFrom('pluginValues')
      .selectAll()
      .where('key', '=', 'token-1')
      .executeTakeFirstOrThrow()
    await database.writer.updateTable('pluginValues').set({ value }).where('key', '=', 'token-2').execute()
    await types('keys add')
    const { code, printed } = await types('keys rotate')
    expect(code).toBe(1)
    expect(printed).toContain(
      `It does not open with any key: what the plugin of connection ${ids[2]} keeps as “token-2”`,
    )
    expect((await countByKey(db)).get(old)).toBe(1)
  })
})

each('a start without a master key that is needed', engine => {
  test('says which one is missing; with it back, or given up, Webcare starts', async () => {
    const { types, config, database, db, file, ids, secrets } = await withSecrets(engine)
    const kept = readFileSync(file, 'utf8')
    const missing = newest(file)
    const before = await secrets()
    await types('keys add')
    writeFileSync(file, readFileSync(file, 'utf8').replace(kept, ''))
    const open = () => openCore(config, { log: quiet, onFatal() {} })
    await expect(open()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(`missing: ${missing} \\(49 rows\\)\\. \\S+master.key holds ${newest(file)}\\.`),
    })
    expect(await types('keys list')).toMatchObject({
      code: 1,
      printed: expect.stringContaining(`${missing}\tmissing\t49`),
    })

    const fresh = readFileSync(file, 'utf8')
    writeFileSync(file, fresh + kept)
    await (await open()).close()
    expect(await secrets()).toEqual(before)
    expect(await types(`keys forget ${missing}`)).toMatchObject({
      code: 1,
      complaints: expect.stringContaining('not lost'),
    })

    writeFileSync(file, fresh)
    const { code, printed } = await types(`keys forget ${missing}`)
    expect(code).toBe(0)
    expect(printed).toContain('Given up: the settings of the connection “roc”')
    expect(await countByKey(db)).toEqual(new Map())
    const row = await database.read
      .selectFrom('connections')
      .selectAll()
      .where('id', '=', ids[0]!)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ settings: '{"account":"roc"}', problem: expect.stringContaining('Enter them again') })
    expect(row.pausedAt).not.toBeNull()
    expect(await db.selectFrom('mails').select(['body', 'reason']).execute()).toEqual([
      { body: '', reason: 'its master key is lost' },
    ])
    await (await open()).close()
  })
})

const sealOf = (...fills: [number, ...number[]]) =>
  openSeal(...(fills.map(fill => ({ id: `k${fill}`, key: Buffer.alloc(32, fill) })) as unknown as Keyring))

test.each<[string, (seal: Seal, text: string) => string, (seal: Seal, signed: string) => string | undefined]>([
  ['a status page', (seal, text) => seal.sign('status', text), (seal, signed) => seal.verify('status', signed)],
  ['a reply address', (seal, text) => seal.signId('reply', text), (seal, signed) => seal.verifyId('reply', signed)],
])('the signature on %s holds for as long as its key is there', (_, sign, verify) => {
  const id = newId()
  const signed = sign(sealOf(1), id)
  expect(verify(sealOf(2, 1), signed)).toBe(id)
  expect(verify(sealOf(3, 2, 1), signed)).toBe(id)
  expect(verify(sealOf(3, 2), signed)).toBeUndefined()
  expect(verify(sealOf(1), sign(sealOf(2, 1), id))).toBeUndefined()
})

test('what an older key sealed opens in its own place alone', () => {
  const sealed = sealOf(1).seal('settings', 'here', 'secret')
  expect(sealOf(2, 1).open('settings', 'here', sealed)).toBe('secret')
  expect(() => sealOf(2, 1).open('settings', 'there', sealed)).toThrow()
  expect(() => sealOf(2, 1).open('settings', 'here', sealed.replace('k1', 'k2'))).toThrow()
  expect(() => sealOf(2).open('settings', 'here', sealed)).toThrow(/master key k1\. Put that key back/)
})

test('a key file with a line that is no key is refused, and names the line', async () => {
  const { file } = await withSecrets('sqlite')
  writeFileSync(file, `${readFileSync(file, 'utf8')}# the old one\n`)
  expect(() => masterKeys(file)).toThrow(/is no master key: line 2 must hold 32 bytes as base64/)
})
