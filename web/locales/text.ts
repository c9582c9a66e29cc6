import { createSignal } from 'solid-js'
import type nl from './nl.ts'

/** Dutch is written first; the other languages must have the same keys. */
export type Key = keyof typeof nl
/** A text, or its forms by number; `{name}` is a place for a value, `{count}` chooses the form. */
export type Text = string | { one: string; other: string }
export type Texts = Readonly<Record<Key, Text>>
export type Language = 'nl' | 'en' | 'es'

export const languages: Readonly<Record<Language, string>> = { nl: 'Nederlands', en: 'English', es: 'Español' }
/** Where the texts of a part are, by language; each is fetched when it is first spoken. */
type Loaders<K extends string> = Readonly<Record<Language, () => Promise<{ default: Readonly<Record<K, Text>> }>>>

/** Those that the list needs, then those that other screens brought along. */
const catalogues: Loaders<string>[] = [
  { nl: () => import('./first/nl.ts'), en: () => import('./first/en.ts'), es: () => import('./first/es.ts') },
]

/** Those that are here, in the language of the moment. */
const known = new Set<Loaders<string>>()

const [current, setCurrent] = createSignal<{
  language: Language
  texts: Readonly<Record<string, Text>>
  plurals: Intl.PluralRules
}>()

/** The language of the screen. */
export const language = (): Language => current()?.language ?? 'nl'

/** The first language we have among the wishes, such as `nl-BE`; English when there is none. */
export function supported(wishes: readonly (string | null | undefined)[]): Language {
  const known = wishes.map(wish => wish?.slice(0, 2).toLowerCase()).find(wish => wish && wish in languages)
  return (known as Language | undefined) ?? 'en'
}

/** Switches the screen to a language, once its texts are here. */
export async function speak(wanted: Language): Promise<void> {
  if (current()?.language !== wanted) await show(wanted)
}

async function show(wanted: Language): Promise<void> {
  const asked = [...catalogues]
  const parts = await Promise.all(asked.map(load => load[wanted]()))
  // Another screen came meanwhile: without its texts it would fall silent.
  if (asked.length < catalogues.length) return show(wanted)
  const texts: Record<string, Text> = Object.assign({}, ...parts.map(part => part.default))
  setCurrent({ language: wanted, texts, plurals: new Intl.PluralRules(wanted) })
  document.documentElement.lang = wanted
}

/** Texts that come with a screen instead of with the list. `t` knows them once `ready` resolved, whatever the language. */
export function textsWith<K extends string>(loaders: Loaders<K>) {
  return {
    t: t as (key: Key | K, values?: Readonly<Record<string, unknown>>) => string,
    async ready(): Promise<void> {
      if (known.has(loaders)) return
      if (!catalogues.includes(loaders)) catalogues.push(loaders)
      await show(language())
      known.add(loaders)
    },
  }
}

/** Brings the texts that the list does without. */
export const { ready: rest } = textsWith<Key>({
  nl: () => import('./nl.ts'),
  en: () => import('./en.ts'),
  es: () => import('./es.ts'),
})

/** A text in the language of the screen, with its places filled. */
export function t(key: Key, values: Readonly<Record<string, unknown>> = {}): string {
  const { texts, plurals } = current()!
  const text = texts[key]!
  const form = typeof text === 'string' ? text : text[plurals.select(Number(values.count)) === 'one' ? 'one' : 'other']
  return form.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place))
}

/** The text of a key that only turns out at run time, or of the first fallback that exists. */
export function tryText(keys: readonly string[], values?: Readonly<Record<string, unknown>>): string | undefined {
  const known = keys.find((key): key is Key => Object.hasOwn(current()!.texts, key))
  return known && t(known, values)
}
