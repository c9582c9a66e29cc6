import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { isAbsolute, resolve } from 'node:path'
import { type Setting, type Settings, settings } from './schema.ts'

/** All settings, and what follows from them. */
export interface Config extends Settings {
  /** Whether the browser reaches us over TLS: decides the cookie's name and HSTS. */
  readonly secure: boolean
  /** The scheme and host of the base address, as browsers write them in an Origin header. */
  readonly origin: string
  /** The path of the base address: nothing, or such as `/webcare`. */
  readonly basePath: string
}

/** A wrong setting: which one, what is wrong with it, what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const LOCAL = ['localhost', '127.0.0.1', '[::1]']

/**
 * The settings of this process, from the environment and the JSON file that WEBCARE_CONFIG names; the environment wins.
 * The only reader of process.env. `fixed` wins over both. Throws ConfigError on the first wrong one.
 */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env, fixed: Record<string, string> = {}): Config {
  const file = readFile(environment.WEBCARE_CONFIG)
  const values: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries(settings) as Array<[string, Setting<unknown>]>) {
    const given = fixed[key] || environment[key] || file[key]
    if (given === undefined || given === '') {
      values[key] = setting.default
      continue
    }
    const value = setting.parse(String(given))
    if (value === undefined) {
      throw new ConfigError(
        `${key} is “${shown(key, given)}”, which is not ${setting.expected}. ${setting.description}`,
      )
    }
    values[key] = value
  }
  return Object.freeze(completed(values as Settings))
}

/** The settings with a port that is free now, where they leave it open: addresses have it in them before anybody listens. */
export async function withPort(config: Config): Promise<Config> {
  if (config.PORT !== 0) return config
  const server = createServer().listen(0, config.HOST)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const isDefault = config.WEBCARE_BASE_URL === 'http://localhost:0'
  return Object.freeze(completed({ ...config, PORT: port, ...(isDefault && { WEBCARE_BASE_URL: '' }) }))
}

function completed(given: Settings): Config {
  const data = isAbsolute(given.WEBCARE_DATA) ? given.WEBCARE_DATA : resolve(given.WEBCARE_DATA)
  const baseUrl = (given.WEBCARE_BASE_URL || `http://localhost:${given.PORT}`).replace(/\/$/, '')
  const { protocol, hostname, origin, pathname } = new URL(baseUrl)
  const secure = protocol === 'https:' || LOCAL.includes(hostname)
  if (!secure && given.WEBCARE_ALLOW_HTTP !== 'yes') {
    throw new ConfigError(
      `WEBCARE_BASE_URL is ${baseUrl}: passwords would travel unprotected. Use https, or set WEBCARE_ALLOW_HTTP=yes on a closed network.`,
    )
  }
  if (given.WEBCARE_SMTP_URL && !given.WEBCARE_MAIL_FROM) {
    throw new ConfigError(
      'WEBCARE_SMTP_URL is set but WEBCARE_MAIL_FROM is not: give the address that mail comes from.',
    )
  }
  return {
    ...given,
    secure,
    origin,
    basePath: pathname.replace(/\/$/, ''),
    WEBCARE_DATA: data,
    WEBCARE_BASE_URL: baseUrl,
    DATABASE_URL: given.DATABASE_URL || `file:${resolve(data, 'webcare.sqlite')}`,
    WEBCARE_KEY_FILE: given.WEBCARE_KEY_FILE || resolve(data, 'master.key'),
  }
}

function readFile(path: string | undefined): Record<string, unknown> {
  if (!path) return {}
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    // Not the parser's own words: they quote the file, which may hold a password.
    const problem =
      error instanceof SyntaxError ? 'is not JSON' : `cannot be read (${(error as { code?: string }).code})`
    throw new ConfigError(`WEBCARE_CONFIG names ${path}, which ${problem}.`)
  }
  if (!isObject(content)) throw new ConfigError(`${path} must hold one JSON object, with a key for each setting.`)
  const unknown = Object.keys(content).find(key => !(key in settings))
  if (unknown) throw new ConfigError(`${path} has “${unknown}”, which is no setting. The README lists them all.`)
  return content
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A wrong value; of an address that may hold a password, only how it begins. */
const shown = (key: string, value: unknown) =>
  /(DATABASE|SMTP)_URL$/.test(key) ? String(value).replace(/^(\w+:(?=\/\/))?[\s\S]*$/, '$1…') : String(value)
