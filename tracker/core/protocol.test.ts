import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type InfoHash, type PeerId, pieceIndex } from '../../src/shared/ids.ts'
import type { Announce, Answer, ClientMessage, LeaseRequest, TrackerMessage } from '../../src/shared/wire/tracker.ts'
import { newCounts } from '../ops/tracker-counts.ts'
import { hashOf, offerIdOf, offerOf, peerOf } from '../testing/ids.ts'
import { type ProtocolOptions, TrackerProtocol } from './protocol.ts'
import { OFFER_TTL_MS } from './waiting-offers.ts'

const [SHOW, OTHER] = [hashOf(0x51), hashOf(0x52)]
const STUN = [{ urls: 'stun:stun.example.org' }]
const INTERVAL_MS = 120_000

/** Connections are plain strings, the clock a number: `said` is what each heard since it was last asked. */
function trackerWith(options: Partial<ProtocolOptions> = {}) {
  const protocol = new TrackerProtocol<string>({
    announceIntervalSeconds: 120,
    maxOffersPerAnnounce: 10,
    maxPeersPerSwarm: 1000,
    leaseSeconds: 8,
    maxMembershipsPerSocket: 100,
    iceServers: () => STUN,
    standing: () => 'listed',
    newSecret: () => 'secret',
    counts: newCounts(),
    rng: () => 0,
    ...options,
  })
  /** What is sent, as `[to, message]`; conflicts as `['conflict', older]`. */
  const say = (conn: string, message: ClientMessage, now = 0) =>
    protocol.handle(conn, message, now).map((command) => {
      if (command.type === 'send') return [command.to, command.message]
      return command.type === 'conflict' ? ['conflict', command.older] : ['replaced', command.conn]
    })
  return { protocol, say }
}

const announce = (peerId: PeerId, more: Partial<Announce> = {}): Announce => ({
  type: 'announce',
  infoHash: SHOW,
  peerId,
  offers: [],
  ...more,
})
const answer = (from: PeerId, to: PeerId, offer: number): Answer => ({
  type: 'answer',
  infoHash: SHOW,
  peerId: from,
  toPeerId: to,
  offerId: offerIdOf(offer),
  sdp: 'v=0 answer',
})
const ack = (complete: number, incomplete: number, infoHash: InfoHash = SHOW): TrackerMessage => ({
  type: 'announced',
  infoHash,
  intervalSeconds: 120,
  complete,
  incomplete,
  iceServers: STUN,
})
/** To who has left, or never came. */
const goodbye = (...counts: Parameters<typeof ack>) => ({ ...ack(...counts), iceServers: undefined })
const refusal = (words: RegExp, infoHash = SHOW) => ({
  type: 'failure',
  action: 'announce',
  infoHash,
  reason: expect.stringMatching(words),
})
const [A, B, C] = [peerOf(1), peerOf(2), peerOf(3)]

test('the first of a swarm is told that it is alone, and with which ICE servers to try', () => {
  const { say } = trackerWith()
  expect(say('a', announce(A, { offers: [offerOf(1)] }))).toEqual([['a', ack(0, 1)]])
})

test('offers go to others, one each, and never back to the announcer', () => {
  const { say } = trackerWith()
  say('a', announce(A))
  say('b', announce(B))
  const offers = [offerOf(1), offerOf(2), offerOf(3)]
  const said = say('c', announce(C, { offers }))
  expect(said[0]).toEqual(['c', ack(0, 3)])
  expect(
    said
      .slice(1)
      .map(([to]) => to)
      .sort(),
  ).toEqual(['a', 'b'])
  expect(said[1]?.[1]).toEqual({ type: 'offer', infoHash: SHOW, peerId: C, ...offerOf(1) })
  expect(said[2]?.[1]).toEqual({ type: 'offer', infoHash: SHOW, peerId: C, ...offerOf(2) })
})

test('no more offers go out than are wanted, given and allowed', () => {
  const sentWith = (options: Partial<ProtocolOptions>, more: Partial<Announce>) => {
    const { say } = trackerWith(options)
    for (let i = 10; i < 20; i++) say(`conn ${i}`, announce(peerOf(i)))
    return say('a', announce(A, more)).length - 1
  }
  const offers = [1, 2, 3, 4, 5].map(offerOf)
  expect(sentWith({}, { offers })).toBe(5)
  expect(sentWith({}, { offers, numwant: 50 })).toBe(5)
  expect(sentWith({}, { offers, numwant: 2 })).toBe(2)
  expect(sentWith({}, { offers, numwant: 0 })).toBe(0)
  expect(sentWith({ maxOffersPerAnnounce: 3 }, { offers })).toBe(3)
})

test('an answer reaches whoever made the offer, once', () => {
  const { say } = trackerWith()
  say('a', announce(A))
  say('b', announce(B, { offers: [offerOf(7)] }))
  const relayed = { type: 'answer', infoHash: SHOW, peerId: A, offerId: offerIdOf(7), sdp: 'v=0 answer' }
  expect(say('a', answer(A, B, 7))).toEqual([['b', relayed]])
  expect(say('a', answer(A, B, 7))).toEqual([['a', refusal(/nobody waits/)]])
})

test('answers nobody asked for go nowhere', () => {
  const { say } = trackerWith()
  for (const [conn, id] of [
    ['a', A],
    ['b', B],
    ['c', C],
  ] as const)
    say(conn, announce(id))
  const to = say('b', announce(B, { offers: [offerOf(7)] }))[1]?.[0]
  const [receiver, bystander] = to === 'a' ? [A, C] : [C, A]
  const [receiverConn, bystanderConn] = to === 'a' ? ['a', 'c'] : ['c', 'a']
  // From whom it did not go to; under the receiver's name from another socket; for another offer; to a stranger.
  for (const [conn, message] of [
    [bystanderConn, answer(bystander, B, 7)],
    [bystanderConn, answer(receiver, B, 7)],
    ['stranger', answer(receiver, B, 7)],
    [receiverConn, answer(receiver, B, 8)],
    [receiverConn, answer(receiver, peerOf(99), 7)],
    [receiverConn, { ...answer(receiver, B, 7), infoHash: OTHER }],
  ] as const) {
    expect(say(conn, message)).toEqual([[conn, refusal(/nobody waits/, message.infoHash)]])
  }
  expect(say(receiverConn, answer(receiver, B, 7))).toHaveLength(1)
})

test('an answer that comes after a minute is too late', () => {
  const { say } = trackerWith()
  say('a', announce(A))
  say('b', announce(B, { offers: [offerOf(7)] }))
  expect(say('a', answer(A, B, 7), OFFER_TTL_MS)).toEqual([['a', refusal(/expired/)]])
})

test('a seeder is who has nothing left, or completed; who drops pieces is a leecher again', () => {
  const { say } = trackerWith()
  expect(say('a', announce(A, { leftBytes: 0 }))).toEqual([['a', ack(1, 0)]])
  expect(say('b', announce(B, { leftBytes: 5 }))).toEqual([['b', ack(1, 1)]])
  expect(say('b', announce(B, { event: 'completed' }))).toEqual([['b', ack(2, 0)]])
  expect(say('b', announce(B))).toEqual([['b', ack(2, 0)]])
  expect(say('b', announce(B, { leftBytes: 5 }))).toEqual([['b', ack(1, 1)]])
})

test('stopped leaves one swarm, and the id stays with its socket in the others', () => {
  const { protocol, say } = trackerWith()
  say('a', announce(A))
  say('a', announce(A, { infoHash: OTHER }))
  expect(say('a', announce(A, { event: 'stopped', offers: [offerOf(1)] }))).toEqual([['a', goodbye(0, 0)]])
  expect(protocol.stats).toEqual({ swarms: 1, peers: 1, memberships: 1 })
  expect(say('b', announce(A))).toEqual([['conflict', 'a']])
})

test('only the own socket can stop a peer', () => {
  const { protocol, say } = trackerWith()
  say('a', announce(A))
  expect(say('b', announce(A, { event: 'stopped' }))).toEqual([['b', refusal(/in use/)]])
  expect(protocol.stats.peers).toBe(1)
  expect(say('b', announce(B, { event: 'stopped' }))).toEqual([['b', goodbye(0, 1)]])
  expect(protocol.stats.peers).toBe(1)
})

test('a peer id belongs to its socket in every swarm, until the socket is gone', () => {
  const { protocol, say } = trackerWith()
  say('a', announce(A))
  const conflict = protocol.handle('b', announce(A, { infoHash: OTHER }), 0)
  expect(conflict).toMatchObject([{ type: 'conflict', older: 'a', newer: 'b', refusal: refusal(/in use/, OTHER) }])
  expect(protocol.stats).toEqual({ swarms: 1, peers: 1, memberships: 1 })
  protocol.closed('a')
  expect(say('b', announce(A))).toEqual([['b', ack(0, 1)]])
})

test('a closed connection takes all its memberships along, and nobody elses', () => {
  const { protocol, say } = trackerWith()
  say('a', announce(A))
  say('a', announce(A, { infoHash: OTHER }))
  say('a', announce(B))
  say('c', announce(C))
  expect(protocol.stats).toEqual({ swarms: 2, peers: 3, memberships: 4 })
  protocol.closed('a')
  protocol.closed('a')
  protocol.closed('never seen')
  expect(protocol.stats).toEqual({ swarms: 1, peers: 1, memberships: 1 })
})

test('a hash that is not on the list is refused in words, and leaves no trace', () => {
  const { protocol, say } = trackerWith({ standing: (infoHash) => (infoHash === OTHER ? 'listed' : 'unlisted') })
  const words = { ...refusal(/does not serve/), code: 'unlisted' }
  expect(say('a', announce(A, { offers: [offerOf(1)] }))).toEqual([['a', words]])
  expect(say('a', answer(A, B, 1))).toEqual([['a', words]])
  expect(say('a', { type: 'scrape', infoHashes: [OTHER, SHOW] })).toEqual([['a', { ...words, action: 'scrape' }]])
  expect(protocol.stats).toEqual({ swarms: 0, peers: 0, memberships: 0 })
})

test('who shows the secret of a peer id has it at once, with whatever connection', () => {
  let secrets = 0
  const { protocol, say } = trackerWith({ newSecret: () => `secret ${++secrets}` })
  expect(say('a', announce(A, { want: 0 }))).toMatchObject([['a', { secret: 'secret 1' }]])
  expect(say('b', announce(A, { want: 0, secret: 'guessed' }))).toEqual([['conflict', 'a']])
  expect(say('b', announce(A, { want: 0, secret: 'secret 1' }))).toMatchObject([
    ['replaced', 'a'],
    ['b', { type: 'announced', incomplete: 1, secret: 'secret 2' }],
  ])
  expect(protocol.stats).toEqual({ swarms: 1, peers: 1, memberships: 1 })
  // An old one is worth nothing.
  expect(say('a', announce(A, { want: 0, secret: 'secret 1' }))).toEqual([['conflict', 'b']])
})

test('who is no member is told of no ICE servers: among them are logins', () => {
  const { say } = trackerWith()
  expect(say('a', announce(A, { event: 'stopped' }))[0]?.[1]).not.toHaveProperty('iceServers')
  expect(say('a', announce(A))[0]?.[1]).toHaveProperty('iceServers')
  expect(say('a', announce(A, { event: 'stopped' }))[0]?.[1]).not.toHaveProperty('iceServers')
})

test('a secret is told once, to clients that understand it, and a stock client without one has none to guess', () => {
  const { say } = trackerWith({ newSecret: () => 's3cret' })
  expect(say('a', announce(A))[0]?.[1]).not.toHaveProperty('secret')
  expect(say('b', announce(A, { secret: 'undefined' }))).toEqual([['conflict', 'a']])
  expect(say('b', announce(B, { want: 0 }))[0]?.[1]).toHaveProperty('secret', 's3cret')
  expect(say('b', announce(B, { want: 0, secret: 's3cret' }))[0]?.[1]).not.toHaveProperty('secret')
})

test('what its publisher took back is said to be withdrawn, and its swarm is dropped', () => {
  let standing: 'listed' | 'withdrawn' = 'listed'
  const { protocol, say } = trackerWith({ standing: () => standing })
  say('a', announce(A))
  standing = 'withdrawn'
  expect(protocol.dropUnlisted()).toMatchObject([{ to: 'a', message: { type: 'failure', code: 'withdrawn' } }])
  expect(say('b', announce(B))).toMatchObject([['b', { type: 'failure', code: 'withdrawn' }]])
  expect(protocol.stats).toEqual({ swarms: 0, peers: 0, memberships: 0 })
})

test('a delisted swarm is dropped, and its members are told', () => {
  const listed = new Set([SHOW, OTHER])
  const { protocol, say } = trackerWith({ standing: (infoHash) => (listed.has(infoHash) ? 'listed' : 'unlisted') })
  say('a', announce(A))
  say('b', announce(B))
  say('b', announce(B, { infoHash: OTHER }))
  listed.delete(SHOW)
  expect(
    protocol
      .dropUnlisted()
      .map((command) => command.type === 'send' && command.to)
      .sort(),
  ).toEqual(['a', 'b'])
  expect(protocol.stats).toEqual({ swarms: 1, peers: 1, memberships: 1 })
})

test('a scrape counts the named swarms, also the empty ones', () => {
  const { say } = trackerWith()
  say('a', announce(A, { event: 'completed' }))
  say('b', announce(B))
  const files = new Map([
    [SHOW, { complete: 1, incomplete: 1, downloaded: 1 }],
    [OTHER, { complete: 0, incomplete: 0, downloaded: 0 }],
  ])
  expect(say('x', { type: 'scrape', infoHashes: [SHOW, OTHER] })).toEqual([['x', { type: 'scraped', files }]])
})

test('who does not announce for two and a half intervals is no longer in the swarm', () => {
  const { protocol, say } = trackerWith()
  say('a', announce(A), 0)
  say('b', announce(B), INTERVAL_MS)
  protocol.expireIdle(2.5 * INTERVAL_MS)
  expect(protocol.stats.peers).toBe(2)
  protocol.expireIdle(2.5 * INTERVAL_MS + 1)
  expect(protocol.stats.peers).toBe(1)
  expect(say('a', announce(A), 3 * INTERVAL_MS)).toEqual([['a', ack(0, 2)]])
})

test('a full swarm takes nobody new, but serves who is in it', () => {
  const { say } = trackerWith({ maxPeersPerSwarm: 2 })
  say('a', announce(A))
  say('b', announce(B))
  expect(say('c', announce(C))).toEqual([['c', refusal(/full/)]])
  expect(say('b', announce(B))).toEqual([['b', ack(0, 2)]])
})

test('one socket cannot fill the tracker with memberships', () => {
  const { protocol, say } = trackerWith({ maxMembershipsPerSocket: 3 })
  for (let i = 0; i < 10; i++) say('a', announce(peerOf(i % 5), { infoHash: hashOf(i) }))
  expect(protocol.stats.memberships).toBe(3)
  expect(say('a', announce(peerOf(0), { infoHash: hashOf(0) }))).toEqual([['a', ack(0, 1, hashOf(0))]])
})

// --- directed signalling

const ours = (peerId: PeerId, more: Partial<Announce> = {}) => announce(peerId, { want: 6, ...more })
const directed = (from: PeerId, to: PeerId, offer: number): ClientMessage => ({
  type: 'directed-offer',
  infoHash: SHOW,
  peerId: from,
  toPeerId: to,
  ...offerOf(offer),
})
const between = (from: PeerId, to: PeerId, offer: number) => ({
  infoHash: SHOW,
  peerId: from,
  toPeerId: to,
  offerId: offerIdOf(offer),
})
const CANDIDATES = ['candidate:1 1 udp 1 192.0.2.1 1 typ srflx']

test('a newcomer of ours is told of others, ours and stock apart; the older ones are not told of it meanwhile', () => {
  const { say } = trackerWith()
  expect(say('a', ours(A))).toMatchObject([['a', { peers: [], stock: [] }]])
  say('s', announce(C))
  expect(say('b', ours(B))).toMatchObject([['b', { peers: [A], stock: [C] }]])
  expect(say('a', ours(A), 9_000)).toMatchObject([['a', { peers: [], stock: [C] }]])
  expect(say('a', ours(A), 10_000)).toMatchObject([['a', { peers: [B], stock: [] }]])
  expect(say('b', ours(B, { except: [A, C] }), 30_000)).toMatchObject([['b', { peers: [], stock: [] }]])
  expect(say('b', ours(B, { want: 0 }), 60_000)).toMatchObject([['b', { peers: [], stock: [] }]])
})

test('a stock client is served as ever: nobody is named to it', () => {
  const { say } = trackerWith()
  say('a', ours(A))
  expect(say('b', announce(B, { offers: [offerOf(1)] }))).toEqual([
    ['b', ack(0, 2)],
    ['a', { type: 'offer', infoHash: SHOW, peerId: B, ...offerOf(1) }],
  ])
})

test('a directed offer reaches its one peer, marked where that one understands it, and is answered once', () => {
  const { say } = trackerWith()
  say('a', ours(A))
  say('b', ours(B))
  say('c', announce(C))
  const relayed = { type: 'offer', infoHash: SHOW, peerId: B, ...offerOf(7) }
  expect(say('b', directed(B, A, 7))).toEqual([['a', { ...relayed, directed: true }]])
  expect(say('b', directed(B, C, 8))).toEqual([['c', { ...relayed, ...offerOf(8) }]])
  expect(say('c', answer(C, B, 7))).toEqual([['c', refusal(/nobody waits/)]])
  expect(say('a', answer(A, B, 7))).toMatchObject([['b', { type: 'answer', peerId: A }]])
  expect(say('a', answer(A, B, 7))).toEqual([['a', refusal(/nobody waits/)]])
  expect(say('c', answer(C, B, 8))).toMatchObject([['b', { type: 'answer', peerId: C }]])
})

test('an offer to one who is not here, or to oneself, is refused at once', () => {
  const { say } = trackerWith()
  say('a', ours(A))
  const refused = (peerId: PeerId) => ({ type: 'refused', infoHash: SHOW, peerId, offerId: offerIdOf(7) })
  expect(say('a', directed(A, B, 7))).toEqual([['a', refused(B)]])
  expect(say('a', directed(A, A, 7))).toEqual([['a', refused(A)]])
  expect(say('b', directed(A, A, 7))).toEqual([['b', refusal(/announce yourself/)]])
})

test('later candidates pass both ways of a directed offer, before and after its answer, four messages each', () => {
  const { say } = trackerWith()
  say('a', ours(A))
  say('b', ours(B))
  say('b', directed(B, A, 7))
  const candidates = (from: PeerId, to: PeerId, offer = 7): ClientMessage => ({
    type: 'candidates',
    ...between(from, to, offer),
    candidates: CANDIDATES,
  })
  const relayed = { type: 'candidates', infoHash: SHOW, offerId: offerIdOf(7), candidates: CANDIDATES }
  expect(say('b', candidates(B, A))).toEqual([['a', { ...relayed, peerId: B }]])
  say('a', answer(A, B, 7))
  expect(say('a', candidates(A, B))).toEqual([['b', { ...relayed, peerId: A }]])
  for (let i = 0; i < 3; i++) expect(say('b', candidates(B, A))).toHaveLength(1)
  expect(say('b', candidates(B, A))).toEqual([])
  expect(say('a', candidates(A, B))).toHaveLength(1)
  // For no offer, of somebody else, too late.
  expect(say('a', candidates(A, B, 8))).toEqual([])
  expect(say('c', candidates(A, B))).toEqual([['c', refusal(/announce yourself/)]])
  expect(say('a', candidates(A, B), OFFER_TTL_MS)).toEqual([])
})

test('a refusal is passed on once, to whom it is for; candidates and refusals never reach stock clients', () => {
  const { say } = trackerWith()
  say('a', ours(A))
  say('b', ours(B))
  say('c', announce(C, { offers: [offerOf(9), offerOf(8)] }))
  const refuse = (from: PeerId, to: PeerId, offer: number): ClientMessage => ({
    type: 'refusal',
    ...between(from, to, offer),
  })
  say('b', directed(B, A, 7))
  expect(say('a', refuse(A, B, 7))).toEqual([
    ['b', { type: 'refused', infoHash: SHOW, peerId: A, offerId: offerIdOf(7) }],
  ])
  expect(say('a', refuse(A, B, 7))).toEqual([])
  for (const offer of [8, 9]) {
    expect(say('a', refuse(A, C, offer))).toEqual([])
    expect(say('a', { type: 'candidates', ...between(A, C, offer), candidates: CANDIDATES })).toEqual([])
  }
})

test('one peer cannot flood another: at most thirty offers without an answer are under way', () => {
  const { say } = trackerWith()
  say('a', ours(A))
  say('b', ours(B))
  for (let i = 0; i < 30; i++) expect(say('b', directed(B, A, i))).toMatchObject([['a', { type: 'offer' }]])
  expect(say('b', directed(B, A, 30))).toMatchObject([['b', { type: 'refused' }]])
  say('a', answer(A, B, 0))
  expect(say('b', directed(B, A, 31))).toMatchObject([['a', { type: 'offer' }]])
  expect(say('b', directed(B, A, 32), OFFER_TTL_MS)).toMatchObject([['a', { type: 'offer' }]])
})

const lease = (peerId: PeerId, pieces: number[], have: number[] = []): LeaseRequest => ({
  type: 'lease',
  infoHash: SHOW,
  peerId,
  pieces: pieces.map(pieceIndex),
  have: have.map(pieceIndex),
})
const leased = (granted: number[], taken: object[] = []) => ({
  type: 'leased',
  infoHash: SHOW,
  seconds: 8,
  granted,
  taken,
})

test('who understands leases is told how long one holds; stock clients are not', () => {
  const { say } = trackerWith()
  expect(say('a', announce(A, { want: 0 }))).toMatchObject([['a', { leaseSeconds: 8 }]])
  expect(say('b', announce(B))).toEqual([['b', ack(0, 2)]])
})

test('a piece is leased to one, the next is told who is on it and who holds it', () => {
  const { say } = trackerWith()
  say('a', announce(A))
  say('b', announce(B))
  expect(say('a', lease(A, [1, 2]))).toEqual([['a', leased([1, 2])]])
  expect(say('a', lease(A, [], [1]))).toEqual([])
  const taken = [{ peerId: A, fetching: [2], held: [1] }]
  expect(say('b', lease(B, [1, 2, 3]), 10)).toEqual([['b', leased([3], taken)]])
  expect(say('b', lease(B, [2], [3]), 8_000)).toEqual([['b', leased([2])]])
})

test('who leaves the swarm, or whose socket closes, frees its leases', () => {
  const { protocol, say } = trackerWith()
  for (const [conn, id] of [
    ['a', A],
    ['b', B],
    ['c', C],
  ] as const)
    say(conn, announce(id))
  say('a', lease(A, [1]))
  say('b', lease(B, [2]))
  say('a', announce(A, { event: 'stopped' }))
  protocol.closed('b')
  expect(say('c', lease(C, [1, 2]), 1)).toEqual([['c', leased([1, 2])]])
})

test('leases are for members, under their own name, and one of a connection', () => {
  const { say } = trackerWith({ standing: (infoHash) => (infoHash === SHOW ? 'listed' : 'unlisted') })
  const no = (words: RegExp) => [['a', { ...refusal(words), action: 'lease' }]]
  expect(say('a', lease(A, [1]))).toEqual(no(/announce yourself/))
  say('a', announce(A))
  say('b', announce(B))
  expect(say('a', lease(B, [1]))).toEqual(no(/announce yourself/))
  expect(say('a', { ...lease(A, [1]), infoHash: OTHER })).toMatchObject([['a', { type: 'failure', action: 'lease' }]])
  say('a', announce(C))
  expect(say('a', lease(A, [1]))).toEqual(no(/one peer/))
  expect(say('b', lease(B, [1]))).toEqual([['b', leased([1])]])
})

test('what could not be read is answered to its sender', () => {
  const { protocol } = trackerWith()
  expect(protocol.refuse('a', { ok: false, action: 'scrape', reason: 'words' })).toEqual([
    { type: 'send', to: 'a', message: { type: 'failure', action: 'scrape', reason: 'words' } },
  ])
})

test('whatever is said in whatever order, the books balance and every socket can be closed', () => {
  const conn = fc.constantFrom('a', 'b', 'c')
  const id = fc.nat({ max: 4 }).map(peerOf)
  const infoHash = fc.constantFrom(SHOW, OTHER, hashOf(3))
  const step = fc.oneof(
    fc.record({
      conn,
      message: fc.record(
        {
          type: fc.constant('announce' as const),
          infoHash,
          peerId: id,
          offers: fc.uniqueArray(fc.nat({ max: 9 }).map(offerOf), { selector: (o) => o.offerId, maxLength: 4 }),
          event: fc.constantFrom('started' as const, 'completed' as const, 'stopped' as const),
          leftBytes: fc.nat({ max: 1 }),
        },
        { requiredKeys: ['type', 'infoHash', 'peerId', 'offers'] },
      ),
    }),
    fc.record({
      conn,
      message: fc.record({
        type: fc.constant('answer' as const),
        infoHash,
        peerId: id,
        toPeerId: id,
        offerId: fc.nat({ max: 9 }).map(offerIdOf),
        sdp: fc.constant('v=0'),
      }),
    }),
    fc.record({ conn, message: fc.constant('close' as const) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const { protocol } = trackerWith({ maxPeersPerSwarm: 4, maxMembershipsPerSocket: 5 })
      const waitingFor = new Map<string, string>()
      for (const [now, { conn: from, message }] of steps.entries()) {
        if (message === 'close') {
          protocol.closed(from)
          continue
        }
        for (const command of protocol.handle(from, message, now)) {
          if (command.type !== 'send') continue
          const { to, message: sent } = command
          if (sent.type === 'offer') waitingFor.set(`${sent.infoHash}${sent.peerId}${sent.offerId}`, to)
          // An answer only ever comes from the connection that got the offer.
          if (sent.type === 'answer' && message.type === 'answer') {
            expect(waitingFor.get(`${sent.infoHash}${message.toPeerId}${sent.offerId}`)).toBe(from)
          }
        }
        const scraped = protocol.handle('x', { type: 'scrape', infoHashes: [SHOW, OTHER, hashOf(3)] }, now)[0]
        const files =
          scraped?.type === 'send' && scraped.message.type === 'scraped' ? [...scraped.message.files.values()] : []
        const counted = files.reduce((sum, { complete, incomplete }) => sum + complete + incomplete, 0)
        expect(counted).toBe(protocol.stats.memberships)
      }
      for (const each of ['a', 'b', 'c']) protocol.closed(each)
      expect(protocol.stats).toEqual({ swarms: 0, peers: 0, memberships: 0 })
    }),
  )
})
