import { describe, expect, test } from 'vitest'
import { mustBeGoodPassword } from '../../core/team/password-rule.ts'
import { openPasswords } from '../../core/team/passwords.ts'

describe('a password', () => {
  test('is stored as argon2id with 46 MiB, one pass and a salt of its own', async () => {
    const passwords = openPasswords()
    const [one, two] = [await passwords.hash('vier losse tegels'), await passwords.hash('vier losse tegels')]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(two).not.toBe(one)
    expect(await passwords.verify(one, 'vier losse tegels')).toEqual({ right: true, stale: false })
    expect(await passwords.verify(one, 'vier losse tegelz')).toEqual({ right: false, stale: false })
  })

  test('asks for a new hash when the parameters have changed', async () => {
    const stored = await openPasswords({ memory: 64 }).hash('vier losse tegels')
    expect(await openPasswords({ memory: 128 }).verify(stored, 'vier losse tegels')).toEqual({
      right: true,
      stale: true,
    })
  })

  test.each([
    ['composed and decomposed letters', 'caf\u00e9 aan zee 12', 'cafe\u0301 aan zee 12', true],
    ['a space before it', ' vier losse tegels', 'vier losse tegels', false],
    ['capitals', 'Vier losse tegels', 'vier losse tegels', false],
    ['what follows a NUL', 'vier losse\u0000tegels', 'vier losse\u0000muren', false],
    ['emoji', '🦔🦊🐝🐌', '🦔🦊🐝🐌', true],
  ])('compares %s', async (_, chosen, given, right) => {
    const passwords = openPasswords({ memory: 64 })
    expect((await passwords.verify(await passwords.hash(chosen), given)).right).toBe(right)
  })

  test('of nobody is never right, and costs the same work as a wrong one (A-AU-02)', async () => {
    const passwords = openPasswords()
    expect(await passwords.verify(null, '')).toEqual({ right: false, stale: false })
    // 46 MiB were filled for nobody too: far from the microseconds of a skipped comparison.
    const start = performance.now()
    await passwords.verify(null, 'vier losse tegels')
    expect(performance.now() - start).toBeGreaterThan(3)
  })
})

test('500 at once: two are worked on, twenty wait, the others are told to come back (A-AU-15)', async () => {
  const passwords = openPasswords({ memory: 64 })
  const outcomes = await Promise.allSettled(Array.from({ length: 500 }, () => passwords.verify(null, 'x')))
  const refused = outcomes.filter(outcome => outcome.status === 'rejected')
  expect(refused).toHaveLength(478)
  expect(refused[0]!.reason).toMatchObject({ code: 'UNAVAILABLE', reason: 'auth.busy', facts: { retryAfter: 5 } })
  // The places are free again.
  expect(await passwords.verify(null, 'x')).toMatchObject({ right: false })
})

describe('the rule (A-AU-14)', () => {
  const known = { organisation: 'Schoolplein', email: 'tess.rood@school.example', name: 'Tess Rood' }
  const verdict = (password: string) => {
    try {
      mustBeGoodPassword(password, known)
      return 'good'
    } catch (error) {
      return (error as { reason?: string }).reason
    }
  }

  test.each([
    ['1 character', 'a', 'password.short'],
    ['11 characters', 'kq8#vtz2m!w', 'password.short'],
    ['12 characters', 'kq8#vtz2m!wp', 'good'],
    ['12 bytes in fewer characters', '🦔🦊🐝🐌', 'good'],
    ['256 bytes', `een zin.${'kq8#vtz2'.repeat(31)}`, 'good'],
    ['257 bytes', `een zin..${'kq8#vtz2'.repeat(31)}`, 'password.long'],
    ['1 MB', 'kq8#vtz2m!wp'.repeat(90_000), 'password.long'],
    ['a NUL and a leading space', ' kq8\u0000vtz2m!wp', 'good'],
    ['an ordinary sentence', 'vier losse tegels', 'good'],
    ['password with digits', 'Password1234', 'password.common'],
    ['password in disguise', 'P@ssw0rd!!!!', 'password.common'],
    ['Dutch', 'Welkom2026!!', 'password.common'],
    ['Dutch, long', 'wachtwoord123456', 'password.common'],
    ['Spanish with its accent', 'Contraseña2026', 'password.common'],
    ['twice the same word', 'welkomwelkom', 'password.common'],
    ['twice the same word with digits', 'Welkom01Welkom01', 'password.common'],
    ['one letter', 'aaaaaaaaaaaa', 'password.common'],
    ['three letters over and over', 'abcabcabcabc', 'password.common'],
    ['counting', '123456789012', 'password.common'],
    ['counting down', '987654321098', 'password.common'],
    ['a row of keys', 'qwertyuiopas', 'password.common'],
    ['columns of keys', '1qaz2wsx3edc', 'password.common'],
    ['the alphabet, backwards', 'zyxwvutsrqpo', 'password.common'],
    ['the famous one', 'correct horse battery staple', 'password.common'],
    ['a season and a year', 'Zomer-2026-!', 'password.common'],
    ['the organisation', 'Schoolplein1!', 'password.known'],
    ['the address', 'tess.rood@school.example', 'password.known'],
    ['the part of the address before @', 'tess.rood.42', 'password.known'],
    ['the name', 'Tess Rood 1234', 'password.known'],
    ['a sentence with the organisation in it', 'op het schoolplein staan drie eiken', 'good'],
  ])('%s', (_, password, expected) => expect(verdict(password)).toBe(expected))
})
