import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const shared = {
  hookTimeout: 60_000,
  // Better isolation than threads where tests start processes, hold file locks and load native code.
  pool: 'forks' as const,
}

/** A browser on a machine that also runs other tests may miss a moment. Once more, in CI, tells that from a fault; the report says so. */
export const secondChance = { retry: process.env.CI ? 1 : 0 }

// As node itself finds it: a bundler would take graphql's other build, a second copy beside the one its users have.
export const resolve = {
  alias: [{ find: /^graphql$/, replacement: join(import.meta.dirname, 'node_modules/graphql/index.js') }],
}

export default defineConfig({
  test: {
    // Two cores is what a small build machine has; more workers only make browsers time out.
    maxWorkers: 2,
    globalSetup: 'tests/support/postgres.ts',
    projects: [
      {
        resolve,
        test: {
          ...shared,
          name: 'node',
          include: ['tests/**/*.test.ts', 'plugins/**/*.test.ts'],
          exclude: ['tests/web/**', 'tests/services*/**'],
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        test: { ...shared, ...secondChance, name: 'browser', include: ['tests/web/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        resolve,
        test: { ...shared, name: 'screenshots', include: ['tests/web/**/*.shots.ts'], testTimeout: 60_000 },
      },
    ],
  },
})
