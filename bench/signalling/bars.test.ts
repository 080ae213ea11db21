import { expect, test } from 'vitest'
import { barsOf, type Cost } from './bars.ts'

const cost = (system: string, connections: number, bytes: number, ms: number): Cost => ({
  system,
  peerConnectionsPerPair: connections,
  trackerBytesPerPair: bytes,
  firstConnectedMedianMs: ms,
})

test('ours is held against the stock pages of the same swarms', () => {
  const bars = barsOf([
    cost('grapevine', 2.3, 2_000, 300),
    cost('grapevine mixed', 2.31, 5_001, 300),
    cost('stock', 9, 10_000, 1_000),
    cost('stock mixed', 9, 10_000, 600),
  ])
  expect(bars.map(({ system, figure, value, atMost, met }) => [system, figure, value, atMost, met])).toEqual([
    ['grapevine', 'peerConnectionsPerPair', 2.3, 2.3, true],
    ['grapevine', 'trackerBytesOfStock', 0.2, 0.5, true],
    ['grapevine', 'firstConnectedOfStock', 0.3, 0.5, true],
    ['grapevine mixed', 'peerConnectionsPerPair', 2.31, 2.3, false],
    ['grapevine mixed', 'trackerBytesOfStock', 0.5, 0.5, false],
    ['grapevine mixed', 'firstConnectedOfStock', 0.5, 0.5, true],
  ])
})

test('where nobody met anybody no bar is met', () => {
  const bars = barsOf([cost('grapevine', Number.NaN, Number.NaN, Infinity), cost('stock', 9, 10_000, 1_000)])
  expect(bars.map(({ met }) => met)).toEqual([false, false, false])
})
