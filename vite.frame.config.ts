/**
 * Builds the embedded player: player.html and what it loads, into dist/page beside the listening page.
 *
 * A build of its own, so that the two share no chunk: what the frame loads before play is one folder (assets/frame) with a budget
 * (.size-limit.json), and nothing that the page needs can get into it.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { plainImports } from './scripts/lib/plain-imports.ts'
import { unindentElements } from './scripts/lib/unindent-elements.ts'
import { withoutEntityTables } from './scripts/lib/without-entity-tables.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [unindentElements(), plainImports()],
  resolve: { alias: withoutEntityTables },
  build: {
    outDir: at('./dist/page/'),
    // After the page, which empties the folder.
    emptyOutDir: false,
    target: 'es2023',
    // What comes late stands in one file each, or nearly: lists of what else to fetch would be longer than what they save.
    modulePreload: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: at('./player.html'),
      // As in vite.config.ts: what only other languages need stays out.
      treeshake: { moduleSideEffects: [{ test: /\/@lit\/localize\//, sideEffects: false }] },
      output: {
        entryFileNames: 'assets/frame/[name]-[hash].js',
        assetFileNames: 'assets/frame/[name]-[hash][extname]',
        // What `import()` loads once it is wanted has a folder of its own.
        chunkFileNames: ({ isDynamicEntry, facadeModuleId }) => {
          if (/\/player\/(locales\/|dom-translation)/.test(facadeModuleId ?? '')) {
            return 'assets/frame/languages/[name]-[hash].js'
          }
          return isDynamicEntry ? 'assets/frame/late/[name]-[hash].js' : 'assets/frame/[name]-[hash].js'
        },
      },
    },
  },
})
