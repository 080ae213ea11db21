import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PieceIndex } from '../../shared/ids.ts'
import type { TorrentFile } from '../torrent-file.ts'
import { MemoryPieceStore } from './memory-piece-store.ts'
import type { PutResult } from './piece-store.ts'
import { at, testEpisode, testPiece } from './test-episode.ts'
import { VerifiedPieces, type VerifiedPiecesOptions } from './verified-store.ts'

const episode = testEpisode('a')
const good = (index: number) => testPiece(episode, index)
const bad = (index: number) => good(index).map((byte) => byte ^ 1)
const digest = (bytes: Uint8Array) => new Uint8Array(createHash('sha1').update(bytes).digest())

const torrent: TorrentFile = {
  ...episode,
  name: 'a.mp3',
  pieceHashes: new Uint8Array(Buffer.concat(Array.from({ length: 10 }, (_, index) => digest(good(index))))),
  announce: [],
  urlList: [],
  bytes: episode.torrentFile,
}

/** A memory store that counts its reads, and can be held up. */
class WatchedStore extends MemoryPieceStore {
  reads: number[] = []
  result: PutResult | undefined
  gate: Promise<void> = Promise.resolve()

  override async get(...[infoHash, index]: Parameters<MemoryPieceStore['get']>) {
    this.reads.push(index)
    const bytes = await super.get(infoHash, index)
    await this.gate
    return bytes
  }

  override async put(...args: Parameters<MemoryPieceStore['put']>) {
    await this.gate
    return this.result ?? super.put(...args)
  }
}

/** A session over a store that holds `stored` already. */
async function session(stored: readonly Uint8Array[], options: Partial<VerifiedPiecesOptions> = {}) {
  const store = new WatchedStore({ budgetBytes: () => 10_000, now: () => 1 })
  await store.open(episode)
  for (const [index, bytes] of stored.entries()) await store.put(episode.infoHash, at(index), bytes)
  const events: string[] = []
  const hashed: number[] = []
  const pieces = await VerifiedPieces.open({
    torrent,
    store,
    sha1: async (bytes) => {
      hashed.push(bytes[0] ?? -1)
      return digest(bytes)
    },
    onCorrupt: (index: PieceIndex) => events.push(`corrupt ${index}`),
    onDropped: (index: PieceIndex) => events.push(`dropped ${index}`),
    ...options,
  })
  return { store, pieces, events, hashed }
}

function gate(): { promise: Promise<void>; open: () => void } {
  let open = () => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

test('a stored piece is hashed on its first read in the session, and only then', async () => {
  const { pieces, hashed, store } = await session([good(0), good(1)], { recentMaxBytes: 100 })
  expect(hashed).toEqual([])
  for (const index of [0, 1, 0, 1]) expect(await pieces.read(at(index))).toEqual(good(index))
  expect(hashed.length).toBe(2)
  expect(store.reads).toEqual([0, 1, 0, 1])
})

test('a piece at hand is not read from the store again', async () => {
  const { pieces, store } = await session([good(0)])
  await pieces.read(at(0))
  await pieces.read(at(0))
  expect(store.reads).toEqual([0])
})

test('a stored piece that does not match its hash is dropped, reported and absent', async () => {
  const { pieces, events, store } = await session([good(0), bad(1)])
  expect(pieces.has(at(1))).toBe(true)
  expect(await pieces.read(at(1))).toBeUndefined()
  expect(events).toEqual(['corrupt 1'])
  expect([...pieces.bitfield.held()]).toEqual([0])
  expect([...(await store.open(episode)).held()]).toEqual([0])
})

test('reads of one piece at the same time share one access and one report', async () => {
  const { pieces, store, events } = await session([good(0), bad(1)])
  const reads = await Promise.all([at(0), at(0), at(1), at(1)].map((index) => pieces.read(index)))
  expect(reads).toEqual([good(0), good(0), undefined, undefined])
  expect([store.reads, events]).toEqual([[0, 1], ['corrupt 1']])
})

test('what is not held is not read', async () => {
  const { pieces, store, events } = await session([])
  expect(await pieces.read(at(3))).toBeUndefined()
  expect(await pieces.read(at(77))).toBeUndefined()
  expect([store.reads, events]).toEqual([[], []])
})

test('a written piece is held and readable before the store has it', async () => {
  const { pieces, store } = await session([], { recentMaxBytes: 0 })
  const { promise, open } = gate()
  store.gate = promise
  const writing = pieces.write(at(2), good(2))
  expect(pieces.has(at(2))).toBe(true)
  expect(await pieces.read(at(2))).toEqual(good(2))
  open()
  expect(await writing).toBe('stored')
  expect(await pieces.read(at(2))).toEqual(good(2))
  expect(store.reads).toEqual([2])
})

test('a written piece is not hashed again', async () => {
  const { pieces, hashed } = await session([], { recentMaxBytes: 0 })
  await pieces.write(at(2), good(2))
  await pieces.read(at(2))
  expect(hashed).toEqual([])
})

test('where the store is full, pieces stay in memory up to the bound, and who goes is said', async () => {
  const { pieces, store, events } = await session([], { recentMaxBytes: 100, unsavedMaxBytes: 250 })
  store.result = 'full'
  expect(await pieces.write(at(0), good(0))).toBe('memory')
  expect(await pieces.write(at(1), good(1))).toBe('memory')
  expect(await pieces.read(at(0))).toEqual(good(0))
  expect(await pieces.write(at(2), good(2))).toBe('memory')
  expect(events).toEqual(['dropped 1'])
  expect([...pieces.bitfield.held()]).toEqual([0, 2])
  expect(await pieces.read(at(1))).toBeUndefined()
  expect(await pieces.read(at(0))).toEqual(good(0))
  expect(store.reads).toEqual([])
})

test('a piece another tab evicted is absent, and that is said', async () => {
  const { pieces, store, events } = await session([good(0)])
  await store.drop(episode.infoHash, at(0))
  expect(await pieces.read(at(0))).toBeUndefined()
  expect([events, pieces.has(at(0))]).toEqual([['dropped 0'], false])
})

test('a piece written while its rotten copy is being read is not dropped', async () => {
  const { pieces, store, events } = await session([bad(0)])
  const { promise, open } = gate()
  store.gate = promise
  const reading = pieces.read(at(0))
  const writing = pieces.write(at(0), good(0))
  open()
  expect(await reading).toEqual(good(0))
  expect(await writing).toBe('stored')
  expect([events, pieces.has(at(0))]).toEqual([[], true])
  expect(await store.get(episode.infoHash, at(0))).toEqual(good(0))
})

test('only the right bytes of the right length verify', async () => {
  const { pieces } = await session([])
  expect(await pieces.verify(at(9), good(9))).toBe(true)
  expect(await pieces.verify(at(0), bad(0))).toBe(false)
  expect(await pieces.verify(at(0), good(1))).toBe(false)
  expect(await pieces.verify(at(0), good(0).subarray(1))).toBe(false)
  await expect(pieces.verify(at(10), good(0))).rejects.toThrow(RangeError)
})

test('a piece of the wrong length is our bug, and leaves no bit', async () => {
  const { pieces } = await session([])
  await expect(pieces.write(at(0), new Uint8Array(99))).rejects.toThrow(RangeError)
  expect(pieces.has(at(0))).toBe(false)
})

test('bytes that somebody transferred away are read from the store', async () => {
  const { pieces } = await session([good(0)])
  const bytes = await pieces.read(at(0))
  structuredClone(bytes, { transfer: [bytes?.buffer as ArrayBuffer] })
  expect(bytes?.length).toBe(0)
  expect(await pieces.read(at(0))).toEqual(good(0))
})

test('what is held from a place on is counted up to the first gap', async () => {
  const { pieces } = await session([good(0), good(1), good(2)])
  await pieces.write(at(4), good(4))
  await pieces.write(at(9), good(9))
  expect([0, 150, 299, 300, 410, 900].map((byte) => pieces.heldFrom(byte))).toEqual([300, 150, 1, 0, 90, 50])
})

test('reading ahead asks the store for each held piece once, side by side, and hashes it then', async () => {
  const { store, pieces, hashed } = await session([good(0), good(1), good(2)])
  const { promise, open } = gate()
  store.gate = promise
  pieces.readAhead(100, 950)
  expect(store.reads).toEqual([1, 2])
  const read = pieces.read(at(1))
  open()
  expect(await read).toEqual(good(1))
  expect(store.reads).toEqual([1, 2])
  expect(hashed.length).toBe(2)
})
