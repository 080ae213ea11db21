import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Levels, PEAKS } from './levels.ts'
import type { Sound } from './sound.ts'

const RATE = 1_000
const tone = (seconds: number, loudness: number): Sound => ({
  channelData: [Float32Array.from({ length: seconds * RATE }, (_, i) => (i % 2 === 0 ? loudness : -loudness))],
  sampleRate: RATE,
})
function waveform(...sounds: readonly Sound[]) {
  const levels = new Levels()
  for (const sound of sounds) levels.add(sound)
  return levels.waveform()
}

test('a peak is as high as its share of the time is loud, against the loudest', () => {
  const { durationSeconds, peaks } = waveform(tone(40, 0.5), tone(40, 0.25), tone(40, 0))
  expect(durationSeconds).toBe(120)
  expect(peaks).toHaveLength(PEAKS)
  expect([peaks[100], peaks[400], peaks[700]]).toEqual([255, 128, 0])
})

test('one short crack does not flatten the rest', () => {
  const { peaks } = waveform(tone(60, 0.2), tone(0.05, 1), tone(60, 0.2))
  expect(Math.max(...peaks)).toBe(255)
  expect(peaks.filter((peak) => peak >= 254).length).toBeGreaterThan(PEAKS / 2)
})

test('the drawing is the same for a quiet recording and a loud one, and silence is flat', () => {
  expect(waveform(tone(60, 0.01), tone(60, 0.002)).peaks).toEqual(waveform(tone(60, 1), tone(60, 0.2)).peaks)
  expect(new Set(waveform(tone(60, 0.0001)).peaks)).toEqual(new Set([0]))
})

test('a few seconds have fewer peaks, nothing has none', () => {
  expect(waveform(tone(2, 0.5)).peaks).toHaveLength(40)
  expect(waveform().peaks).toEqual([])
  expect(waveform({ channelData: [], sampleRate: 0 }).peaks).toEqual([])
})

test('all channels count, and samples that are no numbers are silence', () => {
  const [one = new Float32Array(0)] = tone(60, 0.5).channelData
  const quiet = { channelData: [one, new Float32Array(one.length)], sampleRate: RATE }
  expect(waveform(tone(60, 0.5), quiet).peaks.at(-1)).toBe(Math.round(255 * Math.SQRT1_2))
  const broken = { channelData: [new Float32Array(one.length).fill(Number.NaN)], sampleRate: RATE }
  expect(waveform(tone(60, 0.5), broken).peaks.at(-1)).toBe(0)
})

test('twelve hours keep their shape: windows grow, memory does not', () => {
  const levels = new Levels()
  for (let hour = 0; hour < 12; hour++) {
    for (let part = 0; part < 60; part++) levels.add({ ...tone(6, hour < 6 ? 0.5 : 0.1), sampleRate: 100 })
  }
  const { durationSeconds, peaks } = levels.waveform()
  expect(durationSeconds).toBe(12 * 3_600)
  expect(peaks).toHaveLength(PEAKS)
  expect([peaks[10], peaks[390], peaks[410], peaks[790]]).toEqual([255, 255, 51, 51])
})

test('how the sound is cut up does not matter', () => {
  const all = Float32Array.from({ length: 90_000 }, (_, i) => Math.sin(i / 7) * Math.sin(i / 9_000))
  const whole = waveform({ channelData: [all], sampleRate: RATE })
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 10 }), (cuts) => {
      const ends = [...cuts, all.length].sort((a, b) => a - b)
      const parts = ends.map((end, i) => ({ channelData: [all.subarray(ends[i - 1] ?? 0, end)], sampleRate: RATE }))
      const { durationSeconds, peaks } = waveform(...parts)
      expect(durationSeconds).toBe(whole.durationSeconds)
      peaks.forEach((peak, i) => {
        expect(Math.abs(peak - (whole.peaks[i] ?? 0))).toBeLessThanOrEqual(1)
      })
    }),
    { numRuns: 20 },
  )
})
