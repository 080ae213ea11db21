/**
 * Everything the visits talk to: the slow origin, a tracker, and one page server (fast, the same for all systems) with the listening
 * page, a plain page per episode and a page for stock webtorrent.
 */
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, loadConfigFromFile } from 'vite'
import { publish, startServer } from '../../publish/index.ts'
import { parseTrackerSettings, startTracker } from '../../tracker/index.ts'
import { type Distance, startSlowOrigin } from '../support/slow-origin.ts'
import { writeShow } from './episodes.ts'

const PAGE_DIR = 'dist/page'

export interface BenchEpisode {
  readonly name: string
  readonly sizeBytes: number
  readonly pieceLength: number
  readonly infoHash: string
  /** On the page's own server, for filling caches: fast, and not counted. */
  readonly nearUrl: string
  readonly torrentUrl: string
  readonly listeningUrl: string
  readonly plainUrl: string
}

/** @param perShow episodes in each show, of the same size; all are listed in `episodes`. */
export async function buildStage(distance: Distance, sizes: readonly number[], perShow = 1) {
  if (!existsSync(PAGE_DIR)) throw new Error(`There is no ${PAGE_DIR}: run \`npm run build\` first.`)
  const dir = await mkdtemp(join(tmpdir(), 'grapevine-return-'))
  const pageDir = join(dir, 'page')
  const shows = join(dir, 'shows')
  // A copy: a build meanwhile must not change what is measured.
  await cp(PAGE_DIR, pageDir, { recursive: true })
  await mkdir(join(pageDir, 'bench'))
  await cp('node_modules/webtorrent/dist/webtorrent.min.js', join(pageDir, 'bench', 'webtorrent.min.js'))
  await cp('bench/return/stock.js', join(pageDir, 'bench', 'stock.js'))
  await writeFile(join(pageDir, 'bench', 'fill.js'), await bundle('bench/return/fill.ts'))
  const stock = `<!doctype html><title>stock</title><script type="module">
import WebTorrent from './webtorrent.min.js'
globalThis.WebTorrent = WebTorrent
await import('./stock.js')
</script>`
  await writeFile(join(pageDir, 'bench', 'stock.html'), stock)
  await writeFile(join(pageDir, 'bench', 'blank.html'), '<!doctype html><title>blank</title>')
  await buildEnginePage(join(pageDir, 'bench', 'engine'))
  const origin = await startSlowOrigin(distance)
  const tracker = await startTracker(parseTrackerSettings({ host: 'localhost', port: 0, open: true, iceServers: [] }))
  const page = await startServer({ showDir: shows, pageDir, host: 'localhost', tracker: false })
  const episodes: BenchEpisode[] = []
  for (const size of sizes) {
    const name = `episode-${size / 1_000_000}-mb`
    const source = join(dir, 'source', name)
    await mkdir(source, { recursive: true })
    await writeShow(source, name, size, perShow)
    const baseUrl = `${origin.url}/${name}/`
    // Decoding twenty long episodes takes minutes, and nobody looks at their waveforms.
    const outDir = join(shows, name)
    const report = await publish({ feed: source, outDir, baseUrl, trackers: [tracker.url], waveforms: perShow === 1 })
    for (const [i, published] of report.episodes.entries()) {
      if (published.infoHash === undefined || published.lengthBytes === undefined || published.torrentUrl === undefined)
        throw new Error(`${name} was not published: ${published.problem}`)
      const episode = perShow === 1 ? name : `${name}-${i + 1}`
      await writeFile(join(pageDir, 'bench', `${episode}.html`), plainPage(`${baseUrl}${episode}.mp3`))
      const torrentPath = new URL(published.torrentUrl).pathname
      episodes.push({
        name: episode,
        sizeBytes: published.lengthBytes,
        pieceLength: pieceLengthOf(await readFile(join(shows, torrentPath))),
        infoHash: published.infoHash,
        nearUrl: `${page.url}/show/${name}/${episode}.mp3`,
        torrentUrl: published.torrentUrl,
        listeningUrl: `${page.url}/?${new URLSearchParams({ feed: `${baseUrl}feed.xml` })}`,
        plainUrl: `${page.url}/bench/${episode}.html`,
      })
    }
  }
  await origin.load(shows)
  return {
    dir,
    episodes,
    trackerUrl: tracker.url,
    /** Announced in so many swarms, all listeners together. */
    memberships: () => tracker.stats().memberships,
    benchUrl: `${page.url}/bench`,
    mediaBytes: origin.mediaBytes,
    close: async () => {
      await Promise.all([page, origin, tracker].map((server) => server.close()))
      await rm(dir, { recursive: true, force: true })
    },
  }
}

export type ReturnStage = Awaited<ReturnType<typeof buildStage>>

function plainPage(mediaUrl: string): string {
  return `<!doctype html><title>Plain</title><audio preload="metadata" src="${mediaUrl}"></audio>
<button aria-label="Play" onclick="document.querySelector('audio').play()">Play</button>`
}

function pieceLengthOf(torrentFile: Buffer): number {
  const [, digits] = /12:piece lengthi(\d+)e/.exec(torrentFile.toString('latin1')) ?? []
  if (digits === undefined) throw new Error('the torrent file names no piece length')
  return Number(digits)
}

/** With the settings of the listening page, so that what is loaded late there is loaded late here. */
async function buildEnginePage(outDir: string): Promise<void> {
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, 'vite.config.ts')
  const { base, build: shipped } = loaded?.config ?? {}
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ...(base !== undefined && { base }),
    build: {
      ...shipped,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: 'bench/return/engine-page.ts', output: { entryFileNames: 'page.js' } },
    },
  })
  const page = '<!doctype html><title>engine</title><body><script type="module" src="page.js"></script>'
  await writeFile(join(outDir, 'index.html'), page)
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: { write: false, target: 'es2023', lib: { entry, formats: ['iife'], name: 'bundle', fileName: 'bundle' } },
  })
  const chunk = [built].flat().flatMap((one) => ('output' in one ? one.output : []))[0]
  if (chunk === undefined || !('code' in chunk)) throw new Error(`${entry} could not be bundled`)
  return chunk.code
}
