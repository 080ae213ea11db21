/**
 * What the pictures are taken of: the demo show, published and served as by `npm start`, listeners who share it, and a page of another
 * site that embeds it.
 *
 * In the browser the show stands at an address that could be anybody's, so that no picture shows a port of the machine it was taken on.
 * Chromium is told to treat that address as it treats https.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { startBlog } from '../../e2e/support/blog.ts'
import { describeReport, publish, startServer } from '../../publish/index.ts'
import { findChromium } from '../lib/chromium.mjs'

/** The project's root, absolute. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Where the show is, in the browser. */
export const SHOW = 'http://show.example'
/** A page that embeds it. Of the same site: profiles of tests are incognito, where Chromium refuses other sites' frames their storage. */
export const BLOG = 'http://blog.show.example'
/** The longest a listener may take to hear of the others and get most of an episode. */
const PATIENCE_MS = 90_000

export type Stage = Awaited<ReturnType<typeof startStage>>

/** @throws in words where there is no Chromium, or the show can't be published */
export async function startStage() {
  const found = findChromium()
  if ('missing' in found) throw new Error(`${found.missing} Set CHROMIUM_PATH to a Chromium or Chrome.`)
  const port = await freePort()
  const showDir = await mkdtemp(join(tmpdir(), 'grapevine-screenshots-'))
  const report = await publish({
    feed: join(ROOT, 'public/demo'),
    outDir: showDir,
    baseUrl: `${SHOW}/show/`,
    trackers: [`${SHOW.replace('http', 'ws')}/tracker`],
    player: `${SHOW}/player.html`,
  })
  if (!report.ok) throw new Error(describeReport(report).join('\n'))
  const server = await startServer({ showDir, pageDir: join(ROOT, 'dist/page'), port })
  const blog = await startBlog('blog')
  const blogPort = new URL(blog.url).port
  const browser = await chromium.launch({
    executablePath: found.path,
    args: [
      '--no-sandbox',
      '--mute-audio',
      '--hide-scrollbars',
      `--host-resolver-rules=MAP show.example 127.0.0.1:${port},MAP blog.show.example 127.0.0.1:${blogPort}`,
      `--unsafely-treat-insecure-origin-as-secure=${SHOW},${BLOG}`,
    ],
  })
  return {
    browser,
    blog,
    async close() {
      await browser.close()
      await blog.close()
      await server.close()
      await rm(showDir, { recursive: true, force: true })
    },
  }
}

/** Somebody with the listening page open, in a profile of their own. */
export async function visit(
  { browser }: Stage,
  path: string,
  options: BrowserContextOptions & { readonly shares?: boolean; readonly gives?: boolean } = {},
): Promise<Page> {
  const { shares, gives, ...profile } = options
  const context: BrowserContext = await browser.newContext({ reducedMotion: 'reduce', ...profile })
  // The cap of 1 Mbit/s is for real uplinks; here it is only waiting.
  const uplink = JSON.stringify({ uploadBytesPerSecond: 12_500_000 })
  if (gives === true) {
    await context.addInitScript((value) => localStorage.setItem('grapevine:sharing-settings', value), uplink)
  }
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(String(error)))
  await page.goto(`${SHOW}${path}`)
  await page.locator('grapevine-player, grapevine-frame').first().waitFor()
  await page.evaluate(async () => {
    await navigator.serviceWorker?.ready
    if (navigator.serviceWorker?.controller) return
    await new Promise((resolve) => navigator.serviceWorker?.addEventListener('controllerchange', resolve))
  })
  // The question about sharing comes once one turns to the player.
  for (const player of await page.locator('grapevine-page grapevine-player').all())
    await player.dispatchEvent('pointerover')
  if (shares === true)
    await page.locator('gv-sharing-switch').getByRole('button', { name: 'Yes, share', exact: true }).click()
  return page
}

export const play = (page: Page) => page.getByRole('button', { name: 'Play', exact: true }).click()

export async function seek(page: Page, toSeconds: number): Promise<void> {
  const media = page.locator('grapevine-player audio, grapevine-player video')
  await media.evaluate((element, to) => {
    ;(element as HTMLMediaElement).currentTime = to
  }, toSeconds)
}

/** Jumps through the episode until nearly all of it was loaded. */
export async function hearAll(page: Page): Promise<void> {
  const started = Date.now()
  await play(page)
  for (let at = 0; Date.now() - started < PATIENCE_MS; at += 45) {
    const { held, length } = await loaded(page)
    if (length > 0 && held > length * 0.97) return
    const seconds = await page.locator('audio, video').evaluate((element) => (element as HTMLMediaElement).duration)
    await seek(page, Number.isFinite(seconds) ? at % Math.max(1, seconds - 5) : 0)
    await page.waitForTimeout(700)
  }
  throw new Error(`Not all of the episode was loaded in ${PATIENCE_MS / 1000} s.`)
}

/** Until other listeners have given so much of the episode. @param share 0 to 1 */
export async function fromListeners(page: Page, share: number): Promise<void> {
  const started = Date.now()
  while (Date.now() - started < PATIENCE_MS) {
    const { peers, length } = await loaded(page)
    if (length > 0 && peers > length * share) return
    await page.waitForTimeout(500)
  }
  throw new Error(`Other listeners did not give ${share * 100} % of the episode in ${PATIENCE_MS / 1000} s.`)
}

async function loaded(page: Page): Promise<{ held: number; peers: number; length: number }> {
  return page.locator('grapevine-player').evaluate((element) => {
    const { snapshot } = (element as HTMLElement & { session?: { snapshot: unknown } }).session ?? {}
    const { meter, lengthBytes = 0 } = (snapshot ?? {}) as {
      meter?: { fromPeersBytes: number; fromOriginBytes: number; fromCacheBytes: number }
      lengthBytes?: number
    }
    const { fromPeersBytes = 0, fromOriginBytes = 0, fromCacheBytes = 0 } = meter ?? {}
    return { held: fromPeersBytes + fromOriginBytes + fromCacheBytes, peers: fromPeersBytes, length: lengthBytes }
  })
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, 'localhost', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise<void>((resolve) => probe.close(() => resolve()))
  return port
}
