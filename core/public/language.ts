import { en } from './texts/en.ts'
import { es } from './texts/es.ts'
import { nl, type Texts } from './texts/nl.ts'

/** The languages a visitor can choose from. */
export const languages = { nl, en, es } satisfies Record<string, Texts>
export type Language = keyof typeof languages

/** The language a tag such as `nl` names, if it is one of ours. */
export const known = (tag: string | undefined): Language | undefined =>
  (Object.keys(languages) as Language[]).find(language => language === tag)

/** The language a person chose in the address, if it is one of ours. */
export const chosenLanguage = (query: unknown): Language | undefined => {
  const { lang } = (query ?? {}) as { lang?: unknown }
  return typeof lang === 'string' ? known(lang) : undefined
}

/** The language of ours that the browser asks for most, by its Accept-Language header. */
export function acceptedLanguage(header: string | undefined): Language | undefined {
  const wishes = (header ?? '').split(',').map(wish => {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';')
    const quality = parameters.map(parameter => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean)
    return { language: known(tag.split('-')[0]), quality: quality === undefined ? 1 : Number(quality) }
  })
  return wishes.filter(wish => wish.language && wish.quality > 0).sort((a, b) => b.quality - a.quality)[0]?.language
}
