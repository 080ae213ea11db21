import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseEpisodeFile, parseShowFile } from '../src/feed/episode-file.ts'
import { parseShow } from '../src/feed/rss.ts'
import type { PublishOptions } from './publish-options.ts'
import { mp3WithChapters, mp4WithChapters } from './testing/node-media-with-chapters.ts'
import { makeFolder, mediaBytes, showFeed, type TestFolder } from './testing/node-show-folder.ts'
import { BASE, makeTestShow, type TestShow } from './testing/node-test-show.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000bb800000bb8', 'hex')
const NAMES = [
  'episode.css',
  ...['one', 'two'].flatMap((name) => [`${name}.html`, `${name}.json`, `${name}.oembed.json`]),
]

let stage: TestShow
let show: TestFolder
let out: TestFolder

beforeEach(async () => {
  stage = await makeTestShow()
  show = stage.show
  out = stage.out
})

afterEach(() => stage.remove())

const go = (more: Partial<PublishOptions> = {}) => stage.publish(more)

const readJson = async (path: string): Promise<unknown> => JSON.parse((await out.read(path)).toString())
const readText = async (path: string) => (await out.read(path)).toString()

async function everything(dir: string): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path.slice(dir.length), (await readFile(path)).toString('base64')] as const),
    ),
  )
}

test("an episode's file holds what the published feed says of it, with all P2P data and without its notes", async () => {
  await go({ player: 'https://play.example/' })
  const [episode] = parseShow(await readText('feed.xml'), `${BASE}feed.xml`).episodes
  const { notesHtml, ...rest } = episode ?? {}
  const file = parseEpisodeFile(await readJson('episodes/one.json'))
  expect(notesHtml).toBeDefined()
  expect(file.episode).toEqual(rest)
  expect(file.episode.enclosure).toMatchObject({ infoHash: expect.any(String), lengthMeasured: true })
  expect(file.show).toMatchObject({ title: 'Vines & Wires', feedUrl: `${BASE}feed.xml` })
  expect(file.urls).toMatchObject({
    page: `${BASE}episodes/one.html`,
    json: `${BASE}episodes/one.json`,
    oembed: `${BASE}episodes/one.oembed.json`,
    player: expect.stringContaining('https://play.example/?json='),
  })
})

test("the show's file lists them, and every address in it has its file", async () => {
  await go()
  expect((await readdir(join(out.dir, 'episodes'))).sort()).toEqual(NAMES.sort())
  const { episodes } = parseShowFile(await readJson('show.json'))
  expect(episodes.map(({ guid, title, json }) => [guid, title, json])).toEqual([
    ['one', 'One', `${BASE}episodes/one.json`],
    ['two', 'Two', `${BASE}episodes/two.json`],
  ])
  for (const { json } of episodes) {
    const { urls } = parseEpisodeFile(await readJson(json.slice(BASE.length)))
    expect(await readText(urls.page.slice(BASE.length))).toContain(urls.oembed)
    expect(await readJson(urls.oembed.slice(BASE.length))).toMatchObject({ version: '1.0', type: 'rich' })
  }
})

test('publishing again writes the same bytes, also from what was published', async () => {
  await show.write('cover.png', PNG)
  await go({ player: 'https://play.example/' })
  const first = await everything(out.dir)
  await go({ player: 'https://play.example/' })
  expect(await everything(out.dir)).toEqual(first)
  const copy = await makeFolder()
  await go({ feed: out.dir, outDir: copy.dir, player: 'https://play.example/' })
  expect(await everything(copy.dir)).toEqual(first)
  await copy.remove()
})

test('an episode whose media failed is still embedded, an item without media is not', async () => {
  await show.write('feed.xml', showFeed().replace(/<enclosure url="[^"]*two.mp4"[^>]*><\/enclosure>/, ''))
  const lone = await makeFolder()
  await lone.write('feed.xml', await show.read('feed.xml'))
  const report = await go({ feed: lone.dir })
  await lone.remove()
  expect(report.episodes.map(({ outcome }) => outcome)).toEqual(['failed', 'no-media'])
  const { episodes } = parseShowFile(await readJson('show.json'))
  expect(episodes.map(({ guid }) => guid)).toEqual(['one'])
  expect(parseEpisodeFile(await readJson('episodes/one.json')).episode.enclosure.infoHash).toBeUndefined()
})

test("the publisher's own files are never written over", async () => {
  await show.write('show.json', '{"mine": true}')
  await show.write('episodes/one.json', '{"chapters": []}')
  await out.write('episodes/two.html', '<p>by hand')
  const report = await go()
  expect(await readText('show.json')).toBe('{"mine": true}')
  expect(await readText('episodes/one.json')).toBe('{"chapters": []}')
  expect(await readText('episodes/two.html')).toBe('<p>by hand')
  expect(report.warnings).toEqual([expect.stringMatching(/show\.json of its own/)])
  const names = await readdir(join(out.dir, 'episodes'))
  expect(names.filter((name) => /^(?:one|two)-[\da-f]{8}\.json$/.test(name))).toHaveLength(2)
  const before = await everything(out.dir)
  await go()
  expect(await everything(out.dir)).toEqual(before)
})

test("a cover that lies in the show's folder gives the thumbnail its size", async () => {
  await show.write('cover.png', PNG)
  await show.write('feed.xml', showFeed().replace('<item>', `<image><url>${BASE}cover.png</url></image><item>`))
  await go()
  expect(await readJson('episodes/one.oembed.json')).toMatchObject({
    thumbnail_url: `${BASE}cover.png`,
    thumbnail_width: 3000,
    thumbnail_height: 3000,
  })
})

test('hostile titles and guids stay text, and stay in the folder', async () => {
  const hostile = '"&amp;lt;/script&amp;gt;--&amp;gt;\u202e../../x'
  await show.write(
    'feed.xml',
    showFeed()
      .replace('<title>One', `<title>${hostile}`)
      .replace('>one<', `>../../${'g'.repeat(300)}<`)
      .replace('>two<', `>${'x'.repeat(5_000)}<`),
  )
  const report = await go()
  expect(report.warnings).toEqual([expect.stringMatching(/“Two” can't be embedded: .*guid/)])
  const names = await readdir(join(out.dir, 'episodes'))
  expect(names.every((name) => /^(?:script-x-[\da-f]{8}\.(?:json|html|oembed\.json)|episode\.css)$/.test(name))).toBe(
    true,
  )
  expect(names).toHaveLength(4)
  const [entry] = parseShowFile(await readJson('show.json')).episodes
  expect(entry?.title).toBe('"</script>-->\u202e../../x')
})

test.each(['play.html', 'javascript:alert(1)', 'https://play.example/#x'])('%s is no player', async (player) => {
  await expect(go({ player })).rejects.toThrow(/--player must be/)
  expect(await readdir(out.dir)).toEqual([])
})

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3)

test('chapters that only the media hold are in the episode’s file, with their pictures beside it', async () => {
  const tagged = mp3WithChapters([
    { id: 'a', startMs: 0, title: 'Start' },
    { id: 'b', startMs: 5_000, title: 'End', url: 'https://end.example/', picture: JPEG },
  ])
  await show.write('media/one a.mp3', Buffer.concat([tagged, mediaBytes(200_000)]))
  await show.write('media/two.mp4', mp4WithChapters([['Only', 5]], { track: { samplesPerChunk: 1 } }))
  const { warnings } = await go()
  expect(warnings.filter((words) => /chapter/.test(words))).toEqual([])
  const one = parseEpisodeFile(await readJson('episodes/one.json')).episode.chapters
  expect(one).toEqual([
    { startSeconds: 0, title: 'Start' },
    {
      startSeconds: 5,
      title: 'End',
      link: 'https://end.example/',
      imageUrl: expect.stringMatching(/^https:\/\/grapevine\.example\/demo\/episodes\/one\.[\da-f]{16}\.jpg$/),
    },
  ])
  expect(await out.read(one?.[1]?.imageUrl?.slice(BASE.length) ?? '')).toEqual(Buffer.from(JPEG))
  const two = parseEpisodeFile(await readJson('episodes/two.json')).episode.chapters
  expect(two).toEqual([{ startSeconds: 0, title: 'Only' }])
  const before = await everything(out.dir)
  await go()
  expect(await everything(out.dir)).toEqual(before)
})

test('chapters of the feed win over those of the media', async () => {
  await show.write('media/one a.mp3', mp3WithChapters([{ id: 'a', startMs: 0, title: 'Of the file' }]))
  const link = '<podcast:chapters url="one.chapters.json" type="application/json+chapters"/>'
  await show.write('feed.xml', showFeed({ extra: link }))
  await go()
  const { chapters, chaptersUrl } = parseEpisodeFile(await readJson('episodes/one.json')).episode
  expect(chapters).toBeUndefined()
  expect(chaptersUrl).toBe(`${BASE}one.chapters.json`)
})

test("a chapters file that lies with the feed is in the episode's file as well, so that nobody waits for it", async () => {
  await show.write(
    'one.chapters.json',
    '{"version":"1.2.0","chapters":[{"startTime":0,"title":"Start"},{"startTime":9,"title":"More"}]}',
  )
  const link = '<podcast:chapters url="one.chapters.json" type="application/json+chapters"/>'
  await show.write('feed.xml', showFeed({ extra: link }))
  await go()
  const { chapters, chaptersUrl } = parseEpisodeFile(await readJson('episodes/one.json')).episode
  expect(chapters).toEqual([
    { startSeconds: 0, title: 'Start' },
    { startSeconds: 9, title: 'More' },
  ])
  expect(chaptersUrl).toBe(`${BASE}one.chapters.json`)
})

test('a damaged tag is a warning, and the episode is published all the same', async () => {
  const tagged = Buffer.from(mp3WithChapters([{ id: 'a', startMs: 0, title: 'Start' }]))
  // The frame within the chapter's frame ends before it begins.
  tagged.fill(0x80, tagged.lastIndexOf('TIT2') - 17, tagged.lastIndexOf('TIT2') + 8)
  await show.write('media/one a.mp3', tagged)
  const report = await go()
  expect(report.ok).toBe(true)
  expect(report.warnings).toContainEqual(expect.stringMatching(/“One”: chapters in its media file can't be read/))
  expect(parseEpisodeFile(await readJson('episodes/one.json')).episode.chapters).toBeUndefined()
})
