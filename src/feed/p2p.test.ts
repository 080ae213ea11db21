import { expect, test } from 'vitest'
import { parseLength, parseMagnet } from './p2p.ts'

const HEX = '0123456789abcdef0123456789abcdef01234567'

test('a magnet link gives its info hash in lower case and its WebSocket trackers, once each', () => {
  const uri = `MAGNET:?dn=x&xt=urn:btih:${HEX.toUpperCase()}&tr=wss%3A%2F%2Fa.example%2F&tr.1=ws://b.example/t&tr=wss://a.example/&tr=udp://c.example&tr=::`
  expect(parseMagnet(uri)).toEqual({ infoHash: HEX, trackers: ['wss://a.example/', 'ws://b.example/t'] })
})

test('an info hash in base32 is the same hash', () => {
  expect(parseMagnet('magnet:?xt=urn:btih:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH')?.infoHash).toBe(HEX)
})

test.each(['', 'magnet:?', 'https://x.example/', 'magnet:?xt=urn:btih:123', `magnet:?xt=urn:btmh:1220${HEX}`])(
  '%j names no info hash',
  (uri) => expect(parseMagnet(uri)).toBeUndefined(),
)

test.each([
  ['1000', 1000],
  ['0', undefined],
  ['1', undefined],
  ['-3', undefined],
  ['1e9', undefined],
  ['99999999999999999999', undefined],
  [undefined, undefined],
])('length %j is %s bytes', (text, expected) => expect(parseLength(text)).toBe(expected))
