/**
 * One listener: a browser profile of its own with the listening page open, driven by roles and names as a person would.
 */
import type { BrowserContext, Page } from 'playwright/test'
import { expect, test } from 'playwright/test'
import type { TestEpisode } from './episodes.ts'
import type { Stage } from './fixtures.ts'
import { turnToPlayer } from './turn-to-player.ts'

export interface ListenerOptions {
  /** What was answered to the sharing question on an earlier visit; absent: never asked. */
  readonly consent?: 'yes' | 'no'
  /** APIs this browser does not have. */
  readonly without?: readonly ('webrtc' | 'indexeddb' | 'serviceworker')[]
  /** Requests to these addresses hang until `release` is called. */
  readonly slow?: RegExp
  /** Run in the page before anything else. */
  readonly scripts?: readonly (() => void)[]
  /** Another page than the demo show's. */
  readonly pageUrl?: string
  /** All that this browser's disk holds for the page's origin. Chromium keeps to it in profiles on disk, not in those in memory. */
  readonly quotaBytes?: number
}

/** What a listener needs to know of its stage. */
export type ListenerStage = Pick<Stage, 'pageUrl' | 'report' | 'showDir' | 'browser'> & {
  readonly origin: Pick<Stage['origin'], 'mediaBytes'>
}

export interface Meter {
  readonly fromPeers: number
  readonly fromHost: number
  readonly fromCache: number
  readonly given: number
}

export class Listener {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
  readonly #stage: ListenerStage
  #release: () => void = () => {}
  #chosenBytes = 0
  #chosenFile = ''

  private constructor(stage: ListenerStage, name: string, context: BrowserContext, page: Page) {
    this.#stage = stage
    this.name = name
    this.context = context
    this.page = page
  }

  static async open(stage: ListenerStage, name: string, options: ListenerOptions = {}): Promise<Listener> {
    const agent = (await (await stage.browser.newContext()).newPage().then(async (probe) => {
      const text = await probe.evaluate(() => navigator.userAgent)
      await probe.context().close()
      return text
    })) as string
    const context = await stage.browser.newContext({
      userAgent: `${agent} Listener/${name}`,
      ...(options.without?.includes('serviceworker') && { serviceWorkers: 'block' as const }),
    })
    return Listener.#start(stage, name, context, options)
  }

  /** In a browser of its own whose profile is on disk in `profileDir`, and stays there. Closed with the listener. */
  static async inProfile(
    stage: Stage,
    name: string,
    profileDir: string,
    options: ListenerOptions = {},
  ): Promise<Listener> {
    const context = await stage.browser.browserType().launchPersistentContext(profileDir, {
      ...test.info().project.use.launchOptions,
      userAgent: `Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/${stage.browser.version()} Listener/${name}`,
    })
    return Listener.#start(stage, name, context, options)
  }

  /** Another tab of the same profile, with the page open. Closed with the first. */
  async anotherTab(name: string): Promise<Listener> {
    const tab = new Listener(this.#stage, name, this.context, await this.context.newPage())
    await tab.page.goto(this.#stage.pageUrl)
    await tab.#controlled()
    return tab
  }

  static async #start(
    stage: ListenerStage,
    name: string,
    context: BrowserContext,
    options: ListenerOptions,
  ): Promise<Listener> {
    await context.addInitScript(countConnections)
    await context.addInitScript(turnToPlayer)
    await context.addInitScript(takeAway, options.without ?? [])
    for (const script of options.scripts ?? []) await context.addInitScript(script)
    const page = await context.newPage()
    const listener = new Listener(stage, name, context, page)
    if (options.slow !== undefined) await listener.#hold(options.slow)
    // Before a database is opened: what an open one may use is not looked up again for a while.
    if (options.quotaBytes !== undefined) {
      const cdp = await context.newCDPSession(page)
      const { origin } = new URL(options.pageUrl ?? stage.pageUrl)
      await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: options.quotaBytes })
    }
    await page.goto(options.pageUrl ?? stage.pageUrl)
    await listener.#controlled()
    if (options.consent !== undefined) await listener.answerSharing(options.consent)
    return listener
  }

  /** Chooses an episode by a part of its title and waits until the player shows it. */
  async choose(episode: TestEpisode): Promise<void> {
    await this.page.getByRole('list', { name: 'Episodes' }).getByRole('link', { name: episode.title }).click()
    await expect(this.page.getByRole('heading', { name: episode.title }).first()).toBeVisible()
    this.#chosenBytes = episode.bytes(this.#stage)
    this.#chosenFile = episode.file
  }

  /** What is looked at: while another episode is held in the player, from its own page. */
  async play(): Promise<void> {
    const own = this.page.locator('gv-episode-about').getByRole('button', { name: /^Play / })
    const isDocked = (await this.page.locator('.stage[data-docked]').count()) > 0
    await (isDocked && (await own.count()) > 0
      ? own
      : this.page.getByRole('button', { name: 'Play', exact: true })
    ).click()
  }

  /** Answers the question that is asked once before any sharing. */
  async answerSharing(answer: 'yes' | 'no'): Promise<void> {
    const question = this.sharingQuestion()
    await question.getByRole('button', { name: answer === 'yes' ? 'Yes, share' : 'Not now', exact: true }).click()
    await expect(question).toBeHidden()
  }

  sharingQuestion() {
    return this.page.getByRole('region', { name: 'Share this show with other listeners?' })
  }

  /** Lets through what `slow` held back. */
  release(): void {
    this.#release()
  }

  /** A first visit comes under the service worker's control a moment after it was loaded. */
  async #controlled(): Promise<void> {
    await this.page.evaluate(async () => {
      if (!('serviceWorker' in navigator) || navigator.serviceWorker.controller !== null) return
      await new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
        // Blocked or refused: it never will.
        setTimeout(resolve, 3_000)
      })
    })
  }

  /** What the media element has loaded: a stream of ours, or the enclosure itself. */
  source(): Promise<string> {
    return this.media().evaluate((element) => (element as HTMLMediaElement).currentSrc)
  }

  async #hold(address: RegExp): Promise<void> {
    const released = new Promise<void>((resolve) => {
      this.#release = resolve
    })
    await this.context.route(address, async (route) => {
      await released
      await route.continue()
    })
  }

  /** The media element inside the player. */
  media() {
    return this.page.locator('grapevine-player').locator('audio, video').first()
  }

  position(): Promise<number> {
    return this.media().evaluate((element) => (element as HTMLMediaElement).currentTime)
  }

  duration(): Promise<number> {
    return this.media().evaluate((element) => (element as HTMLMediaElement).duration)
  }

  /** Faster than people listen, to keep tests short; the engine plans by this rate too. */
  async setRate(rate: number): Promise<void> {
    await this.media().evaluate((element, value) => {
      const media = element as HTMLMediaElement
      media.defaultPlaybackRate = value
      media.playbackRate = value
    }, rate)
  }

  async seekTo(seconds: number): Promise<void> {
    await this.media().evaluate((element, to) => {
      ;(element as HTMLMediaElement).currentTime = to
    }, seconds)
  }

  /** Waits until playback has passed `seconds`. */
  async reaches(seconds: number, timeoutMs = 20_000): Promise<void> {
    await expect
      .poll(() => this.position(), { timeout: timeoutMs, message: `${this.name} plays past ${seconds} s` })
      .toBeGreaterThan(seconds)
  }

  async ends(timeoutMs: number): Promise<void> {
    await expect
      .poll(() => this.media().evaluate((element) => (element as HTMLMediaElement).ended), {
        timeout: timeoutMs,
        message: `${this.name} plays to the end`,
      })
      .toBe(true)
  }

  async meter(): Promise<Meter> {
    return this.page.locator('gv-meter').evaluate((element) => {
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
    return this.page.locator('gv-meter').evaluate((element) => Number((element as HTMLElement).dataset.peers))
  }

  /** Waits until the whole episode is held, wherever it came from. */
  async holdsAll(timeoutMs: number): Promise<void> {
    const heldAll = async (): Promise<boolean> => {
      const { fromCache, fromHost, fromPeers } = await this.meter()
      return fromCache + fromHost + fromPeers === this.#chosenBytes
    }
    await expect.poll(heldAll, { timeout: timeoutMs, message: `${this.name} holds all of the episode` }).toBe(true)
  }

  /** Waits until the whole episode is in IndexedDB too, where a reload finds it. */
  async storesAll(episode: TestEpisode, timeoutMs: number): Promise<void> {
    await this.holdsAll(timeoutMs)
    const stored = async (): Promise<number> => (await this.storedBytes(episode.infoHash(this.#stage))).length
    await expect
      .poll(stored, { timeout: 10_000, message: `${this.name} has stored the episode` })
      .toBe(this.#chosenBytes)
  }

  /** What IndexedDB holds of an episode: its pieces, one after the other. */
  async storedBytes(infoHash: string): Promise<Uint8Array> {
    const base64 = await this.page.evaluate(async (hash) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('grapevine')
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error)
      })
      const pieces = await new Promise<Uint8Array<ArrayBuffer>[]>((resolve, reject) => {
        const all = db
          .transaction('pieces')
          .objectStore('pieces')
          .getAll(IDBKeyRange.bound([hash, 0], [hash, 1e9]))
        all.onsuccess = () => resolve(all.result as Uint8Array<ArrayBuffer>[])
        all.onerror = () => reject(all.error)
      })
      db.close()
      const url = await new Promise<string>((resolve) => {
        const reader = new FileReader()
        reader.onload = () => resolve(reader.result as string)
        reader.readAsDataURL(new Blob(pieces))
      })
      return url.slice(url.indexOf(',') + 1)
    }, infoHash)
    return Buffer.from(base64, 'base64')
  }

  /** Connections this page has made since it was loaded. */
  connections(): Promise<{ peerConnections: number; sockets: number }> {
    return this.page.evaluate(() => {
      const counted = (globalThis as unknown as { grapevineCounted: { peerConnections: number; sockets: number } })
        .grapevineCounted
      return { ...counted }
    })
  }

  /** Media bytes of the chosen episode that the origin sent to this listener. */
  originBytes(): number {
    return this.#stage.origin.mediaBytes(this.name, this.#chosenFile)
  }

  async close(): Promise<void> {
    await this.context.close()
  }
}

/** Runs in the page before anything else. */
function countConnections(): void {
  const counted = { peerConnections: 0, sockets: 0 }
  Object.assign(globalThis, { grapevineCounted: counted })
  const Connection = globalThis.RTCPeerConnection
  const Socket = globalThis.WebSocket
  globalThis.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      counted.peerConnections += 1
    }
  }
  globalThis.WebSocket = class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      counted.sockets += 1
    }
  }
}

/** Runs in the page: a browser without these APIs. */
function takeAway(without: readonly string[]): void {
  const names: Readonly<Record<string, string>> = { webrtc: 'RTCPeerConnection', indexeddb: 'indexedDB' }
  for (const one of without) {
    const name = names[one]
    if (name !== undefined) Object.defineProperty(globalThis, name, { value: undefined, configurable: true })
  }
  if (without.includes('serviceworker')) {
    // `'serviceWorker' in navigator` must say no.
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker')
  }
}
