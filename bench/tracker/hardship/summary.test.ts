import { expect, test } from 'vitest'
import { type Besides, hardshipLine, sumUpHardship } from './summary.ts'

/** 98 offers take 1 ms, two take longer: the 99th hundredth is the faster of these. */
const look = (slowMs: number, serverLoad: number) => ({
  offerTimes: [slowMs, slowMs + 10, ...Array<number>(98).fill(1)],
  serverLoad,
})
const round = (aloneMs: number, besideMs: number, connections: number): Besides => ({
  hardship: 'connection-flood',
  alone: look(aloneMs, 0.1),
  onset: look(besideMs + 1, 0.9),
  beside: look(besideMs, 0.9),
  counts: { connections },
})

test('a ratio is that of two looks of one round, and the median of these counts', () => {
  const summary = sumUpHardship('connection-flood', [round(2, 3, 100), round(4, 20, 300), round(10, 11, 200)])
  expect(summary).toEqual({
    hardship: 'connection-flood',
    aloneP99Ms: 4,
    besideP99Ms: 11,
    ratio: 1.5,
    ratios: [1.5, 5, 1.1],
    onsetP99Ms: 12,
    besideWorstMs: 21,
    aloneLoad: 0.1,
    besideLoad: 0.9,
    offersDelivered: 100,
    connections: 200,
  })
})

test('memory is that of all sockets together, and of one', () => {
  const seen = { idle: 19_500, busy: 500, empty: 50e6, full: 250e6, staying: 19_000, after: 240e6 }
  expect(hardshipLine('ws', seen, [round(2, 3, 100)])).toMatchObject({
    transport: 'ws',
    emptyMegabytes: 50,
    residentMegabytes: 250,
    bytesPerSocket: 10_000,
    afterMegabytes: 240,
    hardships: [{ hardship: 'connection-flood', ratio: 1.5 }],
  })
})
