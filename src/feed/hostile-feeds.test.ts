/** What means harm, or never ends: work and memory stay bounded, told by counts, and words say what happened. */
import { expect, test } from 'vitest'
import { FeedError } from './feed-error.ts'
import { FeedReader } from './feed-reader.ts'
import type { Episode, Show } from './types.ts'

const MB = 1024 * 1024
const CHUNK = 64 * 1024

interface Reading {
  readonly show?: Show
  readonly error?: FeedError
  /** Work done, in steps. */
  readonly steps: number
  /** How much was taken before the reader wanted no more. */
  readonly taken: number
}

/** Pushes what the chunks give until the reader has enough, or they end. */
function read(chunks: Iterable<string>): Reading {
  const episodes: Episode[] = []
  const reader = new FeedReader('https://feeds.example/', { episode: (one) => episodes.push(one) }, { withNotes: true })
  let taken = 0
  try {
    for (const chunk of chunks) {
      reader.push(chunk)
      taken += chunk.length
      if (reader.isDone) break
    }
    return { show: { ...reader.end(), episodes }, steps: reader.steps, taken }
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    return { error, steps: reader.steps, taken }
  }
}

/** A text that is never whole in memory. */
function* inChunks(start: string, piece: string, length: number, end: string): Generator<string> {
  yield start
  const chunk = piece.repeat(Math.ceil(CHUNK / piece.length))
  for (let sent = 0; sent < length; sent += chunk.length) yield chunk
  yield end
}

const HEAD = '<rss><channel><title>S</title>'
const ITEM = '<item><title>Last</title><enclosure url="https://m.example/a.mp3"/></item>'
const TAIL = `${ITEM}</channel></rss>`
const mostText = (episode: Episode | undefined) => JSON.stringify(episode ?? '').length

test.each([
  [10, 'one element', `${HEAD}<item><title>Big</title><description>`, 'many words ', '</description></item>'],
  [
    10,
    'one CDATA section',
    `${HEAD}<item><title>Big</title><description><![CDATA[`,
    'many words ',
    ']]></description></item>',
  ],
  [10, 'one attribute', `${HEAD}<item><title>Big</title><x y="`, 'many words ', '"/></item>'],
  [10, 'one guid', `${HEAD}<item><title>Big</title><guid>`, '0123456789', '</guid></item>'],
  [10, 'one title', `${HEAD}<item><title>Big`, ' words', '</title></item>'],
  [10, 'the name of a tag', `${HEAD}<item><title>Big</title><x`, 'yz', '/></item>'],
  [2, 'attributes', `${HEAD}<item><title>Big</title><x `, 'a="1" b="2" ', '/></item>'],
  [10, 'white space in a tag', `${HEAD}<item><title>Big</title><x `, '  ', '/></item>'],
  [2, 'elements', `${HEAD}<item><title>Big</title>`, '<x a="1">y</x>', '</item>'],
  [2, 'open elements', `${HEAD}<item><title>Big</title>`, '<x>', '</item>'],
  [2, 'end tags of nothing', `${HEAD}<item><title>Big</title>`, '</x>', '</item>'],
  [10, 'references', `${HEAD}<item><title>Big</title><description>`, '&#x41;&amp;', '</description></item>'],
  [10, 'a comment', `${HEAD}<item><title>Big</title><!--`, 'many words ', '--></item>'],
  [
    2,
    'namespaces',
    `${HEAD}<item><title>Big</title>`,
    '<x xmlns:a="urn:a" xmlns:b="urn:b" xmlns:c="urn:c">',
    '</item>',
  ],
  [
    2,
    'enclosures and alternates',
    `${HEAD}<item><title>Big</title>`,
    '<enclosure url="/a" type="x/y"/><podcast:alternateEnclosure><podcast:source uri="/b"/></podcast:alternateEnclosure>',
    '</item>',
  ],
])('%i MB of %s in an item cost that item a part of itself, and no other', (size, _what, start, piece, end) => {
  const { show, steps, taken } = read(inChunks(start, piece, size * MB, end + TAIL))
  expect(show?.episodes.map(({ title }) => title.slice(0, 3))).toEqual(['Big', 'Las'])
  expect(show?.episodes[1]?.enclosure?.url).toBe('https://m.example/a.mp3')
  expect(mostText(show?.episodes[0])).toBeLessThan(600_000)
  expect(taken).toBeGreaterThan(size * MB)
  // Some 25 for each end tag that has no element: each is looked for among those that are open.
  expect(steps).toBeLessThan(30 * taken)
})

test('what was left out is said', () => {
  const words = (start: string, piece: string, end: string) =>
    read(inChunks(start, piece, 2 * MB, end + TAIL)).show?.warnings[1]
  const item = `${HEAD}<item><title>Big</title>`
  expect(words(`${item}<description>`, 'a ', '</description></item>')).toMatch(/^“Big”: its notes are too long/)
  expect(words(item, '<x/>', '</item>')).toMatch(/^“Big” is larger than any episode should be/)
  expect(words(`${item}<x y="`, 'a ', '"/></item>')).toMatch(/^“Big” is larger than any episode should be/)
})

test('depth and end tags take work that grows with their number alone', () => {
  for (const piece of ['<b>', '</b>', '<b></c>', '<item>', '<channel>', '<x xmlns="urn:x">']) {
    const [few, many] = [5_000, 20_000].map((count) => read([HEAD, piece.repeat(count), TAIL]).steps)
    expect(many, piece).toBeLessThan(4.5 * (few ?? 0))
  }
})

test('100,000 elements deep, the episode after them is read', () => {
  const { show } = read([`${HEAD}<item><title>Deep</title><a>${'<b>'.repeat(100_000)}</item>${TAIL}`])
  expect(show?.episodes.map(({ title }) => title)).toEqual(['Deep', 'Last'])
})

test('of 100,000 episodes the first 10,000 are read, and nothing after them', () => {
  const item = '<item><guid>same</guid><title>E</title></item>'
  const { show, taken } = read(inChunks(HEAD, item, 100_000 * item.length, '</channel></rss>'))
  expect(show?.episodes).toHaveLength(10_000)
  expect(new Set(show?.episodes.map(({ guid }) => guid)).size).toBe(10_000)
  expect(show?.incomplete).toBe(true)
  expect(show?.warnings[0]).toBe('The feed has more than 10,000 episodes: the rest were not read.')
  expect(show?.warnings.length).toBeLessThan(60)
  expect(taken).toBeLessThan(10_001 * item.length + 2 * CHUNK)
})

test.each([
  ['white space', '', '\n'],
  ['nothing but text', '', 'lorem ipsum '],
  ['JSON', '{"version":', '"https://jsonfeed.org/version/1.1",'],
  ['binary data', 'ID3\u0004', '\u0000\ufffd\u0001<\ufffd'],
  ['open elements', '', '<a>'],
  ['declarations', '<?xml version="1.0"?>', '<!ENTITY a "b">'],
  ['a comment', '<!--', 'x'],
])('an endless stream of %s is no feed within 2 MB', (_what, start, piece) => {
  const { error, taken } = read(inChunks(start, piece, Number.POSITIVE_INFINITY, ''))
  expect(error).toBeInstanceOf(FeedError)
  expect(taken).toBeLessThan(2 * MB)
})

test('an endless web page is known by its first tag', () => {
  const { error, taken } = read(inChunks('<!doctype html><html><body>', '<p>words', Number.POSITIVE_INFINITY, ''))
  expect(error?.message).toBe('This is a web page, not a podcast feed.')
  expect(taken).toBeLessThan(2 * CHUNK)
})

test('a feed that never ends is read up to 64 MB; with episodes it is a show, without one it is none', () => {
  const endless = (start: string) => read(inChunks(start, 'x'.repeat(1000), Number.POSITIVE_INFINITY, ''))
  const nothing = endless(`${HEAD}<description>`)
  expect(nothing.error?.kind).toBe('too-large')
  expect(nothing.taken).toBeLessThan(66 * MB)
  const some = endless(`${HEAD}${ITEM}<description>`)
  expect(some.show?.episodes).toHaveLength(1)
  expect(some.show?.incomplete).toBe(true)
  expect(some.show?.warnings[0]).toBe('The feed is larger than 64 MB: the rest was not read.')
})

test('entities of a DTD are never expanded, and none is fetched', () => {
  const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
  const doctype = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">${levels}<!ENTITY x SYSTEM "file:///etc/passwd">]>`
  const { show } = read([
    `${doctype}<rss><channel><title>&l9;</title><item><title>a &x; b</title></item></channel></rss>`,
  ])
  expect(show?.title).toBe('&l9;')
  expect(show?.episodes[0]?.title).toBe('a &x; b')
})

test('numbers can name any character once, and none twice', () => {
  const { show } = read([`${HEAD}<item><title>&#38;#38;#38; &amp;lt;b&amp;gt;</title></item></channel></rss>`])
  expect(show?.episodes[0]?.title).toBe('&')
})

test('addresses are of the web, or none: scripts and files are no links', () => {
  const { show } = read([
    `<rss><channel><title>S</title><link>javascript:alert(1)</link><itunes:image href="data:text/html,x"/>
    <itunes:new-feed-url>file:///etc/passwd</itunes:new-feed-url><podcast:funding url="javascript:alert(1)">Give</podcast:funding>
    <podcast:person href="javascript:alert(1)" img="blob:x">A</podcast:person>
    <item><title>T</title><link>vbscript:x</link><enclosure url="javascript:alert(1)"/></item></channel></rss>`,
  ])
  expect(JSON.stringify({ ...show, warnings: [] })).not.toMatch(/script:|data:|file:|blob:/)
  expect(show?.persons).toEqual([{ name: 'A', role: 'host' }])
})
