import { expect, test } from 'vitest'
import type { InfoHash } from '../../shared/ids.ts'
import { MemoryPieceStore } from '../store/memory-piece-store.ts'
import { at, testEpisode, testPiece } from '../store/test-episode.ts'
import { forgetKept, type KeptLibrary, listKept, type OpenedEpisode } from './kept-episodes.ts'

const a = testEpisode('a')
const b = testEpisode('b')
const c = testEpisode('c')

async function libraryWith(
  inUse: readonly InfoHash[],
  opened: ReadonlyMap<InfoHash, OpenedEpisode> = new Map(),
  inUseElsewhere: readonly InfoHash[] = [],
) {
  let now = 1_000
  const store = new MemoryPieceStore({ budgetBytes: () => 10_000, now: () => now++ })
  for (const episode of [a, b, c]) await store.open(episode)
  for (const index of [0, 1]) await store.put(a.infoHash, at(index), testPiece(a, index))
  await store.put(b.infoHash, at(9), testPiece(b, 9))
  const library: KeptLibrary = {
    store: async () => store,
    isInUse: (infoHash) => inUse.includes(infoHash),
    inUseInAnyTab: async () => new Set(inUseElsewhere),
    opened: async (infoHash) => opened.get(infoHash),
    forget: async (infoHash) => {
      if (inUse.includes(infoHash)) return false
      await store.remove(infoHash)
      return true
    },
  }
  return { store, library }
}

test('what is held is listed, the last used first, and nothing of which nothing is held', async () => {
  const swarm = { seeders: 2, listeners: 5 }
  const shared = { trackerStatus: 'connected', swarmCount: swarm } as const
  const { store, library } = await libraryWith([a.infoHash], new Map([[a.infoHash, { shared }]]))
  await store.addGiven(new Map([[b.infoHash, { bytes: 70, listeners: 2 }]]))
  await store.pin(new Set([b.infoHash]))
  const common = { lengthBytes: 950, lastUsedAt: expect.any(Number) }
  const none = { givenBytes: 0, listenersServed: 0 }
  expect(await listKept(library)).toEqual([
    {
      ...common,
      infoHash: b.infoHash,
      name: 'b.mp3',
      heldBytes: 50,
      givenBytes: 70,
      listenersServed: 2,
      inUse: false,
      pinned: true,
      isOffered: false,
    },
    {
      ...common,
      ...none,
      infoHash: a.infoHash,
      name: 'a.mp3',
      heldBytes: 200,
      inUse: true,
      pinned: false,
      isOffered: true,
      swarm,
    },
  ])
})

test('what is forgotten is counted, and what is in use is left and named', async () => {
  const { library } = await libraryWith([a.infoHash])
  const outcome = await forgetKept(library, [b.infoHash, a.infoHash, b.infoHash])
  expect(outcome).toEqual({ forgotten: [b.infoHash], inUse: [a.infoHash], bytes: 50 })
  expect((await listKept(library)).map(({ infoHash }) => infoHash)).toEqual([a.infoHash])
})

test('what another tab plays or keeps is in use, too', async () => {
  const { library } = await libraryWith([a.infoHash], undefined, [b.infoHash])
  expect((await listKept(library)).map(({ inUse }) => inUse)).toEqual([true, true])
  const { library: alone } = await libraryWith([a.infoHash])
  expect((await listKept(alone)).map(({ inUse }) => inUse)).toEqual([false, true])
})
