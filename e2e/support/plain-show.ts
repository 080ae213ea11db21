/** A show as most are: its feed knows nothing of torrents. On the test's origin, beside the demo's. */
import { EPISODES } from './episodes.ts'
import type { Stage } from './fixtures.ts'
import { feedXml, type MadeEpisode } from './made-shows.ts'
import { demoSound } from './side-show.ts'

/** Of the demo's sound, which is of even bitrate. */
const BYTES_PER_SECOND = 10_057
const SECONDS = 100

export interface PlainEpisode {
  readonly title: string
  readonly guid: string
  /** On the origin. */
  readonly file: string
  readonly bytes: number
}

export interface PlainShow {
  readonly title: string
  readonly feedUrl: string
  /** As it is served, at `plain/feed.xml`. */
  readonly feed: string
  readonly sound: PlainEpisode
  readonly other: PlainEpisode
  /** With pictures, a minute. */
  readonly video: PlainEpisode
  /** Some 8 MB: what is paced takes seconds for it. */
  readonly long: PlainEpisode
}

export async function addPlainShow(stage: Pick<Stage, 'origin' | 'report' | 'showDir'>): Promise<PlainShow> {
  const demo = await demoSound()
  const cut = (fromSecond: number) =>
    demo.subarray(fromSecond * BYTES_PER_SECOND, (fromSecond + SECONDS) * BYTES_PER_SECOND)
  const made = (title: string, name: string, content: Buffer) => {
    const file = `plain/${name}`
    stage.origin.add(file, content)
    return { title, guid: name, file, bytes: content.length }
  }
  const long = Buffer.concat(Array.from({ length: 8 }, () => cut(0)))
  const show = {
    sound: made('Moss and lichen', 'moss.mp3', cut(20)),
    other: made('Under the eaves', 'eaves.mp3', cut(130)),
    video: made('A film of rain', 'rain.mp4', await EPISODES.video.content(stage)),
    long: made('The whole afternoon', 'afternoon.mp3', long),
  }
  const title = 'Plain Talk'
  const episodes = Object.values(show).map(
    (episode, at): MadeEpisode => ({
      ...episode,
      fileUrl: `${stage.origin.url}/${episode.file}`,
      lengthBytes: episode.bytes,
      seconds: episode === show.long ? SECONDS * 8 : SECONDS,
      publishedAtMs: Date.UTC(2026, 8, 20 - at),
      ...(episode === show.video && { type: 'video/mp4', seconds: 60 }),
    }),
  )
  const feed = feedXml({ title, episodes })
  stage.origin.add('plain/feed.xml', Buffer.from(feed))
  return { title, feedUrl: `${stage.origin.url}/plain/feed.xml`, feed, ...show }
}
