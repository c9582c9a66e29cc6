import type { TObject, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { AppError } from '../lib/errors.ts'
import { keysIn, type Seal } from '../lib/seal.ts'

/** Settings as a plugin describes them; which of them are secret, the schema says. */
export type Values = Readonly<Record<string, unknown>>

/** What a secret setting is bound to when it is sealed. */
export const placeOfSetting = (connectionId: string, key: string) => `connections|settings.${key}|${connectionId}`
/** Whether a stored setting is a secret. */
export const isSealed = (value: unknown) => typeof value === 'string' && keysIn(value).length > 0
const isSecret = (schema: TSchema | undefined) => (schema as { writeOnly?: boolean } | undefined)?.writeOnly === true
const secretsOf = (schema: TObject) => Object.keys(schema.properties).filter(key => isSecret(schema.properties[key]))

/**
 * Checks settings and seals their secrets, each bound to its connection and key. A secret that is left out keeps its
 * earlier value. INVALID names the first key that is wrong, where in it, and which keyword of the schema says so.
 */
export function sealSettings(seal: Seal, schema: TObject, connectionId: string, given: Values, earlier = '{}'): string {
  const known = JSON.parse(earlier) as Record<string, unknown>
  const secrets = secretsOf(schema)
  const kept = secrets.filter(key => (given[key] === undefined || given[key] === '') && known[key] !== undefined)
  const opened = kept.map(key => [key, seal.open('settings', placeOfSetting(connectionId, key), String(known[key]))])
  const values = Value.Default(schema, { ...given, ...Object.fromEntries(opened) }) as Record<string, unknown>
  const unknown = Object.keys(values).find(key => !Object.hasOwn(schema.properties, key))
  if (unknown) throw wrong(`/${unknown}`, 'is no setting of this plugin', 'additionalProperties')
  const [error] = Value.Errors(schema, values)
  if (error) throw wrong(error.instancePath || `/${missing(error)}`, error.message, error.keyword)
  for (const key of secrets) {
    if (values[key] !== undefined) {
      values[key] = seal.seal('settings', placeOfSetting(connectionId, key), String(values[key]))
    }
  }
  return JSON.stringify(values)
}

/** Settings as the plugin gets them. */
export function openSettings(seal: Seal, schema: TObject, connectionId: string, stored: string): Values {
  const values = JSON.parse(stored) as Record<string, unknown>
  for (const key of secretsOf(schema)) {
    if (values[key] !== undefined) {
      values[key] = seal.open('settings', placeOfSetting(connectionId, key), String(values[key]))
    }
  }
  return values
}

/** The secrets among stored settings, opened. Their seal shows which they are: the plugin may be away. */
export function secretsIn(seal: Seal, connectionId: string, stored: string): string[] {
  const values = Object.entries(JSON.parse(stored) as Record<string, unknown>)
  return values
    .filter(([, value]) => isSealed(value))
    .map(([key, value]) => seal.open('settings', placeOfSetting(connectionId, key), String(value)))
}

/** Settings as an admin sees them: of a secret, only that it is there. */
export function shownSettings(schema: TObject, stored: string): Values {
  const values = JSON.parse(stored) as Record<string, unknown>
  const secrets = secretsOf(schema)
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, secrets.includes(key) ? null : value]))
}

const missing = (error: { params?: unknown }) =>
  String((error.params as { requiredProperties?: string[] } | undefined)?.requiredProperties?.[0] ?? 'it')

function wrong(path: string, problem: string, keyword: string): AppError {
  const key = path.split('/')[1]
  const facts = { key, path, keyword }
  return new AppError('INVALID', `The setting “${key}” ${problem}.`, { reason: 'settings.invalid', facts })
}
