// A plugin finds the contract by its name wherever on the disk it lies: nothing has to be installed beside it.
import { registerHooks } from 'node:module'

const ours: Readonly<Record<string, string>> = {
  'webcare/plugin': './index.ts',
  'webcare/plugin/testing': './testing.ts',
}

registerHooks({
  resolve(specifier, context, next) {
    const file = ours[specifier]
    return file ? { url: new URL(file, import.meta.url).href, shortCircuit: true } : next(specifier, context)
  },
})
