/**
 * Two small shows whose episodes can be heard, kept and passed on, on the test's origin, each with a tracker of its own: so each
 * tracker's count says which show's listeners were announced.
 */
import { parseTrackerSettings, startTracker, type Tracker } from '../../tracker/index.ts'
import type { Stage } from './fixtures.ts'
import { feedXml } from './made-shows.ts'
import { addSideShow, demoSound } from './side-show.ts'

/** Of the demo's sound, which is of even bitrate. */
const BYTES_PER_SECOND = 10_057
/** Of each episode: what was heard of its first ten seconds and of its last twenty is no place to come back to. */
export const SECONDS = 100
const DAY_MS = 86_400_000

export interface LibraryEpisode {
  readonly title: string
  readonly guid: string
  /** On the origin. */
  readonly file: string
  readonly bytes: number
  readonly infoHash: string
}

export interface LibraryShow {
  readonly title: string
  readonly feedUrl: string
  /** The newest first, as they are listed. */
  readonly episodes: readonly LibraryEpisode[]
  readonly tracker: Tracker
}

export interface LibraryShows {
  readonly garden: LibraryShow
  readonly harbour: LibraryShow
  close(): Promise<void>
}

export async function openLibraryShows(stage: Pick<Stage, 'origin' | 'pageUrl'>): Promise<LibraryShows> {
  const garden = await addShow(
    stage,
    'garden',
    'Garden Notes',
    ['Frost on the glass', 'A bench for two', 'Seeds in jars'],
    0,
  )
  const harbour = await addShow(stage, 'harbour', 'Harbour Hours', ['The early boat', 'Ropes and knots'], 320)
  return {
    garden,
    harbour,
    close: async () => {
      await garden.tracker.close()
      await harbour.tracker.close()
    },
  }
}

/** @param fromSecond of the demo's sound: no two episodes have the same bytes */
async function addShow(
  stage: Pick<Stage, 'origin' | 'pageUrl'>,
  folder: string,
  title: string,
  titles: readonly string[],
  fromSecond: number,
): Promise<LibraryShow> {
  const sound = await demoSound()
  const cut = (at: number) => sound.subarray(at * BYTES_PER_SECOND, (at + SECONDS) * BYTES_PER_SECOND)
  const files = Object.fromEntries(titles.map((_, n) => [`${folder}-${n + 1}.mp3`, cut(fromSecond + n * SECONDS)]))
  const guidOf = (n: number) => `${folder}-${n + 1}`
  const feed = (baseUrl: string) =>
    feedXml({
      title,
      episodes: titles.map((name, n) => ({
        title: name,
        guid: guidOf(n),
        fileUrl: `${baseUrl}${folder}-${n + 1}.mp3`,
        lengthBytes: SECONDS * BYTES_PER_SECOND,
        seconds: SECONDS,
        publishedAtMs: Date.UTC(2026, 8, 20) - n * DAY_MS,
        notesHtml: `<p>Notes on “${name}”, from (00:05) on.</p>`,
      })),
    })
  const tracker = await startTracker(parseTrackerSettings({ host: 'localhost', port: 0, open: true, iceServers: [] }))
  const { published } = await addSideShow(stage, folder, files, feed, tracker.url)
  return {
    title,
    feedUrl: `${stage.origin.url}/${folder}/feed.xml`,
    tracker,
    episodes: titles.map((name, n) => ({
      title: name,
      guid: guidOf(n),
      file: `${folder}/${folder}-${n + 1}.mp3`,
      bytes: SECONDS * BYTES_PER_SECOND,
      infoHash: published.find((one) => one.title === name)?.infoHash ?? '',
    })),
  }
}
