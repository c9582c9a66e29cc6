import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OutboundMessage, PluginError } from 'webcare/plugin'
import { channelContract, rawItem, testCtx } from 'webcare/plugin/testing'
import { type BotApi, botApi, serve, TOKEN } from './bot-api.ts'
import telegram from './index.ts'

const SECRET = 'GEHEIM_geheim-0123456789'
const webhook = { token: TOKEN, receive: 'webhook' as const, webhookSecret: SECRET }
const polling = (apiRoot: string) => ({ token: TOKEN, receive: 'poll' as const, apiRoot })
const channel = telegram.channel!
const contract = botApi()
let written = 0

channelContract(telegram, {
  settings: webhook,
  fixtures: `${import.meta.dirname}/fixtures`,
  webhook: {
    sign: (_, { webhookSecret = '' }) => ({ headers: { 'x-telegram-bot-api-secret-token': webhookSecret } }),
    otherSettings: { ...webhook, webhookSecret: 'ANDER_geheim-0123456789-' },
    coversBody: false,
  },
  peer: {
    handle: contract.handle,
    settings: polling,
    posts: () => contract.sent.length,
    arrives(count) {
      for (let times = 0; times < count; times++) {
        const id = ++written
        const chat = { id: 41000111, type: 'private', first_name: 'Jamila' }
        const from = { ...chat, is_bot: false }
        const message = { message_id: id, date: 1_772_442_000 + id, chat, from, text: `Vraag ${id}` }
        contract.updates.push({ update_id: 880_000_000 + id, message } as BotApi['updates'][number])
      }
    },
    moderates() {
      const id = 500_000 + ++written
      contract.removable.add(`41000111:${id}`)
      return { externalId: `41000111:${id}`, threadId: '41000111' }
    },
    refusal: ({ status, wait }) => ({
      body: JSON.stringify({
        ok: false,
        error_code: status,
        description: 'Refused',
        ...(wait && { parameters: { retry_after: wait.seconds } }),
      }),
    }),
  },
})

const answer: OutboundMessage = {
  id: '019cae00-0000-7000-8000-000000000001',
  thread: { externalId: '41000111', visibility: 'private' },
  inReplyTo: '41000111:11',
  references: ['41000111:11'],
  replyToken: 'case-1.c2ln',
  to: { externalId: '41000111' },
  text: 'Ja, tot 1 april! ^TR',
  attachments: [],
}

describe('against a strict Bot API:', () => {
  let api: BotApi
  let server: Awaited<ReturnType<typeof serve>>
  beforeEach(async () => {
    api = botApi()
    server = await serve(api)
  })
  afterEach(() => server.close())
  const ctx = (more: Partial<Parameters<typeof testCtx>[0]['settings'] & object> = {}) =>
    testCtx({ settings: { ...polling(server.url), ...more } })
  const failure = (call: Promise<unknown>): Promise<PluginError> =>
    call.then(
      () => expect.fail('It was not refused.'),
      error => (error instanceof PluginError ? error : expect.fail(`It failed with ${error}`)),
    )

  test('an answer goes to the chat, as an answer to the message', async () => {
    expect(await channel.send(answer, ctx())).toEqual({ externalId: '41000111:901' })
    expect(api.sent).toEqual([
      {
        chat_id: 41000111,
        text: 'Ja, tot 1 april! ^TR',
        reply_parameters: { message_id: 11, allow_sending_without_reply: true },
      },
    ])
  })

  test('an answer in a topic stays in the topic', async () => {
    const inTopic = { externalId: '-1001900000001/7', visibility: 'public' as const }
    await channel.send({ ...answer, thread: inTopic, inReplyTo: '-1001900000001:502' }, ctx())
    expect(api.sent).toMatchObject([
      { chat_id: -1001900000001, message_thread_id: 7, reply_parameters: { message_id: 502 } },
    ])
  })

  test('a group that became a supergroup is found there, now and from then on, and no stranger is quoted', async () => {
    const moved = { status: 400, description: 'Bad Request: group chat was upgraded to a supergroup chat' }
    api.refusing.set(-42, { ...moved, parameters: { migrate_to_chat_id: -10042 } })
    const inGroup = { ...answer, thread: { externalId: '-42', visibility: 'public' as const }, inReplyTo: '-42:5' }
    const { stored, ...rest } = ctx()
    expect(await channel.send(inGroup, rest)).toEqual({ externalId: '-10042:901' })
    api.refusing.set(-42, { status: 403, description: 'Forbidden: the group is gone' })
    await channel.send(inGroup, rest)
    expect(api.sent).toEqual([
      { chat_id: -10042, text: answer.text },
      { chat_id: -10042, text: answer.text },
    ])
    expect([...stored]).toEqual([['moved:-42', -10042]])
  })

  test('who blocked the bot is not asked again', async () => {
    api.refusing.set(41000111, { status: 403, description: 'Forbidden: bot was blocked by the user' })
    expect(await failure(channel.send(answer, ctx()))).toMatchObject({
      code: 'permanent',
      message: expect.stringContaining('bot was blocked by the user'),
    })
  })

  test('a text that Telegram would find empty is refused with its reason', async () => {
    api.refusing.set(41000111, { status: 400, description: 'Bad Request: text must be non-empty' })
    expect(await failure(channel.send({ ...answer, text: ' ' }, ctx()))).toMatchObject({ code: 'permanent' })
  })

  test('no failure tells the token', async () => {
    api.refusing.set(41000111, { status: 400, description: 'Bad Request' })
    await server.close()
    expect((await failure(channel.send(answer, ctx()))).message).not.toContain(TOKEN)
  })

  const photo = { type: 'image/jpeg', name: 'weg.jpg', width: 800, height: 600, content: Buffer.from('a photo') }
  const paper = { type: 'application/pdf', name: 'rooster.pdf', content: Buffer.from('a paper') }
  test.each<[string, OutboundMessage['attachments'], object[]]>([
    ['a photo', [photo], [{ photo: { name: 'weg.jpg', bytes: 'a photo' }, caption: answer.text }]],
    ['a file', [paper], [{ document: { name: 'rooster.pdf', bytes: 'a paper' }, caption: answer.text }]],
    [
      'an image that Telegram would not show',
      [{ ...photo, width: 9000, height: 300 }],
      [{ document: { name: 'weg.jpg' }, caption: answer.text }],
    ],
    [
      'two photos',
      [photo, photo],
      [
        { type: 'photo', media: { name: 'weg.jpg', bytes: 'a photo' }, caption: answer.text },
        { type: 'photo', media: { name: 'weg.jpg', bytes: 'a photo' } },
      ],
    ],
    [
      'a photo and a file',
      [photo, paper],
      [
        { type: 'document', media: { name: 'weg.jpg', bytes: 'a photo' } },
        { type: 'document', media: { name: 'rooster.pdf', bytes: 'a paper' }, caption: answer.text },
      ],
    ],
  ])('an answer with %s is one call', async (_, attachments, expected) => {
    const called = ctx()
    const { externalId } = await channel.send({ ...answer, attachments }, called)
    const common = { chat_id: 41000111, reply_parameters: { message_id: 11, allow_sending_without_reply: true } }
    expect(api.sent).toMatchObject(expected.map(part => ({ ...common, ...part })))
    // What has the words stands for the whole, and the whole can be taken back.
    expect(api.sent[Number(externalId.split(':')[1]) - 901]).toMatchObject({ caption: answer.text })
    for (let at = 1; at <= expected.length; at++) api.removable.add(`41000111:${900 + at}`)
    await channel.remove!({ externalId, threadId: '41000111' }, called)
    expect([...api.removable, ...called.stored.keys()]).toEqual([])
  })

  test('a file of a customer is fetched with the token, which nothing else tells', async () => {
    api.files.set('documents/AgAD', 'a photo')
    const content = await channel.file!('telegram:AgAD', ctx())
    expect(Buffer.from(content).toString()).toBe('a photo')
    const large = await failure(channel.file!('telegram:other', ctx()))
    expect(large).toMatchObject({ code: 'permanent', message: expect.stringContaining('file is too big') })
    await server.close()
    expect((await failure(channel.file!('telegram:AgAD', ctx()))).message).not.toContain(TOKEN)
  })

  test('polling hands over each update once, and only forgets what was kept', async () => {
    api.updates = Array.from({ length: 101 }, (_, index) => ({ update_id: 500 + index }))
    const first = await channel.poll!(undefined, ctx())
    expect(first).toMatchObject({ cursor: '600', more: true })
    // Core fell over before it kept them: they come again.
    expect((await channel.poll!(undefined, ctx())).items).toEqual(first.items)
    const second = await channel.poll!(first.cursor, ctx())
    expect(second).toMatchObject({ cursor: '601', more: false })
    expect(second.items.map(({ key }) => key)).toEqual(['600'])
    expect(await channel.poll!(second.cursor, ctx())).toEqual({ items: [], more: false })
    expect(first.items.length + second.items.length).toBe(101)
  })

  test('an update has one key, however it comes', async () => {
    const { body } = rawItem(`${import.meta.dirname}/fixtures/private-text.json`)
    api.updates = [JSON.parse(Buffer.from(body).toString())]
    const { items } = await channel.poll!(undefined, ctx())
    expect(channel.webhook!.key!({ method: 'POST', headers: {}, query: {}, body })).toBe(items[0]!.key)
  })

  test('connected by webhook, Telegram is told address, secret and kinds, and is not asked', async () => {
    const called = ctx(webhook)
    await telegram.connect!(called)
    await telegram.connect!(called)
    expect(api.webhook).toEqual({
      url: called.webhookUrl,
      secret_token: SECRET,
      allowed_updates: ['message', 'edited_message'],
    })
    expect(await channel.poll!(undefined, called)).toEqual({ items: [] })
    await telegram.disconnect!(called)
    expect(api.webhook).toBeUndefined()
  })

  test('connected by polling, a webhook that was left there is taken away', async () => {
    api.webhook = { url: 'https://old.example/hook' }
    expect(await failure(channel.poll!(undefined, ctx()))).toMatchObject({ code: 'temporary' })
    await telegram.connect!(ctx())
    expect(await channel.poll!(undefined, ctx())).toMatchObject({ items: [] })
  })

  test('without a secret nothing comes in by webhook', async () => {
    const { webhookSecret, ...open } = webhook
    expect(await failure(telegram.connect!(ctx(open)))).toMatchObject({ code: 'permanent' })
    expect(await failure(telegram.check!(ctx(open), () => {}))).toMatchObject({ code: 'permanent' })
    const request = { method: 'POST' as const, query: {}, body: new Uint8Array() }
    const headers = (secret: string) => ({ 'x-telegram-bot-api-secret-token': secret })
    expect(channel.webhook!.verify({ ...request, headers: headers('') }, ctx(open))).toBe(false)
    expect(channel.webhook!.verify({ ...request, headers: headers('undefined') }, ctx(open))).toBe(false)
    expect(channel.webhook!.verify({ ...request, headers: headers(webhookSecret) }, ctx())).toBe(false)
    expect(channel.webhook!.verify({ ...request, headers: headers(webhookSecret) }, ctx(webhook))).toBe(true)
  })

  test('a check says what works and what does not', async () => {
    const steps: string[] = []
    await telegram.check!(ctx(webhook), step => steps.push(step))
    await telegram.connect!(ctx(webhook))
    await telegram.check!(ctx(webhook), step => steps.push(step))
    expect(steps).toEqual([
      'Signed in as @hogeschool_bot',
      'Telegram will call us once this is saved',
      'Signed in as @hogeschool_bot',
      'Telegram calls us',
    ])
    api.webhookTrouble = 'Wrong response from the webhook: 502 Bad Gateway'
    expect(await failure(telegram.check!(ctx(webhook), () => {}))).toMatchObject({
      message: expect.stringContaining('502'),
    })
    const wrongToken = ctx({ token: '710000:AAE-another_token' })
    expect(await failure(telegram.check!(wrongToken, () => {}))).toMatchObject({ code: 'unauthorized' })
  })

  test('a like is a thumb', async () => {
    await channel.like!({ externalId: '41000111:11', threadId: '41000111' }, ctx())
    expect(api.reactions).toEqual([{ chat_id: 41000111, message_id: 11, reaction: [{ type: 'emoji', emoji: '👍' }] }])
  })

  test('what was removed already is removed', async () => {
    api.removable.add('41000111:901')
    const message = { externalId: '41000111:901', threadId: '41000111' }
    await channel.remove!(message, ctx())
    expect(api.removable.size).toBe(0)
    await channel.remove!(message, ctx())
  })

  test('ids that are none of Telegram never reach it', async () => {
    const elsewhere = { externalId: 'at://did:plc:x/app.bsky.feed.post/1', threadId: 'x' }
    expect(await failure(channel.like!(elsewhere, ctx()))).toMatchObject({ code: 'permanent' })
    const thread = { externalId: '@somebody', visibility: 'private' as const }
    expect(await failure(channel.send({ ...answer, thread }, ctx()))).toMatchObject({ code: 'permanent' })
    expect(api.sent).toEqual([])
  })
})

describe('against telegram-test-api, with a customer in it:', () => {
  let server: TelegramServer
  beforeEach(async () => {
    server = new TelegramServer({ host: '127.0.0.1', port: await freePort() })
    await server.start()
  })
  afterEach(() => server.stop())

  test('a question comes in, is answered where it was asked, and the answer can be taken back', async () => {
    const customer = server.getClient(TOKEN, { userId: 41000111, chatId: 41000111, firstName: 'Jamila', timeout: 5000 })
    const ctx = testCtx({ settings: polling(server.config.apiURL) })
    const steps: string[] = []
    await telegram.check!(ctx, step => steps.push(step))
    await telegram.connect!(ctx)
    expect(steps).toEqual(['Signed in as @TestNameBot'])

    await customer.sendMessage(customer.makeMessage('Is de kantine open?'))
    const { items, cursor } = await channel.poll!(undefined, ctx)
    const [question, ...more] = (await Promise.all(items.map(item => channel.parse(item, ctx)))).flat()
    expect(more).toEqual([])
    if (question?.type !== 'message') return expect.fail('No message came in.')
    expect(question).toMatchObject({ text: 'Is de kantine open?', author: { externalId: '41000111', name: 'Jamila' } })

    const text = 'Tot vijf uur! 🥪 ^TR'
    const sent = await channel.send({ ...answer, thread: question.thread, inReplyTo: question.externalId, text }, ctx)
    const { result } = await customer.getUpdates()
    expect(result.map(({ message }) => message)).toMatchObject([{ chat_id: 41000111, text }])
    expect((await channel.poll!(cursor, ctx)).items).toEqual([])

    const ours = async () =>
      (await customer.getUpdatesHistory()).filter(update => 'message' in update && 'chat_id' in update.message)
    expect(await ours()).toHaveLength(1)
    await channel.remove!({ externalId: sent.externalId, threadId: question.thread.externalId }, ctx)
    expect(await ours()).toEqual([])
  })
})

/** A port that was free a moment ago: this server can choose none itself. */
async function freePort(): Promise<number> {
  const probe = await serve(botApi())
  await probe.close()
  return Number(new URL(probe.url).port)
}
