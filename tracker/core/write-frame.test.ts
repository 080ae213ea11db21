import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hexToBinaryString, type InfoHash, type PeerId, WIRE_IDS } from '../../src/shared/ids.ts'
import { encodeTrackerMessage, type OfferId, type TrackerMessage } from '../../src/shared/wire/tracker.ts'
import { idToken, textToken, utf8Bytes } from './json-bytes.ts'
import { writeFrame } from './write-frame.ts'

const decoded = (bytes: string) => new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, byteOf))
const byteOf = (char: string) => {
  if (char.charCodeAt(0) > 255) throw new Error('not a byte')
  return char.charCodeAt(0)
}

const id = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 20, maxLength: 20 })
  .map((bytes) => String.fromCharCode(...bytes))
const text = fc.string({ unit: 'grapheme', maxLength: 50 })

test('any text comes out of its bytes as it was', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(decoded(utf8Bytes(value))).toBe(value)
    }),
  )
  for (const value of ['', 'é', '€', '😀', '\u007f\u0080\u07ff\u0800\uffff'])
    expect(decoded(utf8Bytes(value))).toBe(value)
})

test('ids and texts are tokens of JSON, lone surrogates too', () => {
  fc.assert(
    fc.property(id, (value) => {
      expect(JSON.parse(decoded(idToken(value)))).toBe(value)
    }),
  )
  for (const value of ['"\\\u0000\u001f', '\ud800', 'v=0\r\n'])
    expect(JSON.parse(decoded(textToken(value)))).toBe(value)
})

test('a description that is handed on says what the plain writer would have said', () => {
  const message = fc.record({
    type: fc.constantFrom('offer', 'answer'),
    infoHash: id,
    peerId: id,
    offerId: id,
    sdp: fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
    directed: fc.constantFrom(true, undefined),
  })
  fc.assert(
    fc.property(message, (fields) => {
      const said = fields as unknown as TrackerMessage
      expect(JSON.parse(decoded(writeFrame(said)))).toEqual(JSON.parse(encodeTrackerMessage(said, WIRE_IDS)))
    }),
  )
})

test('so do all others', () => {
  const infoHash = hexToBinaryString('00ff7f80'.repeat(5)) as InfoHash
  const peerId = hexToBinaryString('e9'.repeat(20)) as PeerId
  const messages: readonly TrackerMessage[] = [
    { type: 'announced', infoHash, intervalSeconds: 120, complete: 1, incomplete: 2, peers: [peerId], stock: [] },
    { type: 'refused', infoHash, peerId, offerId: peerId as unknown as OfferId },
    { type: 'scraped', files: new Map([[infoHash, { complete: 1, incomplete: 0, downloaded: 0 }]]) },
    { type: 'failure', action: 'announce', reason: 'no “words”', infoHash, code: 'unlisted' },
  ]
  for (const message of messages) expect(decoded(writeFrame(message))).toBe(encodeTrackerMessage(message, WIRE_IDS))
})
