import { expect, test } from 'vitest'
import { type ListReadings, listViewOf } from './tracker-view.ts'

const list = (size: number, ok: number, failed: number, lastGoodAt: number | undefined): ListReadings => ({
  size,
  reads: { ok, failed, lastGoodAt },
})
const unixMsOf = (at: number) => 1_800_000_000_000 + at

test('several lists are told of as one, which is as old as the oldest of them', () => {
  expect(listViewOf([list(50, 3, 0, 9000), list(7, 10, 2, 4000)], unixMsOf)).toEqual({
    files: 57,
    reads: { ok: 13, failed: 2 },
    readAtSeconds: 1_800_000_004,
  })
})

test('as long as one was never read there is no time of the last good reading', () => {
  expect(listViewOf([list(50, 3, 0, 9000), list(0, 0, 2, undefined)], unixMsOf)).toMatchObject({
    files: 50,
    readAtSeconds: undefined,
  })
})

test('before any list is there, there is none, and no time', () => {
  expect(listViewOf([], unixMsOf)).toEqual({ files: 0, reads: { ok: 0, failed: 0 }, readAtSeconds: undefined })
})
