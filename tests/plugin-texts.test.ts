import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Plugin } from '../core/plugin/index.ts'
import { loadPlugins, SHIPPED } from '../core/plugin/load.ts'
import { said } from '../core/plugin/translate.ts'

const LANGUAGES = ['nl', 'es']

/** Said the same in every language we speak: names of firms, words of a protocol. */
const SAME = new Set(['Bluesky', 'Telegram', 'Webhook'])

/** Titles and descriptions of a settings schema, at whatever depth. */
function wordsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) =>
    (key === 'title' || key === 'description') && typeof value === 'string' ? [value] : wordsIn(value),
  )
}

/** The sentences that the code of a plugin says to an admin or an agent: errors and steps, each expression in them as a word. */
function saidBy(id: string): string[] {
  const files = globSync(`${SHIPPED}/${id}/*.ts`).filter(
    file => !/\.test\.ts$|\/(testing|mutants|network|bot-api)\.ts$/.test(file),
  )
  expect(files.length).toBeGreaterThan(0)
  const sentences =
    /(?:PluginError\(\s*(?:'\w+'|\w+|[^,()]*\? ?'\w+' : '\w+')|fault\(\s*(?:'\w+'|\w+)|\bpassed\(|unclear\()[\s,]*('(?:[^'\\]|\\.)*'|`[^`]*`)/g
  return files.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(sentences)].map(([, text = '']) => spoken(text.slice(1, -1))),
  )
}

/** A template as it comes out, its expressions filled. */
const spoken = (text: string) => text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'X1')

/** Put together of other sentences: those of the plugin's own tests say how it comes out. */
const isComposed = (text: string) => /\$\{|^X1:|X1:? ?X1/.test(text)

const plugins = [...(await loadPlugins({ folders: [SHIPPED], packages: [] })).found.values()].map(
  ({ plugin }) => plugin,
)

describe.each(plugins.map(plugin => [plugin.id, plugin] as const))(
  '%s speaks the languages of the screens',
  (id, plugin: Plugin) => {
    const all = new Set([
      plugin.name,
      ...wordsIn(plugin.settings),
      ...(plugin.presets ?? []).flatMap(({ title, hint }) => [title, ...(hint ? [hint] : [])]),
      ...saidBy(id).filter(text => !isComposed(text)),
    ])

    test.each(LANGUAGES)('in %s', language => {
      const table = plugin.texts?.[language] ?? {}
      const unknown = [...all].filter(
        text => !SAME.has(text) && !Object.hasOwn(table, text) && said(language, plugin, text) === text,
      )
      expect(unknown).toEqual([])
    })

    test('with the same sentences and places in each', () => {
      const [first = {}, ...others] = LANGUAGES.map(language => plugin.texts?.[language] ?? {})
      for (const other of others) expect(Object.keys(other)).toEqual(Object.keys(first))
      const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
      const odd = LANGUAGES.flatMap(language =>
        Object.entries(plugin.texts?.[language] ?? {}).filter(
          // A word in braces that is meant as it stands is in a description, not in a place.
          ([english, text]) => places(english).join() !== places(text).join(),
        ),
      )
      expect(odd).toEqual([])
    })
  },
)

test('the plugins were read', () => expect(plugins.map(({ id }) => id)).toContain('email'))
test('the sentences were found', () => expect(saidBy('telegram').length).toBeGreaterThan(8))
test('the texts lie in their folders', () => {
  expect(plugins.filter(({ id }) => !globSync(join(SHIPPED, id, 'texts.ts')).length).map(({ id }) => id)).toEqual([])
})

test.each([
  [
    'email',
    'mail.school.nl does not let info in: 535 no. Check the user name and password, and that SMTP sign-in is switched on for this mailbox.',
    'mail.school.nl laat info niet binnen: 535 no. Controleer gebruikersnaam en wachtwoord, en of inloggen via SMTP aanstaat voor deze mailbox.',
  ],
  ['email', 'mail.school.nl refuses for now: 450 busy', 'mail.school.nl weigert voorlopig: 450 busy'],
  ['email', 'mail.school.nl refuses: 550 no', 'mail.school.nl weigert: 550 no'],
  [
    'webhook',
    'The receiver answered 403: does it have the same signing key?',
    'De ontvanger gaf status 403. Gebruikt die dezelfde sleutel?',
  ],
  ['webhook', 'The receiver answered 418', 'De ontvanger gaf status 418.'],
])('of %s what is put together: %s', (id, english, dutch) => {
  expect(
    said(
      'nl',
      plugins.find(plugin => plugin.id === id),
      english,
    ),
  ).toBe(dutch)
})
