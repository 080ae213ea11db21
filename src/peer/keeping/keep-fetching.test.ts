import { expect, test } from 'vitest'
import type { InfoHash, PieceIndex } from '../../shared/ids.ts'
import type { FetchRangeOptions, OriginOutcome } from '../origin/origin.ts'
import { pieceBytes } from '../piece-layout.ts'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import { MemoryPieceStore } from '../store/memory-piece-store.ts'
import { VerifiedPieces } from '../store/verified-store.ts'
import type { TorrentFile } from '../torrent-file.ts'
import { sha1 } from '../webcrypto-hash.ts'
import { KeepFetching, type KeepFetchingOptions } from './keep-fetching.ts'

const LENGTH = 950
const layout = { lengthBytes: LENGTH, pieceLength: 100, pieceCount: 10 }
const file = Uint8Array.from({ length: LENGTH }, (_, i) => (i * 7) % 251)

async function torrentOf(bytes: Uint8Array): Promise<TorrentFile> {
  const pieceHashes = new Uint8Array(layout.pieceCount * 20)
  for (let i = 0; i < layout.pieceCount; i++) {
    pieceHashes.set(await sha1(bytes.slice(i * 100, i * 100 + pieceBytes(layout, i))), i * 20)
  }
  const infoHash = 'a'.repeat(40) as InfoHash
  return {
    ...layout,
    infoHash,
    name: 'a.mp3',
    pieceHashes,
    bytes: new Uint8Array(1),
    announce: [],
  } as unknown as TorrentFile
}

type Answer = (from: number, to: number, options: FetchRangeOptions) => OriginOutcome | Promise<OriginOutcome>

const sends: Answer = (from, to, { onBytes }) => {
  onBytes?.(from, file.slice(from, to))
  return { kind: 'ok' }
}

async function setUp(answer: Answer, options: Partial<KeepFetchingOptions> = {}, budgetBytes = 10_000) {
  const torrent = await torrentOf(file)
  const store = new MemoryPieceStore({ budgetBytes: () => budgetBytes, now: () => 1 })
  const pieces = await VerifiedPieces.open({ torrent, store, sha1 })
  const clock = new VirtualClock()
  const asked: string[] = []
  const progress: number[] = []
  let end: (outcome: string) => void = () => {}
  const ended = new Promise<string>((resolve) => {
    end = resolve
  })
  const fetching = new KeepFetching({
    torrent,
    pieces,
    clock,
    rng: () => 0.5,
    origin: {
      fetchRange: async (from, to, rest) => {
        asked.push(`${from}-${to}`)
        return answer(from, to, rest)
      },
    },
    link: () => undefined,
    joining: () => false,
    playerHungry: () => false,
    isOpenInPlayer: () => false,
    progressed: (held) => progress.push(held),
    ended: (failure) => end(failure ?? 'kept'),
    ...options,
  })
  return { fetching, pieces, clock, asked, progress, ended, store, torrent }
}

/** Lets answers that are there already be heard. */
const turns = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

test('all of an episode is fetched from the host in one request, and kept', async () => {
  const { fetching, pieces, asked, progress, ended } = await setUp(sends)
  fetching.look()
  expect(await ended).toBe('kept')
  expect(asked).toEqual(['0-950'])
  expect(pieces.bitfield.complete).toBe(true)
  expect(progress.at(-1)).toBe(LENGTH)
})

test('what is held is not fetched again', async () => {
  const { fetching, pieces, asked, ended } = await setUp(sends)
  for (const index of [0, 1, 5]) await pieces.write(index as PieceIndex, file.slice(index * 100, index * 100 + 100))
  fetching.look()
  expect(await ended).toBe('kept')
  expect(asked).toEqual(['200-500', '600-950'])
})

test('a host that sends something else fails it, and nothing wrong is kept', async () => {
  const { fetching, pieces, ended } = await setUp((from, to, { onBytes }) => {
    onBytes?.(from, new Uint8Array(to - from))
    return { kind: 'ok' }
  })
  fetching.look()
  expect(await ended).toBe('host-differs')
  expect(pieces.bitfield.count).toBe(0)
})

test.each([
  [{ kind: 'refused', status: 404 }, 'host-refuses', 2],
  [{ kind: 'ignored-range' }, 'host-refuses', 1],
  [{ kind: 'mismatch', detail: 'other' }, 'host-differs', 1],
  [{ kind: 'unreachable', detail: 'gone' }, 'host-unreachable', 6],
] as const)('a host that answers with %o fails it as %s, after %d requests', async (outcome, failure, requests) => {
  const { fetching, asked, ended, clock } = await setUp(() => outcome)
  fetching.look()
  for (let i = 0; i < requests; i++) {
    await turns()
    clock.advance(20_000)
  }
  expect(await ended).toBe(failure)
  expect(asked).toHaveLength(requests)
})

test('without room it fails, and what is there stays', async () => {
  const { fetching, store, torrent, ended } = await setUp(sends, {}, 400)
  fetching.look()
  expect(await ended).toBe('no-room')
  expect((await store.episode(torrent.infoHash))?.bitfield.count).toBe(4)
})

test('while a player is short of data nothing is asked, and what is under way is ended', async () => {
  let hungry = true
  let ends = 0
  const { fetching, asked, clock } = await setUp(
    (_from, _to, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          ends += 1
          resolve({ kind: 'aborted' })
        })
      }),
    { playerHungry: () => hungry },
  )
  fetching.look()
  expect(asked).toEqual([])
  hungry = false
  clock.advance(1_000)
  expect(asked).toEqual(['0-950'])
  hungry = true
  clock.advance(1_000)
  await turns()
  expect(ends).toBe(1)
  expect(asked).toHaveLength(1)
  fetching.dispose()
})

test('while what sharing takes is being loaded, the host is not asked', async () => {
  let joining = true
  const { fetching, asked, clock, ended } = await setUp(sends, { joining: () => joining })
  fetching.look()
  clock.advance(2_000)
  expect(asked).toEqual([])
  joining = false
  clock.advance(1_000)
  expect(await ended).toBe('kept')
})

test('ended from outside it asks no more and says nothing', async () => {
  const { fetching, pieces, clock, asked, progress } = await setUp((_from, _to, { signal }) => {
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'aborted' })))
  })
  fetching.look()
  await fetching.takeFromPeers(9 as PieceIndex, file.slice(900))
  fetching.dispose()
  await turns()
  clock.advance(60_000)
  expect(asked).toHaveLength(1)
  expect(progress).toEqual([50])
  expect(pieces.bitfield.count).toBe(1)
})
