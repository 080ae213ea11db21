/**
 * Builds the servers as the `grapevine` command is built (vite.node.config.ts): TypeScript bundled, npm packages outside.
 *
 * Run from source by tsx, functions would be given their names anew each time they are made, which costs a server processor time
 * that nobody who runs one pays.
 */
import { join, resolve } from 'node:path'
import { build, loadConfigFromFile, type Plugin } from 'vite'
import { SERVERS, type System } from './systems.ts'

/** Inside the project, so that the packages are found. */
const OUT_DIR = 'node_modules/.cache/grapevine-bench-tracker'

/** @returns the file to run */
export async function buildServer(system: System): Promise<string> {
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, 'vite.node.config.ts')
  if (loaded === null) throw new Error('there is no vite.node.config.ts here: run this from the project')
  const { publicDir, ssr, build: shipped } = loaded.config
  const outDir = join(OUT_DIR, system)
  const checkout = process.env.WT_TRACKER_DIR
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: checkout ? [wtTracker(resolve(checkout))] : [],
    ...(publicDir !== undefined && { publicDir }),
    ...(ssr !== undefined && { ssr }),
    build: {
      ...shipped,
      ssr: resolve(SERVERS[system].entry),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'server.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  })
  return join(outDir, 'server.mjs')
}

/**
 * Finds wt-tracker in its checkout, and what it imports here. It asks for uWebSockets.js, which is not on the registry; the
 * package `uwebsockets` is the same binary.
 */
function wtTracker(checkout: string): Plugin {
  const packages: Readonly<Record<string, string>> = {
    'uWebSockets.js': 'uwebsockets/ESM_wrapper.mjs',
    debug: 'debug',
  }
  return {
    name: 'grapevine:wt-tracker',
    enforce: 'pre',
    resolveId(name, importer) {
      if (name === 'wt-tracker') return join(checkout, 'src/index.ts')
      const id = importer?.startsWith(checkout) ? packages[name] : undefined
      return id === undefined ? null : { id, external: true }
    },
  }
}
