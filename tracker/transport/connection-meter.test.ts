import { expect, test } from 'vitest'
import { ConnectionMeter } from './connection-meter.ts'

const SECOND = 1000

/** @returns how many of so many attempts were admitted */
function come(meter: ConnectionMeter, address: string, times: number, now: number, stay: boolean): number {
  let admitted = 0
  for (let i = 0; i < times; i++) {
    if (!meter.admits(address, now)) continue
    admitted += 1
    meter.opened(address)
    if (!stay) meter.closed(address)
  }
  return admitted
}

test('an address has its sockets and some more at a time, others are not concerned', () => {
  const meter = new ConnectionMeter(200)
  expect(come(meter, '192.0.2.1', 1000, 0, true)).toBe(232)
  expect(come(meter, '192.0.2.2', 1000, 0, true)).toBe(232)
  meter.closed('192.0.2.1')
  expect(come(meter, '192.0.2.1', 10, 0, true)).toBe(1)
})

test('it may come and go ten times as often as it may have sockets, in 20 s', () => {
  const meter = new ConnectionMeter(200)
  expect(come(meter, '192.0.2.1', 5000, 0, false)).toBe(2000)
  expect(come(meter, '192.0.2.1', 5000, SECOND, false)).toBe(100)
  expect(come(meter, '192.0.2.1', 5000, 3600 * SECOND, false)).toBe(2000)
})

test('where an address may have few sockets, somebody may still look at how the tracker does', () => {
  expect(come(new ConnectionMeter(1), '192.0.2.1', 1000, 0, false)).toBe(500)
})
