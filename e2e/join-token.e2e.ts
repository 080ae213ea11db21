/** A show for known listeners: their page gets them tokens from the publisher's server; everybody else plays from the host alone. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeJoinKeys, mintJoinToken, startServer } from '../publish/index.ts'
import { parseInfoHash } from '../src/shared/ids.ts'
import { parseTrackerSettings, startTracker } from '../tracker/index.ts'
import { EPISODES } from './support/episodes.ts'
import { expect, type Stage, test } from './support/fixtures.ts'

const { video } = EPISODES
const AUDIENCE = 'tracker.show.example'

/** The publisher's server, as docs/operating.md says it: a token for whoever is logged in. */
async function startLogin(keyFile: string, pageOrigin: string) {
  const server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const infoHash = parseInfoHash(searchParams.get('info_hash') ?? '')
    const isKnown = /\blistener=known\b/.test(request.headers.cookie ?? '')
    response.setHeader('access-control-allow-origin', pageOrigin).setHeader('access-control-allow-credentials', 'true')
    if (!isKnown || infoHash === undefined) {
      response.writeHead(403).end()
      return
    }
    const options = { keyFile, audience: AUDIENCE, infoHashes: [infoHash], hours: 1, nowMs: Date.now() }
    response.end(await mintJoinToken(options))
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) }
}

async function startTokenTracker(stage: Stage, tokenKeys: string) {
  await stage.tracker.stop()
  const { hostname, port } = new URL(stage.tracker.url)
  const allowlistFile = join(stage.showDir, 'allowlist.txt')
  const settings = { host: hostname, port: Number(port), allowlistFile, tokenKeys, tokenAudience: AUDIENCE }
  return startTracker(parseTrackerSettings({ ...settings, iceServers: [] }))
}

test('a page that names where its tokens come from: known listeners feed each other, others play from the host', async ({
  stage,
  listen,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-login-'))
  const { privateFile, publicFile } = await makeJoinKeys(folder)
  const pageDir = join(folder, 'page')
  await cp('dist/page', pageDir, { recursive: true })
  const page = await startServer({ showDir: stage.showDir, pageDir, host: 'localhost', tracker: false })
  const login = await startLogin(privateFile, new URL(page.url).origin)
  const tracker = await startTokenTracker(stage, publicFile)
  try {
    const index = await readFile(join(pageDir, 'index.html'), 'utf8')
    const meta = `<meta name="grapevine:join-token" content="http://localhost:${login.port}/join-token">`
    await writeFile(join(pageDir, 'index.html'), index.replace('<head>', `<head>${meta}`))
    const pageUrl = `${page.url}/?feed=${encodeURIComponent(`${stage.origin.url}/feed.xml`)}`
    const logIn = () => {
      // biome-ignore lint/suspicious/noDocumentCookie: it stands for a login, which is not the test's matter.
      document.cookie = 'listener=known'
    }

    const a = await listen('A', { consent: 'yes', pageUrl, scripts: [logIn] })
    await a.choose(video)
    await a.play()
    await a.holdsAll(30_000)
    await expect.poll(() => tracker.stats().peers).toBe(1)

    const stranger = await listen('S', { consent: 'yes', pageUrl })
    await stranger.choose(video)
    await stranger.play()
    await stranger.reaches(3)
    expect(await stranger.meter()).toMatchObject({ fromPeers: 0 })
    expect(tracker.stats().peers).toBe(1)

    const b = await listen('B', { consent: 'yes', pageUrl, scripts: [logIn] })
    await b.choose(video)
    await b.play()
    await b.reaches(3)
    await expect.poll(async () => (await b.meter()).fromPeers, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(tracker.stats().peers).toBe(2)
  } finally {
    await tracker.close()
    await login.close()
    await page.close()
    await rm(folder, { recursive: true })
  }
})
