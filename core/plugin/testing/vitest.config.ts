import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const core = join(import.meta.dirname, '..')

/** For tests of a plugin that lies outside the tree: what it imports by name is ours, and nothing is installed beside it. */
export default defineConfig({
  resolve: {
    alias: [
      { find: 'webcare/plugin/testing', replacement: join(core, 'testing.ts') },
      { find: 'webcare/plugin', replacement: join(core, 'index.ts') },
    ],
  },
  test: { include: ['**/*.test.ts'] },
})
