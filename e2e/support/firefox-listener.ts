/**
 * One listener in Firefox: a browser process and profile of its own with the listening page open, driven through WebDriver BiDi,
 * which Playwright does not speak to a system's Firefox. Roles are not found through shadow roots that way: elements are.
 */

import { expect } from 'playwright/test'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import type { TestEpisode } from './episodes.ts'
import type { Stage } from './fixtures.ts'
import type { Meter } from './listener.ts'
import { turnToPlayer } from './turn-to-player.ts'

const START_LIMIT_MS = 60_000

export class FirefoxListener {
  readonly name: string
  readonly page: Page
  readonly #stage: Stage
  readonly #browser: Browser
  #episode: TestEpisode | undefined

  private constructor(stage: Stage, name: string, browser: Browser, page: Page) {
    this.#stage = stage
    this.name = name
    this.#browser = browser
    this.page = page
  }

  /** Opens the page and says yes to sharing. @param executablePath a Firefox */
  static async open(stage: Stage, name: string, executablePath: string): Promise<FirefoxListener> {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      timeout: START_LIMIT_MS,
      extraPrefsFirefox: {
        // The origin tells listeners apart by their user agents. The version does not matter; nobody asks for it.
        'general.useragent.override': `Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0 Listener/${name}`,
        // A click through WebDriver counts as nobody's; 0 allows what starts by itself.
        'media.autoplay.default': 0,
      },
    })
    try {
      const page = await browser.newPage()
      const listener = new FirefoxListener(stage, name, browser, page)
      await listener.visit()
      await listener.#click('>>> .answers ::-p-text(Yes, share)')
      return listener
    } catch (error) {
      await browser.close()
      throw error
    }
  }

  /** Opens the page anew, until it is under the service worker's control. */
  async visit(): Promise<void> {
    await this.page.evaluateOnNewDocument(turnToPlayer)
    await this.page.goto(this.#stage.pageUrl)
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  }

  /** Leaves the page, as whoever closes a tab does. */
  async leave(): Promise<void> {
    await this.page.goto('about:blank')
  }

  async choose(episode: TestEpisode): Promise<void> {
    const titles = await this.page.waitForSelector('>>> gv-show-episodes')
    await titles?.evaluate((list, pattern) => {
      const rows = [...(list.shadowRoot?.querySelectorAll('gv-episode-row') ?? [])]
      const links = rows.flatMap((row) => [...(row.shadowRoot?.querySelectorAll('a') ?? [])])
      links.find((link) => new RegExp(pattern).test(link.textContent ?? ''))?.click()
    }, episode.title.source)
    const heading = () => this.page.$eval('>>> grapevine-player >>> h2', ({ textContent }) => textContent)
    await expect.poll(heading, { message: `${this.name} has chosen` }).toMatch(episode.title)
    this.#episode = episode
    await this.#media((media) => {
      // No sound device: Firefox stops where it can't open one, unless it does not have to.
      media.muted = true
    })
  }

  async play(): Promise<void> {
    await this.#click('>>> button[aria-label="Play"]')
  }

  position(): Promise<number> {
    return this.#media((media) => media.currentTime)
  }

  duration(): Promise<number> {
    return this.#media((media) => media.duration)
  }

  /** What the media element has loaded: a stream of ours, or the enclosure itself. */
  source(): Promise<string> {
    return this.#media((media) => media.currentSrc)
  }

  async seekTo(seconds: number): Promise<void> {
    await this.#media((media, to) => {
      media.currentTime = to
    }, seconds)
  }

  /** Waits until playback has passed `seconds`. */
  async reaches(seconds: number, timeoutMs = 20_000): Promise<void> {
    try {
      await expect
        .poll(() => this.position(), { timeout: timeoutMs, message: `${this.name} plays past ${seconds} s` })
        .toBeGreaterThan(seconds)
    } catch (error) {
      throw new Error(`${this.name} does not play past ${seconds} s: ${await this.#words()}`, { cause: error })
    }
  }

  /** What the media element and the meter say, for a failing test. */
  async #words(): Promise<string> {
    const media = await this.#media(({ currentSrc, readyState, networkState, paused, error, currentTime }) => {
      return { currentSrc, readyState, networkState, paused, error: error?.message, currentTime }
    })
    return JSON.stringify({ ...media, ...(await this.meter()), hostBytes: this.originBytes() })
  }

  meter(): Promise<Meter> {
    return this.page.$eval('>>> gv-meter', (element) => {
      const { fromPeers, fromHost, fromCache, given } = (element as HTMLElement).dataset
      return {
        fromPeers: Number(fromPeers),
        fromHost: Number(fromHost),
        fromCache: Number(fromCache),
        given: Number(given),
      }
    })
  }

  /** Connected peers, as the player shows them. */
  peers(): Promise<number> {
    return this.page.$eval('>>> gv-meter', (element) => Number((element as HTMLElement).dataset.peers))
  }

  /** Waits until the whole chosen episode is held, wherever it came from. */
  async holdsAll(timeoutMs: number): Promise<void> {
    const held = async (): Promise<number> => {
      const { fromCache, fromHost, fromPeers } = await this.meter()
      return fromCache + fromHost + fromPeers
    }
    await expect
      .poll(held, { timeout: timeoutMs, message: `${this.name} holds all of the episode` })
      .toBe(this.#episode?.bytes(this.#stage))
  }

  /** Waits until the whole chosen episode is in IndexedDB too, where a reload finds it. */
  async storesAll(timeoutMs: number): Promise<void> {
    await this.holdsAll(timeoutMs)
    const stored = (): Promise<number> =>
      this.page.evaluate(async (hash) => {
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open('grapevine')
          opening.onsuccess = () => resolve(opening.result)
          opening.onerror = () => reject(opening.error)
        })
        const pieces = await new Promise<Uint8Array[]>((resolve, reject) => {
          const range = IDBKeyRange.bound([hash, 0], [hash, 1e9])
          const all = db.transaction('pieces').objectStore('pieces').getAll(range)
          all.onsuccess = () => resolve(all.result)
          all.onerror = () => reject(all.error)
        })
        db.close()
        return pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
      }, this.#episode?.infoHash(this.#stage) ?? '')
    await expect
      .poll(stored, { timeout: 10_000, message: `${this.name} has stored the episode` })
      .toBe(this.#episode?.bytes(this.#stage))
  }

  /** Media bytes of the chosen episode that the origin sent to this listener. */
  originBytes(): number {
    return this.#stage.origin.mediaBytes(this.name, this.#episode?.file)
  }

  async close(): Promise<void> {
    await this.#browser.close()
  }

  #media<T>(run: (media: HTMLMediaElement, value: number) => T, value = 0) {
    return this.page.$eval('>>> video, >>> audio', run, value)
  }

  async #click(selector: string): Promise<void> {
    // Waits until it stands still, too: what goes away above it must not move it from under the click.
    await this.page.locator(selector).click()
  }
}
