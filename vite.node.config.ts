/**
 * Builds the `grapevine` command into dist/node/cli.mjs, for the `bin` of the npm package: our TypeScript as one file,
 * the npm packages it needs left outside, as the package's dependencies.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  ssr: { target: 'node' },
  build: {
    ssr: fileURLToPath(new URL('./publish/cli.ts', import.meta.url)),
    outDir: fileURLToPath(new URL('./dist/node/', import.meta.url)),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'cli.mjs', chunkFileNames: '[name]-[hash].mjs' } },
  },
})
