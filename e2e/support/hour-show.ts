/**
 * A show with one episode of an hour, as long as episodes are: the demo's sound five times over. With a tracker of its own, which
 * the demo show's would refuse.
 */
import { parseTrackerSettings, startTracker } from '../../tracker/index.ts'
import type { TestEpisode } from './episodes.ts'
import type { Stage } from './fixtures.ts'
import { addSideShow, demoSound } from './side-show.ts'

const FOLDER = 'hour'
const FILE = 'hour.mp3'
const TIMES = 5
/** 36 MB. */
const SECONDS = 3_630

export interface HourShow {
  readonly pageUrl: string
  readonly episode: TestEpisode
  close(): Promise<void>
}

/** Puts the show on the test's origin. */
export async function openHourShow(stage: Stage): Promise<HourShow> {
  const demo = await demoSound()
  const content = Buffer.concat(Array.from({ length: TIMES }, () => demo))
  const tracker = await startTracker(parseTrackerSettings({ host: 'localhost', port: 0, open: true, iceServers: [] }))
  const feedAt = (baseUrl: string) => feed(content.length, baseUrl)
  const { pageUrl, published } = await addSideShow(stage, FOLDER, { [FILE]: content }, feedAt, tracker.url)
  return {
    pageUrl,
    episode: {
      title: /^An hour/,
      file: `${FOLDER}/${FILE}`,
      type: 'audio/mpeg',
      bytes: () => content.length,
      infoHash: () => published[0]?.infoHash ?? '',
      content: async () => content,
    },
    close: () => tracker.close(),
  }
}

function feed(lengthBytes: number, baseUrl: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
  <channel>
    <title>The Long Show</title>
    <link>https://host.example/</link>
    <description>As long as episodes are.</description>
    <item>
      <title>An hour</title>
      <guid isPermaLink="false">hour-1</guid>
      <enclosure url="${baseUrl}${FILE}" length="${lengthBytes}" type="audio/mpeg"/>
      <itunes:duration>${SECONDS}</itunes:duration>
    </item>
  </channel>
</rss>
`
}
