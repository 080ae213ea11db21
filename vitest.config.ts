import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,tracker,publish,scripts,e2e/support}/**/*.test.{ts,mjs}'],
    testTimeout: 20_000,
  },
})
