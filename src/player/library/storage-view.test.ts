import { expect, test } from 'vitest'
import { KeptLibrary } from './kept-library.ts'
import { MemoryTables } from './memory-tables.ts'
import { type KnownEpisode, planClearing, type StorageView, storageView } from './storage-view.ts'
import { numberedHash as hash, numberedBytes as kept, numbersOf as numbers } from './test-kept-bytes.ts'
import { feedOf, testEpisode, testShow } from './test-shows.ts'

const known = (number: number, show: string, fields: Partial<KnownEpisode> = {}): KnownEpisode => ({
  feedUrl: feedOf(show),
  guid: `e${number}`,
  title: `Episode ${number}`,
  showTitle: `Show ${show}`,
  infoHash: hash(number),
  isWanted: false,
  isFinished: false,
  ...fields,
})
/** Episodes 1 heard and 2 wanted of a, 3 of b, which plays; 4 heard and wanted of b; 5 of no show. */
const view = (): StorageView =>
  storageView(
    [
      kept(1),
      kept(2, { heldBytes: 50 }),
      kept(3, { inUse: true, heldBytes: 400, lengthBytes: 400 }),
      kept(4),
      kept(5),
      kept(6, { heldBytes: 0 }),
    ],
    [
      known(1, 'a', { isFinished: true }),
      known(2, 'a', { isWanted: true }),
      known(3, 'b', { isFinished: true }),
      known(4, 'b', { isFinished: true, isWanted: true }),
    ],
    { usageBytes: 1_000, quotaBytes: 9_000 },
  )

test('what is held is listed by show and episode, the largest first, strangers’ files last under their own names', () => {
  const { shows, ...sums } = view()
  expect(shows.map(({ title, heldBytes, episodes }) => [title, heldBytes, episodes.map((one) => one.title)])).toEqual([
    ['Show b', 500, ['Episode 3', 'Episode 4']],
    ['Show a', 150, ['Episode 1', 'Episode 2']],
    [undefined, 100, ['5.mp3']],
  ])
  expect(sums).toEqual({ episodesBytes: 750, otherBytes: 250, quotaBytes: 9_000 })
})

test('where the browser says nothing, or too little, nothing is made up', () => {
  expect(storageView([kept(1)], [], {})).toMatchObject({ otherBytes: undefined, quotaBytes: undefined })
  expect(storageView([kept(1)], [], { usageBytes: 3 })).toMatchObject({ otherBytes: 0 })
})

test('what plays is never cleared, what is wanted only where the listener says so', () => {
  const all = view()
  const clear = (...args: Parameters<typeof planClearing>) => numbers(planClearing(...args).infoHashes).sort()
  expect(clear(all, { kind: 'everything' })).toEqual([1, 2, 4, 5])
  expect(clear(all, { kind: 'unwanted' })).toEqual([1, 5])
  expect(clear(all, { kind: 'heard' })).toEqual([1])
  expect(clear(all, { kind: 'show', feedUrl: feedOf('b') })).toEqual([4])
  expect(clear(all, { kind: 'show', feedUrl: undefined })).toEqual([5])
  expect(clear(all, { kind: 'episodes', infoHashes: new Set([hash(2), hash(3)]) })).toEqual([2])
  expect(planClearing(all, { kind: 'everything' }).bytes).toBe(350)
})

test('the library knows whose a file is: by what was heard, by what is wanted, by the lists of shows', async () => {
  const library = await KeptLibrary.open({ tables: new MemoryTables(), now: () => 1_750_000_000_000 })
  const heard = testEpisode(1)
  const swarm = { infoHash: hash(1), trackers: [] }
  await library.takeShow(feedOf('a'), testShow(4))
  await library.heard(
    { feedUrl: feedOf('gone'), guid: heard.guid, title: 'Heard', swarm },
    { atSeconds: 590, durationSeconds: 600 },
  )
  await library.want(feedOf('a'), testEpisode(2), { title: 'A Show' })
  const found = await library.knownEpisodes(new Set([1, 2, 3, 99].map(hash)))
  expect(
    found.map(({ infoHash, title, isWanted, isFinished }) => [numbers([infoHash])[0], title, isWanted, isFinished]),
  ).toEqual([
    [2, 'Episode 2', true, false],
    [1, 'Heard', false, true],
    [3, 'Episode 3', false, false],
  ])
  library.close()
})
