import { expect, test } from 'vitest'
import { parseCrowdOptions } from './options.ts'

test('few listeners join 2 s apart, many 1.5 s, unless said otherwise', () => {
  expect(parseCrowdOptions(['--n', '6']).gapSeconds).toBe(2)
  expect(parseCrowdOptions([]).gapSeconds).toBe(1.5)
  expect(parseCrowdOptions(['--n', '24', '--gap', '1']).gapSeconds).toBe(1)
  expect(parseCrowdOptions([]).pagesFirst).toBe(false)
  expect(parseCrowdOptions(['--pages-first']).pagesFirst).toBe(true)
})

test('every system is measured once at fourfold speed, unless said otherwise', () => {
  const { systems, rounds, rate, n } = parseCrowdOptions([])
  expect({ systems, rounds, rate, n }).toEqual({
    systems: ['http', 'webtorrent', 'p2p-media-loader', 'grapevine'],
    rounds: 1,
    rate: 4,
    n: 10,
  })
  expect(parseCrowdOptions(['--systems', 'grapevine,http']).systems).toEqual(['grapevine', 'http'])
})

test('what makes no sense is refused in words', () => {
  expect(() => parseCrowdOptions(['--n', '0'])).toThrow('--n must be a number from 1 to 200')
  expect(() => parseCrowdOptions(['--n', '2.5'])).toThrow('--n must be a whole number')
  expect(() => parseCrowdOptions(['--rate', 'fast'])).toThrow('--rate must be a number')
  expect(() => parseCrowdOptions(['--systems', 'gnutella'])).toThrow('--systems knows http, webtorrent')
})
