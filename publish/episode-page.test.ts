import { Parser } from 'htmlparser2'
import { expect, test } from 'vitest'
import { writeEpisodePage } from './episode-page.ts'
import { type EmbedFileChanges, embedFile } from './testing/embed-file.ts'

const PLAYER = 'https://play.example/frame'
const BASE = 'https://grapevine.example/show/'
const COVER = { width: 1400, height: 1400 }

/** A page as a machine reads it: the elements with their attributes and text, in order; checks that all are closed. */
function readPage(html: string) {
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = []
  const unclosed: string[] = []
  const inside: typeof elements = []
  new Parser({
    onopentag(name, attributes) {
      const element = { name, attributes, text: '' }
      elements.push(element)
      inside.push(element)
    },
    ontext: (data) => {
      for (const element of inside) element.text += data
    },
    onclosetag(name, implied) {
      inside.pop()
      if (implied && !['meta', 'link', 'base', 'img'].includes(name)) unclosed.push(name)
    },
  }).end(html)
  expect(unclosed).toEqual([])
  const all = (name: string) => elements.filter((element) => element.name === name)
  const metas = all('meta').flatMap(({ attributes }) => {
    const key = attributes.property ?? attributes.name
    return key === undefined ? [] : [[key, attributes.content] as const]
  })
  return {
    elements,
    all,
    text: (name: string) => all(name)[0]?.text,
    metas: Object.fromEntries(metas),
    count: metas.length,
  }
}

const page = (changes: EmbedFileChanges = {}, cover?: typeof COVER) =>
  readPage(writeEpisodePage(embedFile(changes), cover))

test('the page says to link previews what it is, in Open Graph and as a player card', () => {
  const { metas, count } = page({ player: PLAYER }, COVER)
  const player = embedFile({ player: PLAYER }).urls.player
  expect(metas).toEqual({
    viewport: 'width=device-width, initial-scale=1',
    generator: 'Grapevine',
    description: 'What it is about.',
    'og:type': 'music.song',
    'og:site_name': 'Vines & Wires',
    'og:title': 'One',
    'og:description': 'What it is about.',
    'og:url': `${BASE}episodes/one.html`,
    'og:image': `${BASE}cover.jpg`,
    'og:image:width': '1400',
    'og:image:height': '1400',
    'og:image:alt': 'Cover of Vines & Wires',
    'og:audio': `${BASE}one.mp3?x=1&y=2`,
    'og:audio:secure_url': `${BASE}one.mp3?x=1&y=2`,
    'og:audio:type': 'audio/mpeg',
    'music:duration': '725',
    'twitter:card': 'player',
    'twitter:title': 'One',
    'twitter:description': 'What it is about.',
    'twitter:image': `${BASE}cover.jpg`,
    'twitter:image:alt': 'Cover of Vines & Wires',
    'twitter:player': player,
    'twitter:player:width': '600',
    'twitter:player:height': '200',
    'twitter:player:stream': `${BASE}one.mp3?x=1&y=2`,
    'twitter:player:stream:content_type': 'audio/mpeg',
  })
  expect(count).toBe(Object.keys(metas).length)
})

test('the page is found as itself, leads to its oEmbed answer and to the feed, and is styled from outside', () => {
  const links = page().all('link')
  expect(links.map(({ attributes: { rel, type, href } }) => [rel, type, href])).toEqual([
    ['canonical', undefined, `${BASE}episodes/one.html`],
    ['alternate', 'application/json+oembed', `${BASE}episodes/one.oembed.json`],
    ['alternate', 'application/rss+xml', `${BASE}feed.xml`],
    ['stylesheet', undefined, 'episode.css'],
  ])
})

test('people read the words, play without a script, and get on to the player, the notes and the show', () => {
  const { all, text } = page({ player: PLAYER })
  expect(text('title')).toBe('One – Vines & Wires')
  expect(text('h1')).toBe('One')
  expect(text('time')).toBe('2025-06-03')
  expect(all('p').map((element) => element.text)).toEqual(['Vines & Wires', '2025-06-03 · 12 min', 'What it is about.'])
  expect(all('audio')[0]?.attributes).toEqual({ controls: '', preload: 'none', src: `${BASE}one.mp3?x=1&y=2` })
  const listed = all('li').map((element) => element.text)
  expect(listed).toEqual(['Listen together', 'Download', 'Transcript (en)', 'Notes', 'The show', 'Feed'])
  expect(all('a').map(({ attributes }) => attributes.href)).toContain(embedFile({ player: PLAYER }).urls.player)
  expect(all('script')).toEqual([])
  expect(all('style')).toEqual([])
})

test('video is offered as video, with a video element', () => {
  const enclosure = { url: `${BASE}one.mp4`, type: 'video/mp4', trackers: [] }
  const { metas, all } = page({ episode: { enclosure } })
  expect(metas).toMatchObject({
    'og:type': 'video.episode',
    'og:video': `${BASE}one.mp4`,
    'og:video:type': 'video/mp4',
    'video:duration': '725',
    'video:release_date': '2025-06-03T07:00:00.000Z',
  })
  expect(all('video')[0]?.attributes.src).toBe(`${BASE}one.mp4`)
  expect(all('audio')).toEqual([])
})

test.each([
  ['without a player', {}],
  ['over http', { player: 'http://play.example/' }],
  ['without a picture', { player: PLAYER, show: { imageUrl: 'http://grapevine.example/cover.jpg' } }],
] as const)('%s the card is a summary, since a player card would be refused', (_what, changes) => {
  const { metas } = page(changes)
  expect(metas['twitter:card']).toBe('summary')
  expect(metas['twitter:player']).toBeUndefined()
})

test('what an episode lacks is left out, not written as nothing', () => {
  const html = writeEpisodePage(
    embedFile({
      episode: { summary: '', transcripts: [], enclosure: { url: `${BASE}a`, type: 'audio/mpeg', trackers: [] } },
    }),
    undefined,
  )
  expect(html).not.toMatch(/undefined|NaN|null|content=""/)
  expect(readPage(html).metas.description).toBe('An episode of Vines & Wires.')
})

test.each([
  '"><script>alert(1)</script>',
  `' onmouseover='x`,
  '</title></head><body><script src=//evil.example></script>',
  '--><!-- <!--',
  ']]>&lt;b&gt;&#60;',
  '\u202eevil\u2066',
  '<'.repeat(490),
])('the hostile words %j stay text wherever they stand', (words) => {
  const expected = page().elements.map(({ name }) => name)
  const { elements, text, metas, all } = page({
    show: { title: words, author: words },
    episode: {
      title: words,
      summary: words,
      enclosure: { url: `${BASE}one.mp3`, type: `audio/${words}`.slice(0, 200), trackers: [] },
      transcripts: [{ url: `${BASE}one.vtt`, type: 'text/vtt', language: words.slice(0, 200) }],
    },
  })
  expect(elements.map(({ name }) => name)).toEqual(expected)
  expect(text('h1')).toBe(words)
  expect(text('title')).toBe(`${words} – ${words}`)
  expect([metas['og:title'], metas['twitter:title'], metas['og:site_name']]).toEqual([words, words, words])
  expect(all('audio')[0]?.attributes).toEqual({ controls: '', preload: 'none', src: `${BASE}one.mp3` })
})
