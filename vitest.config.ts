/**
 * Unit tests: beside what they test, on no network but the loopback. `GRAPEVINE_FULL=1` (set by `npm run test:full`) adds
 * the long ones, named `*.full.test.ts`: fuzzing, soaking.
 */
import { configDefaults, defineConfig } from 'vitest/config'

const full = process.env.GRAPEVINE_FULL === '1'

export default defineConfig({
  test: {
    include: ['{src,tracker,publish,sim,scripts,bench,e2e/support}/**/*.test.{ts,mjs}'],
    exclude: full ? configDefaults.exclude : [...configDefaults.exclude, '**/*.full.test.*'],
    testTimeout: full ? 10 * 60_000 : 20_000,
  },
})
