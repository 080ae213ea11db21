/** One visit in a fresh profile: load, click Play, wait for the sound, look three seconds longer; and the other listener. */
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'

const IN_PAGE = fileURLToPath(new URL('./in-page.js', import.meta.url))
const SETTLE_MS = 2_000
const AFTER_SOUND_MS = 3_000
const HOLD_LIMIT_MS = 180_000

/** Clicked as soon as there is a button after the load event, or two seconds after that event. */
export type Kind = 'cold' | 'settled'
type Moment = 'load' | 'click' | 'loadedmetadata' | 'canplay' | 'playing' | 'sound'

/** What in-page.js tells. */
interface Sound {
  /** Milliseconds since the navigation; the media element's own only after the click. */
  readonly marks: Readonly<Partial<Record<Moment, number>>>
  readonly mediaUrl: string
  /** Of scripts that the page had received by the first sound. */
  readonly scriptBytes: number
}

export interface Visit extends Sound {
  /** Sent by the origin from the navigation to three seconds after the first sound. */
  readonly originBytes: number
  readonly peerBytes: number
}

export interface VisitPlan {
  readonly url: string
  /** What the profile remembers of an earlier answer to the sharing question. */
  readonly answer: 'share' | 'not-now'
}

export async function visit(browser: Browser, plan: VisitPlan, kind: Kind, mediaBytes: () => number): Promise<Visit> {
  const page = await openProfile(browser, plan.answer)
  try {
    await page.addInitScript({ path: IN_PAGE })
    const before = mediaBytes()
    await page.goto(plan.url)
    if (kind === 'settled') await pause(SETTLE_MS)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    const sound = await page.evaluate(() => (globalThis as unknown as { bench: { sound: Promise<Sound> } }).bench.sound)
    await pause(AFTER_SOUND_MS)
    return { ...sound, originBytes: mediaBytes() - before, peerBytes: (await meter(page)).fromPeers }
  } finally {
    await page.context().close()
  }
}

/** Another listener, who holds all of the episode and stays until the browser is closed. */
export async function openHolder(browser: Browser, url: string, episodeBytes: number): Promise<void> {
  const page = await openProfile(browser, 'share')
  await page.goto(url)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const media = page.locator('grapevine-player').locator('audio, video').first()
  await media.evaluate((element: HTMLMediaElement) => {
    element.defaultPlaybackRate = 16
    element.playbackRate = 16
  })
  const limit = performance.now() + HOLD_LIMIT_MS
  for (let held = 0; held < episodeBytes; await pause(500)) {
    if (performance.now() > limit) throw new Error(`the other listener got hold of ${held} bytes only`)
    const { fromPeers, fromHost, fromCache } = await meter(page)
    held = fromPeers + fromHost + fromCache
  }
  await media.evaluate((element: HTMLMediaElement) => element.pause())
}

async function openProfile(browser: Browser, answer: VisitPlan['answer']): Promise<Page> {
  const context = await browser.newContext()
  await context.addInitScript((value) => {
    // The blank page that a tab starts with has no storage.
    if (location.protocol === 'http:') localStorage.setItem('grapevine:sharing', value)
  }, answer)
  return context.newPage()
}

/** Bytes by source, as the player's meter has them; zeros on a page without one. */
async function meter(page: Page): Promise<{ fromPeers: number; fromHost: number; fromCache: number }> {
  const [data] = await page.locator('gv-meter').evaluateAll((found) => found.map((one) => ({ ...one.dataset })))
  const { fromPeers, fromHost, fromCache } = data ?? {}
  return { fromPeers: Number(fromPeers ?? 0), fromHost: Number(fromHost ?? 0), fromCache: Number(fromCache ?? 0) }
}
