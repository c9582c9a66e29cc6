import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { API_VERSION, type Plugin } from './index.ts'

/** Plugins by id. */
export type Plugins = ReadonlyMap<string, Plugin>

const SHIPPED = join(import.meta.dirname, '../../plugins')

/** Loads every plugin folder. Throws with the folder's name when one is not what it says. */
export async function loadPlugins(folder = SHIPPED): Promise<Plugins> {
  const entries = await readdir(folder, { withFileTypes: true })
  const plugins = new Map<string, Plugin>()
  for (const { name } of entries.filter(entry => entry.isDirectory())) {
    const plugin = (await import(join(folder, name, 'index.ts'))).default as Plugin | undefined
    if (plugin?.id !== name) throw new Error(`plugins/${name} exports no plugin with the id “${name}”.`)
    if (plugin.api !== API_VERSION) {
      throw new Error(`plugins/${name} was written for contract ${plugin.api}; this is contract ${API_VERSION}.`)
    }
    plugins.set(name, plugin)
  }
  return plugins
}
