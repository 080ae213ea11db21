/** Every feed of ../shared/feeds, checked against what was read in it by hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseShow } from './rss.ts'
import type { Episode } from './types.ts'

const FOLDER = new URL('../../../shared/feeds/', import.meta.url)
/** The feeds are their publishers', so they are not part of this repository; where they do not lie beside it, nothing is tested. */
const hasFeeds = existsSync(FOLDER)
const FEED_URL = 'https://feeds.example/a/feed.xml'

interface Expected {
  readonly title: string
  readonly episodes: number
  readonly withMedia: number
  readonly warnings: number
  readonly at: number
  readonly episode: Partial<Episode>
}

const FEEDS: Readonly<Record<string, Expected>> = {
  'giantbomb-large.xml': {
    title: 'Giant Bombcast',
    episodes: 730,
    withMedia: 730,
    warnings: 0,
    at: 0,
    episode: { guid: '1600-2823', publishedAt: '2019-10-01T22:30:00.000Z', durationSeconds: 10475 },
  },
  'peertube-video-torrents.xml': {
    title: 'Animated No Agenda',
    episodes: 20,
    withMedia: 20,
    warnings: 0,
    at: 0,
    episode: {
      title: "Animated No Agenda - It's Probably an Inside Job [EP 100!]",
      enclosure: {
        url: 'https://noagendatube.com/static/webseed/301929e6-a83e-45ad-8901-e513ea1ab81e-1080.mp4',
        type: 'video/mp4',
        lengthBytes: 21096526,
        torrentUrl: 'https://noagendatube.com/lazy-static/torrents/301929e6-a83e-45ad-8901-e513ea1ab81e-1080.torrent',
        trackers: [],
      },
    },
  },
  'freedom-controller-bad-entity.xml': {
    title: 'No Agenda',
    episodes: 29,
    withMedia: 29,
    warnings: 0,
    at: 0,
    episode: {
      title: '1393: "Space Wake"',
      publishedAt: '2021-10-24T20:22:24.000Z',
      transcripts: [{ url: 'https://mp3s.nashownotes.com/NA-1393-Captions.srt', type: 'application/srt' }],
    },
  },
  'hexo-chinese.xml': {
    title: '科技聚变',
    episodes: 45,
    withMedia: 45,
    warnings: 0,
    at: 0,
    episode: { title: '#45: 科技优先还是产品优先？', guid: 'https://TechFusionFM.com/45/', durationSeconds: 4490 },
  },
  'typepad-atom.xml': {
    title: 'ENT expert opinion',
    episodes: 43,
    withMedia: 41,
    warnings: 2,
    at: 0,
    episode: {
      guid: 'tag:typepad.com,2003:post-6a017d3e79c482970c01bb098db7b9970d',
      publishedAt: '2017-04-07T01:50:50.000Z',
      enclosure: {
        url: 'https://ia601702.us.archive.org/23/items/ENTExpertOpinion/DavePothier-EeoPodcast.mp3',
        type: 'audio/mpeg',
        trackers: [],
      },
    },
  },
  'powerpress-wordpress.xml': {
    title: 'The Geek Whisperers',
    episodes: 50,
    withMedia: 50,
    warnings: 0,
    at: 0,
    episode: {
      title: 'The Final Whispers – Episode 140',
      guid: '/?p=1659',
      link: 'https://feeds.example/2017/10/the-final-whispers-episode-140/',
      durationSeconds: 2039,
    },
  },
  'megaphone-intercepted.xml': {
    title: 'Intercepted with Jeremy Scahill',
    episodes: 47,
    withMedia: 47,
    warnings: 0,
    at: 0,
    episode: {
      title: "BONUS: The NFL's Violent Ballet",
      guid: '53934cc4-0712-11e8-929c-1bcc1b677578',
      durationSeconds: 2456,
      enclosure: {
        url: 'https://traffic.megaphone.fm/PPY3860278286.mp3?updated=1517465594',
        type: 'audio/mpeg',
        lengthBytes: 39301120,
        trackers: [],
      },
    },
  },
  'pelican-no-length.xml': {
    title: 'Side Quest Completed',
    episodes: 41,
    withMedia: 41,
    warnings: 1,
    at: 0,
    episode: {
      title: 'Episode Forty One: Games We Would Blatantly Copy (Fixed)',
      publishedAt: '2020-08-12T16:00:00.000Z',
      enclosure: {
        url: 'https://archive.org/download/side-quest-completed-2020-08-12-episode-41/side-quest-completed-2020-08-12-episode-41.mp3',
        type: 'audio/mpeg',
        trackers: [],
      },
    },
  },
}

test.skipIf(!hasFeeds)(
  'every feed of ../shared/feeds is expected here (the folder must lie beside the checkout)',
  () => {
    const found = readdirSync(FOLDER).filter((name) => name.endsWith('.xml'))
    expect(found.sort()).toEqual(Object.keys(FEEDS).sort())
  },
)

test.skipIf(!hasFeeds).each(Object.entries(FEEDS))('%s reads as its publisher meant it', (name, expected) => {
  const show = parseShow(readFileSync(new URL(name, FOLDER), 'utf8'), FEED_URL)
  expect(show.title).toBe(expected.title)
  expect(show.episodes).toHaveLength(expected.episodes)
  expect(show.episodes.filter((episode) => episode.enclosure)).toHaveLength(expected.withMedia)
  expect(show.warnings).toHaveLength(expected.warnings)
  expect(show.episodes[expected.at]).toMatchObject(expected.episode)
  for (const episode of show.episodes) {
    expect(episode.title).not.toMatch(/&(?:amp|lt|gt|#\d+);|<\/?(?:p|br|a|div)\b/)
    expect(episode.publishedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  }
})

test.skipIf(!hasFeeds)('a web page given as an enclosure is named', () => {
  const show = parseShow(readFileSync(new URL('pelican-no-length.xml', FOLDER), 'utf8'), FEED_URL)
  expect(show.warnings[0]).toContain('https://archive.org/details/side-quest-completed-2020-08-05-episode-40')
})
