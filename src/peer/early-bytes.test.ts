import { expect, test } from 'vitest'
import { EarlyBytes } from './early-bytes.ts'
import { START_BYTES } from './media-start.ts'
import type { Origin, OriginOutcome } from './origin/origin.ts'
import { VirtualClock } from './signal/testing/virtual-clock.ts'
import { StreamError } from './stream/byte-stream.ts'

const MIB = 1 << 20
const FOREVER = new AbortController().signal

interface Request {
  readonly from: number
  readonly to: number
  readonly signal: AbortSignal
  /** Bytes arrive: each is the low byte of its offset. */
  send(bytes: number): void
  end(outcome?: OriginOutcome): void
}

function setUp() {
  const requests: Request[] = []
  const origin: Origin = {
    fetchRange: (from, to, { signal, onBytes }) =>
      new Promise((resolve) => {
        let at = from
        requests.push({
          from,
          to,
          signal,
          send: (bytes) => {
            onBytes?.(
              at,
              Uint8Array.from({ length: bytes }, (_, i) => (at + i) & 0xff),
            )
            at += bytes
          },
          end: (outcome = { kind: 'ok' }) => resolve(outcome),
        })
      }),
  }
  let refused = 0
  const aborter = new AbortController()
  const early = new EarlyBytes(origin, new VirtualClock(), aborter.signal, () => {
    refused += 1
  })
  return { requests, early, aborter, refused: () => refused }
}

/** Reads to the end of one request while `host` plays. @returns how many bytes came, and whether each is what it should be. */
async function read(early: EarlyBytes, from: number, to: number, host: () => void, leastBytes = 0) {
  let at = from
  let right = true
  const reading = (async () => {
    for await (const chunk of early.read(from, to, FOREVER, leastBytes)) {
      right &&= chunk[0] === (at & 0xff)
      at += chunk.length
    }
  })()
  await Promise.resolve()
  host()
  await reading
  return { bytes: at - from, right }
}

test('one request covers what it takes to sound, begun before anybody reads', async () => {
  const { early, requests } = setUp()
  early.prefetch()
  early.prefetch()
  expect(requests.map(({ from, to }) => [from, to])).toEqual([[0, START_BYTES]])
  const heard = await read(early, 0, 10 * MIB, () => {
    requests[0]?.send(START_BYTES)
    requests[0]?.end()
  })
  expect(heard).toEqual({ bytes: START_BYTES, right: true })
  expect(requests.length).toBe(1)
})

test('a reader asks for as much as it says at least', async () => {
  const { early, requests } = setUp()
  const host = (): void => {
    requests[0]?.send(300_000)
    requests[0]?.end()
  }
  expect(await read(early, 100, 10 * MIB, host, 300_000)).toEqual({ bytes: 300_000, right: true })
})

test('it goes on playing past what it can remember', async () => {
  const { early, requests } = setUp()
  for (let part = 0; part < 20; part++) {
    const host = (): void => {
      requests[part]?.send(MIB)
      requests[part]?.end()
    }
    expect(await read(early, part * MIB, 100 * MIB, host, MIB)).toEqual({ bytes: MIB, right: true })
  }
  let remembered = 0
  early.handOver((_offset, bytes) => {
    remembered += bytes.length
  })
  expect(remembered).toBeGreaterThan(6 * MIB)
  expect(remembered).toBeLessThanOrEqual(9 * MIB)
})

test('what came goes to the engine, and what still comes too', async () => {
  const { early, requests } = setUp()
  early.prefetch()
  requests[0]?.send(1_000)
  const taken: [number, number][] = []
  const underWay = early.handOver((offset, bytes) => taken.push([offset, bytes.length]))
  expect(underWay.map(({ from, to }) => [from, to])).toEqual([[0, START_BYTES]])
  requests[0]?.send(500)
  expect(taken).toEqual([
    [0, 1_000],
    [1_000, 500],
  ])
})

test('what came of a request under way is said, and the engine may end it', async () => {
  const { early, requests, aborter } = setUp()
  early.prefetch()
  requests[0]?.send(1_000)
  const [request] = early.handOver(() => {})
  expect(request?.reached).toBe(1_000)
  expect(requests[0]?.signal.aborted).toBe(false)
  request?.abort()
  expect(requests[0]?.signal.aborted).toBe(true)
  const other = setUp()
  other.early.prefetch()
  other.aborter.abort()
  expect(other.requests[0]?.signal.aborted).toBe(true)
  expect(aborter.signal.aborted).toBe(false)
})

test('a host that does not deliver is an error in words; one that sends the whole file is told of', async () => {
  const { early, requests, refused } = setUp()
  const failing = read(early, 0, MIB, () => requests[0]?.end({ kind: 'unreachable', detail: 'gone' }))
  await expect(failing).rejects.toThrow(StreamError)
  expect(refused()).toBe(0)
  await expect(read(early, 0, MIB, () => requests[1]?.end({ kind: 'ignored-range' }))).rejects.toThrow(StreamError)
  expect(refused()).toBe(1)
})
