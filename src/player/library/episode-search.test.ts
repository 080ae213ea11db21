import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexEpisodes, searchEpisodes, searchShows } from './episode-search.ts'
import { KeptLibrary } from './kept-library.ts'
import { LibrarySearch } from './library-search.ts'
import { lightEpisode } from './light-episode.ts'
import { MemoryTables } from './memory-tables.ts'
import { searchableText, searchTerms } from './search-terms.ts'
import { newSubscription } from './subscription.ts'
import { feedOf, testEpisode, testShow } from './test-shows.ts'

const terms = (query: string) => searchTerms(query).map(({ text, kind }) => (kind === 'word' ? text : `~${text}`))

/** @returns the titles found, of episodes given as [title, summary], the first being the oldest. */
function find(query: string, ...episodes: readonly (readonly [title: string, summary?: string])[]): readonly string[] {
  const light = episodes.map(([title, summary = ''], at) => lightEpisode(testEpisode(at, { title, summary })))
  const indexes = [{ feedUrl: feedOf('a'), entries: indexEpisodes(light, new Map()) }]
  return searchEpisodes(indexes, query).map(({ episode }) => episode.title)
}

test('text is words without case, accents and punctuation', () => {
  expect(searchableText("Don't—PANIC, Élodie! Straße №5")).toBe(' dont panic elodie strasse no5 ')
  expect(searchableText('ＦＵＬＬ　Ｗｉｄｔｈ ﬁn')).toBe(' full width fin ')
  expect(searchableText(' … ')).toBe(' ')
  expect(searchableText('')).toBe(' ')
  expect(searchableText('Просто Ёлка')).toBe(' просто елка ')
})

test('scripts without spaces are searched by two characters at a time', () => {
  expect(terms('東京都 tower')).toEqual(['~東京', '~京都', 'tower'])
  expect(terms('京')).toEqual(['~京'])
  expect(terms('Tokyo東京')).toEqual(['tokyo', '~東京'])
  expect(terms('ラジオ')).toEqual(['~ラジ', '~ジオ'])
  expect(terms('한국어 팟캐스트')).toEqual(['한국어', '팟캐스트'])
  expect(find('京都', ['東京都の話'], ['大阪の話'])).toEqual(['東京都の話'])
  expect(find('ﾗｼﾞｵ', ['深夜ラジオ'])).toEqual(['深夜ラジオ'])
})

test('a word is found at the beginning of a word, not inside', () => {
  expect(find('pod', ['Podcasting today'], ['The tripod'])).toEqual(['Podcasting today'])
})

test('all words must be found, in title and summary together', () => {
  expect(find('moon landing', ['The Moon', 'about a landing'], ['The Moon', 'about cheese'])).toEqual(['The Moon'])
})

test('the title comes before the summary, words as typed before words apart, newer before older', () => {
  const ordered = find(
    'red house',
    ['C: about houses', 'red house'],
    ['B: house, red'],
    ['A: red houses'],
    ['A newer: a red house'],
    ['D: red', 'house'],
  )
  expect(ordered).toEqual(['A newer: a red house', 'A: red houses', 'B: house, red', 'D: red', 'C: about houses'])
})

test('a query without words finds nothing; hostile ones are bounded', () => {
  expect(find('', ['A'])).toEqual([])
  expect(find('!?…', ['A'])).toEqual([])
  expect(terms('a b '.repeat(10_000)).length).toBeLessThanOrEqual(20)
  expect(terms(Array.from({ length: 100 }, (_, at) => `w${at}`).join(' '))).toHaveLength(20)
})

test('any beginning of any word of a title finds the episode', () => {
  const title = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(title, fc.nat(), fc.nat(), (text, which, length) => {
      const words = searchTerms(text)
      const word = words[which % Math.max(1, words.length)]?.text
      if (word === undefined) return
      const start = [...word].slice(0, 1 + (length % [...word].length)).join('')
      // A part of a character that was taken apart may be no word of its own.
      if (searchTerms(start).length === 0) return
      expect(find(start, [text])).toEqual([text])
    }),
  )
})

test('shows are found by title and author', () => {
  const shows = ['The Daily Owl', 'Owls', 'News'].map((title, order) =>
    newSubscription({ feedUrl: feedOf(`s${order}`), title, author: title === 'News' ? 'Owl Media' : 'x' }, order, 0),
  )
  expect(searchShows(shows, 'owl').map(({ title }) => title)).toEqual(['The Daily Owl', 'Owls', 'News'])
  expect(searchShows(shows, 'owl media').map(({ title }) => title)).toEqual(['News'])
  expect(searchShows(shows, ' ')).toEqual([])
})

test('the library is searched show by show, and anew where a show changed', async () => {
  const library = await KeptLibrary.open({ tables: new MemoryTables(), now: () => 1_750_000_000_000 })
  let breaths = 0
  const search = new LibrarySearch(library, async () => {
    breaths += 1
  })
  const { signal } = new AbortController()
  await library.subscribe([{ feedUrl: feedOf('a'), title: 'Episodes of A' }, { feedUrl: feedOf('b') }])
  await library.takeShow(feedOf('a'), testShow(450))
  await library.takeShow(feedOf('b'), testShow(2))
  const found = await search.search('episode 1', signal)
  expect(found?.episodes.map(({ feedUrl, episode }) => `${feedUrl} ${episode.guid}`).slice(-1)).toEqual([
    `${feedOf('a')} e100`,
  ])
  expect(found?.episodes).toHaveLength(100)
  const slices = breaths
  expect(slices).toBe(4)
  await search.search('episode 2', signal)
  expect(breaths).toBe(slices)
  await library.takeShow(feedOf('b'), testShow(0, { episodes: [testEpisode(1, { title: 'Something else' })] }))
  expect((await search.search('else', signal))?.episodes).toHaveLength(1)
  expect((await search.search('else', signal, feedOf('a')))?.episodes).toEqual([])
  expect((await search.search('a show', signal))?.shows).toHaveLength(2)
  const aborted = new AbortController()
  aborted.abort()
  expect(await search.search('else', aborted.signal)).toBeUndefined()
  search.dispose()
  library.close()
})
