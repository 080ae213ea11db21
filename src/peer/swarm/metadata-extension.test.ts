import fc from 'fast-check'
import { expect, test } from 'vitest'
import { infoBytes, METADATA_PIECE_BYTES, MetadataForPeer, parseMetadataRequest } from './metadata-extension.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (from: Uint8Array): string => new TextDecoder('latin1').decode(from)
const request = (piece: number): Uint8Array => bytes(`d8:msg_typei0e5:piecei${piece}ee`)

test('the info dict is taken as it stands', () => {
  expect(text(infoBytes(bytes('d4:infod4:name1:xe3:urli1ee')))).toBe('d4:name1:xe')
  expect(infoBytes(bytes('rubbish'))).toHaveLength(0)
})

test('requests are read, and nothing else is', () => {
  expect(parseMetadataRequest(request(3))).toBe(3)
  expect(parseMetadataRequest(bytes('d8:msg_typei1e5:piecei0ee'))).toBeUndefined()
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (any) => void parseMetadataRequest(any)))
})

test('each piece is given with the size of the whole, at most twice; then refused', () => {
  const info = new Uint8Array(METADATA_PIECE_BYTES + 5).fill(0x78)
  const peer = new MetadataForPeer(info)
  for (let round = 0; round < 2; round++) {
    expect(peer.answer(request(0), true)?.givenBytes).toBe(METADATA_PIECE_BYTES)
    const last = peer.answer(request(1), true)
    expect(text(last?.message ?? info)).toBe('d8:msg_typei1e5:piecei1e10:total_sizei16389eexxxxx')
    expect(last?.givenBytes).toBe(5)
  }
  expect(text(peer.answer(request(1), true)?.message ?? info)).toBe('d8:msg_typei2e5:piecei1ee')
  expect(new MetadataForPeer(info).answer(request(1), true)?.givenBytes).toBe(5)
})

test('what is not there is refused, and everything while nothing may be given', () => {
  const peer = new MetadataForPeer(new Uint8Array(10))
  for (const piece of [1, -1, 2 ** 40]) {
    expect(text(peer.answer(request(piece), true)?.message ?? new Uint8Array(0))).toBe(
      `d8:msg_typei2e5:piecei${piece}ee`,
    )
  }
  expect(peer.answer(request(0), false)?.givenBytes).toBe(0)
})
