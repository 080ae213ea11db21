/**
 * `npm run grapevine -- ARGS`: the command from source, as `grapevine ARGS` is from the npm package. Installs what is
 * missing first, and ends as the command ends.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './lib/install.mjs'
import { ROOT } from './lib/run.mjs'

await ensureInstalled()
// Where it is called from counts for relative paths; npm goes to the root and remembers the place.
const cwd = process.env.INIT_CWD ?? process.cwd()
const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href
const args = ['--import', tsx, join(ROOT, 'publish/cli.ts'), ...process.argv.slice(2)]
const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' })
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
process.on('SIGINT', () => {
  // A terminal's Ctrl-C reaches the child by itself; a second one would look like impatience.
  if (!process.stdin.isTTY) child.kill('SIGINT')
})
child.once('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
})
