/** An episode is kept from beginning to end; the host, the torrent file's server and the device are stand-ins. */
import { afterEach, expect, test, vi } from 'vitest'
import { Subject } from '../../shared/emitter.ts'
import type { PieceIndex } from '../../shared/ids.ts'
import { OpenEpisodes } from '../open-episodes.ts'
import { pieceRange } from '../piece-layout.ts'
import type { PeerAsk, PeerView } from '../plan.ts'
import { MemoryPieceStore } from '../store/memory-piece-store.ts'
import { fillStore, testMedia } from '../store/node-test-torrent.ts'
import type { SharingListener } from '../swarm/sharing.ts'
import { LockedEpisodeMarks } from '../tabs/dom-episode-marks.ts'
import type { EpisodeLink, Sharer } from '../tabs/episode-link.ts'
import { TestLocks } from '../tabs/node-test-locks.ts'
import type { EpisodeSource, KeepSnapshot } from '../types.ts'
import { sha1 } from '../webcrypto-hash.ts'
import { type KeepingLibrary, keepEpisode } from './dom-keep.ts'

const media = await testMedia('a.mp3')
const other = await testMedia('bb.mp3')
const { torrent, file } = media
const SOURCE: EpisodeSource = {
  url: 'https://host.example/a.mp3',
  type: 'audio/mpeg',
  torrentUrl: 'https://show.example/a.torrent',
  infoHash: torrent.infoHash,
  trackers: ['wss://tracker.example/'],
  sharingScope: 'show a',
}

afterEach(() => {
  vi.unstubAllGlobals()
})

/** What answers on the web; each request for media is noted by its range. A torrent file of null: there is none. */
function serve({ torrentFile = torrent.bytes as Uint8Array | null, bytes = file } = {}): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    if (input === SOURCE.torrentUrl)
      return torrentFile === null
        ? new Response('', { status: 404 })
        : new Response(torrentFile.slice(), { status: 200 })
    const [, from = '', to = ''] = /bytes=(\d+)-(\d+)/.exec(new Headers(init.headers).get('Range') ?? '') ?? []
    asked.push(`${from}-${to}`)
    const headers = { 'Content-Range': `bytes ${from}-${to}/${bytes.length}` }
    return new Response(bytes.slice(Number(from), Number(to) + 1), { status: 206, headers })
  })
  return asked
}

interface Setting {
  readonly onDisk?: boolean
  readonly held?: readonly number[]
  readonly shares?: boolean
  readonly quotaBytes?: number
  /** Runs when the episode is open, before anything is fetched. */
  readonly opened?: (abort: () => void) => void
  readonly sharer?: Sharer
  /** The switch of its scope. Default: on. */
  readonly isOn?: boolean
  /** Its publisher takes it back: before anything is asked for, or once it is open. */
  readonly withdrawn?: 'before' | 'while open'
}

async function keep({ onDisk = true, held, shares, quotaBytes, opened, sharer, isOn = true, withdrawn }: Setting = {}) {
  const store = new MemoryPieceStore({ budgetBytes: () => 10_000, now: () => 1 })
  if (onDisk) Object.defineProperty(store, 'kind', { value: 'indexeddb' })
  if (held !== undefined) await fillStore(store, media, held)
  const estimate = async () => ({ ...(quotaBytes !== undefined && { quota: quotaBytes }), usage: 0 })
  vi.stubGlobal('navigator', { storage: { estimate } })
  const marks = new LockedEpisodeMarks(new TestLocks().manager)
  const episodes = new OpenEpisodes({ openStore: async () => store, sha1, marks })
  const aborter = new AbortController()
  const announcedTo: (readonly string[])[] = []
  let closed = 0
  const library: KeepingLibrary = {
    playerHungry: false,
    joinsIn: () => false,
    sharesIn: (scope) => isOn && scope === SOURCE.sharingScope,
    store: () => episodes.store(),
    kept: (infoHash) => episodes.kept(infoHash),
    isInUse: (infoHash) => episodes.isInUse(infoHash),
    isWithdrawn: (infoHash) => episodes.isWithdrawn(infoHash),
    openKeeping: async (found, named) => {
      const episode = await episodes.openToKeep(found)
      if (named !== undefined) announcedTo.push(named.trackers)
      if (named !== undefined && sharer !== undefined)
        episode.share(sharer, named.trackers, { given: () => {}, withdrawn: () => {} })
      opened?.(() => aborter.abort())
      if (withdrawn === 'while open') await episodes.withdraw(torrent.infoHash)
      return episode
    },
    closeKeeping: (infoHash) => {
      closed += 1
      episodes.closeKeeping(infoHash)
    },
  }
  if (withdrawn === 'before') await episodes.withdraw(torrent.infoHash)
  const to = new Subject<KeepSnapshot>({ state: 'loading', heldBytes: 0, lengthBytes: 0 })
  const seen: KeepSnapshot[] = []
  to.subscribe((snapshot) => seen.push(snapshot))
  const options = { signal: aborter.signal, ...(shares !== undefined && { shares }) }
  await keepEpisode(library, SOURCE, options, to)
  const marked = [...(await episodes.inUseInAnyTab())]
  return { store, seen, end: to.snapshot, announcedTo, closed: () => closed, marked }
}

test('an episode is fetched from the host and kept, with its torrent file; no tracker is told without a yes', async () => {
  const asked = serve()
  const { store, end, seen, announcedTo, closed, marked } = await keep()
  expect(end).toEqual({ state: 'kept', heldBytes: 950, lengthBytes: 950 })
  expect(asked).toEqual(['0-949'])
  expect(seen.map(({ heldBytes }) => heldBytes)).toEqual(
    [...seen.map(({ heldBytes }) => heldBytes)].sort((a, b) => a - b),
  )
  const record = await store.episode(torrent.infoHash)
  expect([record?.bitfield.complete, record?.torrentFile]).toEqual([true, torrent.bytes])
  expect([announcedTo, closed(), marked]).toEqual([[], 1, []])
})

test('it goes on from what is held, with the torrent file that is held', async () => {
  const asked = serve({ torrentFile: null })
  const { end } = await keep({ held: [0, 1, 2, 9] })
  expect(end.state).toBe('kept')
  expect(asked).toEqual(['300-899'])
})

test('where the show is shared its trackers are told', async () => {
  serve()
  expect((await keep({ shares: true })).announcedTo).toEqual([SOURCE.trackers])
})

test('listeners who have it are asked, and the host is not', async () => {
  const asked = serve()
  const { end, store } = await keep({ shares: true, sharer: generousPeer() })
  expect(end.state).toBe('kept')
  expect(asked).toEqual([])
  expect((await store.episode(torrent.infoHash))?.bitfield.complete).toBe(true)
})

test('while the switch of its show is off the host gives all, though the same file is shared for another show', async () => {
  const asked = serve()
  const { end } = await keep({ shares: true, isOn: false, sharer: generousPeer() })
  expect(end.state).toBe('kept')
  expect(asked).toEqual(['0-949'])
})

test('a listener who has a part gives that, and the host the rest', async () => {
  const asked = serve()
  const { end } = await keep({ shares: true, sharer: generousPeer((piece) => piece < 4) })
  expect(end.state).toBe('kept')
  expect(asked).toEqual(['400-949'])
})

test('ended by its signal it is stopped, and closed', async () => {
  const asked = serve()
  const { end, closed, marked } = await keep({ held: [0], opened: (abort) => abort() })
  expect(end).toMatchObject({ state: 'stopped', heldBytes: 100 })
  expect([asked, closed(), marked]).toEqual([[], 1, []])
})

test.each([
  ['no-torrent', { torrentFile: null }, {}],
  // Another episode's.
  ['no-torrent', { torrentFile: other.torrent.bytes }, {}],
  ['no-storage', {}, { onDisk: false }],
  ['no-room', {}, { quotaBytes: 1_000 }],
  ['host-differs', { bytes: new Uint8Array(950) }, {}],
] as const)('it fails as %s, with nothing asked in vain', async (failure, web, setting) => {
  const asked = serve(web)
  const { end, closed } = await keep(setting)
  expect(end).toMatchObject({ state: 'failed', failure })
  expect(asked).toHaveLength(failure === 'host-differs' ? 1 : 0)
  expect(closed()).toBe(failure === 'no-torrent' || failure === 'no-storage' ? 0 : 1)
})

test('on a page that is not secure nothing can be verified: it fails so, with nothing asked', async () => {
  const asked = serve()
  vi.stubGlobal('crypto', {})
  const { end, closed } = await keep()
  expect(end).toMatchObject({ state: 'failed', failure: 'not-secure' })
  expect([asked, closed()]).toEqual([[], 0])
})

/** A swarm with one peer that sends what it is asked for at once. */
function generousPeer(has: (piece: PieceIndex) => boolean = () => true): Sharer {
  const share = (listener: SharingListener): EpisodeLink => {
    const peer: PeerView = { id: 'p', has, heldPieces: 1, choking: false, rateBytesPerSecond: 0, latencyMs: 0 }
    const sent = new Set<PieceIndex>()
    const send = async (asks: readonly PeerAsk[]): Promise<void> => {
      for (const { piece } of asks) {
        if (sent.has(piece)) continue
        sent.add(piece)
        const { from, to } = pieceRange(torrent, piece)
        await listener.pieceArrived(piece, file.slice(from, to))
      }
    }
    return {
      selfId: 'self',
      meeting: false,
      swarmSize: 2,
      trackerStatus: 'connected',
      peerCount: 1,
      peers: () => [peer],
      requests: () => [],
      flows: () => [],
      ask: (asks) => void Promise.resolve().then(() => send(asks)),
      fetching: () => {},
      pieceVerified: () => {},
      pieceLost: () => {},
      dispose: () => {},
    }
  }
  return { setUpload: () => {}, share: ({ listener }) => share(listener) }
}

test('what is withdrawn while it is fetched is not kept, and says why', async () => {
  serve()
  const { end, store, closed } = await keep({ shares: true, withdrawn: 'while open' })
  expect(end).toMatchObject({ state: 'failed', failure: 'withdrawn' })
  expect([await store.episodes(), closed()]).toEqual([[], 1])
})

test('what was withdrawn since the page was opened is not fetched', async () => {
  const asked = serve()
  const { end } = await keep({ withdrawn: 'before' })
  expect(end).toMatchObject({ state: 'failed', failure: 'withdrawn' })
  expect(asked).toEqual([])
})
