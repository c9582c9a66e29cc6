import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keepAll, MAX_BYTES } from '../../core/files/attachments.ts'
import { openFiles } from '../../core/files/store.ts'
import { userById } from '../../core/team/users.ts'
import type { Agent } from '../support/agent.ts'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'

const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'
const ATTACHMENTS = `{ case(number: 1) { messages(last: 1) { edges { node {
  attachments { id name type bytes url reason alt } } } } } }`

type Given = { content?: string; url?: string; type?: string; name?: string; alt?: string }

/** A message with files; what an agent sees of them. */
async function received(round: Round, ...files: Given[]) {
  const attachments = files.map(({ content, type = 'image/png', ...file }) => ({
    ...{ type, ...file },
    ...(content !== undefined && { base64: Buffer.from(content, 'latin1').toString('base64') }),
  }))
  await round.brings(round.message({ id: 'm1', attachments }))
  return shown(round)
}
const shown = async ({ tess }: Round) => (await tess.get(ATTACHMENTS)).case.messages.edges[0].node.attachments
const asks = ({ world }: Round, url: string, agent?: Agent) => world.request({ url, headers: agent?.headers ?? {} })
const onDisk = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => name)

/** What a browser may do with a file is decided by its bytes, whatever its sender calls it. */
const KINDS: Array<[what: string, given: Given, type: string, disposition: RegExp]> = [
  ['an image', { content: PNG }, 'image/png', /^inline;/],
  ['a photo', { content: '\xff\xd8\xff\xe0', type: 'image/jpeg' }, 'image/jpeg', /^inline;/],
  ['SVG', { content: '<svg onload="alert(1)"/>', type: 'image/svg+xml' }, 'application/octet-stream', /^attachment;/],
  ['SVG with more', { content: '<svg/>', type: 'image/svg+xml; x' }, 'application/octet-stream', /^attachment;/],
  ['SVG that says PNG', { content: '<svg/>', name: 'a.png' }, 'application/octet-stream', /^attachment;/],
  [
    'HTML',
    { content: '<html><script>alert(1)</script>', type: 'text/html' },
    'application/octet-stream',
    /^attachment;/,
  ],
  ['HTML that says PNG', { content: '<script>alert(1)</script>' }, 'application/octet-stream', /^attachment;/],
  [
    'XML',
    { content: '<?xml version="1.0"?><!DOCTYPE x>', type: 'text/xml' },
    'application/octet-stream',
    /^attachment;/,
  ],
  ['PDF with a script', { content: '%PDF-1.7 /JS (app.alert(1))' }, 'application/octet-stream', /^attachment;/],
  ['a script that is a GIF', { content: 'GIF89a/*\0*/=1;alert(1)' }, 'image/gif', /^inline;/],
  ['a script that is nearly a JPEG', { content: '\xff\xd8/*' }, 'application/octet-stream', /^attachment;/],
  ['a sound in RIFF', { content: 'RIFF\0\0\0\0WAVEfmt ' }, 'application/octet-stream', /^attachment;/],
  ['nothing', { content: '' }, 'application/octet-stream', /^attachment;/],
]

/** Names as their senders give them, and as they are stored. */
const NAMES: Array<[given: string, kept: string]> = [
  ['foto.png', 'foto.png'],
  ['verslag.pdf.exe', 'verslag.pdf.exe'],
  ['foto\u202egnp.exe', 'fotognp.exe'],
  ['.htaccess', '.htaccess'],
  ['../../etc/passwd', '.._.._etc_passwd'],
  ['C:\\Windows\\x.bat', 'C__Windows_x.bat'],
  ['a\r\nSet-Cookie: x=1.png', 'a Set-Cookie_ x=1.png'],
  ['a"; filename="b.html', 'a_; filename=_b.html'],
  ['nul\0l.png', 'null.png'],
  ['é'.repeat(255), 'é'.repeat(200)],
  ['   ', 'file'],
  ['💾.txt', '💾.txt'],
]

each('a file that came with a message', database => {
  test('A-XS-03: is shown in place only where nothing in it can run', async () => {
    const round = await openRound({ database })
    const files = await received(round, ...KINDS.map(([, given]) => given))
    for (const [at, [what, , type, disposition]] of KINDS.entries()) {
      const { statusCode, headers } = await asks(round, files[at].url, round.tess)
      expect({ what, statusCode, ...headers }).toMatchObject({
        ...{ what, statusCode: 200, 'content-type': type, 'x-content-type-options': 'nosniff' },
        'content-disposition': expect.stringMatching(disposition),
        'content-security-policy': "sandbox; default-src 'none'",
      })
    }
  })

  test('A-XS-03, A-IN-08: has a name that fools neither a person nor a header', async () => {
    const round = await openRound({ database })
    const files = await received(round, ...NAMES.map(([name]) => ({ content: PNG, name })))
    expect(files.map(({ name }: { name: string }) => name)).toEqual(NAMES.map(([, kept]) => kept))
    for (const [at, [, kept]] of NAMES.entries()) {
      const { headers } = await asks(round, files[at].url, round.tess)
      expect(headers['set-cookie']).toBe(undefined)
      expect(headers['content-disposition']).toBe(`inline; filename*=UTF-8''${encodeURIComponent(kept)}`)
    }
  })

  test('A-AZ-06: is for those who may read its message, for as long as it is there', async () => {
    const round = await openRound({ database })
    const [{ url, id }] = await received(round, { content: PNG })
    const bas = await round.world.signIn('bas')
    const owner = await userById(round.world.core.db, round.tess.userId)
    const ada = await round.world.signIn('ada')
    for (const [who, agent] of [
      ['nobody', undefined],
      ['a colleague without a right there', bas],
      ['an admin without one', ada],
      ['a token that reads no messages', await round.world.token(owner, ['cases:read'])],
    ] as const) {
      expect((await asks(round, url, agent)).statusCode, who).toBe(404)
    }
    const reader = await round.world.token(owner, ['messages:read'])
    const got = await asks(round, url, reader)
    expect([got.statusCode, got.rawPayload.toString('latin1')]).toEqual([200, PNG])
    expect(got.headers['cache-control']).toMatch(/^private/)
    for (const other of [`/files/${id.toUpperCase()}x`, '/files/', '/files/..%2fmaster.key', `/files/${id}/..`]) {
      expect((await asks(round, other, round.tess)).statusCode, other).toBe(404)
    }
    await round.brings({ type: 'deleted', externalId: 'm1', at: round.world.clock.iso() })
    expect((await asks(round, url, round.tess)).statusCode).toBe(404)
  })

  test('A-SS-08: that has only an address is fetched by us through the guard, and shown from here', async () => {
    const settings = { WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32' }
    const round = await openRound({ database, settings })
    round.peer.answer = ({ path }, response) => {
      if (path === '/huge') return void response.end(Buffer.alloc(11 * 1024 * 1024))
      if (path === '/gone') return { status: 404 }
      if (path === '/moved') return { status: 302, headers: { location: `${round.peer.url}/secret` } }
      return void response.end(PNG, 'latin1')
    }
    const of = (path: string) => ({ url: round.peer.url + path, name: path })
    const before = await received(round, of('/image'), of('/gone'), of('/moved'), of('/huge'), {
      url: round.peer.url.replace('127.0.0.1', '127.0.0.2'),
    })
    expect(before.map(({ url }: { url: unknown }) => url)).toEqual([null, null, null, null, null])
    for (let tries = 0; tries < 8; tries++) await round.world.run('fetch')
    const after = await shown(round)
    expect(after).toMatchObject([
      { url: `/files/${before[0].id}`, type: 'image/png', bytes: PNG.length, reason: null },
      ...Array(4).fill({ url: null, bytes: null, reason: expect.any(String) }),
    ])
    expect(JSON.stringify(after)).not.toContain('127.0.0')
    expect((await asks(round, after[0].url, round.tess)).rawPayload.toString('latin1')).toBe(PNG)
    const asked = Object.groupBy(round.peer.asked, ({ path }) => path)
    expect(Object.fromEntries(Object.entries(asked).map(([path, all]) => [path, all?.length]))).toMatchObject({
      ...{ '/image': 1, '/gone': 5, '/moved': 5, '/huge': 5 },
    })
    expect(asked['/secret']).toBe(undefined)
  })

  test('A-XS-05: an image in markup is fetched when a reader asks, by us, and only where nothing in it runs', async () => {
    const round = await openRound({ database, settings: { WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32' } })
    round.peer.answer = ({ path }, response) =>
      path === '/gone' ? { status: 404 } : void response.end(path === '/svg' ? '<svg/>' : PNG, 'latin1')
    const images = ['/a?b=1&amp;c=2', '/svg', '/gone'].map(path => `<img src="${round.peer.url}${path}">`)
    const within = round.peer.url.replace('127.0.0.1', '127.0.0.2')
    const html = `<p>Zie <img src="cid:x">${images.join('')}<img src="${within}/secret"></p>`
    await round.brings(round.message({ id: 'm1', html }))
    const [{ id } = { id: '' }] = await round.messages()
    round.peer.asked.length = 0
    await round.tess.get('{ case(number: 1) { messages { edges { node { html } } } } }')
    expect(round.peer.asked).toEqual([])
    const image = async (at: string, agent?: Agent) => asks(round, `/messages/${id}/images/${at}`, agent)
    const got = await image('0', round.tess)
    expect(got.headers).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': expect.stringContaining('sandbox'),
    })
    expect(got.rawPayload.toString('latin1')).toBe(PNG)
    for (const at of ['1', '2', '3', '4', '-1', 'length']) {
      expect((await image(at, round.tess)).statusCode, at).toBe(404)
    }
    expect(round.peer.asked.map(({ path }) => path)).toEqual(['/a?b=1&c=2', '/svg', '/gone'])
    expect((await image('0')).statusCode).toBe(404)
    expect((await image('0', await round.world.signIn('bas'))).statusCode).toBe(404)
  })

  test('that only its plugin can fetch is fetched by it, and what nobody can is given up at once', async () => {
    const round = await openRound({ database })
    round.peer.answer = ({ path }, response) =>
      path === '/file/photo' ? void response.end(PNG, 'latin1') : { status: path === '/file/busy' ? 503 : 404 }
    await received(round, { url: 'courier:photo' }, { url: 'courier:gone' }, { url: 'courier:busy' })
    await round.world.run('fetch')
    const [photo, gone] = await shown(round)
    expect([photo, gone]).toMatchObject([
      { url: `/files/${photo.id}`, type: 'image/png', reason: null },
      { url: null, reason: 'HTTP 404' },
    ])
    for (let tries = 0; tries < 8; tries++) await round.world.run('fetch')
    const asked = Object.groupBy(round.peer.asked, ({ path }) => path)
    expect([asked['/file/photo'], asked['/file/gone'], asked['/file/busy']].map(all => all?.length)).toEqual([1, 1, 5])
  })
})

test('the same bytes are kept once, whole, and under no name of their sender', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const files = openFiles(folder)
  const content = new Uint8Array(100_000).fill(7)
  const kept = await Promise.all(Array.from({ length: 8 }, () => files.keep(content)))
  expect(new Set(kept.map(({ hash }) => hash)).size).toBe(1)
  expect(onDisk(folder)).toEqual([kept[0]!.hash])
  expect((await files.read(kept[0]!.hash)).equals(content)).toBe(true)
  expect(statSync(join(folder, kept[0]!.hash.slice(0, 2), kept[0]!.hash)).mode & 0o777).toBe(0o600)
})

test('a file that is too large is named and not kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [large, small] = [new Uint8Array(MAX_BYTES + 1), new Uint8Array(3)].map(content => ({ content, type: 'x' }))
  const kept = await keepAll(openFiles(folder), [large!, small!, { url: 'https://example.org/a', type: 'x' }])
  expect([kept.get(large!), kept.get(small!)]).toEqual(['too large', expect.objectContaining({ bytes: 3 })])
  expect(onDisk(folder)).toHaveLength(1)
})
