/**
 * What every end-to-end test stands on: a page server, an origin on another port and a tracker, one set per worker, reset for each test,
 * and listeners, each a browser context of its own (pages of one profile share storage).
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, test as base } from 'playwright/test'
import { type PublishReport, publish, startServer } from '../../publish/index.ts'
import { parseTrackerSettings, startTracker, type Tracker } from '../../tracker/index.ts'
import { Listener, type ListenerOptions } from './listener.ts'
import { type OriginServer, startOrigin } from './origin-server.ts'

/** A tracker that tests may stop and start again at the same address. */
export interface TrackerControl {
  readonly url: string
  readonly stats: Tracker['stats']
  start(): Promise<void>
  stop(): Promise<void>
  /** Another one takes its place, as on an upgrade: it waits for the port, and whoever is here is sent over. Resolves when the old one is gone. */
  replace(): Promise<void>
}

export interface Stage {
  readonly pageUrl: string
  /** Address of the embedded player with one episode of the demo show, by its JSON. */
  readonly frameUrl: (name: string) => string
  readonly origin: OriginServer
  readonly tracker: TrackerControl
  readonly report: PublishReport
  /** The published show's folder. */
  readonly showDir: string
  readonly browser: Browser
}

export interface TestFixtures {
  readonly stage: Stage
  /** Opens a listener in a fresh profile; closed after the test. */
  readonly listen: (name: string, options?: ListenerOptions) => Promise<Listener>
}

export const test = base.extend<TestFixtures, { workerStage: Omit<Stage, 'browser'> }>({
  workerStage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const showDir = await mkdtemp(join(tmpdir(), 'grapevine-e2e-'))
      const origin = await startOrigin()
      const trackerPort = await freePort()
      const trackerUrl = `ws://localhost:${trackerPort}/tracker`
      const report = await publish({
        feed: 'public/demo',
        outDir: showDir,
        baseUrl: `${origin.url}/`,
        trackers: [trackerUrl],
      })
      await origin.load(showDir)
      const page = await startServer({ showDir, pageDir: 'dist/page', host: 'localhost', tracker: false })
      const tracker = trackerControl(trackerUrl, trackerPort, join(showDir, 'allowlist.txt'))
      await use({
        pageUrl: `${page.url}/?feed=${encodeURIComponent(`${origin.url}/feed.xml`)}`,
        frameUrl: (name) => `${page.url}/player.html?json=${encodeURIComponent(`${origin.url}/episodes/${name}.json`)}`,
        origin,
        tracker,
        report,
        showDir,
      })
      await tracker.stop()
      await page.close()
      await origin.close()
      await rm(showDir, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  stage: async ({ workerStage, browser }, use) => {
    workerStage.origin.reset()
    await workerStage.tracker.start()
    await use({ ...workerStage, browser })
    await workerStage.tracker.stop()
  },
  listen: async ({ stage }, use) => {
    const listeners: Listener[] = []
    await use(async (name, options) => {
      const listener = await Listener.open(stage, name, options)
      listeners.push(listener)
      return listener
    })
    for (const listener of listeners) await listener.close()
  },
})

export { expect } from 'playwright/test'

function trackerControl(url: string, port: number, allowlistFile: string): TrackerControl {
  let running: Tracker | undefined
  const settings = { host: 'localhost', port, allowlistFile, iceServers: [], drainSeconds: 2, waitForPortSeconds: 10 }
  const launch = () => startTracker(parseTrackerSettings(settings))
  return {
    url,
    stats: () => {
      if (running === undefined) throw new Error('the tracker is not running')
      return running.stats()
    },
    async start() {
      running ??= await launch()
    },
    async replace() {
      const successor = launch()
      await running?.drain()
      running = await successor
    },
    async stop() {
      await running?.close()
      running = undefined
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

/** Bytes of a file of the published show. */
export function publishedFile(stage: Pick<Stage, 'showDir'>, name: string): Promise<Buffer> {
  return readFile(join(stage.showDir, name))
}
