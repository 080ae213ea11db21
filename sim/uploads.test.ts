import { expect, test } from 'vitest'
import { GIVING_BURST_BYTES, GIVING_CAP, mbit } from './model.ts'
import { Uploads } from './uploads.ts'

const PIECE = 128 * 1024

function uploadsOf(uplink: number) {
  const began: { request: number; doneMs: number }[] = []
  const listeners = 4
  const uploads = new Uploads(
    new Float64Array(listeners).fill(mbit(uplink)),
    new Float64Array(listeners).fill(mbit(100)),
    (request, doneMs) => began.push({ request, doneMs }),
  )
  return { uploads, began }
}

test('the first pieces go at the speed of the uplink, the others at the cap', () => {
  const { uploads, began } = uploadsOf(10)
  const delayMs = 20
  for (const asker of [1, 2, 3]) uploads.ask(asker, 0, 0, PIECE, delayMs, true, 0)
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

test('who has more than three seconds of work says no', () => {
  const { uploads } = uploadsOf(1)
  let asked = 0
  while (!uploads.isFull(0, 0) && asked < 50) {
    uploads.ask(1, 0, asked, PIECE, 10, true, 0)
    asked += 1
  }
  const bytes = asked * PIECE
  expect(bytes / GIVING_CAP).toBeGreaterThan(3_000)
  expect((bytes - PIECE) / GIVING_CAP).toBeLessThan(3_000 + GIVING_BURST_BYTES / GIVING_CAP)
})

test('what is taken back in mid-piece is lost, and the next begins', () => {
  const { uploads, began } = uploadsOf(1)
  const first = uploads.ask(1, 0, 0, PIECE, 0, true, 0)
  uploads.ask(2, 0, 1, PIECE, 0, true, 0)
  uploads.cancel(first, 500)
  expect(uploads.wastedBytes).toBeCloseTo(500 * GIVING_CAP)
  expect(began).toHaveLength(2)
  expect(began[1]?.doneMs).toBeCloseTo(500 + PIECE / GIVING_CAP, 0)
})

test('who vanished sends nothing more, though the request stands', () => {
  const { uploads, began } = uploadsOf(1)
  const request = uploads.ask(1, 0, 0, PIECE, 0, true, 0)
  const { generation } = uploads
  const before = generation[request]
  uploads.freeze(0)
  uploads.ask(2, 0, 1, PIECE, 0, true, 100)
  expect(generation[request]).not.toBe(before)
  expect(began).toHaveLength(1)
  expect(uploads.received(request, 10_000)).toBe(0)
  expect(uploads.silentMs(request, 10_000)).toBe(10_000)
})
