import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Network, ORGANISATION, PEOPLE, startNetwork } from './network.ts'

const [sanne, youssef] = PEOPLE as [(typeof PEOPLE)[0], (typeof PEOPLE)[0]]
let network: Network
beforeEach(async () => {
  network = await startNetwork({ token: 'the-token', secret: 'the-secret' })
})
afterEach(() => network.close())

const call = (route: string, body?: unknown, headers: Record<string, string> = {}) => {
  const [method, path] = route.split(' ')
  return fetch(`${network.url}${path}`, {
    method,
    headers: { authorization: 'Bearer the-token', 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'manual',
  })
}

describe('its API refuses', () => {
  test.each<[number, string, unknown?, Record<string, string>?]>([
    [401, 'GET /api/me', undefined, { authorization: '' }],
    [401, 'GET /api/me', undefined, { authorization: 'Bearer the-toke' }],
    [401, 'GET /api/me', undefined, { authorization: 'the-token' }],
    [404, 'GET /api/secrets'],
    [404, 'PATCH /api/posts'],
    [404, 'POST /api/posts/post-1/share'],
    [404, 'POST /api/posts/post-9/like'],
    [422, 'GET /api/changes?after=-1'],
    [422, 'GET /api/posts?since=yesterday'],
    [400, 'POST /api/posts', '{"text":'],
    [415, 'POST /api/posts', { thread: 'post-1', text: 'x', reference: 'r' }, { 'content-type': 'text/plain' }],
    [422, 'POST /api/posts', null],
    [422, 'POST /api/posts', { thread: 'post-1', text: 'x' }],
    [422, 'POST /api/posts', { thread: 'post-1', text: 1, reference: 'r' }],
    [422, 'POST /api/posts', { thread: 'post-1', text: 'x', reference: 'r', urgent: 'yes' }],
    [422, 'POST /api/posts', { thread: 'post-1', text: '👍'.repeat(501), reference: 'r' }],
    [404, 'POST /api/posts', { thread: 'direct-p-2', text: 'x', reference: 'r' }],
    [422, 'PUT /api/webhook', { url: 'nowhere' }],
    [422, 'PUT /api/webhook', { url: 'http://127.0.0.1:1/hooks/1' }],
    [403, 'GET /api/me', undefined, { origin: 'https://elsewhere.example' }],
    [413, 'POST /api/posts', 'x'.repeat(70_000)],
  ])('with %i: %s %j %j', async (status, route, body, headers) => {
    network.square.write(sanne, { text: 'Hallo' })
    expect((await call(route, body, headers)).status).toBe(status)
    expect(network.square.posts.size).toBe(1)
  })
})

describe('its page', () => {
  const look = async (query = '') => (await call(`GET /${query}`)).text()
  const submit = (action: string, form: Record<string, string>, headers = {}) =>
    call(`POST ${action}`, new URLSearchParams(form).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    })

  test('lets somebody be anybody, with forms alone', async () => {
    const written = await submit('/write', { as: youssef.id, where: 'page', text: 'Is er nog plek?' })
    expect([written.status, written.headers.get('location')]).toEqual([303, '/?as=p-2'])
    await submit('/write', { as: sanne.id, answers: 'post-1', text: 'Dat wil ik ook weten' })
    await submit('/edit', { as: youssef.id, answers: 'post-1', text: 'Is er nog een plek?' })
    expect([...network.square.posts.values()]).toMatchObject([
      { author: youssef, text: 'Is er nog een plek?', where: 'page' },
      { author: sanne, answers: 'post-1', where: 'page' },
    ])
    await submit('/delete', { as: youssef.id, answers: 'post-1' })
    expect(network.square.posts.size).toBe(1)
    expect(await look()).not.toContain('<script')
  })

  test('shows direct messages to those two alone', async () => {
    network.square.write(sanne, { text: 'Mijn nummer is 1234567', where: 'direct' })
    expect(await look('?as=p-1')).toContain('1234567')
    expect(await look('?as=p-2')).not.toContain('1234567')
  })

  test('shows what was hidden to its author alone', async () => {
    network.square.write(sanne, { text: 'Schandalig!' })
    network.square.hide('post-1')
    expect(await look('?as=p-1')).toContain('Schandalig!')
    expect(await look('?as=p-2')).not.toContain('Schandalig!')
  })

  test('runs nothing that people write', async () => {
    const text = `"><script>alert('1')</script><img src=x onerror=alert(1)>&lt;b&gt;`
    await submit('/write', { as: sanne.id, where: 'page', text })
    const shown = await look('?as=p-1')
    expect(shown).not.toMatch(/<script|<img|&lt;b/)
    expect(shown).toContain('&#38;lt;b&#38;gt;')
    expect((await call('GET /')).headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test.each<[number, string, Record<string, string>]>([
    [403, '/edit', { as: 'p-2', answers: 'post-1', text: 'Van een ander' }],
    [403, '/delete', { as: 'p-2', answers: 'post-1' }],
    [403, '/write', { as: 'p-2', answers: 'post-2', text: 'Meegelezen' }],
    [404, '/write', { as: 'p-2', answers: 'post-9', text: 'Waarop?' }],
    [422, '/write', { as: 'p-2', where: 'page', text: '' }],
    [404, '/constructor', { as: 'p-2' }],
  ])('refuses with %i: %s %j', async (status, action, form) => {
    network.square.write(sanne, { text: 'Hallo' })
    network.square.write(sanne, { text: 'Onder ons', where: 'direct' })
    expect((await submit(action, form)).status).toBe(status)
    expect(network.square.changes).toHaveLength(2)
  })

  test('refuses what another page sends', async () => {
    const form = { as: sanne.id, where: 'page', text: 'Niet van mij' }
    expect((await submit('/write', form, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await submit('/write', form, { origin: network.url })).status).toBe(303)
  })

  test('plays failures', async () => {
    network.square.write(sanne, { text: 'Hallo' })
    await submit('/fail', { as: sanne.id, failure: 'signed-out' })
    expect((await call('GET /api/me')).status).toBe(401)
    expect(await look()).toContain('<option value="signed-out" selected>')
    await submit('/fail', { as: sanne.id, failure: '' })
    await submit('/fail', { as: sanne.id, failure: 'limited' })
    const body = { thread: 'post-1', text: 'Dag', reference: 'r' }
    const limited = await call('POST /api/posts', body)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '20'])
    expect((await call('POST /api/posts', body)).status).toBe(201)
    expect(network.square.find('post-2').author).toBe(ORGANISATION)
  })
})
