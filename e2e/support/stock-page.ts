/**
 * A page with stock software in it, as published on npm, unchanged: webtorrent, or bittorrent-tracker's client.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright/test'
import { build } from 'vite'
import type { Stage } from './fixtures.ts'

export interface StockWebtorrent {
  readonly page: Page
  /** Pieces whose hash matched at the stock client, 0 to 1. */
  progress(): Promise<number>
  uploadedBytes(): Promise<number>
  close(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: stock software without types, inside a page.
type StockConstructor = new (options: object) => any

async function loadStock(page: Page, path: string): Promise<void> {
  await page.addScriptTag({ type: 'module', content: `import Stock from '${path}'; globalThis.Stock = Stock` })
  await page.waitForFunction(() => 'Stock' in globalThis)
}

/** Code of stock webtorrent's page; `window.stock` is its torrent. */
interface StockWindow {
  stock: { progress: number; uploaded: number; done: boolean; wires: unknown[] }
}

/**
 * @param holds what the stock client brings: 'nothing', the true file ('all'), every other piece of it ('even', 'odd'), or bytes that
 * match no hash ('rubbish') while it says it has them all.
 */
export async function openStockWebtorrent(
  stage: Stage,
  episodeFile: string,
  holds: 'nothing' | 'all' | 'even' | 'odd' | 'rubbish',
): Promise<StockWebtorrent> {
  stage.origin.add('stock/webtorrent.min.js', await readFile('node_modules/webtorrent/dist/webtorrent.min.js'))
  stage.origin.add('stock/index.html', Buffer.from('<!doctype html><title>stock webtorrent</title>'))
  const context = await stage.browser.newContext({})
  const page = await context.newPage()
  await page.goto(`${stage.origin.url}/stock/index.html`)
  await loadStock(page, '/stock/webtorrent.min.js')
  await page.evaluate(
    async ({ torrentUrl, mediaUrl, holds }) => {
      const WebTorrent = (globalThis as unknown as { Stock: StockConstructor }).Stock
      const client = new WebTorrent({ webSeeds: false, dht: false, tracker: { rtcConfig: { iceServers: [] } } })
      const torrentFile = new Uint8Array(await (await fetch(torrentUrl)).arrayBuffer())
      const brings = (index: number) => holds === 'all' || holds === (index % 2 === 0 ? 'even' : 'odd')
      const file =
        holds === 'nothing' || holds === 'rubbish'
          ? undefined
          : new Uint8Array(await (await fetch(mediaUrl)).arrayBuffer())
      const pieces = new Map<number, Uint8Array>()
      class Store {
        readonly pieceLength: number
        constructor(pieceLength: number) {
          this.pieceLength = pieceLength
        }
        get(
          index: number,
          options: { offset?: number; length?: number } | null,
          done: (e: Error | null, b?: Uint8Array) => void,
        ) {
          const from = options?.offset ?? 0
          const whole =
            holds === 'rubbish'
              ? new Uint8Array(this.pieceLength).fill(index + 1)
              : (pieces.get(index) ??
                (brings(index) ? file?.slice(index * this.pieceLength, (index + 1) * this.pieceLength) : undefined))
          if (whole === undefined) return done(new Error('not held'))
          done(null, whole.slice(from, from + (options?.length ?? whole.length - from)))
        }
        put(index: number, bytes: Uint8Array, done: (e: Error | null) => void) {
          pieces.set(index, bytes)
          done(null)
        }
        close(done: (e: Error | null) => void) {
          done(null)
        }
        destroy(done: (e: Error | null) => void) {
          done(null)
        }
      }
      const torrent = client.add(torrentFile, {
        store: Store,
        storeCacheSlots: 0,
        skipVerify: holds === 'all' || holds === 'rubbish',
      })
      ;(globalThis as unknown as { stock: unknown }).stock = torrent
      await new Promise((resolve) => torrent.once('ready', resolve))
    },
    {
      torrentUrl: `${stage.origin.url}/${episodeFile}.torrent`,
      mediaUrl: `${stage.origin.url}/${episodeFile}`,
      holds,
    },
  )
  const read = (key: 'progress' | 'uploaded') =>
    page.evaluate((name) => (globalThis as unknown as StockWindow).stock[name], key)
  return {
    page,
    progress: () => read('progress'),
    uploadedBytes: () => read('uploaded'),
    close: () => context.close(),
  }
}

/** Opens a page with bittorrent-tracker's own client, announcing `infoHash`; `window.met` counts peers that connected. */
export async function openStockTrackerClient(
  stage: Stage,
  infoHash: string,
): Promise<{ met(): Promise<number>; close(): Promise<void> }> {
  stage.origin.add('stock/bittorrent-tracker.js', await bundleStockTracker())
  stage.origin.add('stock/index.html', Buffer.from('<!doctype html><title>stock tracker client</title>'))
  const context = await stage.browser.newContext({})
  const page = await context.newPage()
  await page.goto(`${stage.origin.url}/stock/index.html`)
  await loadStock(page, '/stock/bittorrent-tracker.js')
  await page.evaluate(
    async ({ infoHash, announce }) => {
      const Client = (globalThis as unknown as { Stock: StockConstructor }).Stock
      const met = { count: 0 }
      Object.assign(globalThis, { met })
      const peerId = `-ST0001-${Math.random().toString(36).slice(2).padEnd(12, '0').slice(0, 12)}`
      const client = new Client({
        infoHash,
        peerId: Array.from(peerId, (c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join(''),
        announce: [announce],
        rtcConfig: { iceServers: [] },
        port: 0,
      })
      client.on('error', () => {})
      client.on('peer', (peer: { once(event: string, run: () => void): void }) => {
        peer.once('connect', () => {
          met.count += 1
        })
      })
      client.start()
    },
    { infoHash, announce: stage.tracker.url },
  )
  return {
    met: () => page.evaluate(() => (globalThis as unknown as { met: { count: number } }).met.count),
    close: () => context.close(),
  }
}

/** The published package ships no browser bundle: its client, bundled with its own `browser` field and nothing changed. */
async function bundleStockTracker(): Promise<Buffer> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    // As every bundler for browsers does: Node's `events` by the package of that name.
    resolve: { alias: { events: fileURLToPath(new URL('../../node_modules/events/events.js', import.meta.url)) } },
    define: { 'process.browser': 'true', global: 'globalThis' },
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: 'node_modules/bittorrent-tracker/client.js', formats: ['es'], fileName: 'bittorrent-tracker' },
    },
  })
  const chunk = [built].flat().flatMap((one) => ('output' in one ? one.output : []))[0]
  if (chunk === undefined || !('code' in chunk)) throw new Error('bittorrent-tracker could not be bundled')
  return Buffer.from(chunk.code)
}
