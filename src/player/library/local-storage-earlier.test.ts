import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { localStoragePositions } from '../local-storage-positions.ts'
import { openLibrary } from './idb-open-library.ts'
import { LibraryPositions } from './library-positions.ts'
import { localStorageEarlier } from './local-storage-earlier.ts'
import { testShow } from './test-shows.ts'

const FEED = 'https://a.example/feed.xml'
const OTHER = 'https://b.example/feed.xml'
let databases = 0

beforeEach(() => {
  const items = new Map<string, string>()
  // As browsers have it: the keys are properties that can be listed.
  vi.stubGlobal(
    'localStorage',
    new Proxy(
      {
        getItem: (key: string) => items.get(key) ?? null,
        setItem: (key: string, value: string) => void items.set(key, value),
        removeItem: (key: string) => void items.delete(key),
      },
      {
        ownKeys: () => [...items.keys()],
        getOwnPropertyDescriptor: (target, key) =>
          Object.getOwnPropertyDescriptor(target, key) ?? {
            configurable: true,
            enumerable: true,
            value: items.get(String(key)),
          },
      },
    ),
  )
})
afterEach(() => vi.unstubAllGlobals())

const open = (name: string) => openLibrary({ name, earlier: localStorageEarlier })
const positionsNow = () => JSON.parse(localStorage.getItem('grapevine:positions') ?? '{}')

test('positions and queues from before the library are taken over, all of them, and stay where they were', async () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${FEED} e${index}`, 100 + index]))
  localStorage.setItem('grapevine:positions', JSON.stringify({ ...many, ' of no show': 50 }))
  localStorage.setItem(
    `grapevine:queue:${FEED}`,
    JSON.stringify([
      { id: 'e1', title: 'One' },
      { id: 'e2', title: 'Two' },
    ]),
  )
  localStorage.setItem(`grapevine:queue:${OTHER}`, JSON.stringify([{ id: 'e1', title: 'Other' }]))
  const library = await open(`earlier-${databases++}`)
  const { heard } = await library.contents()
  expect(Object.fromEntries(heard.map((one) => [`${one.feedUrl} ${one.guid}`, one.atSeconds]))).toEqual(many)
  expect(library.queue.snapshot.map(({ feedUrl, title }) => `${feedUrl} ${title}`)).toEqual([
    `${FEED} One`,
    `${FEED} Two`,
    `${OTHER} Other`,
  ])
  // When they were heard nobody knows: they are to be continued, the latest first, and in no history.
  expect(library.history.snapshot.heard).toEqual([])
  await library.takeShow(FEED, testShow(200))
  expect(library.continueListening.snapshot.slice(0, 2)).toMatchObject([
    { guid: 'e199', title: 'Episode 199' },
    { guid: 'e198', title: 'Episode 198' },
  ])
  expect(positionsNow()).toEqual({ ...many, ' of no show': 50 })
  library.close()
})

test('what was taken over once does not come back; what an embed heard since is taken', async () => {
  const name = `earlier-${databases++}`
  localStorage.setItem('grapevine:positions', JSON.stringify({ [`${FEED} e1`]: 100, [`${FEED} e2`]: 200 }))
  localStorage.setItem(`grapevine:queue:${FEED}`, JSON.stringify([{ id: 'e1', title: 'One' }]))
  const first = await open(name)
  await first.changeQueue(() => [])
  await first.markPlayed([{ feedUrl: FEED, guid: 'e1' }], true)
  expect(positionsNow()).toEqual({ [`${FEED} e2`]: 200 })
  first.close()
  localStoragePositions.write(`${FEED} e2`, 300, 1800)
  const second = await open(name)
  expect(second.queue.snapshot).toEqual([])
  expect(await second.place({ feedUrl: FEED, guid: 'e1' })).toBe(0)
  expect(await second.place({ feedUrl: FEED, guid: 'e2' })).toBe(300)
  expect(second.history.snapshot.heard).toMatchObject([{ guid: 'e2' }])
  second.close()
})

test('what is cleared stays cleared on the next visit', async () => {
  const name = `earlier-${databases++}`
  localStorage.setItem('grapevine:positions', JSON.stringify({ [`${FEED} e1`]: 100, [`${OTHER} e1`]: 200, ' x': 9 }))
  localStorage.setItem(`grapevine:queue:${FEED}`, JSON.stringify([{ id: 'e1', title: 'One' }]))
  const first = await open(name)
  await first.clear(FEED)
  expect(positionsNow()).toEqual({ [`${OTHER} e1`]: 200, ' x': 9 })
  first.close()
  const second = await open(name)
  expect(await second.place({ feedUrl: FEED, guid: 'e1' })).toBe(0)
  await second.clear()
  second.close()
  const third = await open(name)
  expect(await third.contents()).toMatchObject({ heard: [], queue: [] })
  third.close()
})

test('the player reads a place at once, and writes it with the words of the episode', async () => {
  const library = await open(`earlier-${databases++}`)
  const positions = new LibraryPositions(library, localStoragePositions)
  const ref = { feedUrl: FEED, guid: 'e1' }
  positions.introduce({ ...ref, title: 'One', showTitle: 'A Show' })
  const heard = new Promise<void>((resolve) => void library.continueListening.subscribe(() => resolve()))
  positions.write(`${FEED} e1`, 100.9, 1800)
  expect(positions.read(`${FEED} e1`)).toBe(100)
  await heard
  expect(library.continueListening.snapshot).toMatchObject([{ title: 'One', showTitle: 'A Show', atSeconds: 100 }])
  // A place that fell out of localStorage is found again once it was asked for.
  localStorage.setItem('grapevine:positions', '{}')
  const later = new LibraryPositions(library, localStoragePositions)
  expect(later.read(`${FEED} e1`)).toBe(0)
  await later.prepare(ref)
  expect(later.read(`${FEED} e1`)).toBe(100)
  later.write(`${FEED} e1`, 2, 1800)
  expect(later.read(`${FEED} e1`)).toBe(0)
  library.close()
})

test('where localStorage is refused, there is nothing to take over and nothing fails', async () => {
  vi.stubGlobal('localStorage', undefined)
  const library = await open(`earlier-${databases++}`)
  await library.heard({ feedUrl: FEED, guid: 'e1' }, { atSeconds: 60, durationSeconds: 600 })
  await library.clear()
  expect(library.state.snapshot).toEqual({ kind: 'indexeddb' })
  library.close()
})

test('where there is no room to take them over, positions stay where they are and the library opens', async () => {
  const name = `earlier-${databases++}`
  const first = await open(name)
  await first.subscribe([{ feedUrl: FEED }])
  first.close()
  localStorage.setItem('grapevine:positions', JSON.stringify({ [`${FEED} e1`]: 100 }))
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError')
  })
  const second = await open(name)
  expect(second.state.snapshot).toEqual({ kind: 'indexeddb', problem: 'full' })
  expect(second.subscriptions.snapshot).toHaveLength(1)
  vi.restoreAllMocks()
  second.close()
  const third = await open(name)
  expect(await third.place({ feedUrl: FEED, guid: 'e1' })).toBe(100)
  third.close()
})
