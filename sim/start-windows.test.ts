import { expect, test } from 'vitest'
import { StartWindows } from './start-windows.ts'
import { makeEpisode } from './trace.ts'

test('ten seconds from the playhead are the start window, less what is held already', () => {
  const windows = new StartWindows(2, makeEpisode(10, 128, 128))
  windows.open(0, 0, () => 0)
  windows.open(1, 1_000_000, () => 60_000)
  expect(windows.windowBytes).toBe(160_000 + 100_000)
})

test('of a high bitrate it is 160 kB, and never more than is left of the file', () => {
  const windows = new StartWindows(1, makeEpisode(10, 1_000, 128))
  windows.open(0, 0, () => 0)
  windows.open(0, 75_000_000 - 50_000, () => 0)
  expect(windows.windowBytes).toBe(160_000 + 50_000)
})

test('bytes outside count as such, and so do those inside that are sent again', () => {
  const windows = new StartWindows(1, makeEpisode(10, 128, 128))
  windows.open(0, 100_000, () => 0)
  windows.count(0, 0, 131_072)
  expect([windows.insideBytes, windows.outsideBytes]).toEqual([31_072, 100_000])
  windows.count(0, 131_072, 262_144)
  windows.count(0, 131_072, 262_144)
  expect(windows.insideBytes).toBe(160_000)
  expect(windows.outsideBytes).toBe(100_000 + 2_144 + 131_072)
})
