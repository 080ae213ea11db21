/**
 * Builds the service worker into dist/page/sw.js: one classic script, under a name that never changes (the browser
 * compares it byte by byte to find updates), sharing no chunk with the page, whose files come and go with each build.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL('./dist/page/', import.meta.url)),
    emptyOutDir: false,
    target: 'es2023',
    lib: {
      entry: fileURLToPath(new URL('./src/sw/sw.ts', import.meta.url)),
      formats: ['iife'],
      name: 'grapevineServiceWorker',
      fileName: () => 'sw.js',
    },
  },
})
