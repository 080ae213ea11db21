/**
 * Builds one system's page into a folder: bundled and minified as a site would ship it, its service worker beside it.
 *
 * Grapevine's is built with the settings of the listening page (vite.config.ts, vite.sw.config.ts), so that what is loaded
 * late there is loaded late here.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, defaultClientConditions, loadConfigFromFile } from 'vite'
import type { System } from './types.ts'

/** p2p-media-loader's own build for browsers: from source it needs Node's modules. */
const P2P_CORE_AS_BUNDLE = 'p2pml:core-as-bundle'

/** @param outDir made anew */
export async function buildPage(system: System, outDir: string): Promise<void> {
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, 'vite.config.ts')
  if (loaded === null) throw new Error('there is no vite.config.ts here: run this from the project')
  const { base, build: shipped } = loaded.config
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ...(base !== undefined && { base }),
    resolve: { conditions: [P2P_CORE_AS_BUNDLE, ...defaultClientConditions] },
    build: {
      ...shipped,
      outDir,
      emptyOutDir: true,
      // How much others' code weighs is a figure, not a fault.
      chunkSizeWarningLimit: 5_000,
      rolldownOptions: {
        input: `bench/crowd/pages/${system}.ts`,
        output: { ...outputOf(shipped?.rolldownOptions), entryFileNames: 'page.js' },
      },
    },
  })
  if (system === 'grapevine') {
    await build({ configFile: 'vite.sw.config.ts', logLevel: 'warn', build: { outDir, emptyOutDir: false } })
  }
  if (system === 'webtorrent') await copyFile('node_modules/webtorrent/dist/sw.min.js', join(outDir, 'sw.min.js'))
  await mkdir(outDir, { recursive: true })
  await writeFile(join(outDir, 'index.html'), page(system))
}

/** How the shipped page names its chunks. */
function outputOf(options: { output?: unknown } | undefined): object {
  const { output } = options ?? {}
  return typeof output === 'object' && output !== null && !Array.isArray(output) ? output : {}
}

function page(system: System): string {
  return `<!doctype html><meta charset="utf-8"><title>${system}</title><link rel="icon" href="data:,">
<body><script type="module" src="page.js"></script></body>
`
}
