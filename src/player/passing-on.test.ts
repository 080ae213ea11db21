import { expect, test } from 'vitest'
import { byWorth, worthOf, worthWords } from './passing-on.ts'
import type { PassedEpisodeView } from './views/passing-on-view.ts'

const episode = (guid: string, change: Partial<PassedEpisodeView> = {}): PassedEpisodeView => ({
  feedUrl: 'https://a.example/',
  guid,
  title: guid,
  showTitle: 'A',
  bytesKept: 1,
  share: 1,
  bytesGiven: 0,
  listenersServed: 0,
  isOffered: true,
  ...change,
})

test('what few others hold is rare; what nobody counted is not called so', () => {
  expect(worthOf({ copiesElsewhere: 0 })).toBe('only-here')
  expect(worthOf({ copiesElsewhere: 2 })).toBe('rare')
  expect(worthOf({ copiesElsewhere: 3 })).toBe('plenty')
  expect(worthOf({})).toBe('unknown')
  expect(worthWords({})).toBe('')
  expect(worthWords({ copiesElsewhere: 1 })).toBe('Only 1 other listener has all of it: worth keeping.')
})

test('the rarest come first, then the fullest, then what served most', () => {
  const episodes = [
    episode('unknown'),
    episode('plenty', { copiesElsewhere: 9 }),
    episode('half', { copiesElsewhere: 1, share: 0.5 }),
    episode('served', { copiesElsewhere: 1, bytesGiven: 5 }),
    episode('whole', { copiesElsewhere: 1 }),
    episode('only', { copiesElsewhere: 0 }),
  ]
  expect(byWorth(episodes).map(({ guid }) => guid)).toEqual(['only', 'served', 'whole', 'half', 'plenty', 'unknown'])
})
