import 'fake-indexeddb/auto'
import { deleteDB, type IDBPDatabase, openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import { IdbPieceStore } from './idb-piece-store.ts'
import { describePieceStore } from './piece-store.contract.ts'
import { at, testEpisode, testPiece } from './test-episode.ts'

// What is not tested here: a browser's own eviction of the whole origin. A real full disk: e2e/cache.e2e.ts.

let databases = 0
let databaseName = ''
const a = testEpisode('a')
const b = testEpisode('b')

function freshName(): string {
  databaseName = `test-${databases++}`
  return databaseName
}

function connect(budgetBytes = 10_000): Promise<IdbPieceStore> {
  let now = 1
  return IdbPieceStore.connect({ databaseName, budgetBytes: () => budgetBytes, now: () => now++ })
}

/** The database as other code on the origin sees it. */
async function withDatabase<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
  const db = await openDB(databaseName)
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

async function storeWith(...indices: number[]): Promise<IdbPieceStore> {
  freshName()
  const store = await connect()
  await store.open(a)
  for (const index of indices) await store.put(a.infoHash, at(index), testPiece(a, index))
  return store
}

/** Runs `before` instead of the next puts into one object store, until it says no more. */
function interceptPuts(name: string, before: (store: IDBObjectStore) => 'fail' | 'go-on'): void {
  const original = IDBObjectStore.prototype.put
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    if (this.name === name && before(this) === 'fail') throw new DOMException('no room', 'QuotaExceededError')
    return original.call(this, value, key)
  })
}

afterEach(() => {
  vi.restoreAllMocks()
})

describePieceStore((options) => IdbPieceStore.connect({ ...options, databaseName: freshName() }))

test('what was stored is there after the store was closed and opened again', async () => {
  const before = await storeWith(1, 9)
  before.close()
  const after = await connect()
  expect([...(await after.open(a)).held()]).toEqual([1, 9])
  expect(await after.get(a.infoHash, at(9))).toEqual(testPiece(a, 9))
  after.close()
})

test('a piece can be read without opening its episode, as the service worker does', async () => {
  const page = await storeWith(1)
  const worker = await connect()
  expect(await worker.get(a.infoHash, at(1))).toEqual(testPiece(a, 1))
  expect(await worker.get(a.infoHash, at(2))).toBeUndefined()
  page.close()
  worker.close()
})

test('two tabs that store at the same time lose none of their bits', async () => {
  const one = await storeWith()
  const two = await connect()
  await two.open(a)
  const indices = Array.from({ length: 10 }, (_, index) => index)
  await Promise.all(indices.map((index) => (index % 2 ? one : two).put(a.infoHash, at(index), testPiece(a, index))))
  expect((await one.open(a)).complete).toBe(true)
  expect(await two.usageBytes()).toBe(950)
  one.close()
  two.close()
})

test('a transaction that ends midway leaves neither the piece nor its bit', async () => {
  const store = await storeWith(0)
  interceptPuts('episodes', (episodes) => {
    episodes.transaction.abort()
    return 'go-on'
  })
  expect(await store.put(a.infoHash, at(1), testPiece(a, 1))).toBe('full')
  vi.restoreAllMocks()
  expect(await withDatabase((db) => db.getAllKeys('pieces'))).toEqual([[a.infoHash, 0]])
  expect([...(await store.open(a)).held()]).toEqual([0])
  expect(await store.put(a.infoHash, at(1), testPiece(a, 1))).toBe('stored')
  store.close()
})

test('on a full disk the oldest other episode makes room, and the piece is tried once more', async () => {
  const store = await storeWith(0, 1)
  await store.open(b)
  let failures = 1
  interceptPuts('pieces', () => (failures-- > 0 ? 'fail' : 'go-on'))
  expect(await store.put(b.infoHash, at(0), testPiece(b, 0))).toBe('stored')
  expect((await store.episodes()).map(({ name }) => name)).toEqual(['b.mp3'])
  store.close()
})

test('where the disk stays full the store says so, and what is held can still be read', async () => {
  const store = await storeWith(0)
  interceptPuts('pieces', () => 'fail')
  expect(await store.put(a.infoHash, at(1), testPiece(a, 1))).toBe('full')
  expect(await store.get(a.infoHash, at(0))).toEqual(testPiece(a, 0))
  expect([...(await store.open(a)).held()]).toEqual([0])
  store.close()
})

test.each([
  ['no bytes', 'hello'],
  ['too short', new Uint8Array(5)],
  ['nothing', undefined],
])('a stored piece that is %s is absent, and its bit goes', async (_what, value) => {
  const store = await storeWith(0, 1)
  await withDatabase(async (db) => {
    if (value === undefined) await db.delete('pieces', [a.infoHash, 0])
    else await db.put('pieces', value, [a.infoHash, 0])
  })
  expect(await store.get(a.infoHash, at(0))).toBeUndefined()
  expect([...(await store.open(a)).held()]).toEqual([1])
  store.close()
})

test.each([
  ['a bitfield of the wrong length', { bitfield: new Uint8Array(9) }],
  ['no bitfield', { bitfield: 'none' }],
  ['lengths that do not fit', { pieceCount: 3 }],
])('an episode with %s has its pieces counted again', async (_what, damage) => {
  const store = await storeWith(0, 4)
  await withDatabase(async (db) => db.put('episodes', { ...(await db.get('episodes', a.infoHash)), ...damage }))
  expect([...(await store.open(a)).held()]).toEqual([0, 4])
  expect(await store.get(a.infoHash, at(4))).toEqual(testPiece(a, 4))
  expect(await store.usageBytes()).toBe(200)
  store.close()
})

test('records nobody of us wrote are passed over and swept out', async () => {
  const store = await storeWith(0, 4)
  await withDatabase(async (db) => {
    await db.put('episodes', { infoHash: 'not a hash', lengthBytes: 5 })
    await db.put('episodes', { infoHash: b.infoHash, lengthBytes: {}, bitfield: [] })
    await db.put('pieces', 'x', [b.infoHash, 7])
    await db.put('episodes', { ...(await db.get('episodes', a.infoHash)), bitfield: 5, lastUsedAt: 'now' })
    await db.put('torrents', 12, a.infoHash)
  })
  const [record, ...others] = await store.episodes()
  expect([...(record?.bitfield.held() ?? [])]).toEqual([0, 4])
  expect(others).toEqual([])
  expect((await store.episode(a.infoHash))?.torrentFile).toBeUndefined()
  expect(await withDatabase((db) => db.getAllKeys('episodes'))).toEqual([a.infoHash])
  expect(await withDatabase((db) => db.getAllKeys('pieces'))).toEqual([
    [a.infoHash, 0],
    [a.infoHash, 4],
  ])
  store.close()
})

test('pieces under keys that make no sense do not count', async () => {
  const store = await storeWith(3)
  await withDatabase(async (db) => {
    await db.put('pieces', new Uint8Array(1), [a.infoHash, 1.5])
    await db.put('pieces', new Uint8Array(1), [a.infoHash, 4_000])
    await db.put('pieces', new Uint8Array(1), [a.infoHash, 'one'])
    await db.delete('episodes', a.infoHash)
  })
  expect([...(await store.open(a)).held()]).toEqual([3])
  store.close()
})

test('a database that stops answering is waited for once: then puts are full, everything is absent, at once', async () => {
  freshName()
  const store = await IdbPieceStore.connect({
    databaseName,
    budgetBytes: () => 10_000,
    now: () => 1,
    hangTimeoutMs: 400,
  })
  await store.open(a)
  await store.put(a.infoHash, at(0), testPiece(a, 0))
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => new IDBRequest())
  const began = performance.now()
  expect(await store.get(a.infoHash, at(0))).toBeUndefined()
  expect(performance.now() - began).toBeGreaterThanOrEqual(350)
  const [piece, put, held, record] = await Promise.race([
    Promise.all([
      store.get(a.infoHash, at(0)),
      store.put(a.infoHash, at(1), testPiece(a, 1)),
      store.open(b),
      store.episode(a.infoHash),
    ]),
    // Less than the patience: none of them may wait for it again.
    new Promise<never>((_, reject) => setTimeout(() => reject(new Error('somebody waited again')), 300)),
  ])
  expect([piece, put, held.count, record]).toEqual([undefined, 'full', 0, undefined])
  store.close()
})

test('an episode opened again is read from without waiting for a write; that it was used is written down later', async () => {
  const store = await storeWith(0, 1)
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
  expect([...(await store.open(a)).held()]).toEqual([0, 1])
  await store.get(a.infoHash, at(0))
  expect(transaction.mock.calls.map(([, mode]) => mode)).toEqual(['readonly', 'readonly'])
  const before = (await store.episode(a.infoHash))?.lastUsedAt ?? 0
  await store.open(a, { used: false })
  expect((await store.episode(a.infoHash))?.lastUsedAt).toBe(before)
  await store.open(a)
  expect((await store.episode(a.infoHash))?.lastUsedAt).toBeGreaterThan(before)
  store.close()
})

test('a store that is closed writes down first what was used', async () => {
  const store = await storeWith(0)
  const before = (await store.episode(a.infoHash))?.lastUsedAt ?? 0
  await store.open(a)
  store.close()
  const later = await connect()
  expect((await later.episode(a.infoHash))?.lastUsedAt).toBeGreaterThan(before)
  later.close()
})

test('a piece that another tab has stored is not written twice', async () => {
  const one = await storeWith(0)
  const two = await connect()
  await two.open(a)
  await two.episode(a.infoHash)
  const puts = vi.spyOn(IDBObjectStore.prototype, 'put')
  expect(await two.put(a.infoHash, at(0), testPiece(a, 0))).toBe('stored')
  expect(puts.mock.contexts.map((objectStore) => (objectStore as IDBObjectStore).name)).toEqual(['episodes'])
  // Its bit without its bytes is no reason not to write it.
  await withDatabase((db) => db.delete('pieces', [a.infoHash, 0]))
  expect(await two.put(a.infoHash, at(0), testPiece(a, 0))).toBe('stored')
  expect(await one.get(a.infoHash, at(0))).toEqual(testPiece(a, 0))
  one.close()
  two.close()
})

test('a newer version of us gets the database at once, and this one is full and empty from then on', async () => {
  const store = await storeWith(0)
  const newer = await openDB(databaseName, 2)
  expect(await store.put(a.infoHash, at(1), testPiece(a, 1))).toBe('full')
  expect(await store.get(a.infoHash, at(0))).toBeUndefined()
  newer.close()
})

test('a database deleted under an open store is made anew', async () => {
  const store = await storeWith(0)
  await deleteDB(databaseName)
  expect(await store.get(a.infoHash, at(0))).toBeUndefined()
  expect(await store.put(a.infoHash, at(1), testPiece(a, 1))).toBe('stored')
  expect([...(await store.open(a)).held()]).toEqual([1])
  store.close()
})

test('episodes opened together need no second look, one that another visit left can be written to, and a damaged record is mended', async () => {
  const before = await storeWith(1, 9)
  before.close()
  await withDatabase(async (db) => {
    const row = await db.get('episodes', a.infoHash)
    await db.put('episodes', { ...row, bitfield: 'nonsense' })
  })
  const after = await connect()
  const [record] = await after.openHeld([b.infoHash, a.infoHash], 20)
  expect([...(record?.bitfield.held() ?? [])]).toEqual([1, 9])
  expect(record?.torrentFile).toEqual(a.torrentFile)
  expect(await after.put(a.infoHash, at(2), testPiece(a, 2))).toBe('stored')
  after.close()
})

test('however many are opened together, it is one transaction', async () => {
  const store = await storeWith(0)
  await store.open(b)
  await store.put(b.infoHash, at(0), testPiece(b, 0))
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
  expect(await store.openHeld([a.infoHash, b.infoHash], 20)).toHaveLength(2)
  expect(transaction).toHaveBeenCalledTimes(1)
  store.close()
})
