import { defineConfig } from 'vitest/config'
import { resolve, secondChance } from '../../vitest.config.ts'

/** Apart from the ordinary run: these need a server that npm does not bring. `tests/services/setup.sh` installs it. */
export default defineConfig({
  resolve,
  test: {
    include: ['tests/services/**/*.test.ts'],
    ...secondChance,
    pool: 'forks',
    maxWorkers: 1,
    hookTimeout: 60_000,
    testTimeout: 60_000,
  },
})
