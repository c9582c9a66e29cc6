import { failures } from './failure-texts.ts'
import type { Texts } from './index.ts'
import { texts as ours } from './texts.ts'

/** A text longer than this is a platform's own, and no sentence of a plugin. */
const LONGEST = 1000

/** A sentence with its places: `Signed in as {name}` is `['Signed in as ', '']` and `['name']`. */
interface Template {
  pieces: string[]
  names: string[]
  translation: string
}

const known = new WeakMap<object, Template[]>()

/**
 * Words of a plugin, in the reader's language. The English is the key; where it has places such as `{name}`, whatever
 * stands there is put into the translation. The first of several tables that knows the sentence wins; without one it
 * stays English.
 */
export function translate(language: string, text: string, ...tables: ReadonlyArray<Texts | undefined>): string {
  if (text.length > LONGEST) return text
  for (const table of tables) {
    const texts = table?.[language]
    if (!texts) continue
    if (Object.hasOwn(texts, text)) return texts[text] ?? text
    for (const template of templatesOf(texts)) {
      const values = valuesIn(text, template)
      if (values) return filled(template.translation, values)
    }
  }
  return text
}

/** A sentence of a plugin or about one, in the reader's language: by its own texts, or by those of the program that runs it. */
export const said = (language: string, plugin: { texts?: Texts } | undefined, text: string): string =>
  translate(language, text, plugin?.texts, failures, ours)

/** The same for a JSON Schema: every title and description in it, at whatever depth. */
export function translateSchema(
  language: string,
  schema: unknown,
  ...tables: ReadonlyArray<Texts | undefined>
): unknown {
  if (Array.isArray(schema)) return schema.map(part => translateSchema(language, part, ...tables))
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      (key === 'title' || key === 'description') && typeof value === 'string'
        ? translate(language, value, ...tables)
        : translateSchema(language, value, ...tables),
    ]),
  )
}

function templatesOf(texts: Readonly<Record<string, string>>): Template[] {
  const made = known.get(texts)
  if (made) return made
  const templates = Object.entries(texts)
    .filter(([english]) => /\{\w+\}/.test(english))
    .map(([english, translation]) => ({
      pieces: english.split(/\{\w+\}/),
      names: [...english.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
      translation,
    }))
    // The one that says most itself comes first: `Signed in as {name}` before `{what} failed`.
    .sort((a, b) => b.pieces.join('').length - a.pieces.join('').length)
  known.set(texts, templates)
  return templates
}

/** The words in the places of a sentence, piece after piece, in one pass; undefined when it is another sentence. */
function valuesIn(text: string, { pieces, names }: Template): ReadonlyMap<string, string> | undefined {
  const first = pieces[0] ?? ''
  const last = pieces.at(-1) ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return undefined
  const values = new Map<string, string>()
  let from = first.length
  for (const [at, name] of names.entries()) {
    const isLast = at === names.length - 1
    const next = pieces[at + 1] ?? ''
    const to = isLast ? text.length - last.length : text.indexOf(next, from)
    if (to < from) return undefined
    values.set(name, text.slice(from, to))
    from = to + next.length
  }
  return values
}

const filled = (translation: string, values: ReadonlyMap<string, string>) =>
  translation.replace(/\{(\w+)\}/g, (place, name) => values.get(name) ?? place)
