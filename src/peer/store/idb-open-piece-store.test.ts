import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import { type OpenPieceStoreOptions, openPieceStore } from './idb-open-piece-store.ts'
import { at, testEpisode, testPiece } from './test-episode.ts'

let databases = 0
const freshName = () => `open-${databases++}`
const episode = testEpisode('a')

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Opens it, sees that a piece goes in and out, closes it. */
async function openAndUse(options: OpenPieceStoreOptions): Promise<string> {
  const { store, memoryBecause } = await openPieceStore(options)
  await store.open(episode)
  expect(await store.put(episode.infoHash, at(0), testPiece(episode, 0))).toBe('stored')
  expect(await store.get(episode.infoHash, at(0))).toEqual(testPiece(episode, 0))
  store.close()
  return memoryBecause === undefined ? store.kind : `${store.kind}: ${memoryBecause}`
}

test('where the browser has IndexedDB, pieces are kept on disk', async () => {
  expect(await openAndUse({ databaseName: freshName() })).toBe('indexeddb')
})

test('where there is no IndexedDB, pieces are kept in memory', async () => {
  vi.stubGlobal('indexedDB', undefined)
  expect(await openAndUse({ databaseName: freshName() })).toBe('memory: missing')
})

test('in memory the budget is the smaller one of its own and the listener’s', async () => {
  vi.stubGlobal('indexedDB', undefined)
  let diskBudgetBytes = 1_000
  const options = { databaseName: freshName(), memoryBudgetBytes: 500, diskBudgetBytes: () => diskBudgetBytes }
  const { store } = await openPieceStore(options)
  await store.open(episode)
  const put = (index: number) => store.put(episode.infoHash, at(index), testPiece(episode, index))
  expect([await put(0), await put(1), await put(2), await put(3), await put(4)]).toEqual(Array(5).fill('stored'))
  expect(await put(5), 'its own').toBe('full')
  await store.drop(episode.infoHash, at(4))
  diskBudgetBytes = 400
  expect(await put(4), 'the listener’s').toBe('full')
  store.close()
})

test('where the browser refuses, pieces are kept in memory', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })
  expect(await openAndUse({ databaseName: freshName() })).toBe('memory: refused')
})

test('where the open is never answered, pieces are kept in memory', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => new IDBOpenDBRequest())
  expect(await openAndUse({ databaseName: freshName(), openTimeoutMs: 20 })).toBe('memory: blocked')
})

test('where a newer version of us has been, pieces are kept in memory', async () => {
  const databaseName = freshName()
  const newer = await openDB(databaseName, 7)
  newer.close()
  expect(await openAndUse({ databaseName })).toBe('memory: newer-version')
})

test('a database of our name without our stores is made anew', async () => {
  const databaseName = freshName()
  const foreign = await openDB(databaseName, 1, { upgrade: (db) => void db.createObjectStore('other') })
  foreign.close()
  expect(await openAndUse({ databaseName })).toBe('indexeddb')
})

test('a foreign database that is kept open costs the cache, not the episode', async () => {
  const databaseName = freshName()
  const foreign = await openDB(databaseName, 1, { upgrade: (db) => void db.createObjectStore('other') })
  expect(await openAndUse({ databaseName, openTimeoutMs: 20 })).toBe('memory: blocked')
  foreign.close()
})
