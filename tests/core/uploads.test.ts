import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { MAX_BYTES } from '../../core/files/attachments.ts'
import { openFiles } from '../../core/files/store.ts'
import { userById } from '../../core/team/users.ts'
import type { Agent } from '../support/agent.ts'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { exif, jpeg, png, segment } from '../support/images.ts'

interface Upload {
  id: string
  name: string
  type: string
  bytes: number
}

const BYTES = 'application/octet-stream'

/** Brings a file as a page of ours would; what was answered. */
async function brings(
  { world }: Round,
  agent: Agent | undefined,
  content: Buffer | string,
  name = 'foto.png',
  headers = {},
) {
  const { statusCode, body } = await world.request({
    method: 'POST',
    url: `/uploads?name=${encodeURIComponent(name)}`,
    headers: { 'content-type': BYTES, ...agent?.headers, ...headers },
    payload: Buffer.from(content),
  })
  const { error, ...upload } = JSON.parse(body)
  return { status: statusCode, upload: upload as Upload, reason: error?.reason as string | undefined }
}

/** Answers the first case with files; what came of it. */
async function answers({ tess }: Round, text: string, attachments: Array<{ uploadId: string; alt?: string }>) {
  const { id, audiences } = await tess.case(1)
  const input = { caseId: id, threadId: audiences[0].threadId, text, attachments, clientMutationId: randomUUID() }
  const { data, errors } = await tess.do('sendReply', input, 'id attachments { id name type bytes alt url }')
  return { sent: data?.sendReply, code: errors[0]?.extensions.code, reason: errors[0]?.extensions.reason }
}

async function asked(options: Parameters<typeof openRound>[0]) {
  const round = await openRound(options)
  await round.brings(round.message())
  return round
}

const leaves = async ({ world }: Round) => {
  world.clock.advance({ seconds: 20 })
  await world.run('deliver')
}

each('a file for an answer', database => {
  test('goes with the answer, without where it was made, and stands on the case', async () => {
    const round = await asked({ database })
    const { upload } = await brings(round, round.tess, jpeg([segment(0xe1, exif(1))]), 'Plattegrond.JPG')
    expect(upload).toEqual({ id: upload.id, name: 'Plattegrond.JPG', type: 'image/jpeg', bytes: jpeg().length })
    const text = await brings(round, round.tess, 'lokaal;tijd\n1.04;9:00\n', 'rooster.csv')
    const { sent } = await answers(round, 'Zo vind je het lokaal. ^TR', [
      { uploadId: upload.id, alt: 'De weg naar lokaal 1.04' },
      { uploadId: text.upload.id },
    ])
    expect(sent.attachments).toMatchObject([
      { name: 'Plattegrond.JPG', type: 'image/jpeg', bytes: jpeg().length, alt: 'De weg naar lokaal 1.04' },
      { name: 'rooster.csv', type: 'text/plain', bytes: 22, alt: null },
    ])
    const shown = await round.world.request({ url: sent.attachments[0].url, headers: round.tess.headers })
    expect(shown.rawPayload.equals(jpeg())).toBe(true)
    await leaves(round)
    expect(round.peer.posted('/send')).toMatchObject([
      {
        text: 'Zo vind je het lokaal. ^TR',
        attachments: [
          {
            name: 'Plattegrond.JPG',
            alt: 'De weg naar lokaal 1.04',
            width: 16,
            height: 8,
            base64: jpeg().toString('base64'),
          },
          {
            name: 'rooster.csv',
            type: 'text/plain',
            base64: Buffer.from('lokaal;tijd\n1.04;9:00\n').toString('base64'),
          },
        ],
      },
    ])
  })

  test('stays with an answer that was taken back or failed, and can be sent again', async () => {
    const round = await asked({ database })
    const { upload } = await brings(round, round.tess, png())
    const given = [{ uploadId: upload.id }]
    const first = await answers(round, 'Kijk. ^TR', given)
    const { data } = await round.tess.do('undoReply', { messageId: first.sent.id }, 'attachments { name }')
    expect(data.undoReply.attachments).toEqual([{ name: 'foto.png' }])
    const second = await answers(round, 'Kijk hier. ^TR', given)
    round.peer.next(() => ({ status: 410 }))
    await leaves(round)
    expect((await round.tess.case(1)).messages.edges.at(-1).node.delivery.state).toBe('FAILED')
    await round.tess.do('resolveReply', { messageId: second.sent.id, outcome: 'RETRY' })
    await round.world.run('deliver')
    expect(round.peer.posted('/send').map(({ attachments }) => (attachments as unknown[]).length)).toEqual([1, 1])
  })

  test('is refused where its channel would not take it, before anything is queued', async () => {
    const round = await asked({ database })
    const upload = async (content: Buffer | string, name?: string) => {
      const { upload } = await brings(round, round.tess, content, name)
      return { uploadId: upload.id }
    }
    const [photo, large, text, pdf] = [
      await upload(png()),
      await upload('a'.repeat(100_001)),
      await upload('a'.repeat(99_000)),
      await upload('%PDF-1.7'),
    ]
    const refused = async (words: string, ...files: Array<{ uploadId: string }>) =>
      (await answers(round, words, files)).reason
    expect(await refused('Drie', photo, photo, photo)).toBe('attachment.tooMany')
    expect(await refused('Groot', large)).toBe('attachment.tooLarge')
    expect(await refused('Samen groot', text, text)).toBe('attachment.tooLargeTogether')
    expect(await refused('Soort', pdf)).toBe('attachment.type')
    expect(await refused('a'.repeat(101), photo)).toBe('reply.tooLongBesideFiles')
    expect(await refused('')).toBe('text.empty')
    const web = await round.world.visitor().asks('Mag ik een plattegrond?')
    const { id, audiences } = await round.tess.case(web.case)
    const none = {
      caseId: id,
      threadId: audiences[0].threadId,
      text: 'Hier',
      attachments: [photo],
      clientMutationId: 'x',
    }
    expect((await round.tess.do('sendReply', none)).errors[0]?.extensions.reason).toBe('attachment.none')
    expect(await round.world.core.db.selectFrom('replies').selectAll().execute()).toEqual([])
    const limits =
      '{ case(number: 1) { audiences { attachments { maxCount maxBytes maxTotalBytes types maxLength } } } }'
    expect((await round.tess.get(limits)).case.audiences[0].attachments).toEqual({
      ...{ maxCount: 2, maxBytes: 100_000, maxTotalBytes: 150_000, types: ['image/*', 'text/plain'], maxLength: 100 },
    })
  })

  test('A-AZ-06: is its bringer’s alone', async () => {
    const round = await asked({ database })
    const bas = await round.world.signIn('bas', { on: { [round.connectionId]: 'reply' } })
    const reader = await round.world.signIn('els', { roles: ['reader'] })
    const admin = await round.world.signIn('ada')
    const owner = await userById(round.world.core.db, round.tess.userId)
    const [may, mayNot] = [
      await round.world.token(owner, ['replies:publish']),
      await round.world.token(owner, ['cases:write']),
    ]
    const cross = { 'sec-fetch-site': 'cross-site' }
    const { 'x-webcare-csrf': _, ...rest } = round.tess.headers
    const withoutHeader = { ...round.tess, headers: rest }
    expect((await brings(round, undefined, png())).status).toBe(404)
    for (const [agent, headers, reason] of [
      [reader, {}, 'right.missing'],
      [admin, {}, 'right.missing'],
      [mayNot, {}, 'right.missing'],
      [round.tess, cross, 'request.foreign'],
      [withoutHeader, {}, 'request.foreign'],
      [round.tess, { 'content-type': 'text/plain' }, 'request.foreign'],
      [round.tess, { 'content-type': 'application/json' }, 'request.foreign'],
    ] as const) {
      const { status, reason: said } = await brings(round, agent, png(), 'a.png', headers)
      expect([status, said]).toEqual([403, reason])
    }
    expect(await round.world.core.db.selectFrom('uploads').selectAll().execute()).toEqual([])

    const { upload } = await brings(round, may, png())
    const theirs = await brings(round, bas, png([3, 3]))
    const look = async (agent: Agent | undefined, { id }: Upload) =>
      (await round.world.request({ url: `/files/${id}`, headers: agent?.headers ?? {} })).statusCode
    expect([await look(round.tess, upload), await look(bas, upload), await look(undefined, upload)]).toEqual([
      200, 404, 404,
    ])
    expect(await answers(round, 'Kijk', [{ uploadId: theirs.upload.id }])).toMatchObject({ code: 'NOT_FOUND' })
    expect(await answers(round, 'Kijk', [{ uploadId: randomUUID() }])).toMatchObject({ code: 'NOT_FOUND' })
    expect((await answers(round, 'Kijk', [{ uploadId: upload.id }])).sent.attachments).toHaveLength(1)
  })

  test('that nobody sent is gone after a day, its bytes too; what was sent stays', async () => {
    const round = await asked({ database })
    const [sent, unsent] = [await brings(round, round.tess, png()), await brings(round, round.tess, png([5, 5]))]
    const folder = join(round.world.core.config.WEBCARE_DATA, 'files')
    const onDisk = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    const answer = await answers(round, 'Kijk. ^TR', [{ uploadId: sent.upload.id }])
    round.world.clock.advance({ hours: 24, milliseconds: -1 })
    await round.world.run('forget')
    expect(await round.world.core.db.selectFrom('uploads').selectAll().execute()).toHaveLength(2)
    // The disk has a clock of its own, and what was written within the hour is left alone.
    for (const { parentPath, name } of onDisk()) utimesSync(join(parentPath, name), 0, 0)
    round.world.clock.advance({ milliseconds: 2 })
    await round.world.run('forget')
    expect(await round.world.core.db.selectFrom('uploads').selectAll().execute()).toEqual([])
    expect(onDisk()).toHaveLength(1)
    const looks = async (id: string) =>
      (await round.world.request({ url: `/files/${id}`, headers: (await round.world.signIn('tess')).headers }))
        .statusCode
    expect([await looks(answer.sent.attachments[0].id), await looks(unsent.upload.id)]).toEqual([200, 404])
  })
})

/** Every file of ours on disk, by its name. */
const filesOf = ({ world }: Round) =>
  readdirSync(join(world.core.config.WEBCARE_DATA, 'files'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => entry.name)
    .sort()

each('a file that is refused or left behind', database => {
  test('takes no room: not one over the quota, nor one of the wrong kind, nor one that breaks off', async () => {
    const round = await asked({ database })
    const { upload } = await brings(round, round.tess, 'eerste', 'a.txt')
    const kept = filesOf(round)
    const fill = (bytes: number) =>
      round.world.core.database.writer.updateTable('uploads').set({ bytes }).where('id', '=', upload.id).execute()
    const room = 500 * 1024 * 1024
    await fill(room)
    expect(await brings(round, round.tess, 'tweede', 'b.txt')).toMatchObject({ status: 503, reason: 'upload.tooMany' })
    await fill(room - 5)
    expect(await brings(round, round.tess, 'tweede', 'b.txt')).toMatchObject({ reason: 'upload.tooMany' })
    // Without saying how much is to come, it is seen once it is here.
    const { statusCode } = await round.world.request({
      ...{ method: 'POST', url: '/uploads?name=b.txt', headers: { ...round.tess.headers, 'content-type': BYTES } },
      payload: Readable.from([Buffer.from('tweede')]),
    })
    expect(statusCode).toBe(503)
    expect(await brings(round, round.tess, 'MZ\x90 program', 'b.exe')).toMatchObject({ reason: 'upload.tooMany' })
    await fill(room - 20)
    expect(await brings(round, round.tess, 'MZ\0', 'b.exe')).toMatchObject({ reason: 'upload.type' })
    expect(filesOf(round)).toEqual(kept)
    // Three at once with room for one: one is kept.
    const together = await Promise.all(
      ['twaalf bytes', 'dozijn bytes', 'stapel bytes'].map(text => brings(round, round.tess, text, 'c.txt')),
    )
    expect(together.map(({ status }) => status).sort()).toEqual([200, 503, 503])
    expect(filesOf(round)).toHaveLength(kept.length + 1)
  })

  test('goes when no row names it, and a crash leaves nothing; what somebody is about to name stays', async () => {
    const round = await asked({ database })
    const { files, config } = round.world.core
    const folder = join(config.WEBCARE_DATA, 'files')
    await brings(round, round.tess, 'genoemd', 'a.txt')
    const [named = ''] = filesOf(round)
    const stray = await files.keep(Buffer.from('van niemand'))
    const lost = await files.keep(Buffer.from('ook van niemand'))
    const inShard = (name: string) => join(folder, name.slice(0, 2), name)
    const aside = `${stray.hash}.${randomUUID()}`
    writeFileSync(inShard(aside), 'half')
    writeFileSync(join(folder, 'incoming.1'), 'half')
    writeFileSync(join(folder, 'README'), 'van de beheerder')
    await round.world.run('forget')
    expect(filesOf(round)).toHaveLength(6)

    for (const name of [named, stray.hash, lost.hash, aside]) utimesSync(inShard(name), 0, 0)
    for (const name of ['incoming.1', 'README']) utimesSync(join(folder, name), 0, 0)
    // As when a message brings the same bytes again, and is not stored yet.
    await files.keep(Buffer.from('ook van niemand'))
    await round.world.run('forget')
    expect(filesOf(round)).toEqual([named, lost.hash, 'README'].sort())
    // A crash in the middle of forgetting put a named file aside.
    renameSync(inShard(named), inShard(`${named}.${randomUUID()}`))
    await round.world.run('forget')
    expect(filesOf(round)).toEqual([named, lost.hash, 'README'].sort())
    expect((await files.read(named)).toString()).toBe('genoemd')
  })
})

type Known = { status: number; name?: string; type?: string; reason?: string }

/** What is brought under which name, and what it is taken for. */
const BROUGHT: Array<[what: string, content: Buffer | string, name: string, expected: Known]> = [
  ['a program', 'MZ\x90\0\x03\0\0\0', 'foto.png', { status: 422, reason: 'upload.type' }],
  ['SVG', '<svg onload="alert(1)"/>', 'foto.png', { status: 422, reason: 'upload.type' }],
  ['HTML', '\ufeff  <!doctype html><script>', 'brief.txt', { status: 422, reason: 'upload.type' }],
  ['nothing', '', 'leeg.txt', { status: 422, reason: 'upload.type' }],
  [
    'a document with macros',
    'PK\x03\x04 word/document.xml word/vbaProject.bin',
    'a.docx',
    { status: 422, reason: 'upload.type' },
  ],
  ['a Java program', 'PK\x03\x04 META-INF/MANIFEST.MF', 'a.zip', { status: 422, reason: 'upload.type' }],
  ['a damaged image', '\x89PNG\r\n\x1a\n', 'a.png', { status: 422, reason: 'upload.broken' }],
  ['an image of 900 megapixels', png([30_000, 30_000]), 'a.png', { status: 422, reason: 'upload.pixels' }],
  [
    'a photo of a phone that we cannot clean',
    '\0\0\0\x18ftypheic',
    'a.heic',
    { status: 422, reason: 'upload.imageKind' },
  ],
  [
    'a script that says it is text',
    'rm -rf /',
    'opruimen.sh',
    { status: 200, name: 'opruimen.sh.txt', type: 'text/plain' },
  ],
  [
    'a photo that says it is a program',
    png(),
    'foto\u202egnp.exe',
    { status: 200, name: 'fotognp.exe.png', type: 'image/png' },
  ],
  ['a path', png(), '../../etc/passwd', { status: 200, name: '.._.._etc_passwd.png' }],
  ['a document', 'PK\x03\x04 word/document.xml', 'brief.docx', { status: 200, name: 'brief.docx' }],
  [
    'a sheet of LibreOffice',
    `PK\x03\x04${' '.repeat(26)}mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK`,
    'x',
    { status: 200, name: 'x.ods' },
  ],
  [
    'an old document',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('WordDocument', 'utf16le')]),
    'b.doc',
    { status: 200, type: 'application/msword' },
  ],
  ['an invitation', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'les.ics', { status: 200, type: 'text/calendar' }],
  ['a song', 'ID3\x04', 'lied.mp3', { status: 200, type: 'audio/mpeg' }],
  ['a film', '\0\0\0\x18ftypisom', 'film', { status: 200, name: 'film.mp4' }],
]

test('A-XS-03: what is brought is known by its bytes, whatever it is called', async () => {
  const round = await openRound()
  for (const [what, given, name, expected] of BROUGHT) {
    const content = typeof given === 'string' ? Buffer.from(given, /[^\0-\xff]/.test(given) ? 'utf8' : 'latin1') : given
    const { status, upload, reason } = await brings(round, round.tess, content, name)
    expect({ what, status, reason, ...upload }).toMatchObject({ what, ...expected })
  }
})

test('of a file that is far too large no more is read, and nothing stays of it; nor of one that breaks off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-incoming-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const files = openFiles(folder)
  let read = 0
  async function* endless() {
    for (;;) yield Buffer.alloc(++read && 1024 * 1024)
  }
  async function* broken() {
    yield Buffer.alloc(1024)
    throw new Error('The line broke')
  }
  await expect(files.receive(endless(), MAX_BYTES, async () => 'used')).rejects.toMatchObject({
    reason: 'upload.tooLarge',
  })
  expect(read).toBeLessThan(110)
  await expect(files.receive(broken(), MAX_BYTES, async () => 'used')).rejects.toThrow('The line broke')
  expect(readdirSync(folder)).toEqual([])
  const half = (content: Buffer) => files.receive(Readable.from([content]), MAX_BYTES, async whole => whole.length)
  expect(await Promise.all([half(Buffer.alloc(3)), half(Buffer.alloc(5))])).toEqual([3, 5])
})

test('on a real line, who brings too much hears so, and nobody holds up the stop', async () => {
  const round = await openRound({ listen: true })
  const { port } = new URL(round.world.url)
  const headers = { ...round.tess.headers, 'content-type': BYTES }
  const sends = (megabytes: number, signal?: AbortSignal) =>
    fetch(`http://127.0.0.1:${port}/uploads?name=a.txt`, {
      ...{ method: 'POST', headers, body: Buffer.alloc(megabytes * 1024 * 1024, 'a') },
      ...(signal && { signal }),
    }).then(
      async answer => [answer.status, ((await answer.json()) as { error?: { reason: string } }).error?.reason],
      () => ['hung up'],
    )
  expect(await sends(24)).toEqual([200, undefined])
  expect(await sends(60)).toEqual([413, 'upload.tooLarge'])
  expect([['hung up'], [413, 'upload.tooLarge']]).toContainEqual(await sends(160))
  expect(await sends(24, AbortSignal.timeout(5))).toEqual(['hung up'])
  const started = performance.now()
  await round.world.server.close()
  expect(performance.now() - started).toBeLessThan(2000)
  expect(round.world.log.filter(line => /"level":(50|60)/.test(line))).toEqual([])
})

test('what is kept again at the moment it is forgotten stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-forget-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const files = openFiles(folder)
  for (let round = 0; round < 50; round++) {
    const content = Buffer.from(`file ${round}`)
    const { hash } = await files.keep(content)
    utimesSync(join(folder, hash.slice(0, 2), hash), 0, 0)
    await Promise.all([files.forget(hash), files.keep(content)])
    expect((await files.read(hash)).equals(content)).toBe(true)
    utimesSync(join(folder, hash.slice(0, 2), hash), 0, 0)
    await files.forget(hash)
    await expect(files.read(hash)).rejects.toThrow('ENOENT')
  }
})
