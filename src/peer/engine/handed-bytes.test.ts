import { expect, test } from 'vitest'
import { START_BYTES } from '../media-start.ts'
import { HandedBytes } from './handed-bytes.ts'
import { BURST_PATIENCE_MS, BURST_STEP_MS } from './listener-position.ts'

const SPEECH = 16_000

test('who was given too little to sound is not kept waiting yet', () => {
  const handed = new HandedBytes()
  handed.give(START_BYTES - 1, START_BYTES - 1, SPEECH, 0, 1_000)
  expect([handed.bytes, handed.waitedMs(5_000), handed.patienceMs(5_000)]).toEqual([START_BYTES - 1, 0, undefined])
})

test('the wait counts from when it was enough, whatever comes after, and a cover at the beginning does not count', () => {
  const handed = new HandedBytes()
  handed.give(START_BYTES, START_BYTES, SPEECH, 40_000, 1_000)
  expect(handed.patienceMs(1_000)).toBeUndefined()
  handed.give(40_000, START_BYTES + 40_000, SPEECH, 40_000, 1_100)
  handed.give(10_000, START_BYTES + 50_000, SPEECH, 40_000, 1_200)
  expect(handed.waitedMs(1_300)).toBe(200)
  expect(handed.patienceMs(1_300)).toBe(BURST_PATIENCE_MS - 200)
  expect(handed.patienceMs(1_100 + BURST_PATIENCE_MS)).toBe(BURST_STEP_MS)
})

test('an element that spoke, or reads elsewhere, begins anew', () => {
  const handed = new HandedBytes()
  handed.give(START_BYTES, START_BYTES, SPEECH, 0, 1_000)
  handed.begin(500)
  expect([handed.bytes, handed.waitedMs(2_000)]).toEqual([500, 0])
})
