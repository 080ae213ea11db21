import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInfoHash } from '../../shared/ids.ts'
import type { KeptBytes, SwarmCount } from './kept-bytes.ts'
import { KeptLibrary } from './kept-library.ts'
import { MemoryTables } from './memory-tables.ts'
import { byWorth, rarityOf } from './rarity.ts'
import { type KnownEpisode, planClearing, type StorageView, storageView } from './storage-view.ts'
import { feedOf, testEpisode, testShow } from './test-shows.ts'

function hash(number: number) {
  const infoHash = parseInfoHash(number.toString(16).padStart(40, '0'))
  if (infoHash === undefined) throw new Error('no info hash')
  return infoHash
}
const kept = (number: number, fields: Partial<KeptBytes> = {}): KeptBytes => ({
  infoHash: hash(number),
  name: `${number}.mp3`,
  lengthBytes: 100,
  heldBytes: 100,
  lastUsedAt: number,
  givenBytes: 0,
  inUse: false,
  ...fields,
})
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
const numbers = (infoHashes: readonly string[]) => infoHashes.map((infoHash) => Number.parseInt(infoHash, 16))

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

test('rare is what one or two others have, only here what nobody has; of a part nothing is said', () => {
  const rarity = (swarm?: SwarmCount, heldBytes = 100) => rarityOf(kept(1, { heldBytes, ...(swarm && { swarm }) }))
  expect(rarity({ seeders: 0, listeners: 5 })).toBe('only-here')
  expect(rarity({ seeders: 2, listeners: 0 })).toBe('rare')
  expect(rarity({ seeders: 3, listeners: 0 })).toBe('common')
  expect(rarity()).toBe('unknown')
  expect(rarity({ seeders: 0, listeners: 5 }, 99)).toBe('unknown')
})

test('first what somebody wants and few have, then what few have, then what was passed on most, then the latest', () => {
  const order = byWorth([
    kept(1, { swarm: { seeders: 20, listeners: 1 } }),
    kept(2, { swarm: { seeders: 0, listeners: 0 } }),
    kept(3, { swarm: { seeders: 1, listeners: 4 } }),
    kept(4),
    kept(5, { givenBytes: 300 }),
    kept(6),
    kept(7, { swarm: { seeders: 0, listeners: 9 }, heldBytes: 10 }),
  ])
  // 7 is wanted by most, but a tenth of it serves few: as much as one copy that nobody asks for.
  expect(numbers(order.map(({ infoHash }) => infoHash))).toEqual([3, 7, 2, 5, 6, 4, 1])
})

test('the order is one order, whatever comes first', () => {
  const one = fc.record({
    number: fc.nat(50),
    seeders: fc.nat(4),
    listeners: fc.nat(4),
    heldBytes: fc.nat(100),
    givenBytes: fc.nat(300),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(one, { selector: ({ number }) => number, maxLength: 12 }),
      fc.boolean(),
      (list, hasSwarm) => {
        const all = list.map(({ number, seeders, listeners, ...rest }) =>
          kept(number, { ...rest, ...(hasSwarm && { swarm: { seeders, listeners } }) }),
        )
        expect(byWorth(all.toReversed())).toEqual(byWorth(all))
        expect(byWorth(all)).toHaveLength(all.length)
      },
    ),
  )
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
