import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Apart from the ordinary run: a whole Bluesky is 362 MB. `tests/services-atproto/setup.sh` installs it. */
export default defineConfig({
  // As in the ordinary run: node's own copy of graphql, not a bundler's.
  resolve: {
    alias: [{ find: /^graphql$/, replacement: join(import.meta.dirname, '../../node_modules/graphql/index.js') }],
  },
  test: {
    include: ['tests/services-atproto/*.proof.ts'],
    globalSetup: 'tests/services-atproto/network.ts',
    pool: 'forks',
    maxWorkers: 1,
    hookTimeout: 60_000,
    testTimeout: 120_000,
  },
})
