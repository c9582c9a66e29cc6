import adminEn from '../../web/locales/admin/en.ts'
import adminEs from '../../web/locales/admin/es.ts'
import adminNl from '../../web/locales/admin/nl.ts'
import caseEn from '../../web/locales/conversation/en.ts'
import caseEs from '../../web/locales/conversation/es.ts'
import caseNl from '../../web/locales/conversation/nl.ts'
import en from '../../web/locales/en.ts'
import es from '../../web/locales/es.ts'
import nl from '../../web/locales/nl.ts'
import type { Language } from '../../web/locales/text.ts'

const texts = {
  nl: { ...nl, ...caseNl, ...adminNl },
  en: { ...en, ...caseEn, ...adminEn },
  es: { ...es, ...caseEs, ...adminEs },
}
type Texts = (typeof texts)['nl']
/** A text without forms by number. */
type Key = { [K in keyof Texts]: Texts[K] extends string ? K : never }[keyof Texts]

/** A text with its places filled. */
export const fill = (text: string, values: Readonly<Record<string, unknown>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place))

/** The texts of the screens in a language, with their places filled, as a test expects to read them. */
export type Words = (key: Key, values?: Readonly<Record<string, string | number>>) => string

export const wordsOf =
  (language: Language): Words =>
  (key, values = {}) =>
    fill(texts[language][key], values)
