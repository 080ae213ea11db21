/** Large pieces between two of our players, at the caps that listeners have: the wires, the queue and the plan, on a virtual clock. */
import { afterEach, expect, test } from 'vitest'
import { pieceIndex } from '../../shared/ids.ts'
import { plan } from '../plan.ts'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import { endAll, join, type Listener, listener, torrentOf } from './node-test-swarm.ts'
import { BURST_BYTES } from './upload-queue.ts'

afterEach(endAll)

const CAP = 125_000
const KIB = 1024
const TICK_MS = 50

/** Messages on their way arrive, blocks are read. */
async function turns(): Promise<void> {
  for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** Asks as the planner says, of peers alone: the host is down. */
function askAsPlanned(who: Listener, pieceLength: number, pieceCount: number): void {
  const { commands } = plan({
    pieceCount,
    pieceLength,
    has: (piece) => who.held.get(piece),
    originInFlight: [],
    originReady: false,
    originFailing: true,
    originPace: undefined,
    lateMs: 0,
    cursors: [{ byte: 0, dueMs: 10_000 }],
    bytesPerSecond: pieceLength / 10,
    idle: false,
    swarm: 'met',
    swarmSize: 2,
    selfId: who.id,
    peers: who.swarm.peers(),
    peerRequests: who.swarm.requests(),
    leases: undefined,
  })
  for (const command of commands) if (command.kind === 'ask-peers') who.swarm.ask(command.asks)
}

test.each([
  [256, CAP],
  [512, CAP],
  [1024, CAP],
  [4096, CAP],
  [128, CAP / 2],
  [256, CAP / 2],
  [1024, CAP / 2],
  [4096, CAP / 2],
])(
  'two pieces of %i KiB go from one player to another at %i bytes a second, none of it twice',
  async (kib, bytesPerSecond) => {
    const pieceLength = kib * KIB
    const file = Uint8Array.from({ length: 2 * pieceLength }, (_, i) => (i * 31) ^ (i >> 8))
    const torrent = await torrentOf(file, pieceLength)
    const clock = new VirtualClock()
    const a = listener(1, 'all', file, { allowed: true, bytesPerSecond }, clock, torrent)
    const b = listener(2, 'nothing', file, { allowed: true, bytesPerSecond }, clock, torrent)
    join(a, b)
    await expect.poll(() => b.swarm.peers().some(({ has }) => has?.(pieceIndex(1)))).toBe(true)
    const leastMs = ((file.length - BURST_BYTES) / bytesPerSecond) * 1000
    while (b.arrived.size < 2 && clock.now() < leastMs + 10_000) {
      askAsPlanned(b, pieceLength, 2)
      await turns()
      clock.advance(TICK_MS)
      // Neither more than the cap nor, at the end, a byte that was not of use.
      expect(a.given()).toBeLessThanOrEqual(BURST_BYTES + (clock.now() / 1000) * bytesPerSecond)
    }
    await expect.poll(() => [...b.arrived.keys()].sort()).toEqual([0, 1])
    expect(a.given()).toBe(file.length)
  },
)

test('an urgent piece does not take a large one from the listener who has half of it', async () => {
  const pieceLength = 1024 * KIB
  const file = Uint8Array.from({ length: 2 * pieceLength }, (_, i) => i >> 3)
  const torrent = await torrentOf(file, pieceLength)
  const clock = new VirtualClock()
  const limits = { allowed: true, bytesPerSecond: CAP }
  const a = listener(1, 'all', file, limits, clock, torrent)
  const [b, c] = [2, 3].map((n) => listener(n, 'nothing', file, limits, clock, torrent)) as [Listener, Listener]
  for (const other of [b, c]) join(a, other)
  await expect.poll(() => [b, c].every(({ swarm }) => swarm.peers().some(({ has }) => has?.(pieceIndex(1))))).toBe(true)
  await expect
    .poll(() => {
      b.swarm.ask([{ piece: pieceIndex(0), peer: a.id, dueMs: 20_000 }])
      return b.swarm.requests().length
    })
    .toBe(1)
  for (let i = 0; i < 60; i++) {
    await turns()
    clock.advance(TICK_MS)
  }
  c.swarm.ask([{ piece: pieceIndex(1), peer: a.id, dueMs: 500 }])
  // It hears so at once, and can ask somebody else.
  await expect.poll(() => c.swarm.peers().map(({ declined }) => declined?.(pieceIndex(1)))).toEqual([true])
  expect(c.swarm.requests()).toEqual([])
  for (let i = 0; i < 100; i++) {
    await turns()
    clock.advance(TICK_MS)
  }
  await expect.poll(() => b.arrived.size).toBe(1)
  expect(a.given()).toBe(pieceLength)
})

test('once the allowance is spent only what is being read goes out: at most the burst that was saved up', async () => {
  const pieceLength = 1024 * KIB
  const file = new Uint8Array(pieceLength)
  const torrent = await torrentOf(file, pieceLength)
  const clock = new VirtualClock()
  const limits = { allowed: true, bytesPerSecond: CAP }
  const a = listener(1, 'all', file, limits, clock, torrent)
  const b = listener(2, 'nothing', file, limits, clock, torrent)
  let givenBytes = 0
  const given = (bytes: number): void => {
    givenBytes += bytes
    a.client.setUpload({ allowed: false, bytesPerSecond: 0 })
  }
  Object.assign(a.host, { given })
  join(a, b)
  await expect
    .poll(() => {
      b.swarm.ask([{ piece: pieceIndex(0), peer: a.id, dueMs: 20_000 }])
      return givenBytes
    })
    .toBeGreaterThan(0)
  for (let i = 0; i < 100; i++) {
    await turns()
    clock.advance(TICK_MS)
  }
  expect(givenBytes).toBe(BURST_BYTES)
})
