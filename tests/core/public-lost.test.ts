import { expect, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { en } from '../../core/public/texts/en.ts'
import { es } from '../../core/public/texts/es.ts'
import { nl } from '../../core/public/texts/nl.ts'
import { openWorld } from '../support/world.ts'

/** The headers of a browser when somebody goes to an address. */
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const WRONG = [
  '/nergens',
  '/cases/12',
  '/files/nothing',
  '/exports/1',
  '/hooks/nothing',
  '/graphiql',
  '/%zz',
  '/c/twaalf',
]

test.each([
  ['nl', nl],
  ['en', en],
  ['es', es],
])('somebody at a wrong address reads where they can go, in %s', async (language, texts) => {
  const world = await openWorld({ base: '/hulp' })
  const tess = await world.signIn('tess')
  for (const who of [{}, tess.headers]) {
    for (const path of WRONG) {
      const headers = { ...BROWSER, ...who, 'accept-language': `${language}-NL,fr;q=0.5` }
      const { statusCode, headers: sent, body } = await world.request({ url: `/hulp${path}`, headers })
      expect([path, statusCode >= 400, sent['content-type']]).toEqual([path, true, 'text/html; charset=utf-8'])
      expect(body).toContain(`<h1>${texts.lost.title}</h1>`)
      expect(body).toContain(`<html lang="${language}">`)
      expect(body).toContain(`<a class="button" href="/hulp/webcare/contact">${texts.contact.title}</a>`)
      expect(body).toContain(`<a href="/hulp/">${texts.lost.inbox}</a>`)
      // Nothing of the address comes back, and nothing is kept.
      expect(body).not.toContain('nergens')
      expect(sent['cache-control']).toBe('no-store')
    }
  }
})

test.each([
  ['a program that takes anything', { accept: '*/*' }, 'GET'],
  ['a program that wants JSON', { accept: 'application/json' }, 'GET'],
  ['a program that says nothing', {}, 'GET'],
  ['a form of somebody else', BROWSER, 'POST'],
] as const)('%s gets JSON', async (_, headers, method) => {
  const world = await openWorld()
  for (const path of WRONG) {
    const answer = await world.request({ method, url: path, headers })
    expect([path, answer.json().error.code]).toEqual([path, expect.stringMatching(/^(NOT_FOUND|INVALID)$/)])
  }
})

test('a fault of ours is a page too, and says nothing of what it was', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  await world.core.write(system('test'), tx => tx.db.schema.dropTable('attachments').execute())
  const url = '/files/019cae00-0000-7000-8000-000000000001'
  const { statusCode, body } = await world.request({ url, headers: { ...tess.headers, ...BROWSER } })
  expect(statusCode).toBe(500)
  expect(body).toContain(`<h1>${nl.errors.failed.title}</h1>`)
  expect(body).not.toMatch(/attachments|Internal|req-/)
})

test.each([
  ['nl', nl],
  ['en', en],
  ['es', es],
])('an empty form is answered at its field, however fast it was sent, in %s', async (language, texts) => {
  const world = await openWorld()
  const url = `/webcare/contact?lang=${language}`
  const form = /name="form" value="([^"]+)"/.exec((await world.request({ url })).body)?.[1] ?? ''
  const answer = await world.request({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ form, text: ' ', email: 'sanne@' }).toString(),
  })
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(`${texts.problems.empty}</p>`)
  expect(answer.body).toContain(`${texts.problems.email}</p>`)
  expect(answer.body).not.toContain(texts.problems.robot)
})
