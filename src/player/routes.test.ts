import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentTitle } from './route-words.ts'
import { addressOf, isSamePlace, parseRoute, type Route } from './routes.ts'

const nobodys = { base: 'https://app.example/listen/', ownFeedUrl: undefined }
const publishers = { base: 'https://show.example/', ownFeedUrl: 'https://show.example/feed.xml' }
const at = (query: string, place = nobodys) => parseRoute(`${place.base}${query}`, place)
const own = (query: string) => parseRoute(`${publishers.base}${query}`, publishers)

test('the bare address is home, or the show of the page that has one', () => {
  expect(at('')).toEqual({ route: { view: 'home' } })
  expect(own('')).toEqual({ route: { view: 'show', feedUrl: publishers.ownFeedUrl } })
  expect(own('?view=home')).toEqual({ route: { view: 'home' } })
})

test('a feed and an episode lead to the show and to the episode, with its moment', () => {
  expect(at('?feed=https://a.example/f.xml').route).toEqual({ view: 'show', feedUrl: 'https://a.example/f.xml' })
  expect(at('?feed=other.xml').route).toEqual({ view: 'show', feedUrl: 'https://app.example/listen/other.xml' })
  expect(own('?episode=tag:x,1%262#t=1:02:03').route).toEqual({
    view: 'episode',
    feedUrl: publishers.ownFeedUrl,
    guid: 'tag:x,1&2',
    atSeconds: 3723,
  })
  expect(own('?episode=a#t=nonsense').route).toEqual({ view: 'episode', feedUrl: publishers.ownFeedUrl, guid: 'a' })
})

test('every plain view has its name in the address, and wins over a feed', () => {
  for (const view of ['queue', 'history', 'downloads', 'storage', 'passing-on', 'settings', 'add'] as const) {
    expect(at(`?view=${view}&feed=https://a.example/`)).toEqual({ route: { view } })
  }
  expect(at('?view=search&q=%20two%20words%20').route).toEqual({ view: 'search', query: 'two words' })
  expect(at('?view=search').route).toEqual({ view: 'search', query: '' })
})

test('what can’t be followed leads somewhere near, with a word', () => {
  expect(at('?view=admin')).toEqual({ route: { view: 'home' }, astray: 'unknown-view' })
  expect(own('?view=admin')).toEqual({
    route: { view: 'show', feedUrl: publishers.ownFeedUrl },
    astray: 'unknown-view',
  })
  expect(at('?view=__proto__&feed=https://a.example/f')).toEqual({
    route: { view: 'show', feedUrl: 'https://a.example/f' },
    astray: 'unknown-view',
  })
  expect(at('?feed=javascript:alert(1)')).toEqual({ route: { view: 'home' }, astray: 'feed-unusable' })
  expect(at('?feed=https://')).toEqual({ route: { view: 'home' }, astray: 'feed-unusable' })
  expect(at('?episode=a')).toEqual({ route: { view: 'home' }, astray: 'episode-without-show' })
})

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((it) => it.trim() === it && it !== '')
const feedUrl = fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href)
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>({ view: 'home' }, { view: 'queue' }, { view: 'storage' }, { view: 'passing-on' }),
  text.map((query): Route => ({ view: 'search', query })),
  feedUrl.map((url): Route => ({ view: 'show', feedUrl: url })),
  fc.record({ view: fc.constant('episode' as const), feedUrl, guid: text, atSeconds: fc.nat(90_000) }),
)

test('every route is read back from its own address, on any page', () => {
  fc.assert(
    fc.property(routes, fc.constantFrom(nobodys, publishers), (route, place) => {
      expect(parseRoute(addressOf(route, place), place)).toEqual({ route })
    }),
  )
})

test('addresses are short where the page’s own show is meant', () => {
  expect(addressOf({ view: 'show', feedUrl: publishers.ownFeedUrl }, publishers)).toBe('https://show.example/')
  expect(addressOf({ view: 'episode', feedUrl: publishers.ownFeedUrl, guid: '7' }, publishers)).toBe(
    'https://show.example/?episode=7',
  )
  const dirty = { ...nobodys, base: 'https://app.example/listen/?x=1#y' }
  expect(addressOf({ view: 'home' }, dirty)).toBe('https://app.example/listen/')
})

test('another moment of an episode is the same place; another search is not', () => {
  const episode = { view: 'episode', feedUrl: 'https://a.example/', guid: 'x' } as const
  expect(isSamePlace(episode, { ...episode, atSeconds: 12 })).toBe(true)
  expect(isSamePlace(episode, { ...episode, guid: 'y' })).toBe(false)
  expect(isSamePlace({ view: 'search', query: 'a' }, { view: 'search', query: 'b' })).toBe(false)
})

test('titles name what is on the page, and do without what is not known yet', () => {
  const episode = { view: 'episode', feedUrl: 'https://a.example/', guid: 'x' } as const
  expect(documentTitle(episode, { show: 'Down the Lane', episode: 'Whispers' })).toBe(
    'Whispers · Down the Lane · Grapevine',
  )
  expect(documentTitle(episode)).toBe('Episode · Grapevine')
  expect(documentTitle({ view: 'home' })).toBe('Grapevine')
  expect(documentTitle({ view: 'queue' })).toBe('Queue · Grapevine')
  expect(documentTitle({ view: 'search', query: 'goats' })).toBe('goats · Search · Grapevine')
})
