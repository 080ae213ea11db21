import { expect, test } from 'vitest'
import { parseTrackerBenchOptions } from './options.ts'

test('everything is measured in five runs, unless said otherwise', () => {
  expect(parseTrackerBenchOptions([])).toEqual({
    runs: 5,
    systems: ['bittorrent-tracker', 'wt-tracker', 'grapevine', 'grapevine-fast'],
    measures: ['throughput', 'latency', 'idle', 'stampede'],
    seconds: 8,
    json: false,
  })
  const args = ['--runs', '1', '--systems', 'grapevine, wt-tracker', '--only', 'idle', '--seconds', '3', '--json']
  expect(parseTrackerBenchOptions(args)).toEqual({
    runs: 1,
    systems: ['grapevine', 'wt-tracker'],
    measures: ['idle'],
    seconds: 3,
    json: true,
  })
})

test('what makes no sense is refused in words', () => {
  expect(() => parseTrackerBenchOptions(['--runs', '0'])).toThrow('--runs must be a whole number from 1 to 100')
  expect(() => parseTrackerBenchOptions(['--seconds', '2.5'])).toThrow('--seconds must be a whole number')
  expect(() => parseTrackerBenchOptions(['--systems', 'aquatic'])).toThrow('--systems knows bittorrent-tracker')
  expect(() => parseTrackerBenchOptions(['--only', 'beauty'])).toThrow('--only knows throughput')
})
