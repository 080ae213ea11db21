import { expect, test } from 'vitest'
import {
  type Download,
  nextDownloads,
  parseDownload,
  toldDownload,
  unreadDownload,
  wantedDownload,
} from './download.ts'
import { downloadWords } from './download-words.ts'
import { episodeKey } from './episode-ref.ts'
import { feedOf, testEpisode } from './test-shows.ts'

const FEED = feedOf('a')
const wanted = (number: number, fields: Partial<Download> = {}): Download => ({
  ...wantedDownload(FEED, testEpisode(number), { title: 'A Show' }, number),
  ...fields,
})
const next = (list: readonly Download[], active: readonly Download[], most = 2) =>
  nextDownloads(list, new Set(active.map(episodeKey)), most).map(({ guid }) => guid)

test('the longest wanted is loaded first, so many side by side', () => {
  const list = [wanted(3), wanted(1), wanted(2)]
  expect(next(list, [])).toEqual(['e1', 'e2'])
  expect(next(list, [wanted(1)])).toEqual(['e2'])
  expect(next(list, [wanted(1), wanted(2)])).toEqual([])
})

test('what a closed page left loading is loaded again; what failed, is kept, or whose feed was not read, is not', () => {
  const list = [
    wanted(1, { state: 'loading' }),
    wanted(2, { state: 'failed' }),
    wanted(3, { state: 'kept' }),
    unreadDownload({ feedUrl: FEED, guid: 'e4', title: 'Four', wantedAt: 0 }),
    wanted(5),
  ]
  expect(next(list, [])).toEqual(['e1', 'e5'])
})

test('a download survives storage, in each state', () => {
  const facts = [
    { kind: 'loading', heldBytes: 3, lengthBytes: 9 },
    { kind: 'kept', lengthBytes: 9 },
    { kind: 'failed', problem: 'refused' },
    { kind: 'gone' },
  ] as const
  for (const fact of facts) {
    const told = toldDownload(wanted(1), fact)
    expect(parseDownload(structuredClone(told))).toEqual(told)
  }
  expect(parseDownload({ ...wanted(1), state: 'failed', problem: 'unheard of' })).toMatchObject({
    problem: 'unreachable',
  })
  expect(parseDownload({ ...wanted(1), state: 'strange' })).toMatchObject({ state: 'wanted' })
  for (const damaged of [undefined, {}, { ...wanted(1), episode: {} }, { ...wanted(1), feedUrl: 'x' }]) {
    expect(parseDownload(damaged)).toBeUndefined()
  }
})

test('why an episode could not be kept is said in words', () => {
  expect(downloadWords('no-room')).toContain('room')
  expect(downloadWords('not-keepable')).toContain('plays from the host')
  expect(downloadWords('forbids-reading')).toContain('but not keep it')
})
