import { existsSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { API_VERSION, type Plugin } from './index.ts'
import './resolve.ts'

/** A plugin that loaded, and where from. */
export interface Loaded {
  plugin: Plugin
  /** What the host imports. */
  url: string
}
/** One that did not, with what is wrong: shown to admins, and everything else runs. */
export interface Broken {
  source: string
  reason: string
  /** Where in its file, when that is known. */
  line?: number
}
export interface Plugins {
  found: ReadonlyMap<string, Loaded>
  broken: readonly Broken[]
}

/** Our own, shipped with core. */
export const SHIPPED = join(import.meta.dirname, '../../plugins')

/**
 * Finds plugins in folders (a folder each, or a file each) and by npm name. The first of an id wins. One that fails to load
 * is reported, never thrown.
 */
export async function loadPlugins(where: {
  folders: readonly string[]
  packages: readonly string[]
}): Promise<Plugins> {
  const found = new Map<string, Loaded>()
  const broken: Broken[] = []
  for (const source of await sourcesIn(where)) {
    const one = await load(source)
    if ('reason' in one) broken.push(one)
    else if (!found.has(one.plugin.id)) found.set(one.plugin.id, one)
    else broken.push({ source: source.name, reason: `Another plugin has the id “${one.plugin.id}” already.` })
  }
  return { found, broken }
}

/** The plugin in a file, or in a folder with an index. */
export const loadPlugin = (path: string): Promise<Loaded | Broken> =>
  load({ name: path, path: () => indexOf(path) ?? fileAt(path) })

function fileAt(path: string): string {
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new Error('The folder has no index.ts, index.js or index.mjs.')
  }
  return path
}

async function load({ name, path }: Source): Promise<Loaded | Broken> {
  let file = name
  try {
    file = path()
    const url = pathToFileURL(file).href
    return { plugin: checkPlugin((await import(url)).default), url }
  } catch (error) {
    if (!(error instanceof Error)) return { source: name, reason: String(error) }
    const missing = packageMissing(error)
    if (missing) return { source: name, reason: missing }
    const line = Number.parseInt(error.stack?.split(`${file}:`)[1] ?? '', 10)
    return { source: name, reason: error.message, ...(line > 0 && { line }) }
  }
}

/** A package that is named and not installed; undefined for any other error. */
function packageMissing({ message, ...error }: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return undefined
  const [, name] = /^Cannot find (?:package|module) '([^'/.][^']*)'/.exec(message) ?? []
  return name && `The package “${name}” is not installed. Install it where Webcare runs: npm install ${name}`
}

/** What must hold before a plugin may run; throws what does not. */
export function checkPlugin(exported: unknown): Plugin {
  const plugin = exported as Partial<Plugin> | undefined
  if (typeof plugin !== 'object' || plugin === null) {
    throw new Error('It has no default export made with definePlugin({ … }).')
  }
  const { id, name, api, settings, texts = {}, channel, listener } = plugin
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]{1,39}$/.test(id)) {
    throw new Error('Its id must be lower case letters, digits and hyphens.')
  }
  if (api !== API_VERSION)
    throw new Error(`It was written for contract ${String(api)}; this is contract ${API_VERSION}.`)
  if (typeof name !== 'string' || !name) throw new Error('It has no name.')
  if ((settings as { type?: unknown } | undefined)?.type !== 'object') {
    throw new Error('Its settings must be Type.Object({ … }).')
  }
  const tables = typeof texts === 'object' && texts !== null ? Object.values(texts) : [undefined]
  if (!tables.every(table => table && Object.values(table).every(text => typeof text === 'string'))) {
    throw new Error('Its texts must be sentences by language and English: { nl: { "Access token": "Toegangstoken" } }.')
  }
  if (!channel && !listener) throw new Error('It has no facet: add a channel or a listener.')
  if (channel && (!channel.limits || !channel.parse || !channel.send)) {
    throw new Error('Its channel needs limits, parse and send.')
  }
  return plugin as Plugin
}

interface Source {
  name: string
  path(): string
}

async function sourcesIn({ folders, packages }: { folders: readonly string[]; packages: readonly string[] }) {
  const sources: Source[] = []
  for (const folder of folders) {
    const entries = existsSync(folder) ? await readdir(folder, { withFileTypes: true }) : []
    for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
      const path = resolve(folder, entry.name)
      if (entry.isFile() && /(?<!\.d|\.test)\.(ts|js|mjs)$/.test(entry.name))
        sources.push({ name: path, path: () => path })
      const index = indexOf(path)
      if (entry.isDirectory() && index) sources.push({ name: path, path: () => index })
    }
  }
  const { resolve: resolvePackage } = createRequire(import.meta.url)
  return [...sources, ...packages.map(name => ({ name, path: () => resolvePackage(name) }))]
}

const indexOf = (folder: string) =>
  ['index.ts', 'index.js', 'index.mjs'].map(name => join(folder, name)).find(file => existsSync(file))
