/** One listener: a browser context of its own, so a profile without caches, with a system's page in it. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright'
import type { CrowdPage, Heard, Ticket } from './types.ts'

const LOAD_LIMIT_MS = 60_000
const ANSWER_LIMIT_MS = 10_000
const NOTHING_HEARD: Heard = {
  ttfaMs: null,
  stalls: 0,
  dryStalls: 0,
  stallPositions: [],
  stalledMs: 0,
  ended: false,
  positionSeconds: 0,
  firstPeerByteMs: null,
  peerBytes: 0,
  error: null,
  marks: {},
}

/** Inside the page. */
declare const crowd: CrowdPage

export class Listener {
  /** When it joined, by this process's `performance.now()`. */
  joinedMs = Number.NaN
  readonly #page: Page
  /** Settles when the episode was heard to its end, or never will be. */
  #over: Promise<void> = Promise.resolve()

  private constructor(page: Page) {
    this.#page = page
  }

  /** @returns a listener whose page is loaded and ready to join. @throws Error where it does not get that far in a minute */
  static async open(browser: Browser, url: string, userAgent: string): Promise<Listener> {
    const context = await browser.newContext({ userAgent })
    const page = await context.newPage()
    page.setDefaultTimeout(LOAD_LIMIT_MS)
    await page.goto(url)
    const ready = page.evaluate(() => crowd.ready)
    await within(ready, LOAD_LIMIT_MS, `${url} was not ready in ${LOAD_LIMIT_MS / 1000} s`)
    return new Listener(page)
  }

  get over(): Promise<void> {
    return this.#over
  }

  /** Returns at once; a busy page joins when it gets to it. */
  join(ticket: Ticket): void {
    this.joinedMs = performance.now()
    const done = this.#page.evaluate(async (given) => {
      crowd.join(given)
      await crowd.done
    }, ticket)
    // A page that dies is told of by what it answers to `heard`.
    this.#over = done.catch(() => {})
  }

  /** How it went so far. */
  async heard(): Promise<Heard> {
    try {
      const answer = this.#page.evaluate(() => crowd.heard())
      return await within(answer, ANSWER_LIMIT_MS, 'the page does not answer')
    } catch (error) {
      return heardNothing(error)
    }
  }
}

/** Of a listener that was lost, and why. */
export function heardNothing(error: unknown): Heard {
  return { ...NOTHING_HEARD, error: String(error) }
}

/** @throws Error with these words where it takes longer */
export async function within<T>(promise: Promise<T>, limitMs: number, words: string): Promise<T> {
  const aborter = new AbortController()
  const late = pause(limitMs, undefined, { signal: aborter.signal }).then(() => {
    throw new Error(words)
  })
  late.catch(() => {})
  // Whoever loses the race may still fail later, unheard.
  promise.catch(() => {})
  try {
    return await Promise.race([promise, late])
  } finally {
    aborter.abort()
  }
}
