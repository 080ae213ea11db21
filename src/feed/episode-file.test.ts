import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InfoHash } from '../shared/ids.ts'
import {
  type EpisodeFileSource,
  FILE_LIMITS,
  parseEpisodeFile,
  parseShowFile,
  writeEpisodeFile,
  writeShowFile,
} from './episode-file.ts'
import { FeedError } from './feed-error.ts'

const SHOW = { title: 'Vines & Wires', feedUrl: 'https://grapevine.example/feed.xml' }
const URLS = {
  page: 'https://grapevine.example/episodes/one.html',
  oembed: 'https://grapevine.example/episodes/one.oembed.json',
  json: 'https://grapevine.example/episodes/one.json',
}
const ENCLOSURE = { url: 'https://grapevine.example/one.mp3', type: 'audio/mpeg', trackers: [] }
const EPISODE = { guid: 'one', title: 'One', summary: '', transcripts: [], enclosure: ENCLOSURE }
const FILE = { version: 1, show: SHOW, episode: EPISODE, urls: URLS }

// --- what is written can be read

const words = (maxLength: number, minLength = 1) => fc.string({ unit: 'grapheme', minLength, maxLength: maxLength / 8 })
const url = fc.webUrl({ withFragments: true, withQueryParameters: true }).map((text) => new URL(text).href)
const tracker = fc.domain().map((host) => new URL(`wss://${host}/announce`).href)
const seconds = fc.double({ min: 0.001, max: FILE_LIMITS.seconds, noNaN: true })
const moment = fc
  .date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
const some = <T extends object, K extends keyof T>(
  arbitraries: { [P in keyof T]: fc.Arbitrary<T[P]> },
  requiredKeys: K[],
) => fc.record(arbitraries, { requiredKeys })

const enclosure = some(
  {
    url,
    type: fc.constantFrom('audio/mpeg', 'video/mp4', 'audio/x-m4a; "odd"'),
    lengthBytes: fc.integer({ min: 1 }),
    lengthMeasured: fc.constant<true>(true),
    torrentUrl: url,
    infoHash: hex(40).map((text) => text as InfoHash),
    trackers: fc.array(tracker, { maxLength: 5 }),
    integrity: hex(40).map((text) => `sha256-${text}==`),
  },
  ['url', 'type', 'trackers'],
)
const chapter = some(
  {
    startSeconds: seconds,
    endSeconds: seconds,
    title: words(500),
    imageUrl: url,
    link: url,
    placeName: words(200),
    hidden: fc.constant<true>(true),
  },
  ['startSeconds', 'title'],
)
const transcript = some({ url, type: words(200), language: fc.constant('en'), rel: fc.constant('captions') }, [
  'url',
  'type',
])
const episode = some(
  {
    guid: words(800),
    title: words(500),
    summary: words(2_000, 0),
    publishedAt: moment,
    durationSeconds: seconds,
    imageUrl: url,
    link: url,
    season: fc.nat(99),
    number: fc.nat(9_999),
    enclosure,
    chaptersUrl: url,
    chapters: fc.array(chapter, { maxLength: 3 }),
    transcripts: fc.array(transcript, { maxLength: 3 }),
  },
  ['guid', 'title', 'summary', 'enclosure', 'transcripts'],
)
const show = some(
  {
    title: words(500),
    feedUrl: url,
    link: url,
    imageUrl: url,
    language: fc.constantFrom('en', 'pt-BR', 'zh-Hant-TW'),
    author: words(200),
  },
  ['title', 'feedUrl'],
)
const urls = some({ page: url, player: url, oembed: url, json: url }, ['page', 'oembed', 'json'])
const accent = hex(6).map((text) => `#${text}`)
const look = some({ accent, peaksUrl: url }, [])
const source: fc.Arbitrary<EpisodeFileSource> = some({ show, episode, look, urls }, ['show', 'episode', 'urls'])

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('what is written of an episode is what is read, field by field', () => {
  fc.assert(
    fc.property(source, (given) => {
      const file = writeEpisodeFile(given)
      expect(file).toEqual({ version: 1, ...given })
      expect(parseEpisodeFile(throughJson(file))).toEqual(file)
    }),
    { numRuns: 100 },
  )
})

test('what is written of a show is what is read', () => {
  const entry = some(
    { guid: words(800), title: words(500), publishedAt: moment, durationSeconds: seconds, json: url },
    ['guid', 'title', 'json'],
  )
  fc.assert(
    fc.property(show, fc.array(entry, { maxLength: 5 }), fc.option(some({ accent }, [])), (of, episodes, its) => {
      const file = writeShowFile(of, episodes, its ?? undefined)
      expect(file).toEqual({ version: 1, show: of, episodes, ...(its && { look: its }) })
      expect(parseShowFile(throughJson(file))).toEqual(file)
    }),
    { numRuns: 50 },
  )
})

test('words of any length and any character are cut, never refused, and can be read', () => {
  const long = `"</script><!-- \u202e😀`.repeat(1_000)
  const file = writeEpisodeFile({
    show: { ...SHOW, title: long, author: long },
    episode: { ...EPISODE, title: long, summary: long, enclosure: ENCLOSURE },
    urls: URLS,
  })
  expect(file.episode.title).toMatch(/^"<\/script><!-- \u202e😀.*…$/su)
  for (const text of [file.show.title, file.episode.title]) {
    expect(text.length).toBeLessThanOrEqual(FILE_LIMITS.titleLength)
    expect(text.length).toBeGreaterThan(FILE_LIMITS.titleLength - 5)
  }
  expect(parseEpisodeFile(throughJson(file))).toEqual(file)
})

test('notes and unknown fields are left behind, and so is what need not be there and does not fit', () => {
  const long = `https://grapevine.example/${'a'.repeat(FILE_LIMITS.urlLength)}`
  const file = writeEpisodeFile({
    show: { ...SHOW, link: long, language: 'not a language' },
    episode: {
      ...EPISODE,
      notesHtml: '<script>1</script>',
      imageUrl: long,
      durationSeconds: -1,
      transcripts: [
        { url: long, type: 'text/vtt' },
        { url: 'https://grapevine.example/one.vtt', type: 'text/vtt' },
      ],
    },
    urls: URLS,
  })
  expect(file).toEqual({
    ...FILE,
    episode: { ...EPISODE, transcripts: [{ url: 'https://grapevine.example/one.vtt', type: 'text/vtt' }] },
  })
})

test('an episode without media, or with a guid or an address beyond all measure, is refused in writing', () => {
  const { enclosure: _left, ...without } = EPISODE
  const write = (episode: EpisodeFileSource['episode']) => () => writeEpisodeFile({ show: SHOW, episode, urls: URLS })
  expect(write(without)).toThrow(/episode\.enclosure must be an object/)
  expect(write({ ...EPISODE, guid: 'x'.repeat(5_000) })).toThrow(/episode\.guid must be/)
  const tooLong = `https://grapevine.example/${'a'.repeat(5_000)}`
  expect(write({ ...EPISODE, enclosure: { ...ENCLOSURE, url: tooLong } })).toThrow(/episode\.enclosure\.url must be/)
})

// --- what is read

/** FILE with one field changed: `path` is dotted. */
function changed(path: string, value: unknown): unknown {
  const copy = throughJson(FILE)
  const names = path.split('.')
  let at = copy as Record<string, unknown>
  for (const name of names.slice(0, -1)) at = at[name] as Record<string, unknown>
  at[names.at(-1) ?? ''] = value
  return copy
}

test.each([
  ['show', undefined],
  ['show', []],
  ['show.title', 7],
  ['show.title', ''],
  ['show.title', 'x'.repeat(501)],
  ['show.feedUrl', 'feed.xml'],
  ['show.imageUrl', 'javascript:alert(1)'],
  ['show.imageUrl', null],
  ['show.language', '"><b'],
  ['episode.guid', ''],
  ['episode.summary', null],
  ['episode.publishedAt', 'Tuesday'],
  ['episode.durationSeconds', '12'],
  ['episode.durationSeconds', -1],
  ['episode.link', 'data:text/html,x'],
  ['episode.enclosure', null],
  ['episode.enclosure.url', 'file:///etc/passwd'],
  ['episode.enclosure.lengthBytes', 1.5],
  ['episode.enclosure.lengthMeasured', 'yes'],
  ['episode.enclosure.infoHash', 'abc'],
  ['episode.enclosure.integrity', 'md5-x'],
  ['episode.enclosure.trackers', undefined],
  ['episode.enclosure.trackers', Array(101).fill('wss://tracker.example/')],
  ['episode.transcripts', {}],
  ['episode.chapters', [{ startSeconds: 0 }]],
  ['episode.chapters', [{ startSeconds: 0, title: '' }]],
  ['episode.chapters', [{ startSeconds: 0, title: 'One', hidden: 'yes' }]],
  ['look', { accent: 'red;background:url(//x)' }],
  ['urls.player', 'javascript:alert(1)'],
  ['urls.json', ''],
])('a file whose %s is %j is refused in words that name the field', (path, value) => {
  const read = () => parseEpisodeFile(changed(path, value))
  expect(read).toThrow(FeedError)
  expect(read).toThrow(path)
})

const ADDRESSES = [
  'show.feedUrl',
  'show.link',
  'show.imageUrl',
  'episode.imageUrl',
  'episode.link',
  'episode.chaptersUrl',
]
  .concat([
    'episode.enclosure.url',
    'episode.enclosure.torrentUrl',
    'urls.page',
    'urls.player',
    'urls.oembed',
    'urls.json',
  ])
  .map((path): [string, (url: string) => unknown] => [path, (url) => url])
const IN_LISTS: [string, (url: string) => unknown][] = [
  ['episode.transcripts', (url) => [{ url, type: 'text/vtt' }]],
  ['episode.chapters', (link) => [{ startSeconds: 0, title: 'x', link }]],
  ['episode.chapters', (imageUrl) => [{ startSeconds: 0, title: 'x', imageUrl }]],
  ['look', (peaksUrl) => ({ peaksUrl })],
]
test.each([...ADDRESSES, ...IN_LISTS])('%s takes addresses of http and https only', (path, hold) => {
  expect(parseEpisodeFile(changed(path, hold('http://a.example/')))).toEqual(changed(path, hold('http://a.example/')))
  for (const url of [
    'javascript:alert(1)',
    'data:,x',
    'blob:https://a.example/1',
    '/a',
    `https://a.example/${'a'.repeat(4_096)}`,
  ]) {
    expect(() => parseEpisodeFile(changed(path, hold(url)))).toThrow(path)
  }
})

test('an entry of a list is named by its place', () => {
  expect(() => parseEpisodeFile(changed('episode.enclosure.trackers', ['wss://a/', 'udp://b/']))).toThrow(
    'episode.enclosure.trackers[1] must be a ws:// or wss:// address',
  )
})

test.each([undefined, null, 1, 'x', [], {}, { version: '1' }])('%j is no file at all', (value) => {
  for (const parse of [parseEpisodeFile, parseShowFile]) expect(() => parse(value)).toThrow(FeedError)
})

test('a later version is told apart from a broken file, and unknown fields are passed over', () => {
  expect(() => parseEpisodeFile({ ...FILE, version: 2 })).toThrow(expect.objectContaining({ kind: 'other-version' }))
  expect(parseEpisodeFile(changed('episode.mood', 'sunny'))).toEqual(FILE)
})

test('any JSON value is read or refused in words, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom('show', 'episode', 'episode.enclosure', 'urls'),
      (value, path) => {
        try {
          parseEpisodeFile(changed(path, value))
        } catch (error) {
          expect(error).toBeInstanceOf(FeedError)
        }
      },
    ),
    { numRuns: 100 },
  )
})
