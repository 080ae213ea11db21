import { expect, test } from 'vitest'
import type { KeptBytes } from '../../peer/types.ts'
import { type Download, wantedDownload } from '../library/download.ts'
import { episodeKey } from '../library/episode-ref.ts'
import { feedOf, testEpisode } from '../library/test-shows.ts'
import {
  type DownloadConditions,
  goneDownloads,
  partsNobodyWants,
  pinnedBy,
  planDownloads,
  problemOf,
} from './download-plan.ts'
import { fileAddress } from './file-holdings.ts'

const A = feedOf('a')
const download = (number: number, fields: Partial<Download> = {}): Download => ({
  ...wantedDownload(A, testEpisode(number), { title: 'A Show' }, number),
  ...fields,
})
const keys = (list: readonly Download[]) => list.map(({ guid }) => guid)
const conditions = (fields: Partial<DownloadConditions> = {}): DownloadConditions => ({
  online: true,
  savesData: false,
  asked: new Set(),
  active: new Map(),
  isShared: () => false,
  ...fields,
})
const activeOf = (...list: readonly (readonly [Download, boolean])[]) =>
  new Map(list.map(([one, shares]) => [episodeKey(one), { shares, address: fileAddress(one.episode) }]))

test('two are fetched side by side, the longest wanted first', () => {
  const list = [download(3), download(1), download(2)]
  const { start } = planDownloads(list, conditions())
  expect(start).toHaveLength(2)
  const [first] = list
  if (first === undefined) throw new Error('no download')
  expect(planDownloads(list, conditions({ active: activeOf([first, false]) })).start).toHaveLength(1)
})

test('what is kept or failed is not fetched', () => {
  const list = [download(1, { state: 'kept' }), download(2, { state: 'failed', problem: 'refused' })]
  expect(planDownloads(list, conditions()).start).toEqual([])
})

test('what is not wanted any more is stopped', () => {
  const one = download(1)
  expect(planDownloads([], conditions({ active: activeOf([one, false]) })).stop).toEqual([episodeKey(one)])
})

test('without a network all waits, and what was begun goes on with it', () => {
  const one = download(1, { state: 'loading' })
  const offline = planDownloads([one], conditions({ online: false, active: activeOf([one, false]) }))
  expect(offline).toEqual({ stop: [episodeKey(one)], start: [] })
  expect(keys(planDownloads([one], conditions()).start)).toEqual(['e1'])
})

test('where data is saved only what was asked for just now is fetched', () => {
  const [one, two] = [download(1), download(2)]
  const { start } = planDownloads([one, two], conditions({ savesData: true, asked: new Set([episodeKey(two)]) }))
  expect(keys(start)).toEqual(['e2'])
})

test('a no to sharing stops what is fetched with others; a yes stops nothing', () => {
  const one = download(1)
  expect(planDownloads([one], conditions({ active: activeOf([one, true]) })).stop).toHaveLength(1)
  expect(planDownloads([one], conditions({ active: activeOf([one, false]), isShared: () => true })).stop).toEqual([])
})

test('all that is wanted is pinned, what is kept and what failed too', () => {
  const plain = download(3, {
    episode: { guid: 'e3', title: '', summary: '', transcripts: [], enclosure: { url: '', type: '', trackers: [] } },
  })
  expect(pinnedBy([download(1, { state: 'kept' }), download(2, { state: 'failed' }), plain]).size).toBe(2)
})

test('what was kept and is not here as a whole is gone', () => {
  const list = [download(1, { state: 'kept' }), download(2, { state: 'kept' }), download(3)]
  const held = (number: number, heldBytes: number): KeptBytes => ({
    infoHash: testEpisode(number).enclosure?.infoHash as KeptBytes['infoHash'],
    name: '',
    lengthBytes: 10,
    heldBytes,
    lastUsedAt: 0,
    givenBytes: 0,
    listenersServed: 0,
    inUse: false,
    pinned: true,
    isOffered: false,
  })
  expect(keys(goneDownloads(list, [held(1, 10), held(2, 9)], []))).toEqual(['e2'])
  expect(keys(goneDownloads(list, [], []))).toEqual(['e1', 'e2'])
})

const bareOf = (number: number, name: string, fields: Partial<Download> = {}) => {
  const enclosure = { url: `https://cdn.example/${name}.mp3`, type: 'audio/mpeg', trackers: [] }
  return download(number, { episode: testEpisode(number, { enclosure }), ...fields })
}

test('one file is fetched for one of those that want it, the longest wanted; the others wait for its end', () => {
  const [one, two, other] = [bareOf(1, 'same'), bareOf(2, 'same'), bareOf(3, 'other')]
  expect(keys(planDownloads([two, one, other], conditions()).start)).toEqual(['e1', 'e3'])
  expect(keys(planDownloads([one, two, other], conditions({ active: activeOf([one, false]) })).start)).toEqual(['e3'])
  const ended = bareOf(1, 'same', { state: 'failed', problem: 'refused' })
  expect(keys(planDownloads([ended, two], conditions()).start)).toEqual(['e2'])
  expect(keys(planDownloads([{ ...one, state: 'kept' }, two], conditions()).start)).toEqual(['e2'])
})

test('one that is wanted from another address now is stopped', () => {
  const active = activeOf([bareOf(1, 'before'), false])
  expect(planDownloads([bareOf(1, 'now')], conditions({ active })).stop).toHaveLength(1)
  expect(planDownloads([bareOf(1, 'before')], conditions({ active })).stop).toEqual([])
})

test('parts that nobody wants from there any more are of no use; whole files are left', () => {
  const file = (name: string, isWhole: boolean) => ({
    url: `https://cdn.example/${name}.mp3`,
    heldBytes: 10,
    roomBytes: 10,
    isWhole,
  })
  const files = [file('before', false), file('now', false), file('active', false), file('whole', true)]
  const active = activeOf([bareOf(2, 'active'), false])
  expect(partsNobodyWants(files, [bareOf(1, 'now')], active)).toEqual(['https://cdn.example/before.mp3'])
})

test('so is a whole file that is not here, or not as a whole', () => {
  const bare = (number: number) => {
    const enclosure = { url: `https://cdn.example/${number}.mp3`, type: 'audio/mpeg', trackers: [] }
    return download(number, { state: 'kept', episode: testEpisode(number, { enclosure }) })
  }
  const file = (number: number, isWhole: boolean) => ({
    url: `https://cdn.example/${number}.mp3`,
    heldBytes: 10,
    roomBytes: 10,
    isWhole,
  })
  const list = [bare(1), bare(2), bare(3)]
  expect(keys(goneDownloads(list, [], [file(1, true), file(2, false)]))).toEqual(['e2', 'e3'])
})

test.each([
  ['no-room', 'no-room'],
  ['host-unreachable', 'unreachable'],
  ['host-refuses', 'refused'],
  ['host-forbids-reading', 'forbids-reading'],
  ['host-differs', 'differs'],
  ['no-torrent', 'not-keepable'],
  ['no-storage', 'no-storage'],
  ['withdrawn', 'withdrawn'],
  ['not-secure', 'insecure'],
] as const)('the engine’s %s is %s', (failure, problem) => {
  expect(problemOf(failure)).toBe(problem)
})
