import type { TSchema } from 'typebox'
import type { Plugin } from './plugin/index.ts'

// A plugin's settings in words, and as a file that somebody fills in.

interface Described extends TSchema {
  type?: string
  title?: string
  description?: string
  default?: unknown
  examples?: unknown[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Described[]
  properties?: Record<string, Described>
  required?: string[]
  writeOnly?: boolean
  minimum?: number
}

/** Each setting in a line: its key, whether it is needed, what it is. */
export function settingLines({ settings }: Pick<Plugin, 'settings'>): string[] {
  const { properties = {}, required = [] } = settings as Described
  return Object.entries(properties).map(([key, schema]) => {
    const need = required.includes(key) && schema.default === undefined ? 'needed' : 'may be left out'
    const what = [schema.title, schema.description].filter(Boolean).join('. ')
    const kind = [kindOf(schema), schema.writeOnly && 'secret'].filter(Boolean).join(', ')
    const usual = schema.default === undefined ? '' : `usually ${JSON.stringify(schema.default)}`
    return [key, need, kind, what, usual].join('\t').trimEnd()
  })
}

/** A file for `connection add --settings`: everything that is needed or has a usual value, to be filled in. */
export const settingsTemplate = ({ settings }: Pick<Plugin, 'settings'>): object =>
  blank(settings as Described) as object

function kindOf({ type, enum: values, anyOf, const: only }: Described): string {
  if (only !== undefined) return JSON.stringify(only)
  if (values) return values.map(value => JSON.stringify(value)).join(' or ')
  if (anyOf) return anyOf.map(kindOf).join(' or ')
  return type === 'string' ? 'text' : type === 'boolean' ? 'true or false' : (type ?? 'anything')
}

function blank(schema: Described): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf?.[0]) return blank(schema.anyOf[0])
  if (schema.type === 'object') {
    const { properties = {}, required = [] } = schema
    const shown = Object.entries(properties).filter(([key, one]) => required.includes(key) || one.default !== undefined)
    return Object.fromEntries(shown.map(([key, one]) => [key, blank(one)]))
  }
  if (schema.type === 'array') return []
  if (schema.type === 'boolean') return false
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0
  return schema.examples?.[0] ?? ''
}
