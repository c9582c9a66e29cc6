import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { letters as ofNotices } from '../core/notify/letters.ts'
import { texts as ofCore } from '../core/plugin/texts.ts'
import * as publicEn from '../core/public/texts/en.ts'
import * as publicEs from '../core/public/texts/es.ts'
import * as publicNl from '../core/public/texts/nl.ts'
import { letters as ofTeam } from '../core/team/texts.ts'

const LANGUAGES = ['nl', 'en', 'es'] as const
type Language = (typeof LANGUAGES)[number]

/** Words that once stood for something that has another word now; see “Words on screen” in CONTRIBUTING. */
const RETIRED: Record<Language, RegExp> = {
  nl: /\bgekozen\b|verzend|verzond|niet begrepen|\bstuk(ke)?\b|zet stil|\bBewaar (memo|als|weergave)|weghal|weggehaald/i,
  en: /\banswer(s|ed|ing)?\b|\b(some|no|any|every)body\b|not understood|how it fares|\bmake (a|the) (label|team|token|link)/i,
  es: /derecho|\bcolegas?\b|complemento|\belegid|no entendid|persona administradora|[“”]/i,
}
/** What a connection or a server of somebody else does: it answers, or does not. */
const THEIRS = /\{(host|status)\}|does not answer|gave an? answer|gave no answer|Verzonden items/

const modules = await Promise.all(
  globSync(['web/locales/**/{nl,en,es}.ts', 'plugins/*/texts.ts']).map(async path => {
    const all = (await import(new URL(`../${path}`, import.meta.url).href)) as {
      default?: unknown
      texts?: Partial<Record<Language, unknown>>
    }
    return { path, all }
  }),
)

/** All that is said in a language, with what it is called. */
function saidIn(language: Language): Array<[string, string]> {
  const screens = modules.flatMap(({ path, all }) =>
    path.endsWith(`/${language}.ts`) ? sentences(path, all.default) : sentences(path, all.texts?.[language]),
  )
  const pages = { nl: publicNl.nl, en: publicEn.en, es: publicEs.es }[language]
  return [
    ...screens,
    ...sentences('public', pages),
    ...sentences('core', ofCore[language]),
    ...sentences('team', ofTeam[language]),
    ...sentences('notices', ofNotices[language]),
  ]
}

function sentences(name: string, said: unknown): Array<[string, string]> {
  if (typeof said === 'string') return [[name, said]]
  // A sentence with places is a function: its own source holds the words.
  if (typeof said === 'function') return [[name, [...String(said).matchAll(/`[^`]*`|'[^'\n]*'/g)].join(' ')]]
  if (typeof said !== 'object' || said === null) return []
  return Object.entries(said).flatMap(([key, value]) => sentences(`${name} ${key}`, value))
}

describe.each(LANGUAGES)('in %s', language => {
  test('one thing has one word', () => {
    const said = saidIn(language)
    expect(said.length).toBeGreaterThan(400)
    const retired = said.filter(([, text]) => RETIRED[language].test(text) && !THEIRS.test(text))
    expect(retired).toEqual([])
  })

  test('a button fits a phone', () => {
    const buttons = new Set(
      globSync('web/{app,screens,ui}/**/*.tsx').flatMap(path =>
        [...readFileSync(path, 'utf8').matchAll(/<Button\b[^>]*>\s*\{t\('([\w.]+)'\)\}\s*<\/Button>/g)].map(
          ([, key]) => key!,
        ),
      ),
    )
    expect(buttons.size).toBeGreaterThan(20)
    const texts = new Map(saidIn(language).map(([name, text]) => [name.split(' ').at(-1)!, text]))
    const long = [...buttons].map(key => texts.get(key)!).filter(text => text.length > 28)
    expect(long).toEqual([])
  })

  test('a text has the same places as the Dutch one', () => {
    const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join()
    const of = (wanted: Language) =>
      modules
        .filter(({ path }) => path.startsWith('web/') && path.endsWith(`${wanted}.ts`))
        .flatMap(({ path, all }) => sentences(path.replace(/\w+\.ts$/, ''), all.default))
    const dutch = new Map(of('nl'))
    expect(of(language).filter(([name, text]) => places(text) !== places(dutch.get(name) ?? ''))).toEqual([])
  })
})
