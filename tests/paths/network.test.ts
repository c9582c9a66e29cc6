import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Failure, type Network, ORGANISATION, PEOPLE, startNetwork } from '../../plugins/sandbox/network.ts'
import { each } from '../support/databases.ts'
import { openWorld, type World, type WorldOptions } from '../support/world.ts'

const sanne = PEOPLE[0]!
const ours = ({ square }: Network) => [...square.posts.values()].filter(({ author }) => author === ORGANISATION)

/** Webcare on a real port, plugins in a thread of their own, and one connection of a plugin. */
async function connected(
  database: WorldOptions['database'],
  plugin: string,
  settingsOf: (world: World) => Promise<object>,
) {
  const settings = { WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8' }
  const world = await openWorld({ database, listen: true, hostThread: true, settings })
  const admin = await world.signIn('ada', { roles: ['agent', 'admin'] })
  const input = { plugin, name: 'Plein', settings: JSON.stringify(await settingsOf(world)) }
  const { data, errors } = await admin.do('addConnection', input, 'id problem webhookUrl')
  expect(errors).toEqual([])
  expect(data.addConnection.problem).toBeNull()
  const { id, webhookUrl } = data.addConnection
  const tess = await world.signIn('tess', { on: { [id]: 'reply' } })
  return { world, admin, tess, id, webhookUrl: webhookUrl as string }
}

each('a network', database => {
  async function onNetwork() {
    let network!: Network
    const joined = await connected(database, 'sandbox', async world => {
      network = await startNetwork({ now: () => world.clock.now() })
      onTestFinished(() => network.close())
      return network.settings
    })
    return { ...joined, network }
  }

  test('brings a question by its webhook, and gets one answer under it', async () => {
    const { tess, network, world } = await onNetwork()
    network.square.write(sanne, { text: 'Kan ik mij nog aanmelden?' })
    await expect.poll(() => tess.inbox('UNASSIGNED')).toHaveLength(1)
    const { number } = (await tess.inbox('UNASSIGNED'))[0]!
    await tess.takes(number)
    await tess.answers(number, 'Ja, tot 1 april! ^TR')
    world.clock.advance({ minutes: 1 })
    await world.run('deliver')
    expect(ours(network)).toMatchObject([{ answers: 'post-1', text: 'Ja, tot 1 april! ^TR' }])

    // Our own post comes back by both roads, and is no news.
    await world.run('poll')
    const { messages } = await tess.case(number)
    expect(messages.edges.map(({ node }: { node: { direction: string } }) => node.direction)).toEqual(['IN', 'OUT'])
    expect(await tess.inbox('UNASSIGNED')).toEqual([])
  })

  test.each<[Failure, number]>([
    ['limited', 0],
    ['broken-before', 0],
    ['broken-after', 1],
  ])('F-17, F-18: that is %s has every answer once', async (failure, atOnce) => {
    const { tess, network, world } = await onNetwork()
    network.square.write(sanne, { text: 'Hoe laat begint de open dag?' })
    await expect.poll(() => tess.inbox('UNASSIGNED')).toHaveLength(1)
    const { number } = (await tess.inbox('UNASSIGNED'))[0]!
    await tess.answers(number, 'Om tien uur ^TR')
    network.fail(failure)
    world.clock.advance({ minutes: 1 })
    await world.run('deliver')
    expect(ours(network)).toHaveLength(atOnce)
    const state = async () => (await tess.case(number)).messages.edges[1].node.delivery.state
    expect(await state()).not.toBe('SENT')
    for (let minutes = 0; minutes < 20 && (await state()) !== 'SENT'; minutes++) {
      world.clock.advance({ minutes: 1 })
      await world.run('reconcile')
      await world.run('deliver')
    }
    expect(await state()).toBe('SENT')
    expect(ours(network)).toHaveLength(1)
  })
})

each('a channel in another language', database => {
  const key = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
  const signature = (id: string, at: number, body: string) =>
    `v1,${createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
      .update(`${id}.${at}.${body}`)
      .digest('base64')}`

  test('A-WH-01, A-WH-03, A-WH-04, A-WH-05: says what it has to say once, and takes answers and events that are signed', async () => {
    const had: Array<{ id: string; body: { type: string; data: Record<string, unknown> } }> = []
    const receiver = createServer(async (request, response) => {
      let body = ''
      for await (const part of request) body += part
      const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given } = request.headers
      if (given !== signature(String(id), Number(at), body)) return response.writeHead(401).end()
      had.push({ id: String(id), body: JSON.parse(body) })
      response.end()
    })
    await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void receiver.close())
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
    const settings = { key, replyUrl: url, eventUrl: url, events: 'case.assigned' }
    const { world, tess, admin, id, webhookUrl } = await connected(database, 'webhook', async () => settings)
    const checked = await admin.do('checkConnection', { connectionId: id }, 'steps problem')
    expect(checked.data.checkConnection).toMatchObject({ problem: null })

    const event = {
      type: 'message',
      externalId: 'post-1',
      thread: { externalId: 'post-1', visibility: 'public' },
      place: 'brand',
      author: { externalId: 'p-77', name: 'Sanne de Vries' },
      text: 'Kan ik mij nog aanmelden?',
      at: world.clock.iso(),
    }
    const post = (body: string, changed: Record<string, string> = {}, minutes = 0, messageId = 'msg_1') => {
      const at = Math.floor(world.clock.now().getTime() / 1000) + minutes * 60
      const headers = {
        'webhook-id': messageId,
        'webhook-timestamp': String(at),
        'webhook-signature': signature(messageId, at, body),
      }
      return fetch(webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers, ...changed },
        body,
      })
    }
    const body = JSON.stringify(event)
    // A-WH-01, A-WH-04
    const forged: Array<Record<string, string>> = [
      { 'webhook-signature': '' },
      { 'webhook-id': 'msg_2' },
      { 'webhook-timestamp': '0' },
    ]
    for (const changed of forged) expect((await post(body, changed)).status).toBe(401)
    for (const minutes of [10, -10]) expect((await post(body, {}, minutes)).status).toBe(401)
    expect(await world.core.db.selectFrom('rawItems').selectAll().where('connectionId', '=', id).execute()).toEqual([])

    // A-WH-05
    expect((await post('x'.repeat(1_100_000))).status).toBe(413)
    for (const [index, broken] of ['['.repeat(10_000), '{"type":"poked"}', '{"type":"message"}'].entries()) {
      expect((await post(broken, {}, 0, `broken_${index}`)).status).toBe(200)
    }
    const parked = () =>
      world.core.db.selectFrom('rawItems').select('reason').where('parkedAt', 'is not', null).execute()
    await expect
      .poll(async () => (await parked()).map(({ reason }) => reason).sort())
      .toEqual([
        '/type must be message, edited, deleted or receipt',
        expect.stringContaining('required'),
        'The body is no JSON in UTF-8',
      ])

    // A-WH-03
    for (let times = 0; times < 10; times++) {
      const answers = await Promise.all(Array.from({ length: 32 }, () => post(body)))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    }
    expect(await tess.inbox('UNASSIGNED')).toHaveLength(1)

    const { number } = (await tess.inbox('UNASSIGNED'))[0]!
    await tess.takes(number)
    await tess.answers(number, 'Ja, tot 1 april! ^TR')
    world.clock.advance({ minutes: 1 })
    await world.run('deliver')
    await world.run('tell')
    const told = had.filter(one => one.body.type !== 'ping')
    expect(told.map(one => one.body.type).sort()).toEqual(['case.assigned', 'reply'])
    const reply = told.find(one => one.body.type === 'reply')!
    expect(reply.body.data).toMatchObject({ id: reply.id, inReplyTo: 'post-1', text: 'Ja, tot 1 april! ^TR' })
    expect(JSON.stringify(told.find(one => one.body.type === 'case.assigned'))).not.toContain('Sanne')
  })
})
