/** What a session reads and says of a kept episode before anybody wants to hear it; the browser's side is a stand-in. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KeptEpisode } from './kept-episode.ts'
import type { SessionLibrary } from './library.ts'
import { Session } from './session.ts'
import { MemoryFileStore } from './store/memory-file-store.ts'
import { MemoryPieceStore } from './store/memory-piece-store.ts'
import { fillStore, testMedia } from './store/node-test-torrent.ts'
import type { EpisodeLink } from './tabs/episode-link.ts'
import type { MediaFacts } from './types.ts'
import { sha1 } from './webcrypto-hash.ts'
import { WholeFiles } from './whole-files.ts'

const PIECE = 16_384
const PIECES = 40

const STILL: MediaFacts = {
  currentTimeSeconds: 0,
  durationSeconds: Number.NaN,
  playbackRate: 1,
  paused: true,
  bufferedAheadSeconds: 0,
  starving: false,
}

/** That of a browser which holds nothing. */
const LIBRARY: SessionLibrary = {
  canShare: false,
  governed: undefined,
  joinsIn: () => false,
  sharesIn: () => false,
  isWithdrawn: () => false,
  kept: async () => undefined,
  knowsNothingOf: () => false,
  markHeard: () => {},
  open: () => Promise.reject(new Error('nothing is to be opened')),
  prepareSharing: () => {},
  release: () => {},
  setPlaying: () => {},
  setSharing: () => {},
  shareOpened: () => {},
  watch: () => () => {},
  wholeFile: async () => undefined,
}

const sessions: Session[] = []
beforeEach(() => {
  const controller = { scriptURL: 'https://show.example/sw.js' }
  const serviceWorker = Object.assign(new EventTarget(), {
    controller,
    startMessages: () => {},
    register: async () => ({ scope: 'https://show.example/' }),
  })
  vi.stubGlobal('navigator', { serviceWorker })
  vi.stubGlobal('document', { baseURI: 'https://show.example/' })
  // Whatever is not held would come from here.
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('there is no network')))
})
afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose()
  vi.unstubAllGlobals()
})

/** An episode of which everything is kept, opened; and which of its pieces were read from the store. */
async function openKept(changes: Partial<SessionLibrary> = {}) {
  const media = await testMedia('a.mp3', PIECE * PIECES, PIECE)
  const { torrent } = media
  const store = new MemoryPieceStore({ budgetBytes: () => 1e9, now: () => 1 })
  await fillStore(store, media)
  const read: number[] = []
  const get = store.get.bind(store)
  store.get = (infoHash, piece) => {
    read.push(piece)
    return get(infoHash, piece)
  }
  const heard: string[] = []
  let isOpen: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    isOpen = resolve
  })
  const yes = new Set<string | undefined>()
  const watchers = new Set<() => void>()
  let kept: KeptEpisode | undefined
  const handed: unknown[] = []
  const library: SessionLibrary = {
    ...LIBRARY,
    canShare: true,
    sharesIn: (scope) => yes.has(scope),
    kept: (infoHash) => store.episode(infoHash),
    markHeard: (infoHash) => heard.push(infoHash),
    open: async (_, { trackers, sharingScope }) => {
      handed.push([trackers, sharingScope])
      kept = await KeptEpisode.open(torrent, store, sha1, true)
      // What the session does with it is done by then.
      setTimeout(isOpen, 0)
      return kept
    },
    setSharing: (on, scope) => {
      if (on) yes.add(scope)
      else yes.delete(scope)
      for (const changed of watchers) changed()
    },
    watch: (changed) => {
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
    ...changes,
  }
  const source = {
    url: 'https://host.example/a.mp3',
    type: 'audio/mpeg',
    infoHash: torrent.infoHash,
    trackers: ['wss://t'],
    sharingScope: 'show a',
  }
  const session = new Session(source, library)
  sessions.push(session)
  /** Some show's yes has its file in a swarm. */
  const share = () => {
    const link = { trackerStatus: 'connected', peerCount: 3, flows: () => [], ask: () => {}, dispose: () => {} }
    const tells = { given: () => {}, withdrawn: () => {} }
    kept?.share({ setUpload: () => {}, share: () => link as unknown as EpisodeLink }, ['wss://t'], tells)
  }
  const withdraw = () => kept?.withdraw()
  return { session, opened, media, read, heard, library, handed, share, withdraw }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

test('a kept episode that is opened reads no piece while nobody wants to hear it', async () => {
  const { session, opened, read, heard } = await openKept()
  await opened
  session.report(STILL)
  await settled()
  expect(read).toEqual([])
  expect(heard).toEqual([])
})

test('with play it is read ahead, before the element asks', async () => {
  const { session, opened, read } = await openKept()
  await opened
  session.report({ ...STILL, paused: false })
  await settled()
  expect(read).toEqual(Array.from({ length: PIECES }, (_, i) => i))
})

test('play that was pressed before the cache was open is not forgotten', async () => {
  const { session, opened, media, read, heard } = await openKept()
  session.report({ ...STILL, paused: false })
  await opened
  await settled()
  expect(read).toHaveLength(PIECES)
  expect(heard).toEqual([media.torrent.infoHash])
})

test('an element that only wants to know how long it is gets what it asks for, and nothing else is read', async () => {
  const { session, opened, media, read } = await openKept()
  await opened
  const chunks = session.read(0, PIECE * PIECES, new AbortController().signal)
  expect((await chunks.next()).value).toEqual(media.file.slice(0, PIECE))
  expect((await chunks.next()).value).toEqual(media.file.slice(PIECE, 2 * PIECE))
  expect(read).toEqual([0, 1])
  // Where it reads when play is pressed is where reading ahead begins.
  void session.read(PIECE * 30, PIECE * PIECES, new AbortController().signal)
  session.report({ ...STILL, paused: false })
  await settled()
  expect(read).toEqual([0, 1, ...Array.from({ length: 10 }, (_, i) => 30 + i)])
})

const shown = () => new Promise((resolve) => setTimeout(resolve, 120))

test('its switch is that of its show, and it is handed in to be shared as its show’s', async () => {
  const { session, opened, library, handed } = await openKept()
  await opened
  expect(handed).toEqual([[['wss://t'], 'show a']])
  session.setSharing(true)
  expect([library.sharesIn('show a'), library.sharesIn()]).toEqual([true, false])
})

test('a session is in no swarm while its show’s switch is off, though the same file is shared for another show', async () => {
  const { session, opened, library, share } = await openKept()
  await opened
  library.setSharing(true, 'show b')
  share()
  await shown()
  expect(session.snapshot).toMatchObject({ sharing: 'off', tracker: 'off', peers: 0 })
  library.setSharing(true, 'show a')
  await shown()
  expect(session.snapshot).toMatchObject({ sharing: 'on', tracker: 'connected', peers: 3 })
  library.setSharing(false, 'show a')
  await shown()
  expect(session.snapshot).toMatchObject({ sharing: 'off', tracker: 'off', peers: 0 })
})

const BARE = { url: 'https://host.example/b.mp3', type: 'audio/mpeg', trackers: [] }

/** An episode without a torrent that is kept as a whole file, opened. */
async function openFile() {
  const store = new MemoryFileStore({ chunkBytes: 20, now: () => 1 })
  const begun = await store.begin(BARE.url, {})
  if (typeof begun !== 'string') await store.append(begun, 0, new Uint8Array(20).fill(7), true)
  const files = new WholeFiles({
    openStore: async () => store,
    mark: { read: () => true, write: () => {} },
    reserve: async () => {},
    changed: () => {},
  })
  const session = new Session(BARE, {
    ...LIBRARY,
    canShare: true,
    sharesIn: () => true,
    wholeFile: (url, lost) => files.open(url, lost),
  })
  sessions.push(session)
  return { session, store }
}

test('an episode without a torrent that nobody kept plays from its host', async () => {
  const session = new Session(BARE, LIBRARY)
  sessions.push(session)
  expect(await session.mediaUrl).toBe(BARE.url)
})

test('one that is kept as a whole file is streamed from there, and shared with nobody', async () => {
  const { session } = await openFile()
  expect(await session.mediaUrl).toContain('https://show.example/~media/')
  expect(await session.lengthBytes(new AbortController().signal)).toBe(20)
  expect(session.heldFrom(5)).toBe(15)
  const parts = session.read(5, 15, new AbortController().signal)
  expect((await parts.next()).value).toEqual(new Uint8Array(10).fill(7))
  await vi.waitFor(() => expect(session.snapshot.isWholeFile).toBe(true))
  expect(session.snapshot).toMatchObject({ mode: 'stream', sharing: 'unavailable', lengthBytes: 20, peers: 0 })
  expect(session.snapshot.meter).toMatchObject({ fromCacheBytes: 20, givenBytes: 0 })
})

test('a storage that does not answer is not waited for where there is a network, and is where there is none', async () => {
  vi.useFakeTimers()
  try {
    let answers: (file: undefined) => void = () => {}
    const wholeFile = () => new Promise<undefined>((resolve) => (answers = resolve))
    vi.stubGlobal('navigator', { ...navigator, onLine: true })
    const online = new Session(BARE, { ...LIBRARY, wholeFile })
    sessions.push(online)
    await vi.advanceTimersByTimeAsync(500)
    expect(await online.mediaUrl).toBe(BARE.url)
    vi.stubGlobal('navigator', { ...navigator, onLine: false })
    const offline = new Session(BARE, { ...LIBRARY, wholeFile })
    sessions.push(offline)
    let isSaid = false
    void offline.mediaUrl.then(() => {
      isSaid = true
    })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(isSaid).toBe(false)
    answers(undefined)
    expect(await offline.mediaUrl).toBe(BARE.url)
  } finally {
    vi.useRealTimers()
  }
})

test('where the file is gone, or can’t be read, it goes on from the host', async () => {
  const { session, store } = await openFile()
  await session.mediaUrl
  await store.remove(BARE.url)
  await expect(session.read(0, 20, new AbortController().signal).next()).rejects.toThrow()
  expect(await session.mediaUrl).toBe(BARE.url)
  await vi.waitFor(() => expect(session.snapshot).toMatchObject({ mode: 'plain', plainReason: 'no-torrent' }))
  expect(session.snapshot.isWholeFile).toBeUndefined()
})

test('an episode that is withdrawn while it plays goes on from its host, and says so', async () => {
  const { session, opened, withdraw } = await openKept()
  await opened
  session.report({ ...STILL, paused: false })
  // The engine is loaded once something is to be fetched.
  void session.read(0, PIECE, new AbortController().signal).next()
  withdraw()
  await vi.waitFor(() => expect(session.snapshot).toMatchObject({ mode: 'plain', plainReason: 'withdrawn' }), 5_000)
  expect(await session.mediaUrl).toBe('https://host.example/a.mp3')
})

test('one that was withdrawn before, since the page was opened, plays from its host and is not opened', async () => {
  const { session, handed } = await openKept({ isWithdrawn: () => true })
  session.report({ ...STILL, paused: false })
  await vi.waitFor(() => expect(session.snapshot).toMatchObject({ mode: 'plain', plainReason: 'withdrawn' }), 5_000)
  expect(handed).toEqual([])
})
