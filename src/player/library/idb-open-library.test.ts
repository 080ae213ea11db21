import 'fake-indexeddb/auto'
import { forceCloseDatabase } from 'fake-indexeddb'
import { deleteDB, openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import type { Observable } from '../../shared/emitter.ts'
import { openLibraryDatabase } from './idb-library-database.ts'
import { openLibrary } from './idb-open-library.ts'
import { UPGRADE_STEPS } from './schema.ts'
import { testShow } from './test-shows.ts'

let databases = 0
const freshName = () => `library-${databases++}`
const FEED = 'https://a.example/feed.xml'
const episode = { feedUrl: FEED, guid: 'e1', title: 'One' }
const half = { atSeconds: 900, durationSeconds: 1800 }
const NEXT_STEPS = [...UPGRADE_STEPS, { version: UPGRADE_STEPS.length + 1 }]

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Resolves once the observable says so. */
function until<T>(observable: Observable<T>, holds: (value: T) => boolean): Promise<void> {
  if (holds(observable.snapshot)) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = observable.subscribe((value) => {
      if (!holds(value)) return
      stop()
      resolve()
    })
  })
}

test('what was kept is there on the next visit', async () => {
  const name = freshName()
  const first = await openLibrary({ name })
  await first.subscribe([{ feedUrl: FEED, title: 'A Show' }])
  await first.heard(episode, half)
  first.close()
  const second = await openLibrary({ name })
  expect(second.subscriptions.snapshot).toMatchObject([{ feedUrl: FEED, title: 'A Show' }])
  expect(second.continueListening.snapshot).toMatchObject([{ guid: 'e1', atSeconds: 900 }])
  second.close()
})

async function inMemoryBecause(name = freshName()): Promise<string | undefined> {
  const library = await openLibrary({ name, openTimeoutMs: 50 })
  expect(library.state.snapshot.kind).toBe('memory')
  expect(await library.subscribe([{ feedUrl: FEED }])).toBe(1)
  expect(library.subscriptions.snapshot).toHaveLength(1)
  library.close()
  return library.state.snapshot.problem
}

test('where there is no IndexedDB, the library is kept in memory', async () => {
  vi.stubGlobal('indexedDB', undefined)
  expect(await inMemoryBecause()).toBe('missing')
})

test('where the browser refuses, the library is kept in memory', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })
  expect(await inMemoryBecause()).toBe('refused')
})

test('where the open is never answered, the library is kept in memory', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => new IDBOpenDBRequest())
  expect(await inMemoryBecause()).toBe('blocked')
})

test('where a newer version of us has been, the library says so and touches nothing', async () => {
  const name = freshName()
  const { db } = await openLibraryDatabase({ name, steps: NEXT_STEPS, timeoutMs: 5_000, onGone() {} })
  await db.put('subscriptions', { feedUrl: FEED, title: 'Of the future' })
  db.close()
  expect(await inMemoryBecause(name)).toBe('newer-version')
  const again = await openDB(name)
  expect(await again.getAll('subscriptions')).toEqual([{ feedUrl: FEED, title: 'Of the future' }])
  again.close()
})

test('a tab whose database is upgraded by another one lets go of it, says so, and refuses changes', async () => {
  const name = freshName()
  const old = await openLibrary({ name })
  await old.subscribe([{ feedUrl: FEED }])
  const { db } = await openLibraryDatabase({ name, steps: NEXT_STEPS, timeoutMs: 5_000, onGone() {} })
  expect(old.state.snapshot).toEqual({ kind: 'indexeddb', problem: 'newer-version' })
  await expect(old.subscribe([{ feedUrl: `${FEED}?2` }])).rejects.toMatchObject({ kind: 'newer-version' })
  // What it shows stays to be looked at.
  expect(old.subscriptions.snapshot).toHaveLength(1)
  expect(await db.getAll('subscriptions')).toHaveLength(1)
  old.close()
  db.close()
})

test('where the browser clears the storage, the library goes on empty and says so', async () => {
  const name = freshName()
  const library = await openLibrary({ name })
  await library.subscribe([{ feedUrl: FEED }])
  await library.heard(episode, half)
  const gone = until(library.state, ({ problem }) => problem === 'cleared')
  await deleteDB(name)
  await gone
  expect(library.subscriptions.snapshot).toEqual([])
  expect(library.continueListening.snapshot).toEqual([])
  await library.subscribe([{ feedUrl: FEED }])
  library.close()
  const again = await openLibrary({ name })
  expect(again.subscriptions.snapshot).toHaveLength(1)
  again.close()
})

test('what the browser cleared while no page was open is said when it is opened again, once', async () => {
  const name = freshName()
  const library = await openLibrary({ name })
  await library.subscribe([{ feedUrl: FEED }])
  library.close()
  const kept = await openLibrary({ name, hadSomething: true })
  expect(kept.state.snapshot).toEqual({ kind: 'indexeddb' })
  kept.close()
  await deleteDB(name)
  const cleared = await openLibrary({ name, hadSomething: true })
  expect(cleared.state.snapshot).toEqual({ kind: 'indexeddb', problem: 'cleared' })
  cleared.close()
  const again = await openLibrary({ name, hadSomething: true })
  expect(again.state.snapshot).toEqual({ kind: 'indexeddb' })
  again.close()
})

test('opens that the browser aborts while it clears the storage are no refusal: it is opened once that is done', async () => {
  const name = freshName()
  const library = await openLibrary({ name })
  await library.subscribe([{ feedUrl: FEED }])
  const opens = vi.spyOn(indexedDB, 'open')
  for (let nth = 0; nth < 2; nth++) {
    opens.mockImplementationOnce(() => {
      throw new DOMException('The connection was closed.', 'AbortError')
    })
  }
  const told = until(library.state, ({ problem }) => problem !== undefined)
  await deleteDB(name)
  await told
  expect(library.state.snapshot).toMatchObject({ kind: 'indexeddb', problem: 'cleared' })
  expect(opens).toHaveBeenCalledTimes(3)
  expect(await library.subscribe([{ feedUrl: FEED }])).toBe(1)
  library.close()
})

test('a connection that the browser ended without a loss is opened again, and nothing is said', async () => {
  const name = freshName()
  let connection: IDBDatabase | undefined
  const open = indexedDB.open.bind(indexedDB)
  vi.spyOn(indexedDB, 'open').mockImplementation((...args) => {
    const request = open(...args)
    request.addEventListener('success', () => {
      connection = request.result
    })
    return request
  })
  const library = await openLibrary({ name })
  await library.subscribe([{ feedUrl: FEED }])
  if (connection === undefined) throw new Error('it did not open')
  // As the browser does it: the connection ends, and `close` is told.
  forceCloseDatabase(connection as never)
  expect(await library.subscribe([{ feedUrl: `${FEED}?2` }])).toBe(1)
  expect(library.subscriptions.snapshot).toHaveLength(2)
  expect(library.state.snapshot.problem).toBeUndefined()
  library.close()
})

test('where the storage is full the change fails in words, what was there is kept, and the next one may work', async () => {
  const library = await openLibrary({ name: freshName() })
  await library.subscribe([{ feedUrl: FEED, title: 'Before' }])
  await library.takeShow(FEED, testShow(2))
  const put = IDBObjectStore.prototype.put
  let puts = 0
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    puts += 1
    if (puts === 2) throw new DOMException('no room', 'QuotaExceededError')
    return put.apply(this, args)
  })
  await expect(library.takeShow(FEED, testShow(150))).rejects.toMatchObject({ name: 'LibraryError', kind: 'full' })
  expect(library.state.snapshot.problem).toBe('full')
  expect((await library.show(FEED))?.episodes).toHaveLength(2)
  expect(library.newEpisodes.snapshot).toEqual([])
  vi.restoreAllMocks()
  await library.takeShow(FEED, testShow(3))
  expect((await library.show(FEED))?.episodes).toHaveLength(3)
  expect(library.state.snapshot.problem).toBeUndefined()
  library.close()
})

test('what became of a download is shown where a full disk has no room for it, and is not kept', async () => {
  const name = freshName()
  const library = await openLibrary({ name })
  const [first] = testShow(1).episodes
  if (first === undefined) throw new Error('no episode')
  await library.want(FEED, first, { title: 'A Show' })
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError')
  })
  const told = library.tellDownload({ feedUrl: FEED, guid: first.guid }, { kind: 'failed', problem: 'no-room' })
  await expect(told).rejects.toMatchObject({ kind: 'full' })
  expect(library.downloads.snapshot).toMatchObject([{ guid: first.guid, state: 'failed', problem: 'no-room' }])
  vi.restoreAllMocks()
  library.close()
  const again = await openLibrary({ name })
  expect(again.downloads.snapshot).toMatchObject([{ state: 'wanted' }])
  again.close()
})

test('what one tab changes, the other one shows', async () => {
  const name = freshName()
  const [one, other] = [await openLibrary({ name }), await openLibrary({ name })]
  try {
    const shown = until(other.subscriptions, (list) => list.length === 1)
    const read = until(other.changedShows, (shows) => shows.includes(FEED))
    const queued = until(other.queue, (list) => list.length === 1)
    await one.subscribe([{ feedUrl: FEED }])
    await one.takeShow(FEED, testShow(2))
    await one.changeQueue(() => [{ id: `${FEED} e1`, ...episode }])
    await Promise.all([shown, read, queued])
    expect((await other.show(FEED))?.episodes).toHaveLength(2)
    // Neither undoes what the other did.
    await Promise.all([
      one.changeQueue((queue) => [...queue, { id: `${FEED} a`, feedUrl: FEED, guid: 'a', title: 'A' }]),
      other.changeQueue((queue) => [...queue, { id: `${FEED} b`, feedUrl: FEED, guid: 'b', title: 'B' }]),
    ])
    await Promise.all([one, other].map(({ queue }) => until(queue, (list) => list.length === 3)))
  } finally {
    one.close()
    other.close()
  }
})
