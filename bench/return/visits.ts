/** Profiles on disk as returning visitors have them, the visits they make, and the other listener who sees them come. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright'
import type { Filling } from './fill.ts'
import type { BenchEpisode, ReturnStage } from './stage.ts'

const IN_PAGE = fileURLToPath(new URL('./in-page.js', import.meta.url))
const CHROMIUM = {
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  // As in playwright.config.ts; and a script may press Play.
  args: [
    ...'--no-sandbox --disable-background-networking --disable-component-update --disable-sync --mute-audio'.split(' '),
    '--autoplay-policy=no-user-gesture-required',
  ],
}
const LIMIT_MS = 120_000
const SETTLE_MS = 1_500

/** Milliseconds since the navigation began; what did not happen is absent. */
export interface Marks {
  readonly timeOrigin: number
  readonly click?: number
  readonly play?: number
  readonly loadstart?: number
  readonly loadedmetadata?: number
  readonly sound?: number
  readonly seeding?: number
}

export interface Visit {
  readonly marks: Marks
  readonly originBytes: number
  /** The other listener saw that this one holds everything. */
  readonly bitfieldMs: number | undefined
}

export function openProfile(stage: ReturnStage, name: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(join(stage.dir, 'profiles', name), CHROMIUM)
}

export async function emptyHttpCache(context: BrowserContext): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage())
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.clearBrowserCache')
  await cdp.detach()
}

/** The listener heard all of it on an earlier visit, and agreed to share. */
export async function fillOurs(context: BrowserContext, stage: ReturnStage, episode: BenchEpisode): Promise<void> {
  await fillAndShare(context, stage, [episode])
}

/** The same with several of one show. */
export async function fillAndShare(
  context: BrowserContext,
  stage: ReturnStage,
  episodes: readonly BenchEpisode[],
): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${stage.benchUrl}/blank.html`)
  await page.addScriptTag({ url: `${stage.benchUrl}/fill.js` })
  await page.waitForFunction(() => 'fill' in globalThis)
  // What many episodes need may be more than the default.
  await page.evaluate(() => localStorage.setItem('grapevine:storage-budget', 'unlimited'))
  for (const episode of episodes)
    await page.evaluate(
      (filling) => (globalThis as unknown as { fill(f: Filling): Promise<void> }).fill(filling),
      episode,
    )
  await page.goto(episodes[0]?.listeningUrl ?? '')
  // The question comes once one turns to the player.
  await page.locator('grapevine-player').dispatchEvent('pointerover')
  await page.getByRole('button', { name: 'Yes, share', exact: true }).click()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  if (episodes.length > 1) await keepAll(page, episodes.length)
  await page.close()
}

/** By hand, since the library names what may be offered: all bytes are here by then, so that nothing is fetched. */
async function keepAll(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: 'Follow', exact: true }).click()
  const keep = page.getByRole('button', { name: /^Keep “.*” for when you are offline$/ })
  const kept = page.locator('gv-episode-row').getByText(/^Kept, /)
  await keep.nth(count - 1).waitFor()
  for (let done = 0; done < count; done++) {
    await keep.first().click()
    await kept.nth(done).waitFor()
  }
}

export async function fillStock(context: BrowserContext, stage: ReturnStage, episode: BenchEpisode): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${stage.benchUrl}/stock.html`)
  await page.waitForFunction(() => 'stock' in globalThis)
  await page.evaluate((filling) => (globalThis as unknown as { stock: Stock }).stock.fill(filling), episode)
  await page.close()
}

interface Stock {
  fill(filling: Filling): Promise<void>
  wait(torrentUrl: string): Promise<void>
}

/** Another listener in another browser. */
export async function openOther(stage: ReturnStage, episode: BenchEpisode) {
  const browser = await chromium.launch(CHROMIUM)
  const page = await browser.newPage()
  await page.goto(`${stage.benchUrl}/stock.html`)
  await page.waitForFunction(() => 'stock' in globalThis)
  await page.evaluate((url) => (globalThis as unknown as { stock: Stock }).stock.wait(url), episode.torrentUrl)
  const read = () => page.evaluate(() => (globalThis as { sawSeederAt?: number }).sawSeederAt)
  return {
    forget: () => page.evaluate(() => Object.assign(globalThis, { sawSeederAt: undefined })),
    sawSeederAt: async (): Promise<number | undefined> => {
      const limit = performance.now() + LIMIT_MS
      for (let at = await read(); ; at = await read()) {
        if (at !== undefined || performance.now() > limit) return at
        await pause(50)
      }
    },
    close: () => browser.close(),
  }
}

export type Other = Awaited<ReturnType<typeof openOther>>

/** One page load, in a tab of its own. @param wanted what to wait for. */
export async function visit(
  context: BrowserContext,
  stage: ReturnStage,
  url: string,
  wanted: readonly ('sound' | 'seeding')[],
  other?: Other,
): Promise<Visit> {
  const page = await context.newPage()
  try {
    await page.addInitScript({ path: IN_PAGE })
    await other?.forget()
    const before = stage.mediaBytes()
    await page.goto(url, { waitUntil: 'commit' })
    const marks = await marksOf(page, wanted)
    const seenAt = await other?.sawSeederAt()
    const originBytes = stage.mediaBytes() - before
    return { marks, originBytes, bitfieldMs: seenAt === undefined ? undefined : seenAt - marks.timeOrigin }
  } finally {
    await page.close()
    // What was still on its way to this page must not count for the next.
    await pause(SETTLE_MS)
  }
}

async function marksOf(page: Page, wanted: readonly string[]): Promise<Marks> {
  const names = [...wanted]
  await page.waitForFunction(
    (all) => all.every((name) => name in (globalThis as unknown as { bench: object }).bench),
    names,
    { timeout: LIMIT_MS, polling: 100 },
  )
  return page.evaluate(() => ({ ...(globalThis as unknown as { bench: Marks }).bench }))
}

export interface ManyVisit {
  /** Milliseconds from the navigation to the first and the last swarm that was told. */
  readonly firstMs: number
  readonly lastMs: number
  /** The same to the moment when the tracker had entered the last one. */
  readonly enteredMs: number
  /** From the engine's being asked to the last; only where the engine is alone on the page. */
  readonly askedToLastMs?: number
  readonly piecesRead: number
  readonly sockets: number
  readonly peerConnections: number
}

/** The listening page, or the engine alone. */
export type ManyPage = 'page' | 'engine'

/** One page load without a tap, until `count` swarms were told that all of their episode is here, and a little longer. */
export async function visitMany(context: BrowserContext, stage: ReturnStage, which: ManyPage): Promise<ManyVisit> {
  const { episodes } = stage
  await until(() => stage.memberships() === 0)
  const page = await context.newPage()
  try {
    await page.addInitScript((sources) => Object.assign(globalThis, { noPlay: true, sources }), sharedSources(stage))
    await page.addInitScript({ path: IN_PAGE })
    const url = which === 'page' ? (episodes[0]?.listeningUrl ?? '') : `${stage.benchUrl}/engine/`
    await page.goto(url, { waitUntil: 'commit' })
    const enteredAt = await until(() => stage.memberships() >= episodes.length)
    await pause(SETTLE_MS)
    return await page.evaluate((entered) => {
      const seen = globalThis as unknown as ManySeen
      const times = Object.values(seen.announced)
      const lastMs = Math.max(...times)
      return {
        firstMs: Math.min(...times),
        lastMs,
        enteredMs: entered - performance.timeOrigin,
        ...(seen.asked !== undefined && { askedToLastMs: lastMs - seen.asked }),
        piecesRead: seen.piecesRead,
        sockets: seen.sockets,
        peerConnections: seen.peerConnections,
      }
    }, enteredAt)
  } finally {
    await page.close()
    await pause(SETTLE_MS)
  }
}

interface ManySeen extends Pick<ManyVisit, 'piecesRead' | 'sockets' | 'peerConnections'> {
  readonly announced: Record<string, number>
  readonly asked?: number
}

function sharedSources({ episodes, trackerUrl }: ReturnStage) {
  return episodes.map(({ infoHash }) => ({ infoHash, trackers: [trackerUrl] }))
}

/** @returns when it was so, milliseconds since 1970 as pages count them. */
async function until(isSo: () => boolean): Promise<number> {
  const limit = performance.now() + LIMIT_MS
  while (!isSo()) {
    if (performance.now() > limit) throw new Error('the tracker was not told within two minutes')
    await pause(2)
  }
  return performance.timeOrigin + performance.now()
}
