/**
 * Measures how long feeds take to be read, and in what pieces: the longest piece is what a page without workers stands still for.
 *
 *     npx tsx bench/feeds.ts [--runs 5] [FEED.xml …]
 *
 * Reads a made-up feed of 2,000 episodes with notes, and the feeds named, as the worker does: 16 KiB of bytes at a time. No
 * network is in it.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { type Episode, FeedReader } from '../src/feed/index.ts'

/** As in src/player/http-feed.ts. */
const SLICE_BYTES = 16 * 1024
const FIRST = 50
const BATCH = 100

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '5' } },
  allowPositionals: true,
})

function madeUpFeed(episodes: number): string {
  const notes = `<p>${'What was said, and by whom, with <a href="https://show.example/">a link</a>. '.repeat(20)}</p>`
  const items = Array.from(
    { length: episodes },
    (_, n) => `<item><title>Episode ${n} &amp; more</title><guid isPermaLink="false">show-${n}</guid>
      <pubDate>Tue, 01 Oct 2019 14:30:00 +0000</pubDate><itunes:duration>01:02:03</itunes:duration>
      <itunes:image href="https://show.example/${n}.jpg"/><itunes:episode>${n}</itunes:episode>
      <description>In short: episode ${n}.</description><content:encoded><![CDATA[${notes}]]></content:encoded>
      <enclosure url="https://media.example/${n}.mp3" length="12345678" type="audio/mpeg"/></item>`,
  )
  return `<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>A show</title>${items.join('')}</channel></rss>`
}

interface Figures {
  readonly episodes: number
  readonly totalMs: number
  readonly firstMs: number
  readonly longestSliceMs: number
  /** To copy a batch of episodes from worker to page, both ends together. */
  readonly longestCopyMs: number
}

function read(bytes: Uint8Array): Figures {
  const decoder = new TextDecoder()
  const batches: Episode[][] = [[]]
  let firstMs = 0
  let longestSliceMs = 0
  const start = performance.now()
  const reader = new FeedReader(
    'https://show.example/feed.xml',
    {
      episode: ({ notesHtml: _, ...episode }) => {
        batches.at(-1)?.push(episode)
        if (reader.episodes === FIRST) firstMs = performance.now() - start
        if (batches.at(-1)?.length === BATCH) batches.push([])
      },
    },
    { withNotes: true },
  )
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    const sliceStart = performance.now()
    reader.push(decoder.decode(bytes.subarray(at, at + SLICE_BYTES), { stream: true }))
    longestSliceMs = Math.max(longestSliceMs, performance.now() - sliceStart)
  }
  reader.end()
  const totalMs = performance.now() - start
  let longestCopyMs = 0
  for (const batch of batches) {
    const copyStart = performance.now()
    structuredClone(batch)
    longestCopyMs = Math.max(longestCopyMs, performance.now() - copyStart)
  }
  return { episodes: reader.episodes, totalMs, firstMs: firstMs || totalMs, longestSliceMs, longestCopyMs }
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
const ms = (number: number) => `${number.toFixed(1)} ms`.padStart(10)

const feeds: [string, Uint8Array][] = [
  ['made up', new TextEncoder().encode(madeUpFeed(2_000))],
  ...positionals.map((path): [string, Uint8Array] => [basename(path), readFileSync(path)]),
]
for (const [name, bytes] of feeds) {
  const all = Array.from({ length: Math.max(1, Number(values.runs)) }, () => read(bytes))
  const of = (key: keyof Figures) => ms(median(all.map((figures) => figures[key])))
  console.log(
    `${name}: ${all[0]?.episodes} episodes, ${(bytes.length / 1e6).toFixed(2)} MB, first run ${ms(all[0]?.totalMs ?? 0).trim()}`,
  )
  console.log(
    `  all ${of('totalMs')}   first ${FIRST} ${of('firstMs')}   longest slice ${of('longestSliceMs')}   batch ${of('longestCopyMs')}`,
  )
}
