/** Whatever a stranger sends: nothing throws, what is taken means one thing only, and only what was checked travels on. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { HEX_IDS, hexToBinaryString } from '../ids.ts'
import {
  type ClientMessage,
  encodeClientMessage,
  encodeTrackerMessage,
  parseClientMessage,
  parseTrackerMessage,
  type TrackerMessage,
  WIRE_LIMITS,
} from './tracker.ts'

const hex = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('hex'))
const id = hex.map(hexToBinaryString)
const sdp = fc.string({ unit: 'binary', minLength: 1, maxLength: 100 })
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('\u0100'.repeat(20), '\ud800'.repeat(20), '😀'.repeat(10), 1e308, -0, 2 ** 53, 'x'.repeat(9000)),
)
/** A field as it should be, or, now and then, something else. */
const or = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 15, arbitrary: right as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anything })
const description = (type: string) => or(fc.record({ type: or(fc.constant(type)), sdp: or(sdp), more: anything }))
const piece = or(fc.nat({ max: 66_000 }))
const pieces = or(fc.array(piece, { maxLength: 4 }))
const count = or(fc.double({ min: 0, max: 2 ** 53, noNaN: true }))
const ids = or(fc.array(or(id), { maxLength: 3 }))
const text = or(fc.string({ minLength: 1, maxLength: 70 }))
const candidates = or(fc.array(or(fc.string({ minLength: 1 })), { minLength: 1, maxLength: 3 }))
const foreign = fc.dictionary(
  fc.constantFrom('__proto__', 'constructor', 'toJSON', 'toString', 'length', 'type', 'ok'),
  anything,
)
const fieldsOf = (required: Record<string, fc.Arbitrary<unknown>>, more: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc
    .tuple(foreign, fc.record({ ...required, ...more }, { requiredKeys: Object.keys(required) }))
    .map(([odd, fields]) => ({ ...odd, ...fields }))

const head = { action: fc.constant('announce'), info_hash: or(id), peer_id: or(id) }
const to = { ...head, to_peer_id: or(id), offer_id: or(id) }
const offers = or(fc.array(or(fc.record({ offer_id: or(id), offer: description('offer') })), { maxLength: 3 }))
const numbers = { numwant: count, want: count, left: count, uploaded: count, downloaded: count }
const event = or(fc.constantFrom('started', 'stopped', 'completed', 'update'))

const FROM_CLIENTS: Readonly<Record<ClientMessage['type'], fc.Arbitrary<object>>> = {
  announce: fieldsOf(head, { offers, event, ...numbers, except: ids, secret: text, token: text }),
  answer: fieldsOf({ ...to, answer: description('answer') }, { offers, offer: anything }),
  'directed-offer': fieldsOf({ ...to, offer: description('offer') }, { offers }),
  candidates: fieldsOf({ ...to, candidates }),
  refusal: fieldsOf({ ...to, refused: or(fc.constant(true)) }),
  scrape: fieldsOf({ action: fc.constant('scrape'), info_hash: fc.oneof(id, ids) }),
  lease: fieldsOf({ ...head, action: fc.constant('lease'), pieces }, { have: pieces }),
}

const iceServer = fc.record({ urls: or(fc.constantFrom('stun:a', 'turn:a')), username: or(text), credential: or(text) })
const relayed = { action: fc.constant('announce'), info_hash: or(id), peer_id: or(id), offer_id: or(id) }
const counts = or(fc.record({ complete: count, incomplete: count, downloaded: count }))
const taken = or(fc.array(or(fc.record({ peer_id: or(id), fetching: pieces, held: pieces })), { maxLength: 2 }))
const seconds = or(fc.integer({ min: 1, max: 601 }))

const FROM_TRACKERS: Readonly<Record<TrackerMessage['type'], fc.Arbitrary<object>>> = {
  announced: fieldsOf(
    { action: fc.constant('announce'), info_hash: or(id) },
    {
      ...{ interval: or(fc.integer({ min: 1, max: 86_401 })), complete: count, incomplete: count },
      ...{ peers: ids, stock: ids, leaseSeconds: seconds, secret: text, 'warning message': text },
      iceServers: or(fc.array(or(iceServer), { maxLength: 2 })),
    },
  ),
  offer: fieldsOf({ ...relayed, offer: description('offer') }, { directed: or(fc.constant(true)) }),
  answer: fieldsOf({ ...relayed, answer: description('answer') }),
  candidates: fieldsOf({ ...relayed, candidates }),
  refused: fieldsOf({ ...relayed, refused: or(fc.constant(true)) }),
  scraped: fieldsOf({ action: fc.constant('scrape'), files: or(fc.dictionary(id, counts, { maxKeys: 3 })) }),
  leased: fieldsOf({ action: fc.constant('lease'), info_hash: or(id), seconds }, { granted: pieces, taken }),
  failure: fieldsOf(
    { action: or(fc.constantFrom('announce', 'scrape', 'lease')), 'failure reason': or(fc.string()) },
    { info_hash: or(id), code: or(fc.constantFrom('unlisted', 'withdrawn', 'token')) },
  ),
}

const RUNS = { numRuns: 400 }

const readClient = (text: string): ClientMessage | undefined => {
  const read = parseClientMessage(text)
  return read.ok ? read.message : undefined
}

test.each(Object.entries(FROM_CLIENTS))('%s from a client is refused in words, or means one thing', (type, from) => {
  let taken = 0
  fc.assert(
    fc.property(from, (fields) => {
      const read = parseClientMessage(JSON.stringify(fields))
      if (read.ok) expect(parseClientMessage(encodeClientMessage(read.message))).toEqual(read)
      else expect(read.reason).toMatch(/./)
      if (read.ok && read.message.type === type) taken += 1
    }),
    RUNS,
  )
  expect(taken).toBeGreaterThan(RUNS.numRuns / 10)
})

test.each(Object.entries(FROM_TRACKERS))('%s from a tracker is refused in words, or means one thing', (type, from) => {
  let taken = 0
  fc.assert(
    fc.property(from, (fields) => {
      const read = parseTrackerMessage(JSON.stringify(fields))
      if (read.ok) expect(parseTrackerMessage(encodeTrackerMessage(read.message))).toEqual(read)
      else expect(read.reason).toMatch(/./)
      if (read.ok && read.message.type === type) taken += 1
    }),
    RUNS,
  )
  expect(taken).toBeGreaterThan(RUNS.numRuns / 10)
})

test('of what a client says in an offer or an answer, type and sdp travel on, and nothing else', () => {
  const more = fc.tuple(foreign, fc.dictionary(fc.string(), anything)).map(([a, b]) => ({ ...a, ...b }))
  fc.assert(
    fc.property(id, id, sdp, more, (from, offerId, text, odd) => {
      const fields = { ...odd, action: 'announce', info_hash: 'h'.repeat(20), peer_id: from, offer_id: offerId }
      const descriptionOf = (type: string) => ({ ...odd, type, sdp: text })
      const offers = [{ ...odd, offer_id: offerId, offer: descriptionOf('offer') }]
      const read = [
        readClient(JSON.stringify({ ...fields, offers })),
        readClient(JSON.stringify({ ...fields, to_peer_id: from, offer: descriptionOf('offer') })),
        readClient(JSON.stringify({ ...fields, to_peer_id: from, answer: descriptionOf('answer') })),
      ]
      const sent = { offerId: HEX_IDS.read(offerId), sdp: text }
      const by = { infoHash: '68'.repeat(20), peerId: HEX_IDS.read(from) }
      expect(read[0]).toEqual({ type: 'announce', ...by, offers: [sent] })
      expect(read[1]).toEqual({ type: 'directed-offer', ...by, toPeerId: by.peerId, ...sent })
      expect(read[2]).toEqual({ type: 'answer', ...by, toPeerId: by.peerId, ...sent })
    }),
  )
})

// --- how long a description may be

const announceWith = (text: string) =>
  JSON.stringify({
    action: 'announce',
    info_hash: 'a'.repeat(20),
    peer_id: 'b'.repeat(20),
    offers: [{ offer_id: 'c'.repeat(20), offer: { type: 'offer', sdp: text } }],
  })
const limit = WIRE_LIMITS.sdpBytes

test.each([
  ['ASCII', 'v', 1],
  ['two bytes each', 'é', 2],
  ['three bytes each', '語', 3],
  ['four bytes each', '😀', 4],
])('a description of %s has at most 8 KiB in UTF-8', (_, unit, bytes) => {
  const longest = Math.floor(limit / bytes)
  expect(readClient(announceWith(unit.repeat(longest)))).toBeDefined()
  expect(readClient(announceWith(unit.repeat(longest + 1)))).toBeUndefined()
})

test('no description that is taken is longer than 8 KiB in UTF-8, whatever its characters', () => {
  const units = fc.constantFrom('v', 'é', '語', '😀', '\ud800', '\u0000')
  fc.assert(
    fc.property(fc.array(units, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 400 }), (parts, times) => {
      const text = parts.join('').repeat(times)
      expect(readClient(announceWith(text)) !== undefined).toBe(Buffer.byteLength(text) <= limit)
    }),
  )
})
