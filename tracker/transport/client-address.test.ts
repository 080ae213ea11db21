import { expect, test } from 'vitest'
import { addressKey, clientAddress } from './client-address.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
  ['2001:db8::7', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['192.0.2.7:5678', '192.0.2.7'],
  ['[2001:db8:1:2::7]:5678', '2001:db8:1:2::/64'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['0:0:0:0:0:ffff:c000:0207', '192.0.2.7'],
  [undefined, 'unknown'],
])('%s counts as %s', (remote, group) => {
  expect(clientAddress(remote, undefined, 0)).toBe(group)
})

test('what a header says counts only behind a proxy, and only what the proxy wrote', () => {
  expect(clientAddress('192.0.2.7', '198.51.100.1', 0)).toBe('192.0.2.7')
  expect(clientAddress('127.0.0.1', '10.0.0.1, 198.51.100.1', 1)).toBe('198.51.100.1')
  expect(clientAddress('127.0.0.1', undefined, 1)).toBe('127.0.0.1')
  expect(clientAddress('127.0.0.1', ' , ', 1)).toBe('127.0.0.1')
})

test('a header of junk is a short key like any other', () => {
  for (const junk of ['x'.repeat(10_000), ':'.repeat(10_000), `${'f:'.repeat(5000)}:1`, `${'1'.repeat(9000)}:`]) {
    expect(clientAddress('127.0.0.1', junk, 1).length).toBeLessThanOrEqual(64)
  }
})

test('behind two proxies the entry that the outer one wrote counts, whatever the client wrote before it', () => {
  expect(clientAddress('127.0.0.1', '203.0.113.9, 198.51.100.1, 10.0.0.2', 2)).toBe('198.51.100.1')
  expect(clientAddress('127.0.0.1', '10.0.0.2', 2)).toBe('127.0.0.1')
})

test.each([
  [[192, 0, 2, 7], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 7], true],
  [
    [0x20, 1, 0xd, 0xb8, 0, 1, 0, 2, 9, 9, 9, 9, 9, 9, 9, 9],
    [0x20, 1, 0xd, 0xb8, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1],
    true,
  ],
  [
    [0x20, 1, 0xd, 0xb8, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1],
    [0x20, 1, 0xd, 0xb8, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1],
    false,
  ],
  [[192, 0, 2, 7], [192, 0, 2, 8], false],
])('as bytes, %j and %j: the same %s', (one, other, isSame) => {
  expect(addressKey(Uint8Array.from(one)) === addressKey(Uint8Array.from(other))).toBe(isSame)
})
