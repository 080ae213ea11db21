import { expect, test } from 'vitest'
import { listedEpisodes } from './episode-filter.ts'
import type { EpisodeView } from './views/episode-view.ts'

const episode = (guid: string, change: Partial<EpisodeView> = {}): EpisodeView => ({
  feedUrl: 'https://a.example/',
  guid,
  title: guid,
  summary: '',
  isHeard: false,
  isNew: false,
  isCurrent: false,
  isPlaying: false,
  isQueued: false,
  isPlayable: true,
  keep: { kind: 'not' },
  ...change,
})
const show = [
  episode('3', { title: 'Élan vital', keep: { kind: 'kept', bytes: 1 } }),
  episode('2', { summary: 'of goats and valleys', atSeconds: 40 }),
  episode('1', { isHeard: true, atSeconds: 90 }),
]
const all = { order: 'newest', choice: 'all', words: '' } as const
const guids = (change: Partial<Parameters<typeof listedEpisodes>[1]>) =>
  listedEpisodes(show, { ...all, ...change }).map(({ guid }) => guid)

test('the order is the feed’s, or its reverse; the feed’s list is left as it is', () => {
  expect(guids({})).toEqual(['3', '2', '1'])
  expect(guids({ order: 'oldest' })).toEqual(['1', '2', '3'])
  expect(show[0]?.guid).toBe('3')
})

test('unheard, begun and kept ones can be listed alone', () => {
  expect(guids({ choice: 'unheard' })).toEqual(['3', '2'])
  expect(guids({ choice: 'begun' })).toEqual(['2'])
  expect(guids({ choice: 'kept' })).toEqual(['3'])
})

test('words are found in titles and summaries, whatever their case and accents', () => {
  expect(guids({ words: 'ELAN' })).toEqual(['3'])
  expect(guids({ words: ' valleys  goats ' })).toEqual(['2'])
  expect(guids({ words: 'goats elan' })).toEqual([])
})
