import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js'
import { expect, onTestFinished, test } from 'vitest'
import { each } from '../support/databases.ts'
import { freePort } from '../support/free-port.ts'
import { openWorld } from '../support/world.ts'

const TOKEN = '710000:AAE-test_token'
const SECRET = 'geheim_geheim_geheim_geheim'
const update = (text: string) => ({
  update_id: 81,
  message: {
    message_id: 11,
    from: { id: 41000111, is_bot: false, first_name: 'Jamila', language_code: 'nl' },
    chat: { id: 41000111, first_name: 'Jamila', type: 'private' },
    date: 1_772_442_000,
    text,
  },
})

each('Telegram', database => {
  async function connected(settings: object) {
    const telegram = new TelegramServer({ host: '127.0.0.1', port: await freePort() })
    await telegram.start()
    onTestFinished(() => void telegram.stop())
    const world = await openWorld({
      database,
      listen: true,
      hostThread: true,
      settings: { WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8' },
    })
    const admin = await world.signIn('ada', { roles: ['agent', 'admin'] })
    const all = { token: TOKEN, apiRoot: telegram.config.apiURL, ...settings }
    const input = { plugin: 'telegram', name: 'Telegram', settings: JSON.stringify(all) }
    const { data, errors } = await admin.do('addConnection', input, 'id problem webhookUrl settings')
    expect(errors).toEqual([])
    const { id, problem, webhookUrl, settings: shown } = data.addConnection
    expect(shown).not.toContain(TOKEN)
    const tess = await world.signIn('tess', { roles: ['lead'], on: { [id]: 'lead' } })
    const customer = telegram.getClient(TOKEN, {
      userId: 41000111,
      chatId: 41000111,
      firstName: 'Jamila',
      timeout: 5000,
    })
    const ours = async () =>
      (await customer.getUpdatesHistory()).filter(kept => 'message' in kept && 'chat_id' in kept.message)
    return { world, tess, customer, ours, problem, webhookUrl: webhookUrl as string }
  }

  test('brings a question, gets its answer once, and the answer can be taken back', async () => {
    const { world, tess, customer, ours, problem } = await connected({ receive: 'poll' })
    expect(problem).toBeNull()
    await customer.sendMessage(customer.makeMessage('Is de kantine open?'))
    await world.run('poll')
    const [found] = await tess.inbox('UNASSIGNED')
    const { number, messages } = await tess.case(found!.number)
    expect(messages.edges).toMatchObject([
      { node: { text: 'Is de kantine open?', visibility: 'PRIVATE', author: 'Jamila' } },
    ])

    await tess.takes(number)
    await tess.answers(number, 'Tot vijf uur! 🥪 ^TR')
    world.clock.advance({ minutes: 1 })
    await world.run('deliver')
    await world.run('poll')
    await world.run('deliver')
    expect(await ours()).toMatchObject([{ message: { chat_id: 41000111, text: 'Tot vijf uur! 🥪 ^TR' } }])

    const answer = (await tess.case(number)).messages.edges[1].node
    expect(answer).toMatchObject({ direction: 'OUT', delivery: { state: 'SENT' } })
    expect((await tess.do('moderateMessage', { messageId: answer.id, action: 'REMOVE' })).errors).toEqual([])
    expect(await ours()).toEqual([])

    await customer.sendMessage(customer.makeMessage('Dank je wel!'))
    world.clock.advance({ seconds: 10 })
    await world.run('poll')
    expect((await tess.case(number)).messages.edges).toHaveLength(3)
  })

  test('A-WH-08: calls us with its secret, and nobody without it', async () => {
    // This server knows no setWebhook with a secret and no getWebhookInfo: what the connection says of it is no matter here.
    const { tess, webhookUrl } = await connected({ receive: 'webhook', webhookSecret: SECRET })
    const call = (text: string, secret?: string) =>
      fetch(webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(secret && { 'x-telegram-bot-api-secret-token': secret }) },
        body: JSON.stringify(update(text)),
      })
    expect((await call('Vals')).status).toBe(401)
    expect((await call('Vals', `${SECRET}x`)).status).toBe(401)
    expect((await call('Kan ik mij nog aanmelden?', SECRET)).status).toBe(200)
    // Telegram did not hear us, and calls again.
    expect((await call('Kan ik mij nog aanmelden?', SECRET)).status).toBe(200)
    await expect.poll(() => tess.inbox('UNASSIGNED')).toHaveLength(1)
    const { messages } = await tess.case((await tess.inbox('UNASSIGNED'))[0]!.number)
    expect(messages.edges).toMatchObject([{ node: { text: 'Kan ik mij nog aanmelden?' } }])
  })
})
