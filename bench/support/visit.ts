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
  /** Connected three seconds after the first sound. */
  readonly peers: number
}

/** What a profile remembers of an earlier visit: the answer to the sharing question, as the page itself stored it. */
export type Memory = readonly (readonly [string, string])[]

export interface VisitPlan {
  readonly url: string
  readonly memory: Memory
  /** Whether the page must say that it shares; `undefined`: it has no switch. */
  readonly shares: boolean | undefined
}

/** Answers the sharing question in a profile that is thrown away. @returns what the page remembered. */
export async function learnAnswer(browser: Browser, url: string, answer: 'Yes, share' | 'Not now'): Promise<Memory> {
  const page = await openProfile(browser, [])
  await page.goto(url)
  // The question comes once one turns to the player.
  await page.locator('grapevine-player').dispatchEvent('pointerover')
  await page.getByRole('button', { name: answer, exact: true }).click()
  const memory = await page.evaluate(() => Object.entries(localStorage))
  await page.context().close()
  return memory
}

/** @throws Error where the page did not share as planned: the visit would be counted under a wrong name. */
export async function visit(browser: Browser, plan: VisitPlan, kind: Kind, mediaBytes: () => number): Promise<Visit> {
  const page = await openProfile(browser, plan.memory)
  try {
    await page.addInitScript({ path: IN_PAGE })
    const before = mediaBytes()
    await page.goto(plan.url)
    if (kind === 'settled') await pause(SETTLE_MS)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    const sound = await page.evaluate(() => (globalThis as unknown as { bench: { sound: Promise<Sound> } }).bench.sound)
    await pause(AFTER_SOUND_MS)
    const originBytes = mediaBytes() - before
    const switches = page.getByRole('switch', { name: 'Share with other listeners' })
    const [shares] = await switches.evaluateAll((found) => found.map((one) => one.ariaChecked === 'true'))
    if (shares !== plan.shares) throw new Error(`sharing is ${shares} and should be ${plan.shares} at ${plan.url}`)
    const { fromPeers, peers } = await meter(page)
    return { ...sound, originBytes, peerBytes: fromPeers, peers }
  } finally {
    await page.context().close()
  }
}

/** Another listener, who holds all of the episode and stays until the browser is closed. */
export async function openHolder(browser: Browser, url: string, memory: Memory, episodeBytes: number): Promise<void> {
  const page = await openProfile(browser, memory)
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

/** A page in a fresh profile that remembers this. */
export async function openProfile(browser: Browser, memory: Memory): Promise<Page> {
  const context = await browser.newContext()
  await context.addInitScript((entries) => {
    // The blank page that a tab starts with has no storage.
    if (location.protocol === 'http:') for (const [key, value] of entries) localStorage.setItem(key, value)
  }, memory)
  return context.newPage()
}

/** Bytes by source and peers, as the player's meter has them; zeros on a page without one. */
export async function meter(page: Page) {
  const [data] = await page.locator('gv-meter').evaluateAll((found) => found.map((one) => ({ ...one.dataset })))
  const number = (name: string) => Number(data?.[name] ?? 0)
  return {
    fromPeers: number('fromPeers'),
    fromHost: number('fromHost'),
    fromCache: number('fromCache'),
    peers: number('peers'),
  }
}
