import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { admit } from '../../core/plugin/door.ts'
import { failures } from '../../core/plugin/failure-texts.ts'
import { named } from '../../core/plugin/fetch.ts'
import { fileOf, pageOf, windowOf } from '../../core/plugin/results.ts'
import { said } from '../../core/plugin/translate.ts'

const failing = (call: () => unknown): string => {
  try {
    call()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('It did not fail')
}
const met = (code: string) => (named('school.nl', Object.assign(new Error('raw'), { code })) as Error).message
const refused = (event: object | null) => admit([event], { receivedAt: new Date(), language: 'nl' }).refused ?? ''
const message = {
  ...{ type: 'message', externalId: 'm', at: new Date(), text: 'Hallo', place: 'brand', author: { externalId: 'a' } },
  thread: { externalId: 't', visibility: 'public' },
}
const item = { key: 'k', headers: {}, body: new Uint8Array() }

const sentences = [
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'].map(met),
  ...['ERR_SSL_WRONG_VERSION_NUMBER', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_RES_EXCEEDED_MAX_SIZE'].map(met),
  ...['ECONNRESET', 'HPE_INVALID_CONSTANT'].map(met),
  ...[{}, { items: [], cursor: 1 }, { items: [], cursor: '\0' }, { items: [{ ...item, key: '' }] }].map(page =>
    failing(() => pageOf(page as never)),
  ),
  failing(() => pageOf({ items: [{ ...item, body: 'text' as never }] })),
  failing(() => pageOf({ items: [{ ...item, body: new Uint8Array(64 * 1024 * 1024 + 1) }] })),
  failing(() => windowOf({} as never)),
  failing(() => fileOf('text' as never)),
  refused({ type: 'nonsense' }),
  refused({ ...message, externalId: 7 }),
  refused(null),
  refused({ ...message, text: 7 }),
  refused({ ...message, references: 7 }),
  admit('nothing', { receivedAt: new Date(), language: 'nl' }).refused ?? '',
  admit(new Array(10_001).fill({ ...message, type: 'deleted' }), { receivedAt: new Date(), language: 'nl' }).refused ??
    '',
  ...[...readFileSync(join(import.meta.dirname, '../../core/plugin/host.ts'), 'utf8').matchAll(/'(The plugin [^']+)'/g)]
    .map(([, text = '']) => text)
    .flatMap(text => (/^The plugin (did not|was ended)/.test(text) ? [text, `${text}. It was tried 2 times.`] : text)),
]

describe.each(['nl', 'es'])('in %s', language => {
  test.each(sentences)('%s', text => {
    expect(text).not.toBe('')
    expect(said(language, undefined, text)).not.toBe(text)
  })
})

test('each sentence is there in both languages, and each is said', () => {
  expect(Object.keys(failures.es ?? {})).toEqual(Object.keys(failures.nl ?? {}))
  const spoken = new Set(sentences.map(text => said('nl', undefined, text)))
  const silent = Object.values(failures.nl ?? {}).filter(text => {
    const pieces = text.split(/\{\w+\}/)
    return ![...spoken].some(one => one.startsWith(pieces[0]!) && one.endsWith(pieces.at(-1)!))
  })
  expect(silent).toEqual([])
})
