/**
 * Unit tests: beside what they test, on no network but the loopback. `GRAPEVINE_FULL=1` (set by `npm run test:full`) adds
 * the long ones, named `*.full.test.ts`: fuzzing, soaking.
 */
import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

const full = process.env.GRAPEVINE_FULL === '1'

export default defineConfig({
  test: {
    include: ['{src,tracker,publish,sim,scripts,bench,deploy,e2e/support}/**/*.test.{ts,mjs}'],
    exclude: full ? configDefaults.exclude : [...configDefaults.exclude, '**/*.full.test.*'],
    // One less than that is the default: on two cores half of the machine would wait.
    maxWorkers: availableParallelism(),
    testTimeout: full ? 10 * 60_000 : 20_000,
  },
})
