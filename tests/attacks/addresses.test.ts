import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Dialect } from '../../core/db/db.ts'
import { openSeal } from '../../core/lib/seal.ts'
import { each } from '../support/databases.ts'
import { openWorld, type World } from '../support/world.ts'

/** Signs that no address of ours holds, as they stand in one. */
const ODD: Record<string, string> = {
  'a NUL': '%00',
  'a NUL behind an id': `${randomUUID()}%00`,
  'a NUL encoded twice': '%2500',
  'a lone surrogate': '%ED%A0%80',
  'half a letter': '%C3',
  'no encoding': '%zz',
  'an emoji': '%F0%9F%90%9D',
  'a path upwards': '..%2f..%2fmaster.key',
  'a path upwards encoded twice': '%252e%252e%252f',
  'a quote': '%27%20or%201=1--',
  'nothing but dots': '...',
  'a line break': '%0d%0aset-cookie:%20a=b',
  'an id in capitals': randomUUID().toUpperCase(),
  'a very large number': '9'.repeat(150),
  'a number below zero': '-1',
  'no number': 'NaN',
  'another base': '0x10',
  'two hundred letters': 'a'.repeat(200),
  'ten thousand letters': 'a'.repeat(10_000),
}

/** Every place of an address in which somebody writes something: `§` stands for it. */
const PLACES = [
  'GET /webcare/status/§',
  'POST /webcare/status/§',
  'GET /webcare/status/§?lang=§',
  'GET /webcare/contact?lang=§',
  'POST /webcare/contact?lang=§',
  'GET /hooks/§',
  'POST /hooks/§',
  'POST /hooks/WEB?hub.challenge=§&a=§',
  'GET /files/§',
  'GET /messages/§/images/0',
  'GET /messages/MESSAGE/images/§',
  'GET /exports/§',
  'POST /uploads?name=§',
  'GET /graphql?query=§',
  'GET /graphql?query={cursor}&variables=§',
  'GET /graphql?query={cursor}&operationName=§',
  'GET /graphql?query=query%20A{cursor}query%20B{cursor}&a=§',
  'GET /auth/state?token=§',
  'GET /auth/§',
  'GET /c/§',
  'GET /customers/§',
  'GET /health/§',
  'GET /§',
]

async function scene(database: Dialect) {
  const world = await openWorld({ database })
  const visitor = await world.visitor().asks('Hoe laat begint het?')
  const { id } = await world.core.db.selectFrom('messages').select('id').executeTakeFirstOrThrow()
  const web = (await world.core.webConnection()).id
  const tess = await world.signIn('tess')
  return { world, visitor, tess, fill: (place: string) => place.replace('MESSAGE', id).replace('WEB', web) }
}

const faultsIn = ({ log }: World) => log.filter(line => JSON.parse(line).level >= 50)

each('an address', database => {
  test('that is not ours is nobody’s fault of ours, and nothing comes of it', { timeout: 120_000 }, async () => {
    const { world, tess, fill } = await scene(database)
    const stored = await world.core.db.selectFrom('rawItems').selectAll().execute()
    for (const place of PLACES) {
      for (const [what, odd] of Object.entries(ODD)) {
        const [, method = 'GET', url = ''] = /^(\w+) (.*)$/s.exec(fill(place).replaceAll('§', odd)) ?? []
        const isForm = method === 'POST' && url.startsWith('/webcare')
        const type = isForm ? 'application/x-www-form-urlencoded' : 'application/octet-stream'
        const answer = await world.request({
          method: method as 'GET' | 'POST',
          url,
          headers: { ...tess.headers, ...(method === 'POST' && { 'content-type': type }) },
          ...(method === 'POST' && { payload: isForm ? 'text=Hallo&form=x' : 'x' }),
        })
        expect({ place, what, status: answer.statusCode }).toEqual({
          place,
          what,
          status: expect.toSatisfy((status: number) => status < 500),
        })
      }
    }
    expect(faultsIn(world)).toEqual([])
    expect(await world.core.db.selectFrom('rawItems').selectAll().execute()).toEqual(stored)
  })

  test('of a conversation opens it as we wrote it, and in no other way', async () => {
    const { world, visitor } = await scene(database)
    const token = visitor.status.split('/status/')[1]?.split('?')[0] ?? ''
    const [body = '', signature = ''] = token.split('.')
    const stored = await world.core.db.selectFrom('rawItems').selectAll().execute()
    const ask = async (changed: string) => {
      const url = `/webcare/status/${changed}`
      const page = await world.request({ url })
      const sent = await world.request({
        ...{ method: 'POST', url, payload: 'text=Hallo' },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
      return [page.statusCode, sent.statusCode]
    }
    expect((await world.request({ url: `/webcare/status/${token}` })).statusCode).toBe(200)
    for (const changed of [
      `${token}%00`,
      `%00${token}`,
      `${body}%00.${signature}`,
      `${body}.%00${signature}`,
      `${token}=`,
      `${body}=.${signature}`,
      `${token}%20`,
      `${token}%0a`,
      `${token}%2500`,
      `${body}!.${signature}`,
      `${body}.${signature}!`,
      `${token}.`,
      `${token}.x`,
      `${token}A`,
      `${body}.${nextLetter(signature)}`,
      `${nextLetter(body)}.${signature}`,
      token.toUpperCase(),
      token.replaceAll('-', '+').replaceAll('_', '/').concat('+'),
    ]) {
      expect([changed, ...(await ask(changed))]).toEqual([changed, 404, 404])
    }
    expect(await world.core.db.selectFrom('rawItems').selectAll().execute()).toEqual(stored)
    expect(faultsIn(world)).toEqual([])
  })
})

test('a signed text has one writing, and a signed id one but for capitals', () => {
  const seal = openSeal({ id: 'k1', key: randomBytes(32) })
  for (const text of ['a', 'ab', 'abc', 'gesprek-1', '{"id":"x"}', 'é🐝']) {
    const token = seal.sign('status', text)
    expect(seal.verify('status', token)).toBe(text)
    for (let place = 0; place < token.length; place++) {
      for (const letter of ['A', 'Z', '_', '=', '\0', '+', ' ', 'é']) {
        const changed = token.slice(0, place) + letter + token.slice(place + 1)
        if (changed !== token) expect([changed, seal.verify('status', changed)]).toEqual([changed, undefined])
        const longer = token.slice(0, place) + letter + token.slice(place)
        expect([longer, seal.verify('status', longer)]).toEqual([longer, undefined])
      }
    }
    expect(seal.verify('status', `${token}\0`)).toBeUndefined()
  }
  const id = randomUUID()
  const token = seal.signId('reply', id)
  expect([seal.verifyId('reply', token), seal.verifyId('reply', token.toUpperCase())]).toEqual([id, id])
  for (const letter of 'abcdefghijklmnopqrstuvwxyz234567') {
    const changed = token.slice(0, -1) + letter
    if (changed !== token) expect([changed, seal.verifyId('reply', changed)]).toEqual([changed, undefined])
  }
  for (const changed of [
    `${token}\0`,
    `${token}=`,
    ` ${token}`,
    `${token}a`,
    token.slice(1),
    `${token.slice(0, -1)}ſ`,
  ]) {
    expect(seal.verifyId('reply', changed)).toBeUndefined()
  }
})

/** The same text with the last letter's spare bits set otherwise: a decoder reads the same bytes. */
function nextLetter(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return text.slice(0, -1) + letters[(letters.indexOf(text.at(-1) ?? '') + 1) % letters.length]
}
