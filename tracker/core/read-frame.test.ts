import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeClientMessage, parseClientMessage, WIRE_LIMITS } from '../../src/shared/wire/tracker.ts'
import { hashOf, offerIdOf, peerOf } from '../testing/ids.ts'
import { bytesOfHex } from './byte-ids.ts'
import { exciseDescriptions } from './description-tokens.ts'
import { readFrame } from './read-frame.ts'
import { textOfBytes, utf8Bytes } from './utf8-bytes.ts'

const [SHOW, A, B] = [hashOf(0xe9), peerOf(0x22), peerOf(0x80)]
const SDP = 'v=0\r\no=- 1 "quoted \\" é 😀\r\n'
const offers = [0, 1, 2].map((n) => ({ offerId: offerIdOf(n), sdp: `${SDP}${n}` }))
const ANNOUNCE = { type: 'announce', infoHash: SHOW, peerId: A, offers } as const
const ANSWER = { type: 'answer', infoHash: SHOW, peerId: A, toPeerId: B, offerId: offerIdOf(7), sdp: SDP } as const

const tokenOf = (sdp: string) => utf8Bytes(JSON.stringify(sdp))
const inBytes = {
  announce: {
    type: 'announce',
    infoHash: bytesOfHex(SHOW),
    peerId: bytesOfHex(A),
    offers: offers.map(({ offerId, sdp }) => ({ offerId: bytesOfHex(offerId), sdp: tokenOf(sdp) })),
  },
  answer: {
    type: 'answer',
    infoHash: bytesOfHex(SHOW),
    peerId: bytesOfHex(A),
    toPeerId: bytesOfHex(B),
    offerId: bytesOfHex(offerIdOf(7)),
    sdp: tokenOf(SDP),
  },
}

/** As a client writes that keeps to ASCII, Python's for one. */
const escaped = (json: string) =>
  json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

test.each([
  ['announce', encodeClientMessage(ANNOUNCE), inBytes.announce],
  ['answer', encodeClientMessage(ANSWER), inBytes.answer],
])('an %s is read from its bytes: ids and descriptions are what travels', (_, text, message) => {
  expect(readFrame(utf8Bytes(text))).toEqual({ ok: true, message })
})

test('a client that escapes what is not ASCII has the same ids', () => {
  const parsed = readFrame(escaped(encodeClientMessage(ANSWER)))
  expect(parsed).toMatchObject({ ok: true, message: { ...inBytes.answer, sdp: expect.any(String) } })
  const sdp = parsed?.ok && parsed.message.type === 'answer' ? parsed.message.sdp : ''
  expect(JSON.parse(textOfBytes(sdp))).toBe(SDP)
})

test.each([
  ['a second sdp', `{"sdp":"x",${encodeClientMessage(ANSWER).slice(1)}`],
  ['an sdp named twice', encodeClientMessage(ANSWER).replace('"sdp":', '"sdp":"first","sdp":')],
  ['a key in escapes', encodeClientMessage(ANSWER).replace('"sdp"', '"\\u0073dp"')],
  ['blanks', encodeClientMessage(ANSWER).replace('"sdp":', '"sdp" : ')],
  ['text that was escaped for bytes', encodeClientMessage(ANSWER).replace('"sdp":', '"sdp":"\\u00e9","sdp":')],
])('with %s the description that was checked is handed on, as valid UTF-8', (_, text) => {
  const parsed = readFrame(utf8Bytes(text))
  const sdp = parsed?.ok && parsed.message.type === 'answer' ? parsed.message.sdp : ''
  expect(JSON.parse(textOfBytes(sdp))).toBe(SDP)
})

test.each([
  ['20 characters of escapes that look like halves of others', '\\u00c3\\u00a9'.repeat(10), true],
  ['40 of them', '\\u00c3\\u00a9'.repeat(20), false],
  ['21, the last a half', `${'a'.repeat(19)}\\u00c3\\u00a9`, false],
])('an id in %s is what its text is', (_, id, isId) => {
  const frame = `{"action":"scrape","info_hash":"${id}"}`
  expect(parseClientMessage(frame).ok).toBe(isId)
  expect(readFrame(frame)?.ok).toBe(isId)
})

test('descriptions are taken out of a frame, whatever they hold, and the rest is as it was', () => {
  const frame = (...sdps: readonly string[]) =>
    `{"x":1,"offers":[${sdps.map((sdp) => `{"sdp":${sdp}}`).join()}],"y":"é"}`
  const tokens = ['"a"', '"b\\\\"', '"\\"c\\u00e9\\r\\n"', tokenOf(SDP)]
  expect(exciseDescriptions(frame(...tokens))).toEqual({ rest: frame('"-"', '"-"', '"-"', '"-"'), tokens })
  expect(exciseDescriptions('{"a":1}')).toEqual({ rest: '{"a":1}', tokens: [] })
})

test.each(['""', '"\\x"', '"\\u00g0"', '"\n"', '"open', '5', `"${'x'.repeat(WIRE_LIMITS.sdpBytes)}"`])(
  'a frame with the description %j is read in full',
  (sdp) => {
    expect(exciseDescriptions(`{"sdp":${sdp}}`)).toBeUndefined()
  },
)

test('bytes and text are read alike, whatever they say', () => {
  const field = fc.constantFrom(
    'action',
    'info_hash',
    'peer_id',
    'to_peer_id',
    'offer_id',
    'offers',
    'answer',
    'sdp',
    'event',
  )
  const id = fc
    .array(fc.integer({ min: 0, max: 300 }), { minLength: 19, maxLength: 21 })
    .map((units) => String.fromCharCode(...units))
  const value = fc.oneof(
    fc.jsonValue(),
    id,
    fc.constantFrom('announce', 'scrape', 'lease', { type: 'answer', sdp: SDP }),
  )
  const frames = fc
    .dictionary(field, value)
    .map((fields) => JSON.stringify({ ...JSON.parse(encodeClientMessage(ANSWER)), ...fields }))
  fc.assert(
    fc.property(frames, fc.boolean(), (text, isEscaped) => {
      const plain = parseClientMessage(text)
      const read = readFrame(utf8Bytes(isEscaped ? escaped(text) : text))
      expect(read?.ok).toBe(plain.ok)
      if (!read?.ok || !plain.ok) return
      expect(read.message.type).toBe(plain.message.type)
      if ('infoHash' in plain.message && 'infoHash' in read.message) {
        expect(read.message.infoHash).toBe(bytesOfHex(plain.message.infoHash))
      }
    }),
  )
})

test('what the candidate policy leaves is handed on, and what it leaves nothing of is no message', () => {
  const host = 'candidate:1 1 udp 2113937151 192.0.2.1 50000 typ host'
  const candidates = { ...ANSWER, type: 'candidates', candidates: [host] } as const
  expect(readFrame(utf8Bytes(encodeClientMessage(candidates)), 'all')).toMatchObject({
    message: { candidates: [host] },
  })
  expect(readFrame(utf8Bytes(encodeClientMessage(candidates)), 'relay')).toBeUndefined()
  expect(readFrame(utf8Bytes(encodeClientMessage(ANSWER)), 'no-host')).toMatchObject({ ok: false })
  const sdp = ['v=0', 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 192.0.2.1', `a=${host}`, ''].join(
    '\r\n',
  )
  const parsed = readFrame(utf8Bytes(encodeClientMessage({ ...ANSWER, sdp })), 'no-host')
  if (!parsed?.ok || parsed.message.type !== 'answer') throw new Error('refused')
  expect(JSON.parse(parsed.message.sdp)).toMatch('m=application')
  expect(parsed.message).toMatchObject({ infoHash: bytesOfHex(SHOW), sdp: expect.not.stringMatching('192.0.2.1') })
})
