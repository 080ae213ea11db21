/**
 * `npm start`: from a fresh clone to a running Grapevine. Installs what is missing, builds the page, publishes the demo
 * show and serves page, show and tracker on one origin. `PORT` chooses the port (8484 unless told; 0: any free one).
 *
 * Ends within two seconds of Ctrl-C or SIGTERM, with 0, at whatever point: ending it is not a failure.
 */
import { createServer } from 'node:net'
import { ensureInstalled, giveUp } from './lib/install.mjs'
import { endOnSignals, ROOT, runNode } from './lib/run.mjs'

const DEFAULT_PORT = 8484

/** @returns {number} the port asked for; anything but 0 to 65535 ends the process in words. */
function readPort(text) {
  if (text === undefined || text === '') return DEFAULT_PORT
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) giveUp(`PORT must be a number from 0 to 65535, not "${text}"`)
  return Number(text)
}

function giveUpPort(port) {
  giveUp(`Port ${port} is taken by another program. Choose another one, or any free one: PORT=0 npm start`)
}

/** Takes the port and lets it go again: the feed's addresses contain it, so it must be known before publishing. */
async function findPort(wanted) {
  const probe = createServer()
  try {
    await new Promise((done, fail) => probe.once('error', fail).listen(wanted, '127.0.0.1', done))
  } catch (error) {
    if (error.code === 'EADDRINUSE') giveUpPort(wanted)
    giveUp(`Port ${wanted} cannot be used: ${error.message}. Any free one: PORT=0 npm start`)
  }
  const { port } = probe.address()
  await new Promise((done) => probe.close(done))
  return port
}

let demo
const stopping = endOnSignals(() => demo?.close(), 0)
/** Once we are being ended, nothing more is started or said. */
const unlessStopping = () => (stopping() ? new Promise(() => {}) : undefined)

const wanted = readPort(process.env.PORT)
// Asked before the long part: whoever has to choose another port wants to know at once.
if (wanted !== 0) await findPort(wanted)
await ensureInstalled()
console.log('Building the page …')
const build = await runNode(['scripts/build.mjs', '--page'], { quiet: true })
if (!build.ok) giveUp(`${build.output.trimEnd()}\nThe page could not be built, so nothing was started.`)

console.log('Publishing the demo show …')
const { register } = await import('tsx/esm/api')
register()
const { startDemo } = await import('./start-server.ts')
const port = await findPort(wanted)
try {
  demo = await startDemo({ root: ROOT, port })
} catch (error) {
  await unlessStopping()
  if (error.cause?.code === 'EADDRINUSE') giveUpPort(port)
  giveUp(`The demo show could not be started: ${error.message}`)
}
await unlessStopping()
console.log(`
Grapevine is ready: ${demo.url}

  1. Open it in two windows: a normal one and a private one (or two browser profiles).
     Windows of one profile share their cache, so the second would have nothing to fetch.
  2. Say yes to sharing in both, choose “Heard It Through the Grapevine”, and press play in both.
  3. Watch the meter of the second: most of its bytes come from the first window, not from the host.

Ctrl-C ends it.`)
