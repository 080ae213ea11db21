/**
 * The publisher's host, and the trackers: everything the crowd talks to. It counts what it sends, by kind and by listener.
 *
 * Pages, their code, the torrents, the playlist and the media come from one slow origin, so that no system pays for CORS.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publish } from '../../publish/index.ts'
import { parseShow } from '../../src/feed/index.ts'
import { parseTrackerSettings, startTracker } from '../../tracker/index.ts'
import { type Sent, startSlowOrigin } from '../support/slow-origin.ts'
import { cutSegments, playlistOf } from './hls.ts'
import { makeMp3 } from './mp3.ts'
import { buildPage } from './page-build.ts'
import { startStockTracker } from './stock-tracker.ts'
import type { System, Ticket } from './types.ts'

const DISTANCE = { firstByteDelayMs: 40, bytesPerSecond: 1_500_000 }
const EPISODE = 'episode.mp3'
/** What the user agent of listener 3 ends in: `Listener/3`. */
const LISTENER = /Listener\/(\d+)$/

export interface MediaSent {
  /** Counted from 0, in the order of joining. */
  readonly listener: number
  /** By this process's `performance.now()`. */
  readonly atMs: number
  readonly bytes: number
}

/** Body bytes the host has sent since the last `reset`. */
export interface HostBytes {
  readonly mediaBytes: number
  readonly codeBytes: number
  readonly torrentBytes: number
  readonly playlistBytes: number
  readonly mediaLog: readonly MediaSent[]
}

export interface CrowdHost {
  pageUrl(system: System): string
  ticket(system: System, rate: number): Ticket
  readonly fileBytes: number
  readonly seconds: number
  sent(): HostBytes
  /** Code that one listener was sent since the last `reset`. */
  codeBytesOf(listener: number): number
  reset(): void
  close(): Promise<void>
}

export async function startHost(systems: readonly System[], seconds: number): Promise<CrowdHost> {
  const dir = await mkdtemp(join(tmpdir(), 'grapevine-crowd-'))
  const tally = new Tally()
  const origin = await startSlowOrigin(DISTANCE, (sent) => tally.add(sent))
  const settings = parseTrackerSettings({ host: 'localhost', port: 0, open: true, iceServers: [] })
  const trackers = { ours: await startTracker(settings), stock: await startStockTracker() }
  const close = async (): Promise<void> => {
    await Promise.all([origin.close(), trackers.ours.close(), trackers.stock.close()])
    await rm(dir, { recursive: true, force: true })
  }
  try {
    const mp3 = makeMp3(seconds)
    const ours = await publishShow(dir, 'ours', origin.url, mp3.bytes, trackers.ours.url)
    const stock = await publishShow(dir, 'stock', origin.url, mp3.bytes, trackers.stock.url)
    const segments = cutSegments(mp3)
    await mkdir(join(dir, 'site', 'hls'))
    await writeFile(join(dir, 'site', 'hls', 'index.m3u8'), playlistOf(segments))
    for (const { name, bytes } of segments) await writeFile(join(dir, 'site', 'hls', name), bytes)
    for (const system of systems) await buildPage(system, join(dir, 'site', system))
    await origin.load(join(dir, 'site'))
    return {
      pageUrl: (system) => `${origin.url}/${system}/index.html`,
      ticket: (system, rate) => ({
        ...(system === 'grapevine' ? ours : stock),
        playlistUrl: `${origin.url}/hls/index.m3u8`,
        lengthBytes: mp3.bytes.length,
        rate,
      }),
      fileBytes: mp3.bytes.length,
      seconds: mp3.seconds,
      sent: () => tally.bytes(),
      codeBytesOf: (listener) => tally.codeBytesOf(listener),
      reset: () => tally.reset(),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The episode as `grapevine publish` publishes it. */
async function publishShow(dir: string, name: string, originUrl: string, media: Uint8Array, tracker: string) {
  const source = join(dir, `${name}-source`)
  const outDir = join(dir, 'site', name)
  const baseUrl = `${originUrl}/${name}/`
  await mkdir(source)
  await writeFile(join(source, EPISODE), media)
  await writeFile(join(source, 'feed.xml'), feed(baseUrl, media.length))
  const { feedPath, ok } = await publish({ feed: source, outDir, baseUrl, trackers: [tracker] })
  const enclosure = parseShow(await readFile(feedPath, 'utf8'), baseUrl).episodes[0]?.enclosure
  if (!ok || enclosure?.torrentUrl === undefined || enclosure.infoHash === undefined) {
    throw new Error('the episode could not be published')
  }
  return {
    mediaUrl: enclosure.url,
    torrentUrl: enclosure.torrentUrl,
    infoHash: enclosure.infoHash,
    trackers: [tracker],
  }
}

function feed(baseUrl: string, lengthBytes: number): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Crowd</title><link>${baseUrl}</link><description>Quiet noise.</description>
<item><title>Noise</title><guid isPermaLink="false">crowd-1</guid><pubDate>Tue, 17 Nov 2026 06:00:00 GMT</pubDate>
<enclosure url="${baseUrl}${EPISODE}" length="${lengthBytes}" type="audio/mpeg"/></item></channel></rss>
`
}

class Tally {
  #byKind = { mediaBytes: 0, codeBytes: 0, torrentBytes: 0, playlistBytes: 0 }
  #mediaLog: MediaSent[] = []
  #code = new Map<number, number>()

  add({ path, userAgent, bytes }: Sent): void {
    const listener = Number(LISTENER.exec(userAgent)?.[1] ?? Number.NaN)
    // The visit that warms the browser up is nobody's.
    if (Number.isNaN(listener)) return
    const kind = kindOf(path)
    this.#byKind[kind] += bytes
    if (kind === 'codeBytes') this.#code.set(listener, this.codeBytesOf(listener) + bytes)
    if (kind === 'mediaBytes') this.#mediaLog.push({ listener, atMs: performance.now(), bytes })
  }

  bytes(): HostBytes {
    return { ...this.#byKind, mediaLog: [...this.#mediaLog] }
  }

  codeBytesOf(listener: number): number {
    return this.#code.get(listener) ?? 0
  }

  reset(): void {
    this.#byKind = { mediaBytes: 0, codeBytes: 0, torrentBytes: 0, playlistBytes: 0 }
    this.#mediaLog = []
    this.#code = new Map()
  }
}

function kindOf(path: string): 'mediaBytes' | 'codeBytes' | 'torrentBytes' | 'playlistBytes' {
  if (path.endsWith('.mp3')) return 'mediaBytes'
  if (path.endsWith('.torrent')) return 'torrentBytes'
  return path.endsWith('.m3u8') ? 'playlistBytes' : 'codeBytes'
}
