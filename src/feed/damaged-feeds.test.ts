/** What is left of every feed of ../shared/feeds after it was cut, or bytes of it were changed, on its way. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FeedError } from './feed-error.ts'
import { FeedReader } from './feed-reader.ts'
import { readFeedTree } from './feed-tree.ts'
import { parseShow } from './rss.ts'
import type { Episode, Show } from './types.ts'

const FOLDER = new URL('../../../shared/feeds/', import.meta.url)
const hasFeeds = existsSync(FOLDER)
const names = hasFeeds ? readdirSync(FOLDER).filter((name) => name.endsWith('.xml')) : []
const FEED_URL = 'https://feeds.example/a/feed.xml'
const own = new URL('./fixtures/', import.meta.url)
const fixtures = readdirSync(own).filter((name) => name.endsWith('.xml'))
/** The largest is cut: the same happens in each of its items, and it takes its time. */
const MOST_BYTES = 400_000
const bytesOf = (name: string) =>
  readFileSync(new URL(name, fixtures.includes(name) ? own : FOLDER)).subarray(0, MOST_BYTES)
const textOf = (name: string) => bytesOf(name).toString('utf8')

/** @returns the show, or nothing where it is refused in words. */
function read(xml: string): Show | undefined {
  try {
    return parseShow(xml, FEED_URL)
  } catch (error) {
    if (error instanceof FeedError) return undefined
    throw error
  }
}

function readInPieces(xml: string, lengths: readonly number[]): Show {
  const episodes: Episode[] = []
  const reader = new FeedReader(FEED_URL, { episode: (episode) => episodes.push(episode) }, { withNotes: true })
  let from = 0
  for (let turn = 0; from < xml.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1
    reader.push(xml.slice(from, from + length))
    from += length
  }
  return { ...reader.end(), episodes }
}

/** Always the same numbers in [0, 1), so that a test that fails fails again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test.each([...names, ...fixtures])('%s reads the same however it comes in', (name) => {
  const xml = textOf(name).slice(0, 60_000)
  const whole = parseShow(xml, FEED_URL)
  const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 9_000 })), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(lengths, (pieces) => {
      expect(readInPieces(xml, pieces)).toEqual(whole)
    }),
    { numRuns: 12, seed: 5 },
  )
  expect(readInPieces(xml.slice(0, 20_000), [1])).toEqual(parseShow(xml.slice(0, 20_000), FEED_URL))
})

test.each(names)('%s: cut anywhere, what came before the cut is there, and a word about the rest', (name) => {
  const xml = textOf(name)
  const all = parseShow(xml, FEED_URL).episodes
  const ends = [...xml.matchAll(/<\/(?:item|entry)>/g)].map(({ index }) => index)
  for (let part = 1; part <= 40; part++) {
    const at = Math.floor((xml.length * part) / 41)
    const show = read(xml.slice(0, at))
    const complete = ends.filter((end) => end < at).length
    expect(show?.episodes.slice(0, complete).map(({ guid }) => guid)).toEqual(
      all.slice(0, complete).map(({ guid }) => guid),
    )
    expect(show?.episodes.length).toBeLessThanOrEqual(complete + 1)
    expect(show?.incomplete).toBe(true)
    expect(show?.warnings[0]).toMatch(/ends in the middle/)
  }
})

test.each(names)('%s: with bytes of it changed, nearly all of it is still read, whatever they are', (name) => {
  const original = bytesOf(name)
  const count = parseShow(original.toString('utf8'), FEED_URL).episodes.length
  const random = seeded(41)
  const found: number[] = []
  for (let run = 0; run < 12; run++) {
    const bytes = Buffer.from(original)
    for (let flip = 0; flip < 20; flip++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
    const show = read(bytes.toString('utf8'))
    found.push(show?.episodes.length ?? 0)
    expect(new Set(show?.episodes.map(({ guid }) => guid)).size).toBe(show?.episodes.length)
  }
  found.sort((a, b) => a - b)
  expect(found[6]).toBeGreaterThan(count * 0.9)
  expect(found[0]).toBeGreaterThan(count * 0.5)
})

test.each(names)('%s: damaged, publish finds the items that the player finds', (name) => {
  const original = bytesOf(name)
  const random = seeded(7)
  for (let run = 0; run < 4; run++) {
    const bytes = Buffer.from(original)
    for (let flip = 0; flip < 40; flip++) bytes[Math.floor(random() * bytes.length)] = 60 + Math.floor(random() * 4)
    const xml = bytes.toString('latin1')
    const show = read(xml)
    if (show === undefined) continue
    const { items } = readFeedTree(xml)
    expect(items.length).toBe(show.episodes.length)
    for (const [index, item] of items.entries()) {
      expect(item.start).toBeGreaterThanOrEqual(items[index - 1]?.end ?? 0)
      expect(xml.slice(item.start, item.start + item.rawName.length + 1)).toBe(`<${item.rawName}`)
      if (item.closed) expect(xml.slice(item.innerEnd, item.end)).toMatch(/^<\/[^<]*>$/)
    }
  }
})

const feed = (...items: string[]) => `<rss><channel><title>S</title>${items.join('')}</channel></rss>`
const titles = (xml: string) => read(xml)?.episodes.map(({ title }) => title)

test.each([
  ['an item without its end tag', feed('<item><title>A</title>', '<item><title>B</title></item>')],
  ['an end tag that is misspelt', feed('<item><title>A</title></itm>', '<item><title>B</title></item>')],
  [
    'a field of the show without its end tag',
    feed('<image><url>x</url><item><title>A</title></item>', '<item><title>B</title></item>'),
  ],
  [
    'a channel without its tag',
    '<rss><title>S</title><item><title>A</title></item><item><title>B</title></item></rss>',
  ],
  [
    'a channel that ends too early',
    '<rss><channel><title>S</title><item><title>A</title></item></channel><item><title>B</title></item></rss>',
  ],
  [
    'items beside the channel (RSS 1.0)',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>S</title></channel><item><title>A</title></item><item><title>B</title></item></rdf:RDF>',
  ],
  [
    'tags in capitals',
    '<RSS><CHANNEL><TITLE>S</title><Item><Title>A</TITLE></ITEM><item><title>B</title></item></CHANNEL></RSS>',
  ],
  [
    'thousands of open tags in a title',
    feed(
      `<item><title>A</title><description>${'<b>'.repeat(3_000)}</description></item>`,
      '<item><title>B</title></item>',
    ),
  ],
])('%s costs nothing else', (_what, xml) => {
  expect(titles(xml)).toEqual(['A', 'B'])
  expect(read(xml)?.title).toBe('S')
})
