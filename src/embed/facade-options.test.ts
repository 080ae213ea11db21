import { expect, test } from 'vitest'
import { frameAddress, likelyPage, readFacadeOptions } from './facade-options.ts'

const PAGE = 'https://blog.example/posts/one/'
const SCRIPT = 'https://play.example/cast/embed.js?v=3'
const read = (data: Readonly<Record<string, string>>) => readFacadeOptions(data, PAGE, SCRIPT)
function addressOf(data: Readonly<Record<string, string>>): URL {
  const options = read(data)
  if (typeof options === 'string') throw new Error(options)
  return new URL(frameAddress(options))
}
const queryOf = (data: Readonly<Record<string, string>>) => Object.fromEntries(addressOf(data).searchParams)

test('the frame is the player beside embed.js, with the episode in its query', () => {
  const data = { episode: 'https://cdn.example/a.json?x=1&y=2' }
  expect(addressOf(data).pathname).toBe('/cast/player.html')
  expect(queryOf(data)).toEqual({ json: 'https://cdn.example/a.json?x=1&y=2', size: 'card' })
  expect(queryOf({ show: '/show.json', guid: 'a', size: 'full', theme: 'dark', lang: 'de' })).toEqual({
    show: 'https://blog.example/show.json',
    episode: 'a',
    size: 'full',
    theme: 'dark',
    lang: 'de',
  })
  expect(queryOf({ feed: 'feed.xml', guid: 'a b&c' })).toEqual({
    feed: `${PAGE}feed.xml`,
    episode: 'a b&c',
    size: 'card',
  })
})

test("a player's own query stays", () => {
  expect(queryOf({ episode: 'a.json', player: 'https://p.example/?sharing=off' })).toMatchObject({ sharing: 'off' })
})

test.each([
  [{}, /data-episode/],
  [{ episode: '' }, /data-episode/],
  [{ episode: 'javascript:alert(1)' }, /no http/],
  [{ feed: 'ftp://x.example/f' }, /no http/],
  [{ episode: 'a.json', player: 'data:text/html,x' }, /data-player/],
])('%o is no embed, and its author is told', (data, words) => {
  expect(read(data)).toMatch(words)
})

test('an odd size or theme is the usual one', () => {
  expect(read({ episode: 'a.json', size: 'huge', theme: 'pink', cover: 'javascript:1' })).toMatchObject({
    size: 'card',
    theme: undefined,
    cover: undefined,
  })
})

test("an episode's page is looked for beside its JSON", () => {
  const at = (kind: 'json' | 'show', url: string) => likelyPage({ kind, url, guid: undefined })
  expect(at('json', 'https://a.example/episodes/one.json?x')).toBe('https://a.example/episodes/one.html?x')
  expect(at('json', 'https://a.example/one')).toBeUndefined()
  expect(at('show', 'https://a.example/show.json')).toBeUndefined()
})
