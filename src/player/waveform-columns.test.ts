import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { waveformColumns } from './waveform-columns.ts'

const columns = (peaks: ArrayLike<number>, count: number) =>
  [...waveformColumns(peaks, count)].map((height) => Math.round(height * 100))

test('a bar is the mean of its share of the peaks', () => {
  expect(columns([0, 0, 100, 100, 0, 200, 0, 0], 4)).toEqual([0, 100, 100, 0])
})

test('steady talk is stretched: pauses and accents are seen', () => {
  const talk = Array.from({ length: 40 }, (_, i) => (i === 20 ? 40 : i % 2 === 0 ? 200 : 220))
  const [loud = 0, louder = 0] = columns(talk, 40)
  expect(louder).toBe(100)
  expect(loud).toBeLessThan(75)
  expect(loud).toBeGreaterThan(50)
  expect(columns(talk, 40)[20]).toBe(0)
})

test('fewer peaks than bars are spread over them', () => {
  expect(columns([0, 100], 6)).toEqual([0, 0, 0, 100, 100, 100])
})

test('no peaks, no room: no bars; silence: bars of no height', () => {
  expect(columns([], 10)).toEqual([])
  expect(columns([1, 2], 0)).toEqual([])
  expect(columns([1, 2], -1)).toEqual([])
  expect(columns(new Uint8Array(8), 4)).toEqual([0, 0, 0, 0])
})

test('every height is from 0 to 1, and what is louder is never lower', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 900 }), fc.integer({ min: 0, max: 400 }), (peaks, count) => {
      const heights = waveformColumns(peaks, count)
      expect(heights.every((height) => height >= 0 && height <= 1)).toBe(true)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (peaks) => {
      const heights = [...waveformColumns(peaks, peaks.length)]
      const byPeak = [...peaks.keys()].sort((a, b) => (peaks[a] ?? 0) - (peaks[b] ?? 0)).map((i) => heights[i] ?? 0)
      expect(byPeak).toEqual([...byPeak].sort((a, b) => a - b))
    }),
  )
})
