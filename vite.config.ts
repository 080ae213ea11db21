/**
 * Builds the listening page: index.html and what it loads, into dist/page.
 *
 * What the page loads at once and what it loads late (the part of the engine that shares) end up in different folders, so
 * that the size budgets (.size-limit.json) can tell them apart. The service worker has a build of its own, vite.sw.config.ts.
 */
import { cpSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { plainImports } from './scripts/lib/plain-imports.ts'
import { unindentElements } from './scripts/lib/unindent-elements.ts'
import { withoutEntityTables } from './scripts/lib/without-entity-tables.ts'

const PUBLIC = fileURLToPath(new URL('./public/', import.meta.url))
const OUT = fileURLToPath(new URL('./dist/page/', import.meta.url))

/** Copies public/, except the demo show: that is published like any other show, by the `grapevine` command. */
function copyPublicFiles(): Plugin {
  return {
    name: 'grapevine:public-files',
    apply: 'build',
    writeBundle() {
      for (const name of readdirSync(PUBLIC)) {
        if (name !== 'demo') cpSync(`${PUBLIC}${name}`, `${OUT}${name}`, { recursive: true })
      }
    },
  }
}

export default defineConfig({
  // Relative, so that the page can live in any folder of a site.
  base: './',
  plugins: [unindentElements(), plainImports(), copyPublicFiles()],
  resolve: { alias: withoutEntityTables },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'es2023',
    // What comes late stands in one file each, or nearly: lists of what else to fetch would be longer than what they save.
    modulePreload: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // lit-localize does not say that its modules may be left out; what only other languages need stays out of the page.
      treeshake: { moduleSideEffects: [{ test: /\/@lit\/localize\//, sideEffects: false }] },
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        // What `import()` loads once it is wanted has a folder of its own.
        chunkFileNames: ({ isDynamicEntry, facadeModuleId }) => {
          if (/\/player\/(locales\/|dom-translation)/.test(facadeModuleId ?? ''))
            return 'assets/languages/[name]-[hash].js'
          return isDynamicEntry ? 'assets/late/[name]-[hash].js' : 'assets/[name]-[hash].js'
        },
      },
    },
  },
})
