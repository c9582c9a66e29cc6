import { expect, test } from 'vitest'
import { createToken } from '../../core/team/tokens.ts'
import { each } from '../support/databases.ts'
import { browser, reasonOf } from './team-browser.ts'
import { openRoom, PASSWORD } from './team-room.ts'

each('what a page elsewhere sends (A-CS-01, A-CS-03)', engine => {
  const form = { email: 'tess@school.example', password: PASSWORD }

  test.each([
    ['without our header', { 'x-webcare-csrf': undefined }],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['as text', { 'content-type': 'text/plain' }],
    ['as something like JSON', { 'content-type': 'application/json garbage' }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbouring sub-domain', { 'sec-fetch-site': 'same-site' }],
    ['by an old browser, from another site', { 'sec-fetch-site': undefined, origin: 'https://evil.example' }],
    [
      'by an old browser, from a look-alike',
      { 'sec-fetch-site': undefined, origin: 'https://webcare.school.example.evil' },
    ],
    ['by an old browser that hides where it is', { 'sec-fetch-site': undefined, origin: 'null' }],
    ['by a program without origin', { 'sec-fetch-site': undefined }],
    ['as if by nobody, from another site', { 'sec-fetch-site': 'none', origin: 'https://evil.example' }],
    ['as if by nobody, from where nobody is told', { 'sec-fetch-site': 'none', origin: 'null' }],
    [
      'from another site, with our origin',
      { 'sec-fetch-site': 'cross-site', origin: 'https://webcare.school.example' },
    ],
  ])('is refused %s', async (_, headers: Record<string, string | undefined>) => {
    const room = await openRoom(engine)
    await room.person('Tess')
    const answer = await browser(await room.server()).post('sign-in', form, headers)
    expect([answer.statusCode, reasonOf(answer)]).toEqual([403, 'request.foreign'])
    expect(await room.db.selectFrom('sessions').select('id').execute()).toEqual([])
  })

  test.each([
    ['by an old browser, from our own page', { 'sec-fetch-site': undefined, origin: 'https://webcare.school.example' }],
    ['as by nobody, without any site', { 'sec-fetch-site': 'none' }],
    ['as by nobody, from our own page', { 'sec-fetch-site': 'none', origin: 'https://webcare.school.example' }],
    ['with its character set', { 'content-type': 'application/json; charset=utf-8' }],
  ])('is taken %s', async (_, headers: Record<string, string | undefined>) => {
    const room = await openRoom(engine)
    await room.person('Tess')
    const answer = await browser(await room.server()).post('sign-in', form, headers)
    expect(answer.statusCode).toBe(200)
  })

  test.each([
    ['an unknown key', { ...form, role: 'admin' }, 422],
    ['a missing key', { email: form.email }, 422],
    ['a number for a text', { ...form, password: 12 }, 422],
    ['a key that reaches for the prototype', JSON.parse('{"__proto__": {"a": 1}, "email": "a", "password": "b"}'), 400],
    ['1 MB', { ...form, password: 'x'.repeat(1_000_000) }, 413],
  ])('a body with %s is refused (A-AZ-10)', async (_, body, status) => {
    const room = await openRoom(engine)
    const answer = await browser(await room.server()).post('sign-in', body)
    expect(answer.statusCode).toBe(status)
    expect(answer.json().error.code).toBe('INVALID')
  })

  test('a token in the address is refused and a Bearer token makes cookies worthless (A-AU-13)', async () => {
    const room = await openRoom(engine)
    const tess = await room.person('Tess')
    const { secret } = await room.unit(tx => createToken(tx, tess.id, { name: 'x', scopes: ['cases:read'] }))
    const browsing = browser(await room.server())
    const leaked = await browsing.ask('GET', `state?access_token=${secret}`)
    expect([leaked.statusCode, reasonOf(leaked)]).toEqual([422, 'auth.tokenInAddress'])
    expect(leaked.body).not.toContain(secret)

    await browsing.signIn('tess@school.example')
    const state = async (authorization: string) =>
      (await browsing.ask('GET', 'state', undefined, { authorization })).json().signedIn
    expect(await state(`Bearer ${secret}`)).toBe(true)
    expect(await state('Bearer wcp_nothing')).toBe(false)
    expect(await state(`Basic ${secret}`)).toBe(false)
  })

  test('on plain http elsewhere the cookie has another name and is not Secure', async () => {
    const room = await openRoom(engine, { WEBCARE_BASE_URL: 'http://webcare.lan', WEBCARE_ALLOW_HTTP: 'yes' })
    await room.person('Tess')
    const answer = await browser(await room.server()).signIn('tess@school.example')
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^wc_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^wc_device=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Lax$/),
    ])
  })
})
