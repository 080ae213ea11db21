/**
 * Everything the measured pages talk to: one slow origin, the built listening page, a plain page, and the show published twice
 * with a tracker each, so that one swarm stays empty while another listener sits in the other.
 */
import { access, cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publish, startServer } from '../../publish/index.ts'
import { parseTrackerSettings, startTracker } from '../../tracker/index.ts'
import { type Distance, startSlowOrigin } from './slow-origin.ts'

const PAGE_DIR = 'dist/page'
const EPISODE = { title: /Heard It Through/, file: '1-the-long-vine.mp3', guid: 'grapevine-demo-the-long-vine-1' }

export interface Stage {
  readonly plainUrl: string
  /** The listening page with the episode chosen, in a swarm where nobody else is. */
  readonly aloneUrl: string
  /** The same in the swarm that the other listener sits in. */
  readonly sharedUrl: string
  readonly episodeBytes: number
  /** The service worker's script: fetched on a first visit, seen by no page. */
  readonly workerBytes: number
  readonly mediaBytes: () => number
  close(): Promise<void>
}

export async function buildStage(distance: Distance): Promise<Stage> {
  await access(PAGE_DIR).catch(() => {
    throw new Error(`There is no ${PAGE_DIR}: run \`npm run build\` first, from the project's folder.`)
  })
  const dir = await mkdtemp(join(tmpdir(), 'grapevine-bench-'))
  // A copy: a build meanwhile must not change what is measured.
  await cp(PAGE_DIR, join(dir, 'page'), { recursive: true })
  const origin = await startSlowOrigin(distance)
  const settings = parseTrackerSettings({ host: 'localhost', port: 0, open: true, iceServers: [] })
  const trackers = await Promise.all([startTracker(settings), startTracker(settings)])
  const shows = await Promise.all(
    trackers.map(({ url }, i) => {
      const outDir = join(dir, 'shows', `${i}`)
      return publish({ feed: 'public/demo', outDir, baseUrl: `${origin.url}/${i}/`, trackers: [url] })
    }),
  )
  await origin.load(join(dir, 'shows'))
  await mkdir(join(dir, 'plain'))
  await writeFile(join(dir, 'plain', 'index.html'), plainPage(`${origin.url}/0/${EPISODE.file}`))
  const serve = (pageDir: string) =>
    startServer({ showDir: join(dir, 'shows', '0'), pageDir: join(dir, pageDir), host: 'localhost', tracker: false })
  const [page, plain] = await Promise.all([serve('page'), serve('plain')])
  const listeningUrl = (show: number) => {
    const query = new URLSearchParams({ feed: `${origin.url}/${show}/feed.xml`, episode: EPISODE.guid })
    return `${page.url}/?${query}`
  }
  const episode = shows[0]?.episodes.find(({ title }) => EPISODE.title.test(title))
  if (episode?.lengthBytes === undefined) throw new Error('the demo episode was not published')
  return {
    plainUrl: `${plain.url}/`,
    aloneUrl: listeningUrl(0),
    sharedUrl: listeningUrl(1),
    episodeBytes: episode.lengthBytes,
    workerBytes: (await stat(join(dir, 'page', 'sw.js'))).size,
    mediaBytes: origin.mediaBytes,
    close: async () => {
      await Promise.all([page, plain, origin, ...trackers].map((server) => server.close()))
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function plainPage(mediaUrl: string): string {
  return `<!doctype html>
<title>Plain</title>
<audio preload="metadata" src="${mediaUrl}"></audio>
<button onclick="document.querySelector('audio').play()">Play</button>
`
}
