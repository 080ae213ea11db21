/**
 * Builds what other sites load: dist/page/embed.js and dist/page/client.js. Their names never change and each is one file, as
 * pages everywhere name them; the rest of the page's files come and go with each build.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/** The bundler leaves template literals alone: the style sheet's line breaks would be shipped. */
function joinStyleLines(): Plugin {
  return {
    name: 'grapevine:join-style-lines',
    transform: {
      filter: { id: /dom-facade-style\.ts$/ },
      handler: (code) => code.replace(/(?<=[;,}\w)])\n(?=[\w.:*[@}])/g, ''),
    },
  }
}

/** One build for each file, named by `--mode`: built together, the two would share a third. */
const fileOf = (mode: string) => (mode === 'client' ? 'client' : 'embed')

export default defineConfig(({ mode }) => ({
  publicDir: false,
  plugins: [joinStyleLines()],
  build: {
    outDir: fileURLToPath(new URL('./dist/page/', import.meta.url)),
    emptyOutDir: false,
    target: 'es2023',
    modulePreload: false,
    // No `lib`: it would leave the white space in.
    rolldownOptions: {
      input: fileURLToPath(new URL(`./src/embed/${fileOf(mode)}.ts`, import.meta.url)),
      preserveEntrySignatures: 'strict',
      output: { format: 'es', entryFileNames: `${fileOf(mode)}.js` },
    },
  },
}))
