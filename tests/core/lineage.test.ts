import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Dialect, openDatabase } from '../../core/db/db.ts'
import { openRound, PLUGINS } from '../support/courier.ts'
import { copyOfDatabase, each, freshDatabaseUrl } from '../support/databases.ts'
import { typist } from '../support/terminal.ts'
import { openWorld, type World } from '../support/world.ts'

const SENDING = '{ sending { stoppedSince because dataFrom } }'

/** Data with a courier, of which a copy is put back: what is sent, and where the answers are. */
async function openLine(database: Dialect) {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-line-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const url = await freshDatabaseUrl(database)
  const settings = { WEBCARE_PLUGINS: PLUGINS, WEBCARE_DATA: folder, DATABASE_URL: url }
  const round = await openRound({ database, settings })
  const { peer } = round
  const cases = (world: World) => world.core.db.selectFrom('cases').select('number').orderBy('number').execute()
  return {
    round,
    url,
    sent: () => peer.posted('/send').map(({ text }) => text),
    /** Somebody asks, and Tess answers within her undo window. */
    async answered(world: World, text: string): Promise<void> {
      const events = [round.message({ thread: text, from: text, text: `Vraag: ${text}`, at: world.clock.iso() })]
      const raw = { key: text, headers: {}, body: Buffer.from(JSON.stringify({ events })) }
      await (await world.core.intake.accept(round.connectionId, raw)).understood
      await (await world.signIn('tess')).answers((await cases(world)).at(-1)!.number, text)
    },
    async deliver(world: World): Promise<void> {
      world.clock.advance({ seconds: 10 })
      await world.run('deliver')
    },
    /** Webcare as it starts on this data or on other. */
    start: (other: Record<string, string> = {}) => openWorld({ database, settings: { ...settings, ...other } }),
    note: join(folder, 'departures.json'),
    folder,
  }
}

const states = async (world: World) =>
  (
    await world.core.db
      .selectFrom('replies')
      .innerJoin('messages', 'messages.id', 'replies.messageId')
      .orderBy('messages.seq')
      .select('replies.state')
      .execute()
  ).map(({ state }) => state)
const sending = async (world: World) => (await (await world.signIn('ada', { roles: ['admin'] })).get(SENDING)).sending

each('data that was put back', database => {
  test('sends nothing until an admin says so, and what was waiting then asks a person first', async () => {
    const { round, url, sent, answered, deliver, start } = await openLine(database)
    await answered(round.world, 'Een')
    await deliver(round.world)
    for (const text of ['Twee', 'Drie']) await answered(round.world, text)
    const cookie = round.tess.headers
    await round.world.close()
    const saved = await copyOfDatabase(url)
    await cutOffWhileSending(saved, 'Drie')

    const later = await start()
    for (let second = 0; second < 2; second++) await deliver(later)
    expect(sent()).toEqual(['Een', 'Twee', 'Drie'])
    await later.close()

    const restored = await start({ DATABASE_URL: saved })
    expect(await states(restored)).toEqual(['sent', 'needs_human', 'unknown'])
    expect(restored.log.join()).toMatch(
      /The data is older than what left from here: the newest \d+ events .* are not in it/,
    )
    const me = await restored.request({
      method: 'POST',
      url: '/graphql',
      headers: cookie,
      payload: { query: '{ cursor }' },
    })
    expect(me.statusCode).toBe(401)
    expect(await sending(restored)).toEqual({ stoppedSince: restored.clock.iso(), because: 'OLDER', dataFrom: null })
    await answered(restored, 'Vier')
    await deliver(restored)
    expect(sent()).toEqual(['Een', 'Twee', 'Drie'])

    await (await restored.signIn('ada')).do('resumeSending', {}, 'stoppedSince')
    await deliver(restored)
    expect(sent()).toEqual(['Een', 'Twee', 'Drie', 'Vier'])
    expect(await states(restored)).toEqual(['sent', 'needs_human', 'unknown', 'sent'])
    await restored.close()

    const again = await start({ DATABASE_URL: saved })
    expect(await sending(again)).toMatchObject({ stoppedSince: null, because: null })
  })

  test('is found out on another machine, where nothing is noted', async () => {
    const { round, answered, deliver, start, folder } = await openLine(database)
    await answered(round.world, 'Een')
    await deliver(round.world)
    await answered(round.world, 'Twee')
    await round.world.close()
    const elsewhere = await start({
      WEBCARE_DATA: join(folder, 'elsewhere'),
      WEBCARE_KEY_FILE: join(folder, 'master.key'),
    })
    expect(await sending(elsewhere)).toMatchObject({ because: 'OLDER' })
    expect(await states(elsewhere)).toEqual(['sent', 'needs_human'])
  })

  test('is not confused with a crash, a first answer or an empty start', async () => {
    const { round, answered, deliver, start, note, folder } = await openLine(database)
    const first = readFileSync(note, 'utf8')
    await answered(round.world, 'Een')
    await deliver(round.world)
    const { generation } = JSON.parse(first)
    expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject({ generation, departures: 1 })
    await round.world.close()
    // Stopped between the data and the note.
    writeFileSync(note, first)
    const crashed = await start()
    expect(await sending(crashed)).toMatchObject({ stoppedSince: null })
    expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject({ departures: 1 })
    await crashed.close()

    const anew = { WEBCARE_DATA: join(folder, 'anew'), DATABASE_URL: await freshDatabaseUrl(database) }
    const fresh = await start(anew)
    expect(await sending(fresh)).toMatchObject({ stoppedSince: null })
    await fresh.close()

    writeFileSync(join(folder, 'departures.json'), 'half a not')
    const unsure = await start()
    expect(await sending(unsure)).toMatchObject({ because: 'OLDER' })
  })

  test('is found out where nothing left since it was saved, and stays the same installation', async () => {
    const { round, url, start, answered, note } = await openLine(database)
    const { generation } = JSON.parse(readFileSync(note, 'utf8'))
    await round.world.close()
    const saved = await copyOfDatabase(url)
    const later = await start()
    await answered(later, 'Een')
    await later.close()
    const restored = await start({ DATABASE_URL: saved })
    expect(await sending(restored)).toMatchObject({ because: 'OLDER' })
    expect(JSON.parse(readFileSync(note, 'utf8')).generation).toMatch(new RegExp(`^${generation}\\.[0-9a-f-]{36}$`))
    await restored.close()
    // The one that was here before is known, though it is not of this generation any more.
    const before = await start()
    expect(before.log.join()).toContain('it is another one than what was here')
  })

  test('can be told of by hand, and sending be stopped and resumed from the command line', async () => {
    const { round, sent, answered, deliver, start } = await openLine(database)
    const types = typist(() => round.world.core.config)
    await answered(round.world, 'Een')
    expect(await types('sending stop')).toMatchObject({ code: 0 })
    await deliver(round.world)
    expect(sent()).toEqual([])
    expect(await types('sending show')).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/^Nothing is sent since \S+: an admin/),
    })
    expect(await types('sending resume')).toMatchObject({ code: 0 })
    await deliver(round.world)
    expect(sent()).toEqual(['Een'])
    expect(await types('sending show')).toMatchObject({ printed: 'Answers leave.' })

    await answered(round.world, 'Twee')
    expect(await types('sending stop --restored')).toMatchObject({ code: 0 })
    expect(await sending(round.world)).toMatchObject({ because: 'RESTORED' })
    await types('sending resume')
    await deliver(round.world)
    expect(sent()).toEqual(['Een'])
    expect(await states(round.world)).toEqual(['sent', 'needs_human'])
    // The author hears of it as when the running product asks.
    const told = await round.world.core.db
      .selectFrom('notifications')
      .select('userId')
      .where('kind', '=', 'reply_uncertain')
      .execute()
    expect(told).toEqual([{ userId: round.tess.userId }])
    await round.world.close()
    expect(await sending(await start())).toMatchObject({ stoppedSince: null })
  })
})

/** As a backup has it that was made at that moment. */
async function cutOffWhileSending(url: string, text: string) {
  const { read, writer, close } = await openDatabase(url)
  const { id } = await read.selectFrom('messages').select('id').where('text', '=', text).executeTakeFirstOrThrow()
  await writer.updateTable('replies').set({ state: 'sending', bootId: 'gone' }).where('messageId', '=', id).execute()
  await close()
}
