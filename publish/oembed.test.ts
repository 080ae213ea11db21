import { Parser } from 'htmlparser2'
import { expect, test } from 'vitest'
import { FRAME_ALLOW } from '../src/shared/frame-permissions.ts'
import { writeOEmbed } from './oembed.ts'
import { embedFile } from './testing/embed-file.ts'

const PLAYER = 'https://play.example/frame?theme=dark'
const BASE = 'https://grapevine.example/show/'
const COVER = { width: 1400, height: 1400 }

/** The attributes of the one element that `html` is. */
function frameOf(html: string): Readonly<Record<string, string>> {
  const elements: [string, Record<string, string>][] = []
  new Parser({ onopentag: (name, attributes) => void elements.push([name, attributes]) }).end(html)
  expect(elements.map(([name]) => name)).toEqual(['iframe'])
  return elements[0]?.[1] ?? {}
}

test('the answer has what oEmbed 1.0 asks of the rich type, and a frame of the player', () => {
  const file = embedFile({ player: PLAYER })
  const { html, ...answer } = writeOEmbed(file, COVER, BASE)
  expect(answer).toEqual({
    version: '1.0',
    type: 'rich',
    title: 'One',
    author_name: 'A "Name"',
    author_url: 'https://grapevine.example/',
    provider_name: 'Vines & Wires',
    provider_url: 'https://grapevine.example/',
    thumbnail_url: `${BASE}cover.jpg`,
    thumbnail_width: 1400,
    thumbnail_height: 1400,
    width: 600,
    height: 200,
  })
  const { src, title, width, height } = frameOf(html)
  expect({ src, title, width, height }).toEqual({
    src: file.urls.player,
    title: 'One – Vines & Wires',
    // As wide as its column.
    width: '100%',
    height: '200',
  })
})

test('the frame may do what embed.js lets its frames do', () => {
  expect(frameOf(writeOEmbed(embedFile({ player: PLAYER }), COVER, BASE).html).allow).toBe(FRAME_ALLOW)
})

test("the player's address keeps its own query and names the file, the feed and the guid", () => {
  const url = new URL(embedFile({ player: PLAYER }).urls.player ?? '')
  expect(`${url.origin}${url.pathname}`).toBe('https://play.example/frame')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    theme: 'dark',
    json: `${BASE}episodes/one.json`,
    feed: `${BASE}feed.xml`,
    episode: 'one',
  })
})

test("without a player the frame shows the episode's own page", () => {
  const file = embedFile()
  expect(frameOf(writeOEmbed(file, undefined, BASE).html).src).toBe(file.urls.page)
})

test('a thumbnail comes with its size or not at all, as the specification asks', () => {
  const answer = writeOEmbed(embedFile(), undefined, BASE)
  expect(Object.keys(answer).filter((key) => key.startsWith('thumbnail'))).toEqual([])
})

test('video is 16:9', () => {
  const enclosure = { url: `${BASE}one.mp4`, type: 'video/mp4', trackers: [] }
  expect(writeOEmbed(embedFile({ player: PLAYER, episode: { enclosure } }), undefined, BASE)).toMatchObject({
    width: 640,
    height: 360,
  })
})

test('a hostile title stays a title', () => {
  const title = `"><script>alert(1)</script> -- \u202e' onload=x`
  expect(frameOf(writeOEmbed(embedFile({ episode: { title } }), undefined, BASE).html).title).toBe(
    `${title} – Vines & Wires`,
  )
})
