import { expect, test } from 'vitest'
import { Reconnecting } from './reconnecting.ts'

const LOST = 1006
const RESTARTS = 1012
const FULL = 1013

test('a lost tracker is tried again within seconds, ever less often, for ever', () => {
  expect(new Reconnecting().closed(LOST, 0, 0)).toBe(500)
  expect(new Reconnecting().closed(LOST, 0, 1)).toBe(1_500)
  const reconnecting = new Reconnecting()
  expect([0, 1, 2, 3, 4, 5].map((now) => reconnecting.closed(LOST, now, 0.5))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 16_000,
  ])
  for (let n = 0; n < 2_000; n++) expect(reconnecting.closed(LOST, n, 1)).toBe(24_000)
})

test('one that restarts is tried almost at once, then several times a second for three seconds, then like any other', () => {
  const reconnecting = new Reconnecting()
  expect(reconnecting.closed(RESTARTS, 10_000, 1)).toBe(400)
  expect(reconnecting.closed(LOST, 10_400, 0)).toBe(250)
  expect(reconnecting.closed(LOST, 10_650, 1)).toBe(500)
  expect(reconnecting.closed(LOST, 12_999, 1)).toBe(500)
  expect(reconnecting.closed(LOST, 13_000, 1)).toBe(1_500)
  expect(reconnecting.closed(LOST, 14_500, 1)).toBe(3_000)
})

test('players that are told to come back at one moment do not all come at one moment', () => {
  const waits = [0, 0.25, 0.5, 1].map((random) => new Reconnecting().closed(RESTARTS, 0, random))
  expect(waits).toEqual([0, 100, 200, 400])
})

test('one that only ever says that it restarts is believed once', () => {
  const reconnecting = new Reconnecting()
  let now = 0
  const waits: number[] = []
  for (let n = 0; n < 12; n++) {
    const wait = reconnecting.closed(RESTARTS, now, 1)
    waits.push(wait)
    now += wait
  }
  expect(waits).toEqual([400, 500, 500, 500, 500, 500, 500, 1_500, 3_000, 6_000, 12_000, 24_000])
})

test('it is believed again once it has said something', () => {
  const reconnecting = new Reconnecting()
  reconnecting.closed(RESTARTS, 0, 0.5)
  expect(reconnecting.closed(RESTARTS, 1, 0.5)).toBe(375)
  reconnecting.heard()
  expect(reconnecting.closed(RESTARTS, 2, 0.5)).toBe(200)
})

test('a restart is over once the tracker speaks: lost after that, it is lost', () => {
  const reconnecting = new Reconnecting()
  reconnecting.closed(RESTARTS, 0, 0.5)
  reconnecting.heard()
  expect(reconnecting.closed(LOST, 500, 0.5)).toBe(1_000)
})

test('a full one is left alone for longer, also in the middle of a restart', () => {
  const reconnecting = new Reconnecting()
  reconnecting.closed(RESTARTS, 0, 0.5)
  expect(reconnecting.closed(FULL, 100, 0.5)).toBe(8_000)
  expect(reconnecting.closed(FULL, 8_100, 0)).toBe(8_000)
  for (let n = 0; n < 20; n++) reconnecting.closed(FULL, 9_000, 1)
  expect(reconnecting.closed(FULL, 9_000, 1)).toBe(96_000)
})

test('one that goes away without asking us back counts as lost', () => {
  expect(new Reconnecting().closed(1001, 0, 0.5)).toBe(1_000)
})
