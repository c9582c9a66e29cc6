/**
 * How a form is drawn from a plugin's JSON Schema, what it holds becomes settings, and what is wrong with it before the
 * server is asked.
 */

/** One setting, as its input needs it. */
export interface Setting {
  key: string
  title: string
  hint: string | undefined
  kind: 'text' | 'secret' | 'number' | 'tick' | 'choice' | 'list' | 'other'
  /** Must be filled in, because there is no default either. */
  required: boolean
  /** For a choice: the values with their words. */
  options: ReadonlyArray<readonly [value: string, text: string]>
  /** For a browser's keyboard: `url`, `email`, or nothing in particular. */
  format: string | undefined
  min: number | undefined
  max: number | undefined
  whole: boolean
  pattern: string | undefined
  initial: unknown
  /** Among the settings that few people change. */
  folded: boolean
  /** It counts only while other settings have these values. */
  when: Readonly<Record<string, unknown>>
}

/** What an input holds: a text, also for numbers; whether a box is ticked. */
export type Entry = string | boolean
export type Entries = Readonly<Record<string, Entry>>

/** The keywords of a schema that a value can offend and that we have words for. */
const offences = [
  'required',
  'type',
  'pattern',
  'format',
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'invalid',
] as const
export type Offence = (typeof offences)[number]

/** The server's keyword, or `invalid` for one that is not worth words of its own. */
export const offenceNamed = (keyword: unknown): Offence => offences.find(known => known === keyword) ?? 'invalid'

interface Schema {
  type?: string
  title?: string
  description?: string
  writeOnly?: boolean
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  default?: unknown
  folded?: boolean
  when?: Record<string, unknown>
  needed?: boolean
  properties?: Record<string, Schema>
  required?: string[]
}

/** The settings of a plugin in the order of its schema; none for one that needs none. */
export function settingsOf(text: string | null | undefined): Setting[] {
  const schema: Schema = JSON.parse(text ?? '{}')
  return Object.entries(schema.properties ?? {}).map(([key, property]) => {
    const kind = kindOf(property)
    const isText = kind === 'text' || kind === 'secret'
    return {
      key,
      kind,
      title: property.title ?? key,
      hint: property.description,
      required:
        (schema.required?.includes(key) || property.needed === true) &&
        property.default === undefined &&
        kind !== 'tick',
      options: optionsOf(property),
      format: property.format,
      min: isText ? property.minLength : property.minimum,
      max: isText ? property.maxLength : property.maximum,
      whole: property.type === 'integer',
      pattern: property.pattern,
      initial: property.default,
      folded: property.folded ?? false,
      when: property.when ?? {},
    }
  })
}

function kindOf(property: Schema): Setting['kind'] {
  if (optionsOf(property).length) return 'choice'
  if (property.writeOnly) return 'secret'
  if (property.type === 'boolean') return 'tick'
  if (property.type === 'integer' || property.type === 'number') return 'number'
  if (property.type === 'array' && property.items?.type === 'string') return 'list'
  return property.type === 'string' ? 'text' : 'other'
}

/** A choice is an enum, or a union of constants that may each have a title. */
function optionsOf(property: Schema): Array<readonly [string, string]> {
  if (property.enum) return property.enum.map(value => [String(value), String(value)] as const)
  const all = property.anyOf ?? []
  return all.every(one => one.const !== undefined)
    ? all.map(one => [String(one.const), one.title ?? String(one.const)] as const)
    : []
}

/** What the form holds at first: what is stored, else what the plugin suggests. A secret never comes back. */
export function entriesOf(settings: readonly Setting[], stored: Readonly<Record<string, unknown>>): Entries {
  return Object.fromEntries(
    settings.map(({ key, kind, initial, options, required }) => {
      const value = stored[key] ?? initial
      if (kind === 'tick') return [key, value === true]
      if (kind === 'secret' || value == null) return [key, kind === 'choice' && required ? (options[0]?.[0] ?? '') : '']
      if (kind === 'list') return [key, (value as string[]).join('\n')]
      return [key, kind === 'other' ? JSON.stringify(value, null, 2) : String(value)]
    }),
  )
}

/** The form once a preset is chosen: its own settings, and of the others what somebody typed. */
export const presetIn = (
  settings: readonly Setting[],
  entries: Entries,
  preset: Readonly<Record<string, unknown>>,
): Entries => {
  const filled = entriesOf(settings, preset)
  return { ...entries, ...Object.fromEntries(Object.keys(preset).map(key => [key, filled[key] ?? ''])) }
}

/** The settings that count for what the form holds: others belong to another choice. */
export const relevant = (settings: readonly Setting[], entries: Entries): Setting[] =>
  settings.filter(({ when }) => Object.entries(when).every(([key, value]) => entries[key] === value))

/** What is sent: nothing for what was left empty, so that a default or a kept secret holds. */
export function valuesOf(settings: readonly Setting[], entries: Entries): Record<string, unknown> {
  return Object.fromEntries(
    relevant(settings, entries).flatMap(({ key, kind }) => {
      const entry = entries[key]
      if (entry === undefined || (entry === '' && kind !== 'list')) return []
      if (kind === 'tick') return [[key, entry]]
      const text = String(entry)
      if (kind === 'number') return [[key, Number(text)]]
      if (kind === 'list') return [[key, linesOf(text)]]
      return [[key, kind === 'other' ? JSON.parse(text) : text]]
    }),
  )
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)

/** What is wrong, by the key of the setting. `kept` are the secrets that are stored: they may stay empty. */
export function offencesIn(
  settings: readonly Setting[],
  entries: Entries,
  kept: readonly string[] = [],
): ReadonlyMap<string, Offence> {
  const found = relevant(settings, entries).flatMap(setting => {
    const entry = entries[setting.key] ?? ''
    const offence = typeof entry === 'string' ? offenceOf(setting, entry, kept.includes(setting.key)) : undefined
    return offence ? [[setting.key, offence] as const] : []
  })
  return new Map(found)
}

function offenceOf(setting: Setting, entry: string, isKept: boolean): Offence | undefined {
  const { kind, required, pattern, whole, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = setting
  if (entry === '') return required && !isKept && kind !== 'list' ? 'required' : undefined
  if (kind === 'number') {
    const value = Number(entry)
    if (Number.isNaN(value) || (whole && !Number.isInteger(value))) return 'type'
    if (value < min) return 'minimum'
    return value > max ? 'maximum' : undefined
  }
  if (kind === 'other') return isJson(entry) ? undefined : 'type'
  if (kind === 'choice') return setting.options.some(([value]) => value === entry) ? undefined : 'enum'
  if (kind === 'list') return undefined
  if (entry.length < min) return 'minLength'
  if (entry.length > max) return 'maxLength'
  return pattern !== undefined && !new RegExp(pattern, 'u').test(entry) ? 'pattern' : undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
