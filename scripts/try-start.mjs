/**
 * A step of `npm test`: starts the demo as a newcomer would (`npm start` with PORT=0), looks at what it serves, and ends it
 * with the signal that Ctrl-C sends. It must be ready within two minutes and gone within five seconds.
 */
import { spawn } from 'node:child_process'
import { ROOT } from './lib/run.mjs'

const READY_MS = 120_000
const GONE_MS = 5_000

const child = spawn('npm', ['start', '--silent'], {
  cwd: ROOT,
  env: { ...process.env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
  // A group of its own: Ctrl-C in a terminal reaches npm and all below it.
  detached: true,
})
const gone = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))

function fail(words) {
  console.error(`npm start: ${words}`)
  process.exitCode = 1
}

async function answers(url, what, holds) {
  const response = await fetch(url)
  const body = await response.text()
  if (!response.ok || !holds(body)) fail(`${what} is not served as it should be (${url}, status ${response.status})`)
  return body
}

try {
  const url = await ready()
  console.log(`ready at ${url}`)
  await answers(`${url}/`, 'the page', (body) => body.includes('<grapevine-page>'))
  await answers(`${url}/sw.js`, 'the service worker', (body) => body.length > 500)
  const feed = await answers(`${url}/show/feed.xml`, 'the feed', (body) => body.includes('podcast:alternateEnclosure'))
  const torrents = [...feed.matchAll(/uri="(http[^"]+\.torrent)"/g)].map(([, uri]) => uri)
  if (torrents.length !== 3) fail(`the feed names ${torrents.length} torrent files instead of 3`)
  for (const torrent of torrents) await answers(torrent, 'a torrent file', (body) => body.startsWith('d'))
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
} finally {
  await end()
}

function ready() {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('was not ready in two minutes')), READY_MS)
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const match = /^Grapevine is ready: (http:\/\/localhost:\d+)$/m.exec(text)
      if (match === null) return
      clearTimeout(timer)
      resolve(match[1])
    })
    void gone.then(({ code }) => {
      clearTimeout(timer)
      reject(new Error(`ended with code ${code} before it was ready:\n${text}`))
    })
  })
}

async function end() {
  if (child.exitCode !== null) return
  const asked = performance.now()
  process.kill(-child.pid, 'SIGINT')
  const timer = setTimeout(() => {
    fail(`was still there ${GONE_MS / 1000} s after Ctrl-C`)
    process.kill(-child.pid, 'SIGKILL')
  }, GONE_MS)
  const { code, signal } = await gone
  clearTimeout(timer)
  console.log(`ended ${Math.round(performance.now() - asked)} ms after Ctrl-C, code ${code ?? signal}`)
  if (code !== 0) fail(`ended with code ${code ?? signal} instead of 0`)
}
