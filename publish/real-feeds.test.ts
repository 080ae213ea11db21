/** Publishes every feed of ../shared/feeds (beside the checkout), with made-up media, and looks at each byte. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseShow } from '../src/feed/rss.ts'
import { fileNameOf } from './media-path.ts'
import { publish } from './node-publish.ts'
import { makeFolder, type TestFolder } from './testing/node-show-folder.ts'

const FOLDER = new URL('../../shared/feeds/', import.meta.url)
const BASE = 'https://p2p.example/show/'
/** The feeds are their publishers', so they are not part of this repository; where they do not lie beside it, nothing is tested. */
const hasFeeds = existsSync(FOLDER)
const feeds = hasFeeds ? readdirSync(FOLDER).filter((name) => name.endsWith('.xml')) : []
let out: TestFolder
let media: TestFolder

beforeAll(async () => {
  out = await makeFolder()
  media = await makeFolder()
})
afterAll(async () => {
  await out.remove()
  await media.remove()
})

/** What publish may have added: blocks, and one declaration on the root. */
function withoutOurs(text: string): string {
  return text
    .replace(/<!--grapevine-->.*?<!--\/grapevine-->/gs, '')
    .replace(/^(.{0,400}?<(?:rss|feed)) xmlns:podcast="https:\/\/podcastindex\.org\/namespace\/1\.0"/s, '$1')
}

test.skipIf(!hasFeeds)('there are feeds to try', () => expect(feeds.length).toBeGreaterThanOrEqual(8))

test.each(feeds)('%s: P2P data for every episode, every other byte as it was', { timeout: 60_000 }, async (name) => {
  const original = readFileSync(new URL(name, FOLDER))
  const before = parseShow(original.toString('utf8'), BASE)
  for (const { enclosure } of before.episodes) {
    if (enclosure) await media.write(fileNameOf(enclosure.url), `media of ${fileNameOf(enclosure.url)}`)
  }
  const path = fileURLToPath(new URL(name, FOLDER))
  // Its own address would do for most, but some name none, and a base that differs would move their links.
  const self = /<atom(?:10)?:link[^>]*rel="self"[^>]*>/.exec(original.toString('latin1'))?.[0] ?? ''
  const hasAddress = /href="https?:/.test(self) || name === 'typepad-atom.xml'
  const base = hasAddress ? {} : { baseUrl: BASE }
  const report = await publish({
    feed: path,
    outDir: out.dir,
    mediaDir: media.dir,
    trackers: ['wss://t.example/'],
    waveforms: false,
    fetchCovers: false,
    ...base,
  })
  expect(report.episodes.filter((episode) => episode.outcome === 'failed')).toEqual([])

  const published = await out.read(name)
  const changed = published.toString('latin1')
  // A feed without the namespace gets it once; one that has it keeps its own.
  const declares = (text: string) => text.match(/xmlns:podcast=/g)?.length ?? 0
  expect(declares(changed)).toBe(Math.max(1, declares(original.toString('latin1'))))
  const restored =
    declares(original.toString('latin1')) > 0
      ? changed.replace(/<!--grapevine-->.*?<!--\/grapevine-->/gs, '')
      : withoutOurs(changed)
  expect(Buffer.from(restored, 'latin1').equals(original)).toBe(true)

  const after = parseShow(published.toString('utf8'), BASE)
  expect(after.episodes).toHaveLength(before.episodes.length)
  for (const [index, episode] of after.episodes.entries()) {
    const old = before.episodes[index]
    expect({ ...episode, enclosure: undefined }).toEqual({ ...old, enclosure: undefined })
    if (!old?.enclosure) continue
    expect(episode.enclosure).toMatchObject({
      url: old.enclosure.url,
      infoHash: report.episodes[index]?.infoHash,
      torrentUrl: report.episodes[index]?.torrentUrl,
      trackers: ['wss://t.example/'],
    })
  }
})
