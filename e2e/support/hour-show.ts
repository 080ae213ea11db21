/**
 * A show with one episode of an hour, as long as episodes are: the demo's sound five times over. With a tracker of its own, which
 * the demo show's would refuse.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publish } from '../../publish/index.ts'
import { parseTrackerSettings, startTracker } from '../../tracker/index.ts'
import type { TestEpisode } from './episodes.ts'
import type { Stage } from './fixtures.ts'

const FOLDER = 'hour'
const FILE = 'hour.mp3'
/** Of the demo show's MP3, of even bitrate: after its ID3 tag and the frame that holds the Info tag. */
const DEMO_SOUND_FROM = 42_000
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
  const demo = (await readFile('public/demo/1-the-long-vine.mp3')).subarray(DEMO_SOUND_FROM)
  const content = Buffer.concat(Array.from({ length: TIMES }, () => demo))
  const tracker = await startTracker(parseTrackerSettings({ host: 'localhost', port: 0, open: true, iceServers: [] }))
  const [dir, outDir] = [
    await mkdtemp(join(tmpdir(), 'grapevine-hour-')),
    await mkdtemp(join(tmpdir(), 'grapevine-hour-out-')),
  ]
  const baseUrl = `${stage.origin.url}/${FOLDER}/`
  await writeFile(join(dir, FILE), content)
  await writeFile(join(dir, 'feed.xml'), feed(content.length, baseUrl))
  const { episodes } = await publish({ feed: dir, outDir, baseUrl, trackers: [tracker.url] })
  for (const name of await readdir(outDir)) stage.origin.add(`${FOLDER}/${name}`, await readFile(join(outDir, name)))
  await rm(dir, { recursive: true })
  await rm(outDir, { recursive: true })
  return {
    pageUrl: stage.pageUrl.replace(encodeURIComponent('/feed.xml'), encodeURIComponent(`/${FOLDER}/feed.xml`)),
    episode: {
      title: /^An hour/,
      file: `${FOLDER}/${FILE}`,
      type: 'audio/mpeg',
      bytes: () => content.length,
      infoHash: () => episodes[0]?.infoHash ?? '',
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
