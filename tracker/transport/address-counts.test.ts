import { expect, test } from 'vitest'
import { AddressCounts } from './address-counts.ts'

const [HERE, THERE] = ['192.0.2.1', '192.0.2.2']

test('sockets are counted by address, and nothing is kept of an address without any', () => {
  const counts = new AddressCounts(1200)
  counts.add(HERE)
  counts.add(HERE)
  counts.remove(HERE)
  expect([counts.of(HERE), counts.of(THERE)]).toEqual([1, 0])
  counts.remove(HERE)
  expect(counts.of(HERE)).toBe(0)
})

test('from its second socket on an address has one allowance for all, which allows a twelfth of it at once', () => {
  const counts = new AddressCounts(1200)
  expect(counts.allowance(HERE, 0)).toBeUndefined()
  counts.add(HERE)
  const shared = counts.allowance(HERE, 0)
  counts.add(HERE)
  expect(counts.allowance(HERE, 0)).toBe(shared)
  expect(counts.allowance(THERE, 0)).toBeUndefined()
  expect(Array.from({ length: 100 }, () => shared?.take(0)).at(-1)).toBe('pass')
  expect(shared?.take(0)).toBe('first-drop')
  counts.remove(HERE)
  counts.remove(HERE)
  counts.add(HERE)
  expect(counts.allowance(HERE, 0)).not.toBe(shared)
})
