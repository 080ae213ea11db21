import { expect, test } from 'vitest'
import { GIVING_BURST_BYTES, GIVING_CAP, LONGEST_WAIT_MS, mbit } from './model.ts'
import { Uploads } from './uploads.ts'

const PIECE = 128 * 1024

const SOON_MS = 5_000

function uploadsOf(uplink: number) {
  const began: { request: number; doneMs: number }[] = []
  const refused: number[] = []
  const listeners = 4
  const uploads = new Uploads(
    new Float64Array(listeners).fill(mbit(uplink)),
    new Float64Array(listeners).fill(mbit(100)),
    100,
    {
      began: (request, doneMs) => began.push({ request, doneMs }),
      refused: (request) => refused.push(request),
    },
  )
  return { uploads, began, refused }
}

test('the first pieces go at the speed of the uplink, the others at the cap', () => {
  const { uploads, began } = uploadsOf(10)
  const delayMs = 20
  for (const asker of [1, 2, 3]) uploads.ask(asker, 0, asker, PIECE, delayMs, SOON_MS, true, 0)
  const done: number[] = []
  for (let at = 0; at < 3; at++) {
    const { request, doneMs } = began[at] ?? { request: -1, doneMs: -1 }
    done.push(doneMs)
    uploads.finish(request, doneMs)
  }
  const fastMs = PIECE / mbit(10)
  expect(done[0]).toBeCloseTo(2 * delayMs + fastMs, 0)
  expect(done[1]).toBeCloseTo(2 * delayMs + 2 * fastMs, 0)
  const allMs = (3 * PIECE - GIVING_BURST_BYTES) / GIVING_CAP
  expect(done[2]).toBeGreaterThan(allMs)
  expect(done[2]).toBeLessThan(allMs + 2 * delayMs + 1)
})

test('what would wait too long is refused; who needs it sooner goes before the others, and they are refused then', () => {
  const { uploads, refused } = uploadsOf(1)
  const asked: number[] = []
  while (refused.length === 0) asked.push(uploads.ask(1, 0, asked.length, PIECE, 10, SOON_MS, true, 0))
  expect(refused).toEqual(asked.slice(-1))
  const pieceMs = PIECE / GIVING_CAP
  expect((asked.length - 1) * pieceMs).toBeGreaterThan(LONGEST_WAIT_MS)
  expect((asked.length - 3) * pieceMs).toBeLessThan(LONGEST_WAIT_MS + GIVING_BURST_BYTES / GIVING_CAP)
  for (let more = 0; more < 3; more++) uploads.ask(2, 0, 50 + more, PIECE, 10, 500, true, 0)
  expect(refused.length).toBeGreaterThan(1)
  for (const request of refused) expect(uploads.asker[request]).toBe(1)
})

test('what was given before comes after what was not, where both are needed at the same time', () => {
  const { uploads, began } = uploadsOf(10)
  const first = uploads.ask(1, 0, 7, PIECE, 0, SOON_MS, true, 0)
  const again = uploads.ask(2, 0, 7, PIECE, 0, SOON_MS, true, 0)
  const other = uploads.ask(3, 0, 8, PIECE, 0, SOON_MS, true, 0)
  for (let at = 0; at < 3; at++) uploads.finish(began[at]?.request ?? -1, began[at]?.doneMs ?? 0)
  expect(began.map(({ request }) => request)).toEqual([first, other, again])
})

test('what is taken back in mid-piece is lost, and the next begins', () => {
  const { uploads, began } = uploadsOf(1)
  const first = uploads.ask(1, 0, 0, PIECE, 0, SOON_MS, true, 0)
  uploads.ask(2, 0, 1, PIECE, 0, SOON_MS, true, 0)
  uploads.cancel(first, 500)
  expect(uploads.wastedBytes).toBeCloseTo(500 * GIVING_CAP)
  expect(began).toHaveLength(2)
  expect(began[1]?.doneMs).toBeCloseTo(500 + PIECE / GIVING_CAP, 0)
})

test('who vanished sends nothing more, though the request stands', () => {
  const { uploads, began } = uploadsOf(1)
  const request = uploads.ask(1, 0, 0, PIECE, 0, SOON_MS, true, 0)
  const { generation } = uploads
  const before = generation[request]
  uploads.freeze(0)
  uploads.ask(2, 0, 1, PIECE, 0, SOON_MS, true, 100)
  expect(generation[request]).not.toBe(before)
  expect(began).toHaveLength(1)
  expect(uploads.received(request, 10_000)).toBe(0)
  expect(uploads.silentMs(request, 10_000)).toBe(10_000)
})
