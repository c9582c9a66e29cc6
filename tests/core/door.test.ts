import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { admit, identity } from '../../core/plugin/door.ts'
import { PluginError } from '../../core/plugin/index.ts'
import { fileOf, foundOf, pageOf, sentOf, windowOf } from '../../core/plugin/results.ts'
import { openRound } from '../support/courier.ts'
import { each } from '../support/databases.ts'

const RECEIVED = new Date('2026-03-02T09:00:00.000Z')
const terms = { receivedAt: RECEIVED, language: 'en' } as const
const message = {
  ...{ type: 'message', externalId: 'm1', thread: { externalId: 't1', visibility: 'public' }, place: 'brand' },
  ...{ author: { externalId: 'a1' }, text: 'Hallo', at: new Date('2026-03-01T08:00:00.000Z') },
}
const admitted = (more: object) => admit([{ ...message, ...more }], terms).events[0]

test('what is right passes as it is', () => {
  const whole = {
    ...message,
    thread: { ...message.thread, title: 'Open dag', url: 'https://rocdelta.nl/1' },
    ...{ kind: 'comment', allows: ['like', 'hide'], addressed: true, automatic: true, ours: true, language: 'nl' },
    author: {
      externalId: 'a1',
      handle: 'sanne',
      name: 'Sanne',
      email: 's@x.nl',
      followers: 12,
      profileUrl: 'https://x.nl/s',
    },
    ...{ references: ['m-1', 'm0'], inReplyTo: 'm0', replyToken: 'abc', url: 'https://x.nl/1', html: '<b>Hallo</b>' },
    attachments: [{ type: 'image/png', url: 'telegram:1', name: 'a.png', cid: 'c', alt: 'Een deur' }],
  }
  const others = [
    { type: 'edited', externalId: 'm1', text: 'Dag', at: message.at },
    { type: 'deleted', externalId: 'm1', at: message.at },
    { type: 'receipt', externalId: 'p1', status: 'failed', reason: 'Vol', at: message.at },
  ]
  expect(admit([whole, ...others], terms)).toEqual({ events: [whole, ...others] })
})

test.each([
  [
    'visibility',
    { thread: { externalId: 't', visibility: 'friends' } },
    'thread.visibility is “friends”; it must be public or private.',
  ],
  ['place', { place: 'elsewhere' }, 'place is “elsewhere”; it must be brand or consumer.'],
  ['kind', { kind: '<b>' }, 'kind is “<b>”; it must be post or comment or review or mention or direct.'],
  ['action', { allows: ['like', 'pin'] }, 'allows is “pin”; it must be like or hide or remove.'],
  ['type', { type: 'poke' }, 'type is “poke”; it must be message or edited or deleted or receipt.'],
  ['status', { type: 'receipt', status: 'seen' }, 'status is “seen”; it must be delivered or read or failed.'],
  ['missing word', { place: undefined }, 'place is of type undefined; it must be brand or consumer.'],
  ['word of another sort', { place: ['brand'] }, 'place is of type object; it must be brand or consumer.'],
  ['id', { externalId: '' }, 'externalId must be text, the platform’s own id.'],
  [
    'id of a thread',
    { thread: { externalId: 7, visibility: 'public' } },
    'thread.externalId must be text, the platform’s own id.',
  ],
  ['author', { author: null }, 'author must be an object.'],
  ['text', { text: { toString: 'x' } }, 'text must be text.'],
  ['list', { references: 'm0' }, 'references, allows and attachments must be lists.'],
  ['file', { attachments: ['x'] }, 'attachments must be an object.'],
])('a wrong %s is refused by name, and keeps no other event out', (_, wrong, refused) => {
  const other = { ...message, externalId: 'm2' }
  expect(admit([{ ...message, ...wrong }, other], terms)).toEqual({ events: [other], refused })
})

test.each([[undefined], [null], ['x'], [{ 0: message, length: 1 }]])('%s is no list of events', given => {
  expect(admit(given, terms)).toEqual({ events: [], refused: 'parse gave no list of events.' })
  expect(admit([given], terms)).toMatchObject({ events: [], refused: expect.any(String) })
})

test.each([
  ['no time', Number.NaN, RECEIVED],
  ['the year 0', Date.parse('0000-01-01T00:00:00Z'), RECEIVED],
  ['before the web', Date.parse('1970-01-01T00:00:00Z'), RECEIVED],
  ['the year 9999', Date.parse('9999-12-31T00:00:00Z'), RECEIVED],
  ['the last there is', 8.64e15, RECEIVED],
  ['a week ahead', Date.parse('2026-03-09T09:00:00Z'), RECEIVED],
  ['a clock that runs ahead', Date.parse('2026-03-02T09:05:00Z'), new Date('2026-03-02T09:05:00Z')],
  ['years ago', Date.parse('2009-05-01T00:00:00Z'), new Date('2009-05-01T00:00:00Z')],
])('of %s the time is one that can be', (_, at, expected) => {
  expect(admitted({ at: new Date(at) })?.at).toEqual(expected)
})

test('what is no time at all is when it came', () => {
  for (const at of [undefined, null, '2026-03-01', 5, {}]) expect(admitted({ at })?.at).toEqual(RECEIVED)
})

test.each([
  ['nl', 'nl'],
  ['NL-be', 'nl-BE'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  ['x y"><b>', undefined],
  ['', undefined],
  ['nederlands', undefined],
  [`en${'-x'.repeat(50_000)}`, undefined],
  ['nl\0', undefined],
  [7, undefined],
])('the language %j is %j', (language, expected) =>
  expect(admitted({ language })).toEqual({ ...message, ...(expected && { language: expected }) }),
)

test.each([
  ['https://rocdelta.nl/1', true],
  ['mailto:info@rocdelta.nl', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['//rocdelta.nl/1', false],
  ['/1', false],
  [`https://rocdelta.nl/${'x'.repeat(3000)}`, false],
  ['https://rocdelta.nl/\0', false],
  ['https://', false],
])('the address %s passes: %s', (url, passes) => {
  const kept = admitted({ url, thread: { ...message.thread, url }, author: { externalId: 'a1', profileUrl: url } })
  const address = passes ? { url } : {}
  expect(kept).toEqual({
    ...{ ...message, ...address, thread: { ...message.thread, ...address } },
    author: { externalId: 'a1', ...(passes && { profileUrl: url }) },
  })
})

test('an id that no index could hold is known by its hash, everywhere alike', () => {
  const long = 'm'.repeat(8000)
  const hashed = identity(long)
  expect(hashed).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect([identity('m'.repeat(500)), identity(`${long}x`) === hashed]).toEqual(['m'.repeat(500), false])
  const { events } = admit(
    [
      {
        ...message,
        externalId: long,
        thread: { externalId: long, visibility: 'public' },
        author: { externalId: long, email: `${long}@x.nl` },
      },
      { ...message, inReplyTo: long, references: [long, 7, ''] },
      { type: 'deleted', externalId: long, at: message.at },
    ],
    terms,
  )
  expect(events).toMatchObject([
    { externalId: hashed, thread: { externalId: hashed }, author: { externalId: hashed } },
    { inReplyTo: hashed, references: [hashed] },
    { externalId: hashed },
  ])
  expect(events[0]).not.toHaveProperty('author.email')
  expect(sentOf({ externalId: long }, RECEIVED)).toEqual({ externalId: hashed })
})

test('a text of twenty million characters is cut with an honest sentence, in the language of the organisation', () => {
  const long = { ...message, text: '😀'.repeat(10_000_000) }
  for (const [language, said] of [
    ['nl', '[Ingekort: het hele bericht heeft 20.000.000 tekens.]'],
    ['en', '[Shortened: the whole message has 20,000,000 characters.]'],
    ['es', '[Abreviado: el mensaje completo tiene 20.000.000 caracteres.]'],
  ] as const) {
    const { events } = admit([long, { type: 'edited', externalId: 'm1', at: message.at, text: `x${long.text}` }], {
      ...terms,
      language,
    })
    const [text = '', edited = ''] = events.map(event => ('text' in event ? event.text : ''))
    expect([text.slice(0, 4), text.length, text.split('\n\n').at(-1)]).toEqual(['😀😀', 100_002 + said.length, said])
    // No character is cut in two.
    expect([edited.isWellFormed(), edited.split('\n\n')[0]?.length]).toEqual([true, 99_999])
  }
})

test('markup is safe when it passes, and says where it was cut', () => {
  expect(admitted({ html: '<p onclick="x()">Dag<script>x()</script></p>' })).toMatchObject({ html: '<p>Dag</p>' })
  expect(admitted({ html: `<p>${'x'.repeat(300_000)}</p>` })).toMatchObject({
    html: expect.stringMatching(/x<\/p><p>\[Shortened: the whole message has 300,007 characters\.\]<\/p>$/),
  })
})

test('files have a number and a size; what is left out is told', () => {
  const file = (bytes: number) => ({ type: 'image/png', content: new Uint8Array(bytes) })
  const kept = (attachments: unknown[]) => {
    const event = admitted({ attachments })
    return event?.type === 'message' ? [event.attachments?.length, event.text] : []
  }
  expect(kept(Array(100).fill(file(1)))).toEqual([100, 'Hallo'])
  expect(kept(Array(250).fill(file(1)))).toEqual([100, 'Hallo\n\n[Files left out: 150.]'])
  expect(kept(Array(4).fill(file(20 * 1024 * 1024)))).toEqual([3, 'Hallo\n\n[Files left out: 1.]'])
  const part = Buffer.alloc(1_000_000).subarray(10, 20)
  const event = admitted({ attachments: [{ type: 'text/plain', content: part }] })
  const content = event?.type === 'message' ? event.attachments?.[0]?.content : undefined
  expect([content?.byteLength, content?.buffer.byteLength]).toEqual([10, 10])
})

test('whatever an event is, the door lets it in or says why, and lets in nothing that breaks its bounds', () => {
  const field = fc.oneof(fc.anything({ withDate: true, withNullPrototype: true }), fc.string({ unit: 'binary' }))
  const wild = fc.record(
    Object.fromEntries(
      'type externalId thread place kind allows author text html at references inReplyTo replyToken language url attachments status reason'
        .split(' ')
        .map(name => [name, fc.oneof(fc.constant((message as Record<string, unknown>)[name]), field)]),
    ),
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(wild, event => {
      const { events, refused } = admit([event], terms)
      expect(events.length === 1).toBe(refused === undefined)
      for (const { externalId, at } of events) {
        expect(externalId.length).toBeLessThanOrEqual(500)
        expect(Number.isNaN(at.getTime())).toBe(false)
      }
      // It crosses to the other thread.
      structuredClone(events)
    }),
    { numRuns: 500 },
  )
})

test('a page, a post, a window and a file are what they should be, or say what is wrong', () => {
  const item = { key: 'k', headers: { a: 'b', c: 7 } as never, body: new Uint8Array([1]) }
  expect(pageOf({ items: [item], cursor: 'c', more: true, left: 3 })).toEqual({
    ...{ items: [{ ...item, headers: { a: 'b' } }], cursor: 'c', more: true, left: 3 },
  })
  const wrong = (given: unknown) => {
    try {
      return pageOf(given as never)
    } catch (error) {
      return [(error as PluginError).code, (error as Error).message]
    }
  }
  expect(wrong(undefined)).toEqual(['permanent', 'The plugin gave a page without items.'])
  expect(wrong({ items: [], cursor: 'x'.repeat(65_537) })).toEqual([
    'permanent',
    'The plugin’s cursor is 65537 characters long; it must be text of at most 65536 characters.',
  ])
  expect(wrong({ items: [], cursor: { at: 1 } })).toMatchObject(['permanent', expect.stringContaining('a object')])
  expect(wrong({ items: [], cursor: 'a\0' })).toMatchObject(['permanent', expect.any(String)])
  expect(wrong({ items: [{ ...item, body: 'text' }] })).toMatchObject([
    'permanent',
    expect.stringContaining('no bytes'),
  ])
  expect(wrong({ items: [{ ...item, key: undefined }] })).toMatchObject(['permanent', expect.stringContaining('key')])

  expect(sentOf({ externalId: 'p', url: 'javascript:x', at: new Date(Number.NaN) }, RECEIVED)).toEqual({
    externalId: 'p',
  })
  expect(foundOf('nowhere' as never, RECEIVED)).toBe('unsure')
  expect(foundOf('absent', RECEIVED)).toBe('absent')
  expect(windowOf({ form: 'free', closesAt: new Date(Number.NaN) })).toEqual({ form: 'free' })
  expect(() => windowOf({ form: 'perhaps' } as never)).toThrow(PluginError)
  expect(() => fileOf('x' as never)).toThrow(PluginError)
})

test('everything that the fixtures of our own channels become passes', () => {
  const plugins = join(import.meta.dirname, '../../plugins')
  const files = readdirSync(plugins, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.expected.json'),
  )
  expect(files.length).toBeGreaterThan(50)
  for (const file of files) {
    const events = JSON.parse(readFileSync(join(plugins, file), 'utf8'))
    if (!Array.isArray(events)) continue
    const given = events.map(event => ({ ...event, at: new Date(event.at) }))
    const receivedAt = new Date('2026-12-31')
    const { events: passed, refused } = admit(given, { ...terms, receivedAt })
    // A mail without a date says 1970.
    for (const event of given) if (event.at.getFullYear() < 1990) event.at = receivedAt
    // Bytes and markup are not in the file as they are; what is not said and what is not so is the same.
    const bare = (all: object[]) =>
      all.map(event =>
        Object.entries(event)
          .filter(([name, value]) => value && !/^(attachments|html)$/.test(name))
          .sort(),
      )
    expect({ file, refused, passed: bare(passed) }).toEqual({ file, refused: undefined, passed: bare(given) })
  }
})

/** Values that one engine takes and the other refuses, or an index, a browser or a line of a log. */
const HARD = [
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\uffff',
  '\ufeff',
  '\u202e',
  '\u001b[2J',
  '𝕏'.repeat(4000),
  'é'.repeat(8000),
  `%_'"\\`,
]

each('whatever stands in any field of an event', database => {
  test('comes in, alike on each engine, or is parked with its field', { timeout: 120_000 }, async () => {
    const round = await openRound({ database })
    const { db } = round.world.core
    const fields: Array<[string, (value: string) => object]> = [
      ['id', externalId => ({ externalId })],
      ['thread', externalId => ({ thread: { externalId, visibility: 'private' } })],
      ['title', title => ({ thread: { externalId: `t${title.length}`, visibility: 'private', title } })],
      ['author', externalId => ({ author: { externalId } })],
      [
        'name',
        name => ({ author: { externalId: `n${name.length}`, name, handle: name, email: name, profileUrl: name } }),
      ],
      ['text', text => ({ text, html: `<p>${text}</p>` })],
      ['references', id => ({ references: [id], inReplyTo: id, replyToken: id })],
      ['rest', value => ({ language: value, url: `https://x.nl/${value}`, kind: undefined })],
      [
        'file',
        value => ({ attachments: [{ type: value, url: `courier:${value}`, name: value, cid: value, alt: value }] }),
      ],
      ['edit', text => ({ type: 'edited', text })],
      ['receipt', reason => ({ type: 'receipt', status: 'failed', reason })],
    ]
    for (const [name, of] of fields) {
      for (const [at, value] of HARD.entries())
        await round.brings({ ...round.message({ id: `${name}-${at}` }), ...of(value) })
    }
    const unread = await db.selectFrom('rawItems').select(['reason', 'body']).where('doneAt', 'is', null).execute()
    expect(unread.map(({ reason, body }) => [reason, body.toString().slice(0, 300)])).toEqual([])
    const messages = await round.messages()
    expect(messages).toHaveLength(9 * HARD.length)
    expect(new Set(messages.map(({ externalId }) => externalId)).size).toBe(9 * HARD.length)
  })

  test('of which one event is wrong: the others come in, and the item is parked with what is wrong', async () => {
    const round = await openRound({ database })
    const friends = { thread: { externalId: 't', visibility: 'friends' } }
    await round.brings(
      round.message({ id: 'm1' }),
      { ...round.message({ id: 'm2' }), ...friends },
      round.message({ id: 'm3' }),
    )
    expect((await round.messages()).map(({ externalId }) => externalId)).toEqual(['m1', 'm3'])
    const ada = await round.world.signIn('ada')
    const { parkedItems } = await ada.get('{ parkedItems { id reason } }')
    expect(parkedItems).toMatchObject([{ reason: 'thread.visibility is “friends”; het moet public or private zijn.' }])
  })

  test('a page of twenty thousand items is taken in pieces, and the service answers meanwhile', {
    timeout: 120_000,
  }, async () => {
    const ITEMS = 20_000
    const round = await openRound({ database })
    const { intake, db } = round.world.core
    const items = Array.from({ length: ITEMS }, (_, at) => ({
      key: `k${at}`,
      headers: {},
      body: Buffer.from('{"events":[]}'),
    }))
    let taken = false
    const taking = intake.acceptPage(round.connectionId, items, 'end').finally(() => {
      taken = true
    })
    let looks = 0
    while (!taken) {
      await round.tess.get('{ lists { key count } }')
      looks += 1
    }
    expect(await taking).toBe(ITEMS)
    expect(looks).toBeGreaterThan(20)
    const { cursor } = await db
      .selectFrom('connections')
      .select('cursor')
      .where('id', '=', round.connectionId)
      .executeTakeFirstOrThrow()
    expect(cursor).toBe('end')
    expect(await intake.acceptPage(round.connectionId, items.slice(0, 300), 'end')).toBe(0)
  })
})
