import 'fake-indexeddb/auto'
import { type IDBPDatabase, openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import { A, B, begun, bytesOf, describeFileStore } from './file-store.contract.ts'
import { IdbFileStore } from './idb-file-store.ts'

// What is not tested here: a real full disk, and real browsers' own eviction. The first: e2e/whole-files.e2e.ts.

let databases = 0
let databaseName = ''

function freshName(): string {
  databaseName = `files-${databases++}`
  return databaseName
}

let now = 1
const connect = (chunkBytes = 100) => IdbFileStore.connect({ databaseName, chunkBytes, now: () => now++ })

async function withDatabase<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
  const db = await openDB(databaseName)
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

/** Of two chunks, the second of 50 bytes. */
async function wholeFile() {
  freshName()
  const store = await connect()
  const a = await begun(store, A, { lengthBytes: 150 })
  await store.append(a, 0, bytesOf(0), false)
  await store.append(a, 1, bytesOf(1, 50), true)
  return { store, a }
}

/** Runs `before` instead of puts into one object store. */
function interceptPuts(name: string, before: (store: IDBObjectStore) => void): void {
  const original = IDBObjectStore.prototype.put
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    if (this.name === name) before(this)
    return original.call(this, value, key)
  })
}

afterEach(() => {
  vi.restoreAllMocks()
})

describeFileStore((options) => IdbFileStore.connect({ ...options, databaseName: freshName() }))

test('what was written is there after the store was closed and opened again, and gone on with', async () => {
  freshName()
  const before = await connect()
  const a = await begun(before, A, { lengthBytes: 150 })
  await before.append(a, 0, bytesOf(0), false)
  before.close()
  const after = await connect()
  expect(await after.file(A)).toMatchObject({ heldBytes: 100, isWhole: false, version: { lengthBytes: 150 } })
  expect(await after.append(a, 1, bytesOf(1, 50), true)).toBe('stored')
  expect(await after.chunk(a, 0)).toEqual(bytesOf(0))
  after.close()
})

test('a file that was begun with chunks of another length is gone on with in those', async () => {
  freshName()
  const before = await connect()
  const a = await begun(before, A)
  await before.append(a, 0, bytesOf(0), false)
  before.close()
  const after = await connect(300)
  expect(await after.append(a, 1, bytesOf(1), false)).toBe('stored')
  after.close()
})

test('where the browser ends in mid-write, the chunk and its count are not there: the file is never whole by it', async () => {
  freshName()
  const store = await connect()
  const a = await begun(store, A)
  await store.append(a, 0, bytesOf(0), false)
  interceptPuts('files', (files) => files.transaction.abort())
  expect(await store.append(a, 1, bytesOf(1), true), 'room would not help').toBe('failed')
  vi.restoreAllMocks()
  expect(await store.file(A)).toMatchObject({ heldBytes: 100, isWhole: false })
  expect(await withDatabase((db) => db.getAllKeys('chunks'))).toEqual([[A, 0]])
  store.close()
})

test('a full disk is said, and what is held can still be read', async () => {
  const { store, a } = await wholeFile()
  const b = await begun(store, B)
  interceptPuts('chunks', () => {
    throw new DOMException('no room', 'QuotaExceededError')
  })
  expect(await store.append(b, 0, bytesOf(0), false)).toBe('full')
  expect(await store.chunk(a, 1)).toEqual(bytesOf(1, 50))
  store.close()
})

test('a browser that ends the transaction for want of room has said so, too', async () => {
  freshName()
  const store = await connect()
  const a = await begun(store, A)
  interceptPuts('chunks', (chunks) => {
    const { transaction } = chunks
    // As browsers do: each request says only that it was ended, the transaction says why.
    vi.spyOn(transaction, 'error', 'get').mockReturnValue(new DOMException('no room', 'QuotaExceededError'))
    transaction.abort()
  })
  expect(await store.append(a, 0, bytesOf(0), false)).toBe('full')
  store.close()
})

test('what can’t be looked up is not said to be gone', async () => {
  const { store, a } = await wholeFile()
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('the disk is broken', 'UnknownError')
  })
  await expect(store.file(A)).rejects.toThrow('broken')
  await expect(store.files()).rejects.toThrow('broken')
  await expect(store.remove(A)).rejects.toThrow('broken')
  expect(await store.begin(B, {})).toBe('failed')
  expect(await store.append(a, 2, bytesOf(2), true)).toBe('failed')
  expect(await store.chunk(a, 0)).toBeUndefined()
  vi.restoreAllMocks()
  expect(await store.file(A)).toMatchObject({ isWhole: true })
  expect(await store.chunk(a, 0)).toEqual(bytesOf(0))
  store.close()
})

test('damage that is seen late does not cost what was begun since', async () => {
  const { store, a } = await wholeFile()
  await withDatabase((db) => db.delete('chunks', [A, 0]))
  const remove = store.remove.bind(store)
  // Another tab begins it anew between the look and the removal.
  vi.spyOn(store, 'remove').mockImplementation(async (url, begunAt) => {
    await begun(store, A)
    return remove(url, begunAt)
  })
  expect(await store.chunk(a, 0)).toBeUndefined()
  expect(await store.file(A)).toMatchObject({ heldBytes: 0, isWhole: false })
  store.close()
})

test.each([
  ['missing', undefined],
  ['too short', new Uint8Array(5)],
  ['no bytes', 'hello'],
])('a file with a chunk that is %s is removed with the first look at it', async (_what, value) => {
  const { store, a } = await wholeFile()
  await withDatabase(async (db) => {
    if (value === undefined) await db.delete('chunks', [A, 0])
    else await db.put('chunks', value, [A, 0])
  })
  expect(await store.chunk(a, 0)).toBeUndefined()
  expect(await store.file(A)).toBeUndefined()
  expect(await withDatabase((db) => db.getAllKeys('chunks'))).toEqual([])
  store.close()
})

test.each([
  ['no length', { heldBytes: 'many' }],
  ['no chunk length', { chunkBytes: 0 }],
  ['no beginning', { begunAt: 'now' }],
  ['a length that no chunks have', { isWhole: false, heldBytes: 150 }],
])('a record with %s is absent', async (_what, damage) => {
  const { store } = await wholeFile()
  await withDatabase(async (db) => db.put('files', { ...(await db.get('files', A)), ...damage }))
  expect(await store.file(A)).toBeUndefined()
  expect(await store.files()).toEqual([])
  store.close()
})
