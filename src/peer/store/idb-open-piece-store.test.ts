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
