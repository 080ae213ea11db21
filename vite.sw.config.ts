/**
 * Builds the service workers into dist/page: `sw.js`, the page's, and with `--mode player` `player-sw.js`, that of the embedded player.
 * Each is one classic script, under a name that never changes (the browser compares it byte by byte to find updates), sharing no chunk
 * with the page, whose files come and go with each build.
 *
 * The page's is told of which build it is; what that consists of is written beside it. So it is built after the page.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { shellFiles } from './scripts/lib/shell-files.mjs'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Another page makes another worker: that is how browsers learn of it. */
function pageWorker() {
  const { id, entries, list } = shellFiles(at('./dist/page'))
  return {
    define: { GRAPEVINE_SHELL: JSON.stringify({ id, entries }) },
    plugins: [
      {
        name: 'grapevine:shell-list',
        writeBundle: () => writeFileSync(at(`./dist/page/assets/shell-${id}.json`), JSON.stringify(list)),
      },
    ],
  }
}

export default defineConfig(({ mode }) => ({
  publicDir: false,
  ...(mode === 'player' ? {} : pageWorker()),
  build: {
    outDir: at('./dist/page/'),
    emptyOutDir: false,
    target: 'es2023',
    lib: {
      entry: at(mode === 'player' ? './src/sw/sw-player.ts' : './src/sw/sw.ts'),
      formats: ['iife'],
      name: 'grapevineServiceWorker',
      fileName: () => (mode === 'player' ? 'player-sw.js' : 'sw.js'),
    },
  },
}))
