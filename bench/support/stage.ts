/**
 * Everything the measured pages talk to: one slow origin, the built listening page, a plain page, and the show published twice
 * with a tracker each, so that one swarm stays empty while another listener sits in the other.
 */
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publish, startServer } from '../../publish/index.ts'
import { parseTrackerSettings, startTracker } from '../../tracker/index.ts'
import { type Distance, startSlowOrigin } from './slow-origin.ts'

const PAGE_DIR = 'dist/page'
const EPISODE = { file: '1-the-long-vine.mp3', guid: 'grapevine-demo-the-long-vine-1' }

export async function buildStage(distance: Distance) {
  if (!existsSync(PAGE_DIR)) throw new Error(`There is no ${PAGE_DIR}: run \`npm run build\` first.`)
  const dir = await mkdtemp(join(tmpdir(), 'grapevine-bench-'))
  const shows = join(dir, 'shows')
  // A copy: a build meanwhile must not change what is measured.
  await cp(PAGE_DIR, join(dir, 'page'), { recursive: true })
  const origin = await startSlowOrigin(distance)
  const settings = parseTrackerSettings({ host: 'localhost', port: 0, open: true, iceServers: [] })
  const trackers = await Promise.all([startTracker(settings), startTracker(settings)])
  for (const [i, { url }] of trackers.entries()) {
    const outDir = join(shows, `${i}`)
    await publish({ feed: 'public/demo', outDir, baseUrl: `${origin.url}/${i}/`, trackers: [url], waveforms: false })
  }
  await origin.load(shows)
  await mkdir(join(dir, 'plain'))
  await writeFile(join(dir, 'plain', 'index.html'), plainPage(`${origin.url}/0/${EPISODE.file}`))
  const serve = (name: string) =>
    startServer({ showDir: shows, pageDir: join(dir, name), host: 'localhost', tracker: false })
  const [page, plain] = await Promise.all([serve('page'), serve('plain')])
  const listeningUrl = (show: number) =>
    `${page.url}/?${new URLSearchParams({ feed: `${origin.url}/${show}/feed.xml`, episode: EPISODE.guid })}`
  return {
    plainUrl: `${plain.url}/`,
    /** The listening page with the episode chosen, in a swarm where nobody else is. */
    aloneUrl: listeningUrl(0),
    /** The same in the swarm that the other listener sits in. */
    sharedUrl: listeningUrl(1),
    episodeBytes: (await stat(join(shows, '0', EPISODE.file))).size,
    /** The service worker's script: fetched on a first visit, seen by no page. */
    workerBytes: (await stat(join(dir, 'page', 'sw.js'))).size,
    mediaBytes: origin.mediaBytes,
    close: async () => {
      await Promise.all([page, plain, origin, ...trackers].map((server) => server.close()))
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function plainPage(mediaUrl: string): string {
  return `<!doctype html><title>Plain</title><audio preload="metadata" src="${mediaUrl}"></audio>
<button onclick="document.querySelector('audio').play()">Play</button>`
}
