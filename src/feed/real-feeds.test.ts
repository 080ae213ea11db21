/** Every feed of ../shared/feeds, checked against what was read in it by hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseShow } from './rss.ts'
import { EXPECTED_FEEDS as FEEDS } from './testing/expected-feeds.ts'
import type { Episode } from './types.ts'

const FOLDER = new URL('../../../shared/feeds/', import.meta.url)
/** The feeds are their publishers', so they are not part of this repository; where they do not lie beside it, nothing is tested. */
const hasFeeds = existsSync(FOLDER)
const FEED_URL = 'https://feeds.example/a/feed.xml'

const read = (name: string) => parseShow(readFileSync(new URL(name, FOLDER), 'utf8'), FEED_URL)

test.skipIf(!hasFeeds)(
  'every feed of ../shared/feeds is expected here (the folder must lie beside the checkout)',
  () => {
    const found = readdirSync(FOLDER).filter((name) => name.endsWith('.xml'))
    expect(found.sort()).toEqual(Object.keys(FEEDS).sort())
  },
)

test.skipIf(!hasFeeds).each(Object.entries(FEEDS))('%s reads as its publisher meant it', (name, expected) => {
  const show = read(name)
  expect(show).toMatchObject(expected.show)
  expect(show).not.toHaveProperty('incomplete')
  expect(show.warnings).toEqual(expected.warnings ?? [])
  expect(show.episodes).toHaveLength(expected.episodes)
  for (const [field, count] of Object.entries(expected.counts)) {
    const having = show.episodes.filter((episode) => episode[field as keyof Episode] !== undefined)
    expect(having.length, field).toBe(count)
  }
  for (const [at, episode] of Object.entries(expected.at)) expect(show.episodes[Number(at)]).toMatchObject(episode)
  for (const [at, summary] of Object.entries(expected.summaries)) {
    expect(show.episodes[Number(at)]?.summary).toMatch(summary)
  }
  for (const [at, [start, end]] of Object.entries(expected.notes)) {
    const notes = show.episodes[Number(at)]?.notesHtml?.replace(/\s+/g, ' ')
    expect(notes?.slice(0, start.length)).toBe(start)
    expect(notes?.slice(-end.length)).toBe(end)
  }
})

test.skipIf(!hasFeeds).each(Object.keys(FEEDS))(
  '%s: what is shown as text is no markup, and every date is one',
  (name) => {
    const { episodes, ...show } = read(name)
    const texts = [
      show.title,
      show.description,
      show.author ?? '',
      ...episodes.flatMap((one) => [one.title, one.summary]),
    ]
    for (const text of texts) {
      expect(text).not.toMatch(/&(?:amp|lt|gt|nbsp|#\d+);|<\/?(?:p|br|a|div|span|strong|li)\b/)
      expect(text).not.toMatch(/^\s|\s$|\s\s|\p{Cc}/u)
    }
    for (const episode of episodes) {
      expect(episode.publishedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(episode.summary.length).toBeLessThanOrEqual(1_000)
    }
    // Newest first, as all eight are written.
    const dates = episodes.map(({ publishedAt }) => publishedAt ?? '')
    expect(dates.filter((date, index) => date > (dates[index - 1] ?? '9')).length).toBeLessThanOrEqual(5)
  },
)
