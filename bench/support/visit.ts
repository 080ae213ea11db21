/** One visit to a page in a fresh profile: load, click Play, wait for the sound, look three seconds longer; and the other listener. */

import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright'

const IN_PAGE = fileURLToPath(new URL('./in-page.js', import.meta.url))
const SETTLE_MS = 2_000
const AFTER_SOUND_MS = 3_000
const SOUND_LIMIT_MS = 30_000
const HOLD_LIMIT_MS = 180_000

export type Kind = 'cold' | 'settled'

export interface VisitPlan {
  readonly url: string
  /** What the profile remembers of an earlier answer to the sharing question. */
  readonly answer: 'share' | 'not-now'
}

/** Moments by the page's clock, milliseconds since the navigation; absent: it was before the click, or never. */
type Moment = 'load' | 'click' | 'controlled' | 'loadstart' | 'loadedmetadata' | 'canplay' | 'playing' | 'sound'

export interface Visit {
  readonly clickToSoundMs: number
  readonly marks: Readonly<Partial<Record<Moment, number>>>
  /** Of the media element, at first sound. */
  readonly mediaUrl: string
  /** Of scripts that the page had received by the first sound. */
  readonly scriptBytes: number
  /** Sent by the origin from the navigation to three seconds after the first sound. */
  readonly originBytes: number
  readonly peerBytes: number
}

export async function visit(browser: Browser, plan: VisitPlan, kind: Kind, mediaBytes: () => number): Promise<Visit> {
  const { context, page } = await openProfile(browser, plan.answer)
  try {
    await page.addInitScript({ path: IN_PAGE })
    const before = mediaBytes()
    await page.goto(plan.url)
    if (kind === 'settled') await pause(SETTLE_MS)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    const heard = page.evaluate(() => (globalThis as unknown as { bench: { sound: Promise<Visit> } }).bench.sound)
    const { marks, mediaUrl, scriptBytes } = await within(SOUND_LIMIT_MS, heard, `no sound from ${plan.url}`)
    await pause(AFTER_SOUND_MS)
    const { fromPeers } = await meter(page)
    const clickToSoundMs = (marks.sound ?? Number.NaN) - (marks.click ?? Number.NaN)
    return { clickToSoundMs, marks, mediaUrl, scriptBytes, originBytes: mediaBytes() - before, peerBytes: fromPeers }
  } finally {
    await context.close()
  }
}

/** Another listener, who holds all of the episode and stays. Closed with the browser. */
export async function openHolder(browser: Browser, url: string, episodeBytes: number): Promise<void> {
  const { page } = await openProfile(browser, 'share')
  await page.goto(url)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const media = page.locator('grapevine-player').locator('audio, video').first()
  await media.evaluate((element: HTMLMediaElement) => {
    element.defaultPlaybackRate = 16
    element.playbackRate = 16
  })
  const limit = performance.now() + HOLD_LIMIT_MS
  for (;;) {
    const { fromPeers, fromHost, fromCache } = await meter(page)
    if (fromPeers + fromHost + fromCache >= episodeBytes) break
    if (performance.now() > limit) throw new Error('the other listener did not get hold of the whole episode')
    await pause(500)
  }
  await media.evaluate((element: HTMLMediaElement) => element.pause())
}

async function openProfile(
  browser: Browser,
  answer: VisitPlan['answer'],
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext()
  await context.addInitScript((value) => {
    // The blank page that a tab starts with has no storage.
    if (location.protocol === 'http:') localStorage.setItem('grapevine:sharing', value)
  }, answer)
  return { context, page: await context.newPage() }
}

/** Bytes by source, as the player's meter has them; zeros on a page without one. */
async function meter(page: Page): Promise<{ fromPeers: number; fromHost: number; fromCache: number }> {
  const shown = page.locator('gv-meter')
  if ((await shown.count()) === 0) return { fromPeers: 0, fromHost: 0, fromCache: 0 }
  const data = await shown.evaluate((element) => ({ ...(element as HTMLElement).dataset }))
  return { fromPeers: Number(data.fromPeers), fromHost: Number(data.fromHost), fromCache: Number(data.fromCache) }
}

async function within<T>(limitMs: number, work: Promise<T>, otherwise: string): Promise<T> {
  const aborter = new AbortController()
  const late = pause(limitMs, undefined, { signal: aborter.signal }).then(() => Promise.reject(new Error(otherwise)))
  late.catch(() => {})
  return Promise.race([work, late]).finally(() => aborter.abort())
}
