/**
 * The engine with real planning, hashing and a memory store; origin and peers are played by the test.
 */
import { afterEach, expect, test } from 'vitest'
import { domClock } from '../../shared/dom-clock.ts'
import { type InfoHash, type PieceIndex, pieceIndex } from '../../shared/ids.ts'
import type { Origin, OriginOutcome } from '../origin/origin.ts'
import { MemoryPieceStore } from '../store/memory-piece-store.ts'
import type { PieceStore } from '../store/piece-store.ts'
import { VerifiedPieces } from '../store/verified-store.ts'
import { StreamError } from '../stream/byte-stream.ts'
import type { TorrentFile } from '../torrent-file.ts'
import type { MediaFacts } from '../types.ts'
import { sha1 } from '../webcrypto-hash.ts'
import { EpisodeEngine } from './episode-engine.ts'
import type { PeerLink } from './peer-link.ts'

const PIECE = 1000
const COUNT = 8
const FILE = Uint8Array.from({ length: PIECE * COUNT - 300 }, (_, i) => (i * 31) & 255)
const WANTS_TO_PLAY: MediaFacts = {
  currentTimeSeconds: 0,
  durationSeconds: COUNT,
  playbackRate: 1,
  paused: false,
  bufferedAheadSeconds: 0,
  starving: true,
}

async function torrentOf(file: Uint8Array): Promise<TorrentFile> {
  const pieceHashes = new Uint8Array(20 * COUNT)
  for (let i = 0; i < COUNT; i++) pieceHashes.set(await sha1(file.slice(i * PIECE, (i + 1) * PIECE)), i * 20)
  return {
    infoHash: 'a'.repeat(40) as InfoHash,
    name: 'test.mp3',
    lengthBytes: file.length,
    pieceLength: PIECE,
    pieceCount: COUNT,
    pieceHashes,
    announce: [],
    urlList: [],
    bytes: new Uint8Array(1),
  } as TorrentFile
}

class ScriptedOrigin implements Origin {
  readonly asked: (readonly [number, number])[] = []
  bytes: Uint8Array = FILE
  outcome: OriginOutcome = { kind: 'ok' }

  async fetchRange(
    from: number,
    to: number,
    { signal, onBytes }: Parameters<Origin['fetchRange']>[2],
  ): Promise<OriginOutcome> {
    this.asked.push([from, to])
    await Promise.resolve()
    if (this.outcome.kind !== 'ok') return this.outcome
    for (let at = from; at < to && !signal.aborted; at += 400)
      onBytes?.(at, this.bytes.slice(at, Math.min(to, at + 400)))
    return signal.aborted ? { kind: 'aborted' } : { kind: 'ok' }
  }

  get sentBytes(): number {
    return this.asked.reduce((sum, [from, to]) => sum + to - from, 0)
  }
}

const engines: EpisodeEngine[] = []
afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose()
})

async function setUp(origin: Origin = new ScriptedOrigin(), put?: PieceStore['put']) {
  const torrent = await torrentOf(FILE)
  const store = new MemoryPieceStore({ budgetBytes: () => 1 << 20, now: () => 0 })
  if (put !== undefined) store.put = put
  const pieces = await VerifiedPieces.open({ torrent, store, sha1 })
  const unusable: string[] = []
  const engine = new EpisodeEngine({
    torrent,
    pieces,
    origin,
    clock: domClock,
    rng: () => 0,
    type: 'audio/mpeg',
    feedSeconds: COUNT,
    expectsPeers: () => false,
    onChange: () => {},
    onBug: (error) => expect.unreachable(String(error)),
    onUnusable: (reason) => unusable.push(reason),
  })
  engines.push(engine)
  return { engine, pieces, unusable }
}

async function readAll(engine: EpisodeEngine, from = 0, to = FILE.length): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of engine.read(from, to, AbortSignal.timeout(5_000))) chunks.push(chunk)
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk]))
}

function linkWith(has: (piece: PieceIndex) => boolean, onAsk: (pieces: readonly PieceIndex[]) => void): PeerLink {
  return {
    selfId: 'self',
    meeting: false,
    swarmSize: 2,
    peers: () => [{ id: 'peer', has, choking: false, rateBytesPerSecond: 1_000_000, latencyMs: 1, heldPieces: 1 }],
    requests: () => [],
    ask: (asks) => onAsk(asks.map(({ piece }) => piece)),
    fetching: () => {},
    pieceVerified: () => {},
  }
}

test('with no peers it streams the file from the origin once, and counts it there', async () => {
  const origin = new ScriptedOrigin()
  const { engine, pieces } = await setUp(origin)
  expect(await readAll(engine)).toEqual(FILE)
  await expect.poll(() => pieces.bitfield.complete).toBe(true)
  expect(origin.sentBytes).toBe(FILE.length)
  expect(engine.ledger.meter).toMatchObject({ fromOriginBytes: FILE.length, fromPeersBytes: 0 })
})

test('what a peer holds and is not due yet comes from the peer, and is counted there', async () => {
  const origin = new ScriptedOrigin()
  const { engine } = await setUp(origin)
  const link = linkWith(
    () => true,
    (asked) => {
      for (const piece of asked) void engine.takePeerPiece(piece, FILE.slice(piece * PIECE, (piece + 1) * PIECE))
    },
  )
  engine.report({ ...WANTS_TO_PLAY, starving: false, bufferedAheadSeconds: 5 })
  engine.setLink(link)
  expect(await readAll(engine)).toEqual(FILE)
  expect(origin.sentBytes).toBe(0)
  expect(engine.ledger.meter).toMatchObject({ fromOriginBytes: 0, fromPeersBytes: FILE.length })
})

test('bytes that are not the torrent’s are never kept, and the origin is given up', async () => {
  const origin = new ScriptedOrigin()
  origin.bytes = FILE.map((byte) => byte ^ 1)
  const { engine, pieces, unusable } = await setUp(origin)
  void readAll(engine).catch(() => {})
  await expect.poll(() => unusable).toContain('origin-differs')
  expect(pieces.bitfield.count).toBe(0)
  expect(engine.ledger.meter.fromOriginBytes).toBe(0)
})

test('a peer’s true piece is never joined to what a differing host began', async () => {
  // The host sends the beginning of the first piece, wrong, and stops there.
  const origin: Origin = {
    fetchRange: async (from, _to, { signal, onBytes }) => {
      onBytes?.(from, new Uint8Array(400).fill(1))
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      return { kind: 'aborted' }
    },
  }
  const { engine, pieces, unusable } = await setUp(origin)
  const heard: number[] = []
  const reading = (async () => {
    for await (const chunk of engine.read(0, FILE.length, AbortSignal.timeout(5_000))) heard.push(...chunk)
  })().catch(() => {})
  await expect.poll(() => heard.length).toBe(400)
  await engine.takePeerPiece(pieceIndex(0), FILE.slice(0, PIECE))
  expect(unusable).toEqual(['origin-differs'])
  expect(pieces.bitfield.count).toBe(0)
  engine.dispose()
  await reading
  expect(heard.length).toBe(400)
})

test('an origin that ignores ranges is given up at once', async () => {
  const origin = new ScriptedOrigin()
  origin.outcome = { kind: 'ignored-range' }
  const { engine, unusable } = await setUp(origin)
  void readAll(engine).catch(() => {})
  await expect.poll(() => unusable).toContain('origin-refuses-ranges')
})

test('when nobody delivers the listener is told, and a retry plays on', async () => {
  const origin = new ScriptedOrigin()
  origin.outcome = { kind: 'unreachable', detail: 'down' }
  const { engine } = await setUp(origin)
  engine.report(WANTS_TO_PLAY)
  await expect(readAll(engine)).rejects.toThrow(StreamError)
  expect(engine.failure).toEqual({ kind: 'unreachable', detail: 'down' })
  origin.outcome = { kind: 'ok' }
  engine.retry()
  expect(engine.failure).toBeUndefined()
  expect(await readAll(engine)).toEqual(FILE)
})

test('a host that wants to be left alone for long is told of at once, and asked again by a retry', async () => {
  const origin = new ScriptedOrigin()
  origin.outcome = { kind: 'busy', retryAfterMs: 300_000 }
  const { engine } = await setUp(origin)
  engine.report(WANTS_TO_PLAY)
  await expect(readAll(engine)).rejects.toThrow(StreamError)
  expect(origin.asked).toHaveLength(1)
  origin.outcome = { kind: 'ok' }
  engine.retry()
  expect(await readAll(engine)).toEqual(FILE)
})

test('what comes from a peer is heard before the store has it', async () => {
  const origin: Origin = { fetchRange: () => new Promise<never>(() => {}) }
  const { engine } = await setUp(origin, () => new Promise<never>(() => {}))
  const heard: number[] = []
  const leave = new AbortController()
  const reading = (async () => {
    for await (const chunk of engine.read(0, PIECE, leave.signal)) heard.push(...chunk)
  })()
  await new Promise((resolve) => setTimeout(resolve, 20))
  void engine.takePeerPiece(pieceIndex(0), FILE.slice(0, PIECE))
  await expect.poll(() => heard.length).toBe(PIECE)
  leave.abort()
  await reading
})

test('while the origin is down a peer that holds the pieces keeps it playing, without a word', async () => {
  const origin = new ScriptedOrigin()
  origin.outcome = { kind: 'busy' }
  const { engine } = await setUp(origin)
  engine.setLink(
    linkWith(
      () => true,
      (asked) => {
        for (const piece of asked) void engine.takePeerPiece(piece, FILE.slice(piece * PIECE, (piece + 1) * PIECE))
      },
    ),
  )
  engine.report(WANTS_TO_PLAY)
  expect(await readAll(engine)).toEqual(FILE)
  expect(engine.failure).toBeUndefined()
})

test('while the origin is down and listeners are about to be met, nobody is told yet', async () => {
  const origin = new ScriptedOrigin()
  origin.outcome = { kind: 'unreachable', detail: 'down' }
  const { engine } = await setUp(origin)
  let met = false
  const peer = linkWith(
    () => true,
    (pieces) => {
      for (const piece of pieces) void engine.takePeerPiece(piece, FILE.slice(piece * PIECE, (piece + 1) * PIECE))
    },
  )
  engine.setLink({
    ...peer,
    get meeting() {
      return !met
    },
    peers: () => (met ? peer.peers() : []),
  })
  engine.report(WANTS_TO_PLAY)
  const reading = readAll(engine)
  reading.catch(() => {})
  while (origin.asked.length < 4) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(engine.failure).toBeUndefined()
  met = true
  engine.poke()
  expect(await reading).toEqual(FILE)
})

test('a reader that leaves ends silently, and a seek reads from the new place', async () => {
  const { engine } = await setUp()
  const left = new AbortController()
  left.abort()
  for await (const _ of engine.read(0, 10, left.signal)) expect.unreachable()
  expect(await readAll(engine, 6_500, 7_000)).toEqual(FILE.slice(6_500, 7_000))
})

test('a piece found damaged in the cache is fetched again', async () => {
  const { engine, pieces } = await setUp()
  await readAll(engine)
  await expect.poll(() => pieces.bitfield.complete).toBe(true)
  engine.pieceLost(pieceIndex(2))
  expect(engine.ledger.sources[2]).toBe(0)
})

test('what goes wrong at the peers does not keep the host from being asked', async () => {
  const origin = new ScriptedOrigin()
  const { engine } = await setUp(origin)
  const link = linkWith(
    () => false,
    () => {},
  )
  engine.setLink({
    ...link,
    fetching: () => {
      throw new Error('a peer took it badly')
    },
  })
  await expect(readAll(engine)).rejects.toThrow('a peer took it badly')
  expect(origin.asked.length).toBeGreaterThan(0)
})
