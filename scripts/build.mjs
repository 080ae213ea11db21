/**
 * Builds everything that is shipped: the page, its service worker, the `grapevine` command.
 *
 *     node scripts/build.mjs [--page]      --page leaves the command out: `npm start` runs it from source
 *
 * Says nothing of the bundler's chatter unless it fails or warns.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { endOnSignals, ROOT, runNode } from './lib/run.mjs'

const LIMIT_MS = 3 * 60_000
const PAGE = [
  { what: 'the page', config: 'vite.config.ts', from: 'index.html' },
  // After the page, which empties the folder that all share.
  { what: 'the embedded player', config: 'vite.frame.config.ts', from: 'player.html' },
  // After the page: it says what the page consists of.
  { what: 'the service worker', config: 'vite.sw.config.ts', from: 'src/sw/sw.ts' },
  { what: "the embedded player's", config: 'vite.sw.config.ts', mode: 'player', from: 'src/sw/sw-player.ts' },
  { what: 'embed.js', config: 'vite.embed.config.ts', mode: 'embed', from: 'src/embed/embed.ts' },
  { what: 'client.js', config: 'vite.embed.config.ts', mode: 'client', from: 'src/embed/client.ts' },
]
const COMMAND = { what: 'the command', config: 'vite.node.config.ts', from: 'publish/cli.ts' }

endOnSignals()
await ensureInstalled()
const builds = process.argv.includes('--page') ? PAGE : [...PAGE, COMMAND]
for (const { what, config, mode = 'production', from } of builds) {
  if (!existsSync(join(ROOT, from))) {
    console.error(`Building ${what} failed: there is no ${from}`)
    process.exitCode = 1
    continue
  }
  const started = performance.now()
  const args = ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--mode', mode, '--logLevel', 'warn']
  const { ok, output, timedOut } = await runNode(args, { quiet: true, timeoutMs: LIMIT_MS })
  if (output.trim() !== '') console.error(output.trimEnd())
  if (!ok) {
    console.error(`Building ${what} failed${timedOut ? ': it took longer than 3 minutes' : ''}`)
    process.exitCode = 1
  } else console.log(`Built ${what} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
