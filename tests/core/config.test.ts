import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ConfigError, loadConfig } from '../../config/load.ts'
import { type Setting, settings } from '../../config/schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'webcare-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fileWith = (content: string) => {
  const path = join(folder, 'webcare.json')
  writeFileSync(path, content)
  return path
}

/** What the start prints before it stops. */
function refusal(environment: Record<string, string>): string {
  try {
    loadConfig(environment)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).message
  }
  throw new Error('This should have been refused.')
}

test('without any setting there is an address, a database and a key in the data folder', () => {
  const config = loadConfig({})
  expect(config).toMatchObject({
    PORT: 4321,
    HOST: '127.0.0.1',
    WEBCARE_BASE_URL: 'http://localhost:4321',
    WEBCARE_DATA: join(process.cwd(), 'data'),
    DATABASE_URL: `file:${join(process.cwd(), 'data/webcare.sqlite')}`,
    WEBCARE_KEY_FILE: join(process.cwd(), 'data/master.key'),
    secure: true,
  })
  expect(Object.isFrozen(config)).toBe(true)
})

test.each([
  ['PORT', '65536', 'a whole number from 0 to 65535'],
  ['PORT', '80a', 'a whole number from 0 to 65535'],
  ['PORT', '-1', 'a whole number from 0 to 65535'],
  ['PORT', '1e3', 'a whole number from 0 to 65535'],
  ['PORT', ' 80', 'a whole number from 0 to 65535'],
  ['WEBCARE_BASE_URL', 'webcare.example.org', 'an http(s) address'],
  ['WEBCARE_BASE_URL', 'https://example.org/webcare?x', 'an http(s) address'],
  ['WEBCARE_BASE_URL', 'ftp://example.org', 'an http(s) address'],
  ['WEBCARE_ALLOW_HTTP', 'true', 'one of no, yes'],
  ['WEBCARE_TRUSTED_PROXIES', '10.0.0.1, proxy.local', 'addresses or ranges'],
  ['WEBCARE_LANGUAGE', 'fr', 'one of nl, en, es'],
  ['WEBCARE_TIME_ZONE', 'Amsterdam', 'an IANA time zone'],
  ['WEBCARE_REOPEN_HOURS', '0', 'a whole number from 1 to 8760'],
  ['WEBCARE_UNDO_PUBLIC_SECONDS', '31', 'a whole number from 0 to 30'],
  ['WEBCARE_UNDO_PRIVATE_SECONDS', '5.5', 'a whole number from 0 to 30'],
  ['WEBCARE_SESSION_IDLE_MINUTES', '5', 'a whole number from 15 to 480'],
  ['WEBCARE_SESSION_HOURS', '48', 'a whole number from 1 to 24'],
  ['WEBCARE_MAIL_FROM', 'Webcare', 'an e-mail address'],
  ['WEBCARE_LOG_LEVEL', 'verbose', 'one of silent, fatal'],
])('%s=%j is refused: the key, the value, what is right and what it is for', (key, value, expected) => {
  const message = refusal({ [key]: value })
  expect(message).toContain(`${key} is “${value}”, which is not ${expected}`)
  expect(message).toContain((settings as Record<string, Setting<unknown>>)[key]!.description)
})

test.each([
  ['DATABASE_URL', 'mysql://webcare:hunter2@db.example.org/webcare', 'mysql:…'],
  ['DATABASE_URL', 'mysql://db.example.org/webcare?password=hunter2', 'mysql:…'],
  ['DATABASE_URL', 'webcare:hunter2@db.example.org', '…'],
  ['WEBCARE_SMTP_URL', 'https://user:hunter2@mail.example.org', 'https:…'],
])('of a wrong %s only the beginning is repeated, for it may hold a password', (key, value, shown) => {
  const message = refusal({ [key]: value })
  expect(message).toContain(
    `${key} is “${shown}”, which is not ${(settings as Record<string, Setting<unknown>>)[key]!.expected}`,
  )
  expect(message).not.toContain('hunter2')
})

test('plain http is refused, except on this machine or when a setting says so', () => {
  const WEBCARE_BASE_URL = 'http://webcare.example.org'
  expect(refusal({ WEBCARE_BASE_URL })).toMatch(/would travel unprotected. Use https, or set WEBCARE_ALLOW_HTTP=yes/)
  expect(loadConfig({ WEBCARE_BASE_URL, WEBCARE_ALLOW_HTTP: 'yes' }).secure).toBe(false)
  expect(loadConfig({ WEBCARE_BASE_URL: 'http://127.0.0.1:8080/' })).toMatchObject({
    WEBCARE_BASE_URL: 'http://127.0.0.1:8080',
    secure: true,
  })
  expect(loadConfig({ WEBCARE_BASE_URL: 'https://webcare.example.org' }).secure).toBe(true)
  expect(loadConfig({ WEBCARE_BASE_URL: 'https://Example.org/webcare/' })).toMatchObject({
    origin: 'https://example.org',
    basePath: '/webcare',
  })
})

test('mail needs a sender', () => {
  const WEBCARE_SMTP_URL = 'smtp://localhost'
  expect(refusal({ WEBCARE_SMTP_URL })).toMatch(/WEBCARE_MAIL_FROM is not: give the address/)
  expect(loadConfig({ WEBCARE_SMTP_URL, WEBCARE_MAIL_FROM: 'care@example.org' }).WEBCARE_SMTP_URL).toBe(
    WEBCARE_SMTP_URL,
  )
})

test('the environment wins over the file, an empty value is no value', () => {
  const WEBCARE_CONFIG = fileWith('{ "PORT": 8080, "WEBCARE_LANGUAGE": "en" }')
  expect(loadConfig({ WEBCARE_CONFIG, PORT: '9090' })).toMatchObject({ PORT: 9090, WEBCARE_LANGUAGE: 'en' })
  expect(loadConfig({ WEBCARE_CONFIG, PORT: '' }).PORT).toBe(8080)
})

test('a file that is missing, no JSON, or has a key that is no setting is named', () => {
  expect(refusal({ WEBCARE_CONFIG: '/none/webcare.json' })).toBe(
    'WEBCARE_CONFIG names /none/webcare.json, which cannot be read (ENOENT).',
  )
  expect(refusal({ WEBCARE_CONFIG: fileWith('{ "WEBCARE_SMTP_URL": hunter2 }') })).toMatch(
    /webcare.json, which is not JSON.$/,
  )
  expect(refusal({ WEBCARE_CONFIG: fileWith('{ "PROT": 1 }') })).toMatch(/has “PROT”, which is no setting/)
  expect(refusal({ WEBCARE_CONFIG: fileWith('{ "PORT": "many" }') })).toMatch(/PORT is “many”/)
  for (const content of ['null', '[8080]', '"PORT"']) {
    expect(refusal({ WEBCARE_CONFIG: fileWith(content) })).toMatch(/must hold one JSON object/)
  }
})

test('the example file is a right one', () => {
  const WEBCARE_CONFIG = join(import.meta.dirname, '../../config/example.json')
  expect(loadConfig({ WEBCARE_CONFIG }).WEBCARE_BASE_URL).toBe('https://webcare.example.org')
})

test('lists may have spaces', () => {
  expect(loadConfig({ WEBCARE_TRUSTED_PROXIES: '10.0.0.1, 172.16.0.0/12,' }).WEBCARE_TRUSTED_PROXIES).toEqual([
    '10.0.0.1',
    '172.16.0.0/12',
  ])
})
