import { isIP } from 'node:net'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseIpAddress } from './ip-address.ts'

const hex = (text: string) =>
  parseIpAddress(text)
    ?.map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')

test.each([
  ['192.0.2.1', 'c0000201'],
  ['255.255.255.255', 'ffffffff'],
  ['::', '0'.repeat(32)],
  ['::1', `${'0'.repeat(31)}1`],
  ['2001:db8:1234:5678:11:2233:4455:6677', '20010db8123456780011223344556677'],
  ['2001:DB8::7', `20010db8${'0'.repeat(23)}7`],
  ['fe80::1%eth0', `fe80${'0'.repeat(27)}1`],
  ['64:ff9b::192.0.2.1', '0064ff9b0000000000000000c0000201'],
])('%s is %s', (text, bytes) => {
  expect(hex(text)).toBe(bytes)
})

test('an IPv4 address on a socket for both families is an IPv4 address', () => {
  expect(hex('::ffff:192.0.2.1')).toBe('c0000201')
  expect(hex('::ffff:c000:201')).toBe('c0000201')
})

test.each([
  '1.2.3.4::',
  '::1.2.3.4:5',
  '01.2.3.4',
  '1.2.3',
  '1.2.3.4.',
  '256.1.1.1',
  '1:2:3:4:5:6:7:8::',
  ':::',
  '',
  'x',
])('%s is no address', (text) => {
  expect(parseIpAddress(text)).toBeUndefined()
})

test('what Node takes for an address is one, and nothing else', () => {
  const nearly = fc.string({ unit: fc.constantFrom(...'0125:.f'), maxLength: 24 })
  const part = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom(':', '::', '.', '0', 'ffff', '%eth0'))
  const joined = fc.array(part, { maxLength: 3 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), nearly, joined), (text) => {
      expect(parseIpAddress(text) !== undefined).toBe(isIP(text) !== 0)
    }),
    { numRuns: 5000 },
  )
})
