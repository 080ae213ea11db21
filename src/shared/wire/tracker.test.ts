import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hexToBinaryString, type InfoHash, type PeerId, pieceIndex } from '../ids.ts'
import {
  type ClientMessage,
  encodeClientMessage,
  encodeTrackerMessage,
  type OfferId,
  parseClientMessage,
  parseTrackerMessage,
  type TrackerMessage,
  WIRE_LIMITS,
} from './tracker.ts'

const HASH = '00ff7f80'.repeat(5) as InfoHash
const PEER = '2d'.repeat(20) as PeerId
const OTHER = 'b2'.repeat(20) as PeerId
const OFFER_ID = '0a'.repeat(20) as OfferId
const [hash, peer, other, offerId] = [HASH, PEER, OTHER, OFFER_ID].map(hexToBinaryString)

const ANNOUNCE = {
  action: 'announce',
  info_hash: hash,
  peer_id: peer,
  event: 'started',
  numwant: 5,
  uploaded: 0,
  downloaded: 10,
  left: 20,
  offers: [{ offer_id: offerId, offer: { type: 'offer', sdp: 'v=0' } }],
}
const ANSWER = {
  action: 'announce',
  info_hash: hash,
  peer_id: peer,
  to_peer_id: other,
  offer_id: offerId,
  answer: { type: 'answer', sdp: 'v=0' },
}
const SCRAPE = { action: 'scrape', info_hash: [hash] }
const ACK = { action: 'announce', info_hash: hash, interval: 120, complete: 1, incomplete: 2 }
const LEASE = { action: 'lease', info_hash: hash, peer_id: peer, pieces: [3, 4], have: [0] }
const LEASED = {
  action: 'lease',
  info_hash: hash,
  seconds: 8,
  granted: [3],
  taken: [{ peer_id: other, fetching: [4], held: [9] }],
}
const TO = { action: 'announce', info_hash: hash, peer_id: peer, to_peer_id: other, offer_id: offerId }
const DIRECTED = { ...TO, offer: { type: 'offer', sdp: 'v=0' } }
const HOST = 'candidate:1 1 udp 2113937151 192.0.2.1 50000 typ host'
const CANDIDATES = { ...TO, candidates: [HOST] }
const STUN = [{ urls: 'stun:stun.example.org:3478' }]

const readClient = (value: unknown) => parseClientMessage(JSON.stringify(value))
const readTracker = (value: unknown) => parseTrackerMessage(JSON.stringify(value))

// --- what is read

test('an announce is read with its ids in hex', () => {
  expect(readClient(ANNOUNCE)).toEqual({
    ok: true,
    message: {
      type: 'announce',
      infoHash: HASH,
      peerId: PEER,
      event: 'started',
      numwant: 5,
      uploadedBytes: 0,
      downloadedBytes: 10,
      leftBytes: 20,
      offers: [{ offerId: OFFER_ID, sdp: 'v=0' }],
    },
  })
})

test('what stock clients leave out, or write as null, is simply not known', () => {
  const bare = { ok: true, message: { type: 'announce', infoHash: HASH, peerId: PEER, offers: [] } }
  expect(readClient({ action: 'announce', info_hash: hash, peer_id: peer })).toEqual(bare)
  const nulls = { event: null, numwant: null, uploaded: null, downloaded: null, left: null, offers: null, answer: null }
  expect(readClient({ action: 'announce', info_hash: hash, peer_id: peer, ...nulls })).toEqual(bare)
  for (const event of ['', 'empty', 'update', 'paused']) {
    expect(readClient({ action: 'announce', info_hash: hash, peer_id: peer, event })).toEqual(bare)
  }
})

test('an announce that carries an answer is an answer', () => {
  const message = { type: 'answer', infoHash: HASH, peerId: PEER, toPeerId: OTHER, offerId: OFFER_ID, sdp: 'v=0' }
  expect(readClient(ANSWER)).toEqual({ ok: true, message })
  expect(readClient({ ...ANSWER, offers: 'ignored beside an answer' })).toEqual({ ok: true, message })
})

test('a scrape names one hash or several, each counted once', () => {
  const one = { ok: true, message: { type: 'scrape', infoHashes: [HASH] } }
  expect(readClient({ action: 'scrape', info_hash: hash })).toEqual(one)
  expect(readClient({ action: 'scrape', info_hash: [hash, hash] })).toEqual(one)
})

test('an offer, candidates or a refusal for one peer are told from an announce', () => {
  const ids = { infoHash: HASH, peerId: PEER, toPeerId: OTHER, offerId: OFFER_ID }
  expect(readClient(DIRECTED)).toEqual({ ok: true, message: { type: 'directed-offer', ...ids, sdp: 'v=0' } })
  expect(readClient(CANDIDATES)).toEqual({ ok: true, message: { type: 'candidates', ...ids, candidates: [HOST] } })
  expect(readClient({ ...TO, refused: true })).toEqual({ ok: true, message: { type: 'refusal', ...ids } })
  expect(readClient(TO)).toMatchObject({ ok: true, message: { type: 'announce' } })
  expect(readClient({ ...DIRECTED, to_peer_id: undefined })).toMatchObject({ ok: true, message: { type: 'announce' } })
})

test('an announce may say how many peers to name, and whom not', () => {
  expect(readClient({ ...ANNOUNCE, want: 6, except: [other, other] })).toMatchObject({
    message: { type: 'announce', want: 6, except: [OTHER] },
  })
  expect(readTracker({ ...ACK, peers: [other], stock: [], leaseSeconds: 8 })).toMatchObject({
    message: { type: 'announced', peers: [OTHER], stock: [], leaseSeconds: 8 },
  })
})

test('a lease message names pieces wanted and pieces held, each once; either may be missing', () => {
  const message = { type: 'lease', infoHash: HASH, peerId: PEER, pieces: [3, 4], have: [0] }
  expect(readClient(LEASE)).toEqual({ ok: true, message })
  expect(readClient({ ...LEASE, pieces: [3, 4, 3] })).toEqual({ ok: true, message })
  expect(readClient({ ...LEASE, have: undefined })).toEqual({ ok: true, message: { ...message, have: [] } })
  expect(readTracker(LEASED)).toEqual({
    ok: true,
    message: {
      type: 'leased',
      infoHash: HASH,
      seconds: 8,
      granted: [3],
      taken: [{ peerId: OTHER, fetching: [4], held: [9] }],
    },
  })
})

test('of a session description only type and sdp are taken', () => {
  const offer = { type: 'offer', sdp: 'v=0', candidate: 'x', toString: 'x', ['__proto__']: { polluted: true } }
  const read = readClient({ ...ANNOUNCE, offers: [{ offer_id: offerId, offer, extra: 1 }] })
  expect(read.ok && read.message.type === 'announce' && read.message.offers).toEqual([
    { offerId: OFFER_ID, sdp: 'v=0' },
  ])
})

test('ten offers of the longest sdp are legal', () => {
  const offers = Array.from({ length: 10 }, (_, i) => ({
    offer_id: String.fromCharCode(i).repeat(20),
    offer: { type: 'offer', sdp: 'v'.repeat(WIRE_LIMITS.sdpBytes) },
  }))
  expect(readClient({ ...ANNOUNCE, offers }).ok).toBe(true)
  expect(readClient({ ...ANNOUNCE, offers: [...offers, { ...offers[0], offer_id: offerId }] }).ok).toBe(false)
})

// --- what is refused

const offerWith = (change: object) => ({ ...ANNOUNCE, offers: [{ ...ANNOUNCE.offers[0], ...change }] })

test.each<[string, unknown, RegExp]>([
  ['a list', [ANNOUNCE], /not a JSON object/],
  ['null', null, /not a JSON object/],
  ['no action', { ...ANNOUNCE, action: undefined }, /'action'/],
  ['an action from the prototype', { ...ANNOUNCE, action: 'toString' }, /'action'/],
  ['a hash in hex', { ...ANNOUNCE, info_hash: HASH }, /'info_hash'/],
  ['a hash with a unit above 255', { ...ANNOUNCE, info_hash: `${'a'.repeat(19)}\u0100` }, /'info_hash'/],
  ['a hash as a list', { ...ANNOUNCE, info_hash: [hash] }, /'info_hash'/],
  ['a peer id of 19', { ...ANNOUNCE, peer_id: 'a'.repeat(19) }, /'peer_id'/],
  ['an unknown event', { ...ANNOUNCE, event: 'exploded' }, /'event'/],
  ['an event as object', { ...ANNOUNCE, event: {} }, /'event'/],
  ['a negative numwant', { ...ANNOUNCE, numwant: -1 }, /'numwant'/],
  ['a huge left', { ...ANNOUNCE, left: 1e300 }, /'left'/],
  ['left as text', { ...ANNOUNCE, left: '0' }, /'left'/],
  ['offers as object', { ...ANNOUNCE, offers: { length: 1 } }, /'offers'/],
  ['an offer that is null', { ...ANNOUNCE, offers: [null] }, /'offer_id'/],
  ['a numeric offer id', offerWith({ offer_id: 7 }), /'offer_id'/],
  ['two offers of one id', { ...ANNOUNCE, offers: [ANNOUNCE.offers[0], ANNOUNCE.offers[0]] }, /same 'offer_id'/],
  ['an answer among the offers', offerWith({ offer: { type: 'answer', sdp: 'v=0' } }), /'offer' must be/],
  ['an sdp too long', offerWith({ offer: { type: 'offer', sdp: 'v'.repeat(8193) } }), /8192/],
  ['an sdp that is a list', offerWith({ offer: { type: 'offer', sdp: ['v=0'] } }), /'offer' must be/],
  ['an empty sdp', offerWith({ offer: { type: 'offer', sdp: '' } }), /'offer' must be/],
  ['an answer to nobody', { ...ANSWER, to_peer_id: undefined }, /'to_peer_id'/],
  ['an answer to no offer', { ...ANSWER, offer_id: undefined }, /'offer_id'/],
  ['an answer of the wrong type', { ...ANSWER, answer: { type: 'offer', sdp: 'v=0' } }, /'answer' must be/],
  ['a full scrape', { action: 'scrape' }, /no full scrape/],
  ['an empty scrape', { action: 'scrape', info_hash: [] }, /no full scrape/],
  ['a scrape of 51', { action: 'scrape', info_hash: Array(51).fill(hash) }, /at most 50/],
  ['whom not to name as text', { ...ANNOUNCE, except: other }, /'except'/],
  ['33 not to be named', { ...ANNOUNCE, except: Array(33).fill(other) }, /'except'/],
  ['an offer for one without id', { ...DIRECTED, offer_id: 3 }, /'offer_id'/],
  ['an offer for one that is none', { ...DIRECTED, offer: 'v=0' }, /'offer' must be/],
  ['an offer for one in hex', { ...DIRECTED, to_peer_id: OTHER }, /'to_peer_id'/],
  ['no candidates', { ...CANDIDATES, candidates: [] }, /'candidates'/],
  ['21 candidates', { ...CANDIDATES, candidates: Array(21).fill(HOST) }, /'candidates'/],
  ['a candidate of two lines', { ...CANDIDATES, candidates: [`${HOST}\r\na=x`] }, /'candidates'/],
  ['a candidate of nothing', { ...CANDIDATES, candidates: [''] }, /'candidates'/],
  ['a candidate that is no text', { ...CANDIDATES, candidates: [{ candidate: HOST }] }, /'candidates'/],
  ['a candidate too long', { ...CANDIDATES, candidates: [HOST + 'x'.repeat(500)] }, /'candidates'/],
  ['half a refusal', { ...TO, refused: 'maybe' }, /'refused'/],
  ['a lease without a swarm', { ...LEASE, info_hash: 1 }, /'info_hash'/],
  ['a lease without a name', { ...LEASE, peer_id: undefined }, /'peer_id'/],
  ['an empty lease message', { ...LEASE, pieces: [], have: null }, /needs/],
  ['a lease of 65 pieces', { ...LEASE, pieces: Array.from({ length: 65 }, (_, i) => i) }, /at most 64/],
  ['a lease of half a piece', { ...LEASE, pieces: [0.5] }, /whole numbers/],
  ['a lease of piece -1', { ...LEASE, have: [-1] }, /whole numbers/],
  ['a lease of a piece far out', { ...LEASE, pieces: [65_536] }, /whole numbers/],
  ['a lease of text', { ...LEASE, pieces: ['3'] }, /whole numbers/],
  ['a lease of an object', { ...LEASE, pieces: { length: 1 } }, /whole numbers/],
  ['a negative want', { ...ANNOUNCE, want: -1 }, /'want'/],
  ['a scrape of junk', { action: 'scrape', info_hash: [hash, [hash]] }, /'info_hash'/],
])('a client that sends %s is told why not', (_, value, reason) => {
  const read = readClient(value)
  expect(read.ok).toBe(false)
  expect(read.ok ? '' : read.reason).toMatch(reason)
})

test('a refusal names the swarm it is about, where that could be read', () => {
  expect(readClient({ ...ANNOUNCE, event: 'exploded' })).toMatchObject({ action: 'announce', infoHash: HASH })
  expect(readClient({ action: 'scrape' })).toMatchObject({ action: 'scrape' })
})

test.each<[string, unknown]>([
  ['no info hash', { ...ACK, info_hash: undefined }],
  ['an interval of 0', { ...ACK, interval: 0 }],
  ['an interval of a year', { ...ACK, interval: 31_536_000 }],
  ['a negative count', { ...ACK, complete: -1 }],
  ['an offer without sender', { action: 'announce', info_hash: hash, offer_id: offerId, offer: ANSWER.answer }],
  ['an ICE server of another scheme', { ...ACK, iceServers: [{ urls: 'https://example.org' }] }],
  ['TURN without credentials', { ...ACK, iceServers: [{ urls: 'turn:turn.example.org' }] }],
  ['ICE servers as text', { ...ACK, iceServers: 'stun:x' }],
  ['files as a list', { action: 'scrape', files: [] }],
  ['a file that is no hash', { action: 'scrape', files: { x: {} } }],
  ['peers as text', { ...ACK, peers: other }],
  ['a stock peer that is no id', { ...ACK, stock: [1] }],
  ['candidates of nobody', { ...CANDIDATES, peer_id: 1 }],
  ['candidates for no offer', { ...CANDIDATES, offer_id: undefined }],
  ['candidates as text', { ...CANDIDATES, candidates: HOST }],
  ['a lease for no time', { ...LEASED, seconds: 0 }],
  ['a lease for ever', { ...LEASED, seconds: 1e9 }],
  ['a lease for a word', { ...LEASED, seconds: '8' }],
  ['leases in the acknowledgement for ever', { ...ACK, leaseSeconds: 1e9 }],
  ['grants as text', { ...LEASED, granted: '3' }],
  ['a taken piece of nobody', { ...LEASED, taken: [{ fetching: [4] }] }],
  ['65 takers', { ...LEASED, taken: Array(65).fill(LEASED.taken[0]) }],
  ['an unknown action', { action: 'dance' }],
])('a tracker message with %s is not read', (_, value) => {
  expect(readTracker(value).ok).toBe(false)
})

test('an acknowledgement of a stock tracker is read, and gets the usual interval where it says none', () => {
  const message = { type: 'announced', infoHash: HASH, intervalSeconds: 120, complete: 0, incomplete: 0 }
  expect(readTracker({ action: 'announce', info_hash: hash })).toEqual({ ok: true, message })
  expect(readTracker({ ...ACK, iceServers: STUN, 'warning message': 'soon down' })).toEqual({
    ok: true,
    message: { ...message, complete: 1, incomplete: 2, iceServers: STUN, warning: 'soon down' },
  })
})

test('a failure is read however little it says', () => {
  expect(readTracker({ 'failure reason': 'no' })).toEqual({
    ok: true,
    message: { type: 'failure', action: 'announce', reason: 'no' },
  })
  expect(readTracker({ 'failure reason': { a: 1 }, action: 'scrape', info_hash: 4 })).toMatchObject({
    message: { type: 'failure', action: 'scrape' },
  })
})

// --- properties

const hexId = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('hex'))
const infoHash = hexId as fc.Arbitrary<InfoHash>
const peerId = hexId as fc.Arbitrary<PeerId>
const anOfferId = hexId as fc.Arbitrary<OfferId>
const sdp = fc.string({ minLength: 1, maxLength: 200, unit: 'binary' })
const count = fc.maxSafeNat()
const offers = fc.uniqueArray(fc.record({ offerId: anOfferId, sdp }), { maxLength: 10, selector: (o) => o.offerId })

const pieces = fc.uniqueArray(fc.nat({ max: WIRE_LIMITS.pieceIndex }).map(pieceIndex), { maxLength: 64 })

const candidateLines = fc.array(
  fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme-ascii' }).map((rest) => `candidate:${rest}`),
  { minLength: 1, maxLength: 20 },
)

const clientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  fc.record(
    {
      type: fc.constant('announce' as const),
      infoHash,
      peerId,
      offers,
      event: fc.constantFrom('started' as const, 'completed' as const, 'stopped' as const),
      numwant: count,
      want: count,
      except: fc.uniqueArray(peerId, { maxLength: 32 }),
      uploadedBytes: count,
      downloadedBytes: count,
      leftBytes: count,
    },
    { requiredKeys: ['type', 'infoHash', 'peerId', 'offers'] },
  ),
  fc.record({ type: fc.constant('answer' as const), infoHash, peerId, toPeerId: peerId, offerId: anOfferId, sdp }),
  fc.record({
    type: fc.constant('scrape' as const),
    infoHashes: fc.uniqueArray(infoHash, { minLength: 1, maxLength: 50 }),
  }),
  fc.record({
    type: fc.constant('directed-offer' as const),
    infoHash,
    peerId,
    toPeerId: peerId,
    offerId: anOfferId,
    sdp,
  }),
  fc.record({
    type: fc.constant('candidates' as const),
    infoHash,
    peerId,
    toPeerId: peerId,
    offerId: anOfferId,
    candidates: candidateLines,
  }),
  fc.record({ type: fc.constant('refusal' as const), infoHash, peerId, toPeerId: peerId, offerId: anOfferId }),
  fc
    .record({ type: fc.constant('lease' as const), infoHash, peerId, pieces, have: pieces })
    .filter((message) => message.pieces.length + message.have.length > 0),
)

const counts = fc.record({ complete: count, incomplete: count, downloaded: count })
const action = fc.constantFrom('announce' as const, 'scrape' as const, 'lease' as const)
const trackerMessage: fc.Arbitrary<TrackerMessage> = fc.oneof(
  fc.record(
    {
      type: fc.constant('announced' as const),
      infoHash,
      intervalSeconds: fc.integer({ min: 1, max: 86_400 }),
      complete: count,
      incomplete: count,
      iceServers: fc.constantFrom([], STUN, [
        { urls: ['turn:a.example', 'turns:a.example'], username: 'u', credential: 'c' },
      ]),
      peers: fc.uniqueArray(peerId, { maxLength: 32 }),
      stock: fc.uniqueArray(peerId, { maxLength: 32 }),
      leaseSeconds: fc.integer({ min: 1, max: 600 }),
      warning: fc.string({ minLength: 1, maxLength: 100 }),
    },
    { requiredKeys: ['type', 'infoHash', 'intervalSeconds', 'complete', 'incomplete'] },
  ),
  fc.record({ type: fc.constantFrom('offer' as const, 'answer' as const), infoHash, peerId, offerId: anOfferId, sdp }),
  fc.record({
    type: fc.constant('scraped' as const),
    files: fc.array(fc.tuple(infoHash, counts)).map((f) => new Map(f)),
  }),
  fc.record({
    type: fc.constant('offer' as const),
    infoHash,
    peerId,
    offerId: anOfferId,
    sdp,
    directed: fc.constant(true as const),
  }),
  fc.record({
    type: fc.constant('candidates' as const),
    infoHash,
    peerId,
    offerId: anOfferId,
    candidates: candidateLines,
  }),
  fc.record({ type: fc.constant('refused' as const), infoHash, peerId, offerId: anOfferId }),
  fc.record({
    type: fc.constant('leased' as const),
    infoHash,
    seconds: fc.integer({ min: 1, max: 600 }),
    granted: pieces,
    taken: fc.array(fc.record({ peerId, fetching: pieces, held: pieces }), { maxLength: 64 }),
  }),
  fc.record(
    { type: fc.constant('failure' as const), action, reason: fc.string({ maxLength: 500 }), infoHash },
    { requiredKeys: ['type', 'action', 'reason'] },
  ),
)

test('whatever a client writes, a tracker reads as the same', () => {
  fc.assert(
    fc.property(clientMessage, (message) => {
      expect(parseClientMessage(encodeClientMessage(message))).toEqual({ ok: true, message })
    }),
  )
})

test('whatever a tracker writes, a client reads as the same', () => {
  fc.assert(
    fc.property(trackerMessage, (message) => {
      expect(parseTrackerMessage(encodeTrackerMessage(message))).toEqual({ ok: true, message })
    }),
  )
})

/** Both parsers return, with a message or with words. */
function bothAnswer(text: string): void {
  for (const read of [parseClientMessage(text), parseTrackerMessage(text)]) {
    expect(read.ok ? read.message.type : read.reason).toMatch(/./)
  }
}

test('no text makes a parser throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), bothAnswer), { numRuns: 500 })
})

test('no JSON makes a parser throw', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 5 }), bothAnswer), { numRuns: 500 })
})

test('no value but text makes a parser throw', () => {
  for (const value of [undefined, null, 1, {}, [], new Uint8Array(20), Symbol('x')]) bothAnswer(value as string)
})

test('deep nesting does not overflow', () => {
  for (const depth of [10_000, 100_000]) {
    bothAnswer('['.repeat(depth) + ']'.repeat(depth))
    bothAnswer(`{"action":"announce","info_hash":${'['.repeat(depth)}${']'.repeat(depth)}}`)
  }
})

test('valid messages with one field replaced by anything are read or refused, and never throw', () => {
  const valid = fc.constantFrom<object>(
    ANNOUNCE,
    ANSWER,
    SCRAPE,
    ACK,
    LEASE,
    LEASED,
    DIRECTED,
    CANDIDATES,
    offerWith({}),
  )
  const field = fc.constantFrom(
    ...new Set([
      ...Object.keys(ANNOUNCE),
      ...Object.keys(ANSWER),
      ...Object.keys(ACK),
      ...Object.keys(LEASE),
      ...Object.keys(LEASED),
    ]),
    'files',
    'iceServers',
    'want',
    'except',
    'peers',
    'stock',
    'offer',
    'candidates',
    'refused',
  )
  fc.assert(
    fc.property(valid, field, fc.jsonValue({ maxDepth: 3 }), (message, name, value) => {
      bothAnswer(JSON.stringify({ ...message, [name]: value }))
      bothAnswer(JSON.stringify(offerWith({ [name]: value })))
      bothAnswer(JSON.stringify(offerWith({ offer: { type: 'offer', sdp: 'v=0', [name]: value } })))
      bothAnswer(JSON.stringify({ ...ACK, iceServers: [{ urls: value, username: value }] }))
    }),
    { numRuns: 1000 },
  )
})

test('valid messages with characters changed are read or refused, and never throw', () => {
  const text = fc.constantFrom(
    ...[ANNOUNCE, ANSWER, SCRAPE, ACK, LEASE, LEASED, DIRECTED, CANDIDATES].map((message) => JSON.stringify(message)),
  )
  fc.assert(
    fc.property(
      text,
      fc.nat(),
      fc.nat({ max: 10 }),
      fc.string({ unit: 'binary', maxLength: 5 }),
      (whole, at, cut, put) => {
        const start = at % whole.length
        bothAnswer(whole.slice(0, start) + put + whole.slice(start + cut))
      },
    ),
    { numRuns: 1000 },
  )
})
