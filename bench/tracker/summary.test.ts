import { expect, test } from 'vitest'
import { lineOf, mediansOf } from './summary.ts'

const RUNS = [{ messagesPerCpuSecond: 30_000 }, { offerP99Ms: 1.23456 }, { messagesPerCpuSecond: 50_000, timeouts: 0 }]

test('each figure is the median of the runs that have it', () => {
  expect(mediansOf([...RUNS, { messagesPerCpuSecond: 31_000 }])).toEqual({
    messagesPerCpuSecond: 31_000,
    offerP99Ms: 1.23,
    timeouts: 0,
  })
})

test('a line has every run, and what is compared as a ratio to the stock tracker', () => {
  expect(lineOf('grapevine', RUNS, { messagesPerCpuSecond: 20_000 })).toEqual({
    system: 'grapevine',
    messagesPerCpuSecond: 40_000,
    offerP99Ms: 1.23,
    timeouts: 0,
    timesStock: { messagesPerCpuSecond: 2 },
    runs: { messagesPerCpuSecond: [30_000, 50_000], offerP99Ms: [1.23] },
  })
  expect(lineOf('grapevine', RUNS, undefined).timesStock).toEqual({})
})
