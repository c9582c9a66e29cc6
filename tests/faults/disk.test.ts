import { spawnSync } from 'node:child_process'
import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { ask, openForm, type Reply, request, sendForm, setUp, words } from '../support/over-http.ts'
import { dataFolder, type Program, runProgram, startProgram } from '../support/process.ts'
import { openWorld } from '../support/world.ts'
import { type Contents, contentsOf } from './ledger.ts'

// Each start is a process of its own, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 60_000 })

const READING = 1100
const CASES = '{ cases(list: ALL) { edges { node { id subject audiences { threadId } } } } }'
const NOTE = 'mutation ($input: AddNoteInput!) { addNote(input: $input) { id } }'
const SEND = 'mutation ($input: SendReplyInput!) { sendReply(input: $input) { id } }'

describe('a full disk', () => {
  test('refuses what is written, shows what is there, and works again with room, without a restart', async context => {
    const mounting = mountable()
    // Where nothing may be mounted, the test below fills the database itself.
    if (!mounting) return context.skip('this machine lets nobody mount a small disk')
    const folder = dataFolder()
    const program = await startProgram({
      settings: { WEBCARE_DATA: folder, WEBCARE_UNDO_PRIVATE_SECONDS: '2', WEBCARE_TRUSTED_PROXIES: '127.0.0.1' },
      under: onSmallDisk(mounting, folder),
    })
    const disk = join(`/proc/${program.pid}/root`, folder)
    const session = await setUp(program)
    const early = await openForm(program)
    const late = await openForm(program)
    await pause(READING)
    const asked = await sendForm(program, early, 'Is de bibliotheek open?')
    const { data } = await ask(program, session, CASES)
    const { id: caseId, audiences } = data.cases.edges[0].node
    const answer = { caseId, threadId: audiences[0].threadId, text: 'Ja, tot tien uur.', clientMutationId: 'a' }
    expect((await ask(program, session, SEND, { input: answer })).errors).toEqual([])
    const before = await stored(disk)

    const free = fill(disk)
    const refused = await sendForm(program, late, 'En in het weekend?')
    expect(refused.status).toBe(503)
    expect(refused.body).toContain('En in het weekend?')
    const note = { caseId, text: 'Belt terug.', clientMutationId: 'b' }
    expect((await ask(program, session, NOTE, { input: note })).errors).toMatchObject([
      { code: 'UNAVAILABLE', reason: 'disk.full' },
    ])
    const signedIn = await signIn(program)
    expect(signedIn.status).toBe(507)
    expect(JSON.parse(signedIn.body)).toMatchObject({ error: { code: 'UNAVAILABLE', reason: 'disk.full' } })
    expect((await request(program, '/health/ready')).status).toBe(503)
    expect((await request(program, '/health/live')).status).toBe(200)
    expect((await ask(program, session, CASES)).data.cases.edges).toHaveLength(1)
    expect(words(await request(program, asked.location))).toContain('Is de bibliotheek open?')
    // The undo window is over; the answer stays where it was.
    await pause(2500)
    expect(await stored(disk)).toEqual(before)

    free()
    await expect.poll(() => isReady(program), { timeout: 10_000 }).toBe(true)
    const again = await sendForm(program, late, 'En in het weekend?')
    expect(again.status).toBe(303)
    expect(words(await request(program, again.location)).split('En in het weekend?')).toHaveLength(2)
    expect((await ask(program, session, NOTE, { input: note })).errors).toEqual([])
    const page = () => request(program, asked.location).then(words)
    await expect.poll(page, { timeout: 5000 }).toContain('Ja, tot tien uur.')
    expect((await stored(disk)).integrity).toBe('ok')

    fill(disk)
    // Nobody writes anything: the program finds out by itself.
    await expect.poll(() => isReady(program), { timeout: 10_000 }).toBe(false)
    expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null })
  })

  test('keeps a program from starting, which says so', async context => {
    const mounting = mountable()
    if (!mounting) return context.skip('this machine lets nobody mount a small disk')
    for (const fill of ['', 'touch "$F/webcare.sqlite"; ', 'mkdir "$F/key"; ']) {
      const folder = dataFolder()
      const mount = `F=${folder}; ${smallDisk(folder).join(' ')} && { ${fill} cat /dev/zero > "$F/ballast" 2>/dev/null; `
      const under = [...mounting, '/bin/sh', '-c', `${mount} exec "$0" "$@"; }`]
      const { code, output } = await runProgram({ settings: { WEBCARE_DATA: folder }, under })
      expect({ code, output }).toEqual({
        code: 78,
        output: expect.stringMatching(/^Webcare did not start\. .*disk is full/),
      })
      expect(output).not.toMatch(/^ {4}at /m)
    }
  })

  test('that the database meets leaves nothing half stored', async () => {
    const world = await openWorld()
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Is de bibliotheek open?')
    const { db, database } = world.core
    const limit = (pages: number) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(database.writer)
    const counts = async () => ({
      messages: await db.selectFrom('messages').select('id').execute(),
      notes: await db.selectFrom('notes').select('id').execute(),
      events: await db.selectFrom('events').select('seq').execute(),
      raw: await db.selectFrom('rawItems').select('id').execute(),
    })
    const before = await counts()

    await limit(1)
    // More than fits in the pages there are.
    const long = 'Is de bibliotheek open? '.repeat(400)
    await expect(visitor.answers(long)).rejects.toThrow(/answered 503/)
    const { id } = await tess.case(visitor.case)
    const note = { caseId: id, text: long, clientMutationId: 'a' }
    expect(await tess.do('addNote', note)).toMatchObject({
      errors: [{ extensions: { code: 'UNAVAILABLE', reason: 'disk.full' } }],
    })
    expect(await counts()).toEqual(before)
    expect(await visitor.statusPage()).toContain('Is de bibliotheek open?')

    await limit(1_000_000)
    await visitor.answers(long)
    expect((await tess.do('addNote', note)).errors).toEqual([])
    expect((await counts()).messages).toHaveLength(before.messages.length + 1)
  })
})

describe('a disk that fails', () => {
  test('ends the program at once, and nothing that was acknowledged is gone', async () => {
    const folder = dataFolder()
    const settings = { WEBCARE_DATA: folder, WEBCARE_TRUSTED_PROXIES: '127.0.0.1' }
    // No file may grow past 2 MiB: the system refuses to write, which is not for want of room.
    const under = ['/bin/sh', '-c', 'ulimit -f 4096; exec "$0" "$@"']
    const program = await startProgram({ settings, under })
    const forms = await Promise.all(Array.from({ length: 100 }, () => openForm(program)))
    await pause(READING)
    const acknowledged: string[] = []
    for (const [n, form] of forms.entries()) {
      const text = `Vraag ${n}. ${'Hoe laat gaat de bibliotheek open? '.repeat(100)}`.trim()
      const answer = await sendForm(program, form, text).catch(() => undefined)
      if (answer?.status !== 303) break
      acknowledged.push(text)
    }
    expect(await program.exit).toEqual({ code: 70, signal: null })
    expect(program.output()).toMatch(/"level":60.*disk I\/O error.*Webcare stops: it cannot trust its data/)

    const next = await startProgram({ settings })
    const { messages, pending, integrity } = await contentsOf(`file:${join(folder, 'webcare.sqlite')}`)
    expect(integrity).toBe('ok')
    const stored = [...messages.map(({ text }) => text), ...pending]
    expect(acknowledged.length).toBeGreaterThan(5)
    expect(acknowledged.filter(text => stored.filter(other => other === text).length !== 1)).toEqual([])
    expect(await next.end('SIGTERM')).toEqual({ code: 0, signal: null })
  })

  test.each([
    ['reads', (program: Program, address: string) => request(program, address)],
    ['writes', (program: Program, address: string, form: string) => sendForm(program, form, 'En morgen?', address)],
  ])('ends the program when it %s what is damaged', async (_, act) => {
    const folder = dataFolder()
    const settings = { WEBCARE_DATA: folder, WEBCARE_TRUSTED_PROXIES: '127.0.0.1' }
    const first = await startProgram({ settings })
    const form = await openForm(first)
    await pause(READING)
    const { location } = await sendForm(first, form, 'Is de bibliotheek open?')
    const another = await openForm(first, location)
    await first.end('SIGTERM')
    const program = await startProgram({ settings })
    await pause(READING)
    damage(join(folder, 'webcare.sqlite'))
    await act(program, location, another).catch(() => {})
    expect(await program.exit).toEqual({ code: 70, signal: null })
    expect(program.output()).toMatch(/"level":60.*malformed.*Webcare stops: it cannot trust its data/)
  })

  test.each([
    ['a damaged database', damage],
    ['something that is no database', (path: string) => overwrite(path, 0)],
  ])('keeps the program from starting on %s, and says what to do', async (_, hurt) => {
    const folder = dataFolder()
    const first = await startProgram({ settings: { WEBCARE_DATA: folder } })
    await first.end('SIGTERM')
    hurt(join(folder, 'webcare.sqlite'))
    const { code, output } = await runProgram({ settings: { WEBCARE_DATA: folder } })
    expect(code).toBe(78)
    expect(output).toMatch(/^Webcare did not start\. .*webcare\.sqlite is damaged.* backup.*$/m)
    expect(output).not.toMatch(/^ {4}at /m)
  })
})

const isReady = async (program: Program) => (await request(program, '/health/ready')).status === 200

/** How this machine lets us mount something that only our process sees, and that goes with it. */
function mountable(): readonly string[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-mount-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return [
    ['unshare', '--mount'],
    ['unshare', '--user', '--map-root-user', '--mount'],
  ].find(([command = '', ...how]) => spawnSync(command, [...how, ...smallDisk(folder)]).status === 0)
}

const smallDisk = (folder: string) => ['mount', '-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]

const onSmallDisk = (mounting: readonly string[], folder: string) => [
  ...mounting,
  '/bin/sh',
  '-c',
  `${smallDisk(folder).join(' ')} && exec "$0" "$@"`,
]

/** What is stored on a disk that only the program sees, read from a copy. */
async function stored(disk: string): Promise<Contents> {
  const folder = dataFolder()
  for (const name of ['webcare.sqlite', 'webcare.sqlite-wal']) copyFileSync(join(disk, name), join(folder, name))
  return contentsOf(`file:${join(folder, 'webcare.sqlite')}`)
}

/** Takes all the room there is. Answers the way to give it back. */
function fill(folder: string): () => void {
  const path = join(folder, 'ballast')
  const file = openSync(path, 'w')
  for (const size of [65_536, 4096, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  closeSync(file)
  return () => rmSync(path)
}

/** Nonsense in every page but the first. */
const damage = (path: string) => overwrite(path, 4096)

function overwrite(path: string, from: number) {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(statSync(path).size - from, 0xa5), 0, undefined, from)
  closeSync(file)
}

const signIn = (program: Program): Promise<Reply> =>
  request(program, '/auth/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webcare-csrf': '1' },
    body: JSON.stringify({ email: 'tess@rocdelta.example', password: 'een-lang-wachtwoord-7' }),
  })
