import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FeedError } from './feed-error.ts'
import { parseShow } from './rss.ts'

const FEED_URL = 'https://feeds.example/show/feed.xml'
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')
const show = parseShow(fixture('published.xml'), FEED_URL)
const item = (inside: string) =>
  parseShow(`<rss><channel><title>S</title><item><title>T</title>${inside}</item></channel></rss>`, FEED_URL)
    .episodes[0]

test("a show's fields are plain text and absolute URLs", () => {
  expect(show).toMatchObject({
    title: 'Grapes & Vines',
    description: 'A show about vines & wires.',
    author: 'The Editor',
    imageUrl: 'https://feeds.example/show/cover.png',
    link: 'https://feeds.example/show/',
    language: 'en-GB',
  })
  expect(show.episodes).toHaveLength(3)
})

test('an episode has its P2P data from the alternate that is the same file, whatever the prefix', () => {
  expect(show.episodes[0]).toEqual({
    guid: 'ep-1',
    title: 'First & foremost',
    summary: 'One. Two — bold.',
    notesHtml: '<p>One.</p><p>Two &mdash; <b>bo</b>ld.</p><script>alert(1)</script>',
    publishedAt: '2025-06-03T11:00:00.000Z',
    durationSeconds: 3723,
    season: 2,
    number: 7,
    enclosure: {
      url: 'https://feeds.example/show/media/one.mp3',
      type: 'audio/mpeg',
      lengthBytes: 1000,
      lengthMeasured: true,
      torrentUrl: 'https://feeds.example/show/media/one.mp3.torrent',
      infoHash: '0123456789abcdef0123456789abcdef01234567',
      trackers: ['wss://tracker.example/announce'],
      integrity: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    },
    chaptersUrl: 'https://feeds.example/show/one.chapters.json',
    transcripts: [{ url: 'https://feeds.example/show/one.vtt', type: 'text/vtt', language: 'en', rel: 'captions' }],
  })
})

test('Simple Chapters are read by namespace, whatever the prefix, by start; of several lists only the first', () => {
  const episode = item(`<c:chapters xmlns:c="http://podlove.org/simple-chapters/" version="1.2">
    <c:chapter start="8:26.250" title="Two &amp;amp; more" href="two.html" image="javascript:alert(1)"/>
    <c:chapter start="0" title="One" image="one.png"/>
    <c:chapter start="01:00:02.500" title="Three"/>
    <c:chapter start="soon" title="No start"/><c:chapter start="5"/><other title="x" start="1"/>
    </c:chapters>
    <psc:chapters xmlns:psc="http://podlove.org/simple-chapters"><psc:chapter start="1" title="x"/></psc:chapters>`)
  expect(episode?.chapters).toEqual([
    { startSeconds: 0, title: 'One', imageUrl: 'https://feeds.example/show/one.png' },
    { startSeconds: 506.25, title: 'Two & more', link: 'https://feeds.example/show/two.html' },
    { startSeconds: 3602.5, title: 'Three' },
  ])
  expect(item('<psc:chapters><psc:chapter start="1" title="x"/></psc:chapters>')?.chapters).toHaveLength(1)
  expect(item('<psc:chapters xmlns:psc="urn:x"><psc:chapter start="1" title="x"/></psc:chapters>')).not.toHaveProperty(
    'chapters',
  )
})

test('another rendition is never taken for the enclosure', () => {
  const episode = item(`<enclosure url="a.mp3" type="audio/mpeg"/>
    <podcast:alternateEnclosure default="true"><podcast:source uri="b.mp3"/>
    <podcast:source uri="b.torrent" contentType="application/x-bittorrent"/></podcast:alternateEnclosure>`)
  expect(episode?.enclosure).toEqual({ url: 'https://feeds.example/show/a.mp3', type: 'audio/mpeg', trackers: [] })
})

test('what is missing or wrong is said in words, and the rest is kept', () => {
  expect(show.warnings).toEqual([
    'Episode 2 of the feed has no title.',
    'Episode 2 of the feed: its media file is a web page (https://feeds.example/show/page.html): it can probably not be played.',
    "Episode 2 of the feed: its date “Yesterday” can't be read.",
    '“Untitled episode” has the same guid as another episode.',
    "“No media” has no media file (enclosure): it can't be played.",
  ])
  expect(show.episodes.map((episode) => episode.guid)).toEqual(['ep-1', 'ep-1#2', 'item-3'])
  expect(show.episodes[1]).not.toHaveProperty('link')
})

test('Atom is read with its own rules for links, text and XHTML', () => {
  const atom = parseShow(fixture('atom.xml'), 'https://feeds.example/atom.xml')
  expect(atom).toMatchObject({
    title: 'Reben & Drähte',
    description: 'Zwei Folgen.',
    author: 'Die Redaktion',
    link: 'https://feeds.example/',
    imageUrl: 'https://feeds.example/logo.png',
    language: 'de',
  })
  expect(atom.episodes[0]).toMatchObject({
    guid: 'tag:feeds.example,2025:1',
    publishedAt: '2025-06-03T05:00:00.500Z',
    summary: 'Über Reben',
    notesHtml: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Über <em>Reben</em></p></div>',
    enclosure: { url: 'https://feeds.example/eins.ogg', type: 'audio/ogg', lengthBytes: 5 },
  })
  expect(atom.episodes[1]).toMatchObject({ summary: '1 < 2 & 3', notesHtml: '1 &lt; 2 &amp; 3' })
})

test.each([
  ['', 'empty', /empty/],
  ['\ufeff \n', 'empty', /empty/],
  ['hello', 'not-a-feed', /no XML/],
  ['{"version":"https://jsonfeed.org/version/1.1"}', 'not-a-feed', /no XML/],
  ['<!doctype html><html><body><p>hi</body></html>', 'not-a-feed', /web page/],
  ['<rss version="2.0"></rss>', 'not-a-feed', /no channel/],
  ['<opml><body/></opml>', 'not-a-feed', /neither RSS nor Atom/],
])('%j is refused in words', (xml, kind, words) => {
  const attempt = () => parseShow(xml, FEED_URL)
  expect(attempt).toThrow(FeedError)
  expect(attempt).toThrow(words)
  expect(attempt).toThrow(expect.objectContaining({ kind }))
})

test('a feed cut off in the middle gives what came before the cut, with a warning', () => {
  const xml = fixture('published.xml')
  const cut = parseShow(xml.slice(0, xml.indexOf('<guid>ep-1</guid>')), FEED_URL)
  expect(cut.episodes[0]?.enclosure?.infoHash).toBe('0123456789abcdef0123456789abcdef01234567')
  expect(cut.warnings[0]).toMatch(/ends in the middle/)
})

test('a feed without episodes is a show with a warning', () => {
  expect(parseShow('<rss><channel><title>New</title></channel></rss>', FEED_URL)).toMatchObject({
    episodes: [],
    warnings: ['The feed has no episodes.'],
  })
})

test('an unusable feed URL costs only the relative links', () => {
  const xml = '<rss><channel><title>S</title><item><title>T</title><enclosure url="a.mp3"/></item></channel></rss>'
  expect(parseShow(xml, 'nonsense').episodes[0]?.enclosure).toBeUndefined()
  expect(parseShow(xml.replace('a.mp3', 'https://x.example/a.mp3'), '').episodes[0]?.enclosure?.type).toBe('audio/mpeg')
})

test('depth beyond any feed is no trouble', () => {
  const deep = `<rss><channel><title>${'<b>'.repeat(50_000)}T</title><item><title>x</title></item></channel></rss>`
  expect(() => parseShow(deep, FEED_URL)).not.toThrow()
})

test('where two alternates describe the file, the one with an info hash is taken', () => {
  const hash = 'a'.repeat(40)
  const episode = item(`<enclosure url="a.mp3" type="audio/mpeg"/>
    <podcast:alternateEnclosure><podcast:source uri="a.mp3"/></podcast:alternateEnclosure>
    <podcast:alternateEnclosure><podcast:source uri="a.mp3"/><podcast:source uri="magnet:?xt=urn:btih:${hash}"/></podcast:alternateEnclosure>`)
  expect(episode?.enclosure?.infoHash).toBe(hash)
})

function expectOnlyFeedErrors(xml: string, url: string): void {
  try {
    const result = parseShow(xml, url)
    for (const episode of result.episodes) {
      if (episode.enclosure) expect(episode.enclosure.url).toMatch(/^https?:/)
    }
    expect(new Set(result.episodes.map((episode) => episode.guid)).size).toBe(result.episodes.length)
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
  }
}

test('no text makes the reader throw anything but a FeedError', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string(), expectOnlyFeedErrors), {
    numRuns: 300,
  })
})

test('no mutation of a feed makes the reader throw anything but a FeedError', () => {
  const sources = [fixture('published.xml'), fixture('atom.xml')]
  const scraps = [
    '<',
    '>',
    '&',
    '"',
    ']]>',
    '<![CDATA[',
    '<!--',
    '</item>',
    '<item>',
    '&#x110000;',
    '\u0000',
    'xmlns:p20="x"',
  ]
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(200),
    insert: fc.oneof(fc.constantFrom(...scraps), fc.string({ maxLength: 20 })),
  })
  fc.assert(
    fc.property(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 6 }), (source, edits) => {
      let xml = source
      for (const { at, cut, insert } of edits) {
        const index = Math.floor(at * xml.length)
        xml = xml.slice(0, index) + insert + xml.slice(index + cut)
      }
      expectOnlyFeedErrors(xml, FEED_URL)
    }),
    { numRuns: 300 },
  )
})
