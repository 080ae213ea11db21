import { expect, test } from 'vitest'
import type { InfoHash } from '../../shared/ids.ts'
import { MemoryPieceStore } from '../store/memory-piece-store.ts'
import { DEFAULT_STORAGE_BUDGET, type StorageBudgetStore } from '../store/storage-budget.ts'
import { at, testEpisode, testPiece } from '../store/test-episode.ts'
import type { KeptFile, StorageBudget } from '../types.ts'
import { changeBudget, overBudget } from './change-budget.ts'
import { type KeptLibrary, listKept } from './kept-episodes.ts'

const [a, b, c] = [testEpisode('a'), testEpisode('b'), testEpisode('c')]

/** Holds a, b and c whole (950 bytes each), heard in this order. */
async function libraryWith(inUse: readonly InfoHash[] = [], files: readonly KeptFile[] = []) {
  let now = 1_000
  let kept: StorageBudget = DEFAULT_STORAGE_BUDGET
  const budget: StorageBudgetStore = {
    read: () => kept,
    write(next) {
      kept = next
    },
  }
  const store = new MemoryPieceStore({ budgetBytes: () => 10_000, now: () => now++ })
  for (const episode of [a, b, c]) {
    await store.open(episode)
    for (let index = 0; index < 10; index++) await store.put(episode.infoHash, at(index), testPiece(episode, index))
  }
  const library: KeptLibrary & { files: { known(): Promise<readonly KeptFile[]> } } = {
    files: { known: async () => files },
    store: async () => store,
    isInUse: (infoHash) => inUse.includes(infoHash),
    inUseInAnyTab: async () => new Set(),
    opened: async () => undefined,
    forget: async (infoHash) => {
      await store.remove(infoHash)
      return true
    },
  }
  const held = async () => (await listKept(library)).map(({ infoHash }) => infoHash)
  return { store, library, budget, held }
}

test('a smaller budget takes at once what was not heard for longest, as was said before', async () => {
  const { library, budget, held } = await libraryWith()
  const over = overBudget(await listKept(library), [], 1_000)
  expect(over.map(({ infoHash }) => infoHash)).toEqual([a.infoHash, b.infoHash])
  expect(await held(), 'asking takes nothing').toHaveLength(3)
  expect(await changeBudget(library, budget, 1_000)).toEqual({
    forgotten: [a.infoHash, b.infoHash],
    inUse: [],
    bytes: 1_900,
  })
  expect(await held()).toEqual([c.infoHash])
  expect(budget.read()).toBe(1_000)
})

test('what plays and what is pinned stays, however small the budget is', async () => {
  const { library, budget, held, store } = await libraryWith([a.infoHash])
  await store.pin(new Set([b.infoHash]))
  expect(await changeBudget(library, budget, 1)).toMatchObject({ forgotten: [c.infoHash], bytes: 950 })
  expect(await held()).toEqual([b.infoHash, a.infoHash])
})

test('whole files take their part of a smaller budget, with what is still to come of them, and stay', async () => {
  const file: KeptFile = { url: 'https://host.example/b.mp3', heldBytes: 100, roomBytes: 1_000, isWhole: false }
  const { library, budget, held } = await libraryWith([], [file])
  expect(await changeBudget(library, budget, 2_000)).toMatchObject({ forgotten: [a.infoHash, b.infoHash] })
  expect(await held()).toEqual([c.infoHash])
})

test('a larger budget, and none, take nothing', async () => {
  const { library, budget, held } = await libraryWith()
  for (const larger of [2_850, 'unlimited'] as const) {
    expect(await changeBudget(library, budget, larger)).toEqual({ forgotten: [], inUse: [], bytes: 0 })
    expect(budget.read()).toBe(larger)
  }
  expect(await held()).toHaveLength(3)
})

test('what is no budget is refused, and changes nothing', async () => {
  const { library, budget, held } = await libraryWith()
  await expect(changeBudget(library, budget, 0)).rejects.toThrow(RangeError)
  expect(budget.read()).toBe(DEFAULT_STORAGE_BUDGET)
  expect(await held()).toHaveLength(3)
})
