import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import parseTorrent from 'parse-torrent'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseShow } from '../src/feed/rss.ts'
import { parseAllowlist } from '../tracker/index.ts'
import { PublishError } from './publish-error.ts'
import type { PublishOptions } from './publish-options.ts'
import { makeFolder, mediaBytes, showFeed, type TestFolder } from './testing/node-show-folder.ts'
import { BASE, makeTestShow, ONE, type TestShow, TRACKERS } from './testing/node-test-show.ts'

const BLOCKS = /<!--grapevine-->\s*<podcast:alternateEnclosure.*?<!--\/grapevine-->/gs

let stage: TestShow
let show: TestFolder
let out: TestFolder

beforeEach(async () => {
  stage = await makeTestShow()
  show = stage.show
  out = stage.out
  await show.write('notes/one.html', '<p>hi')
  await show.write('.hidden', 'x')
})

afterEach(() => stage.remove())

const go = (more: Partial<PublishOptions> = {}) => stage.publish(more)

async function publishedEpisodes(base = BASE) {
  return parseShow((await out.read('feed.xml')).toString(), `${base}feed.xml`).episodes
}

test('a published folder holds the show, a torrent per episode, the list, the sidecar and the feed', async () => {
  const report = await go()
  expect(report.ok).toBe(true)
  const names = await readdir(out.dir, { recursive: true })
  expect(names.sort()).toEqual([
    'allowlist.txt',
    'episodes',
    'episodes/episode.css',
    ...['one', 'two'].flatMap((name) => ['html', 'json', 'oembed.json'].map((suffix) => `episodes/${name}.${suffix}`)),
    'feed.xml',
    'grapevine.json',
    'media',
    'media/one a.mp3',
    'media/one a.mp3.torrent',
    'media/two.mp4',
    'media/two.mp4.torrent',
    'notes',
    'notes/one.html',
    'show.json',
  ])
  expect(await out.read('media/one a.mp3')).toEqual(Buffer.from(ONE))
})

test('the published feed reads back with torrent, info hash, trackers and integrity', async () => {
  const report = await go()
  const [one, two] = await publishedEpisodes()
  expect(one?.enclosure).toEqual({
    url: `${BASE}media/one%20a.mp3`,
    type: 'audio/mpeg',
    lengthBytes: 200_000,
    lengthMeasured: true,
    torrentUrl: `${BASE}media/one%20a.mp3.torrent`,
    infoHash: report.episodes[0]?.infoHash,
    trackers: TRACKERS,
    integrity: `sha256-${createHash('sha256').update(ONE).digest('base64')}`,
  })
  expect(two?.enclosure).toMatchObject({ infoHash: report.episodes[1]?.infoHash, lengthBytes: 100 })
  const list = parseAllowlist((await out.read('allowlist.txt')).toString())
  expect(list.ok && list.entries).toEqual([
    { infoHash: report.episodes[0]?.infoHash, name: 'One' },
    { infoHash: report.episodes[1]?.infoHash, name: 'Two' },
  ])
  const sidecar = JSON.parse((await out.read('grapevine.json')).toString())
  const { torrentUrl, infoHash, lengthBytes, integrity, trackers } = one?.enclosure ?? {}
  expect(sidecar.episodes.one).toEqual({ torrentUrl, infoHash, lengthBytes, integrity, trackers })
})

test("the torrent holds the file's true SHA-1s, the enclosure as web seed, and the trackers", async () => {
  const report = await go()
  const torrent = await parseTorrent(await out.read('media/one a.mp3.torrent'))
  const sha1 = (start: number, end?: number) => createHash('sha1').update(ONE.subarray(start, end)).digest('hex')
  const step = 65_536
  expect(torrent).toMatchObject({
    infoHash: report.episodes[0]?.infoHash,
    name: 'one a.mp3',
    length: 200_000,
    pieceLength: step,
    announce: TRACKERS,
    urlList: [`${BASE}media/one%20a.mp3`],
    created: new Date('2025-06-03T07:00:00Z'),
  })
  expect(torrent.pieces).toEqual([sha1(0, step), sha1(step, 2 * step), sha1(2 * step, 3 * step), sha1(3 * step)])
})

test('all but the blocks is byte for byte as it was', async () => {
  const original = await show.read('feed.xml')
  await go()
  const text = (await out.read('feed.xml')).toString()
  expect(text.match(BLOCKS)).toHaveLength(2)
  expect(text.replace(BLOCKS, '')).toBe(original.toString())
})

test('publishing a published feed again changes nothing, and with another tracker only our blocks', async () => {
  await go()
  const first = await out.read('feed.xml')
  const torrent = await out.read('media/two.mp4.torrent')
  await show.write('feed.xml', first)
  await go()
  expect(await out.read('feed.xml')).toEqual(first)
  expect(await out.read('media/two.mp4.torrent')).toEqual(torrent)
  await go({ trackers: ['ws://localhost:1/tracker'] })
  const text = (await out.read('feed.xml')).toString()
  expect(text.replace(BLOCKS, '')).toBe(first.toString().replace(BLOCKS, ''))
  expect((await publishedEpisodes())[0]?.enclosure?.trackers).toEqual(['ws://localhost:1/tracker'])
})

test('alternates of others survive, and stay the default where they said so', async () => {
  const extra = `
      <podcast:alternateEnclosure type="audio/opus" default="true"><podcast:source uri="a.opus"/></podcast:alternateEnclosure>`
  await show.write('feed.xml', showFeed({ extra }))
  await go()
  const text = (await out.read('feed.xml')).toString()
  expect(text.replace(BLOCKS, '')).toBe(showFeed({ extra }))
  expect(text.match(/default="true"/g)).toHaveLength(2)
  expect((await publishedEpisodes())[0]?.enclosure?.infoHash).toBeDefined()
})

test('another base URL moves every URL of the feed that begins with the old one, and no other', async () => {
  const base = 'http://localhost:8080/show/'
  await go({ baseUrl: 'http://localhost:8080/show' })
  const text = (await out.read('feed.xml')).toString()
  const expected = showFeed({ base }).replace(`?from=${base}`, `?from=${BASE}`)
  expect(text.replace(BLOCKS, '')).toBe(expected)
  expect((await publishedEpisodes(base))[0]?.enclosure?.torrentUrl).toBe(`${base}media/one%20a.mp3.torrent`)
})

test("an episode whose media can't be had is left as it was, and the others go on", async () => {
  await go()
  await show.write('feed.xml', await out.read('feed.xml'))
  const before = await publishedEpisodes()
  const gone = await makeFolder()
  await gone.write('feed.xml', await show.read('feed.xml'))
  await gone.write('elsewhere/two.mp4', mediaBytes(100, 9))
  const report = await go({ feed: gone.dir })
  await gone.remove()
  expect(report.ok).toBe(false)
  expect(report.episodes.map((episode) => episode.outcome)).toEqual(['failed', 'published'])
  expect(report.episodes[0]?.problem).toMatch(/one a\.mp3 is not beside the feed/)
  const after = await publishedEpisodes()
  expect(after[0]).toEqual(before[0])
  expect(after[1]?.enclosure?.infoHash).not.toBe(before[1]?.enclosure?.infoHash)
  const list = (await out.read('allowlist.txt')).toString()
  for (const episode of after) expect(list).toContain(episode.enclosure?.infoHash)
})

test('two files of one name are not guessed between', async () => {
  const feed = await show.write('feed.xml', showFeed({ base: 'https://cdn.example/x/' }))
  const media = await makeFolder()
  await media.write('a/two.mp4', 'a')
  await media.write('b/two.mp4', 'b')
  await media.write('one a.mp3', ONE)
  const lone = await makeFolder()
  await lone.write('feed.xml', await show.read('feed.xml'))
  const report = await go({ feed: join(lone.dir, 'feed.xml'), mediaDir: media.dir })
  expect(report.episodes[0]?.outcome).toBe('published')
  expect(report.episodes[1]?.problem).toMatch(/there are 2 files called two\.mp4/)
  expect(feed).toContain(show.dir)
  await media.remove()
  await lone.remove()
})

test('a length that the feed gives wrongly, an empty file and a missing tracker are said', async () => {
  await show.write('media/one a.mp3', mediaBytes(5))
  await show.write('media/two.mp4', '')
  const report = await go({ trackers: [] })
  expect(report.warnings).toEqual([
    '“One”: the feed says 200000 bytes, the file has 5.',
    'No --tracker was given: listeners of this feed will not find each other.',
  ])
  expect(report.episodes[1]).toMatchObject({ outcome: 'failed', problem: 'the file is empty' })
})

const refusals: [string, Partial<PublishOptions>, string | Uint8Array, RegExp][] = [
  ['no such path', { feed: '/nonexistent/feed.xml' }, showFeed(), /no feed or folder/],
  ['a tracker that browsers cannot reach', { trackers: ['udp://x.example'] }, showFeed(), /ws:\/\/ or wss:\/\//],
  ['a base URL that is none', { baseUrl: 'example.com' }, showFeed(), /--base-url must be/],
  ['a base URL with a query', { baseUrl: 'https://x.example/?a' }, showFeed(), /no “\?”/],
  ['a web page', {}, '<html><body>hi</body></html>', /web page/],
  ['an empty file', {}, '', /empty/],
  ['UTF-16', {}, Buffer.from('\ufeff<rss/>', 'utf16le'), /UTF-16/],
  ['an encoding unsafe to edit', {}, '<?xml version="1.0" encoding="Shift_JIS"?><rss/>', /Shift_JIS/],
  ['no address to publish under', {}, '<rss><channel><title>x</title></channel></rss>', /--base-url URL/],
]
test.each(refusals)('%s is refused in words', async (_what, more, feed, words) => {
  await show.write('feed.xml', feed)
  const attempt = go(more)
  await expect(attempt).rejects.toThrow(PublishError)
  await expect(attempt).rejects.toThrow(words)
  expect(await readdir(out.dir)).toEqual([])
})

test('a folder without one clear feed, and one that is its own output, are refused', async () => {
  const two = await makeFolder()
  await expect(go({ feed: two.dir })).rejects.toThrow(/no feed in/)
  await two.write('a.xml', 'x')
  await two.write('b.rss', 'x')
  await expect(go({ feed: two.dir })).rejects.toThrow(/a\.xml, b\.rss/)
  await two.remove()
  await expect(go({ outDir: show.dir })).rejects.toThrow(/overwritten/)
})

test('an output folder inside the show is not copied into itself', async () => {
  const inside = join(show.dir, 'out')
  await go({ outDir: inside })
  await go({ outDir: inside })
  expect(await readdir(inside)).not.toContain('out')
})
