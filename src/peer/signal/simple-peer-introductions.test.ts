/** Whom it meets, and what it says to the tracker; connections are stand-ins. Real ones: e2e/introductions.e2e.ts. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { InfoHash, PeerId } from '../../shared/ids.ts'
import type { AnnounceAck, ClientMessage, OfferId, TrackerMessage } from '../../shared/wire/tracker.ts'
import type { NetworkConfiguration } from '../types.ts'
import { WANTED_HOLDERS } from './offer-budget.ts'
import type { AttemptEvents, AttemptPlan } from './simple-peer-attempt.ts'
import { Introductions } from './simple-peer-introductions.ts'
import { VirtualClock } from './testing/virtual-clock.ts'
import type { LineMember, TrackerLine } from './ws-tracker-line.ts'

interface StandIn {
  readonly plan: AttemptPlan
  readonly events: AttemptEvents
  readonly accepted: string[]
  readonly candidates: string[]
  isOver: boolean
}

const made: StandIn[] = vi.hoisted(() => [])
vi.mock('./simple-peer-attempt.ts', () => ({
  warmUp: () => {},
  Attempt: class {
    readonly #self: StandIn
    constructor(plan: AttemptPlan, _clock: unknown, events: AttemptEvents) {
      this.#self = { plan, events, accepted: [], candidates: [], isOver: false }
      made.push(this.#self)
    }
    get offerId() {
      return this.#self.plan.offerId
    }
    get ours() {
      return this.#self.plan.ours
    }
    accept(type: string, sdp: string) {
      this.#self.accepted.push(`${type} ${sdp}`)
    }
    addCandidates(candidates: readonly string[]) {
      this.#self.candidates.push(...candidates)
    }
    end() {
      this.#self.isOver = true
    }
  },
}))

const SHOW = 'ee'.repeat(20) as InfoHash
const id = (byte: number) => byte.toString(16).padStart(2, '0').repeat(20) as PeerId
const SELF = id(0x50)
const [LOW, HIGH, OTHER] = [id(1), id(0xf0), id(0xf1)]
const OFFER = '0a'.repeat(20) as OfferId

beforeEach(() => void made.splice(0))
afterEach(() => vi.restoreAllMocks())

function start({ leftBytes = 5, network = {} as NetworkConfiguration } = {}) {
  const clock = new VirtualClock()
  const sent: ClientMessage[] = []
  const peers = new Set<PeerId>()
  const withdrawn = vi.fn()
  let secret: string | undefined
  /** What whoever is told of a change finds. */
  const seen: string[] = []
  const look = (): void => void seen.push(introductions?.meeting ? 'meeting' : 'alone')
  let introductions: Introductions | undefined
  let member: LineMember | undefined
  const line = {
    status: 'connected',
    secretOf: () => secret,
    join: (joining: LineMember) => {
      member = joining
      return () => {}
    },
    send: (message: ClientMessage) => {
      sent.push(message)
      return true
    },
  } as unknown as TrackerLine
  introductions = new Introductions(
    line,
    {
      infoHash: SHOW,
      selfId: SELF,
      iceServers: [{ urls: 'stun:default.example' }],
      network: () => network,
      leftBytes: () => leftBytes,
      connectedPeers: () => peers.size,
      refuses: (peer) => peers.has(peer),
      connected: ({ id }) => void peers.add(id),
      statusChanged: look,
      leasesChanged: look,
      withdrawn,
    },
    clock,
    () => 0.5,
  )
  const hear = (message: object) => member?.received({ infoHash: SHOW, ...message } as TrackerMessage)
  const ack = (more: Partial<AnnounceAck> = {}) =>
    hear({ type: 'announced', intervalSeconds: 120, complete: 0, incomplete: 1, ...more })
  const connect = (attempt: StandIn | undefined) => {
    const destroy = vi.fn()
    attempt?.events.connected({ once: () => {}, destroy } as never)
    return destroy
  }
  member?.opened()
  const remember = (word: string): void => {
    secret = word
  }
  return { clock, sent, peers, introductions, member, hear, ack, connect, seen, remember, withdrawn }
}

const named = (...peers: PeerId[]) => ({ incomplete: 1 + peers.length, peers, stock: [], leaseSeconds: 8 })
const last = <T>(list: readonly T[]) => list[list.length - 1]

test('the first word asks to be introduced; alone, nothing else happens', () => {
  const { sent, ack, clock } = start()
  expect(sent).toEqual([
    {
      type: 'announce',
      infoHash: SHOW,
      peerId: SELF,
      event: 'started',
      numwant: 0,
      want: 6,
      leftBytes: 5,
      offers: [],
    },
  ])
  ack(named())
  clock.advance(119_000)
  expect(sent).toHaveLength(1)
  expect(made).toEqual([])
})

test('from the line’s opening to the answer peers may turn up any moment', () => {
  const { introductions, member, ack, clock, seen } = start()
  seen.splice(0)
  ack(named(LOW))
  expect(seen).toEqual(['meeting', 'meeting'])
  clock.advance(60_000)
  expect(introductions.meeting).toBe(false)
  // The line was lost, and is there again: members are told one by one.
  member?.statusChanged('connected')
  expect(introductions.meeting).toBe(true)
  member?.opened()
  expect(introductions.meeting).toBe(true)
})

test('alone after the tracker’s answer, nobody is being met', () => {
  const { introductions, ack } = start()
  expect(introductions.meeting).toBe(true)
  ack(named())
  expect(introductions.meeting).toBe(false)
})

test('each that is named gets one offer of its own, the next when the one before has left', () => {
  const { sent, ack, clock } = start()
  ack(named(LOW, HIGH, OTHER))
  expect(made.map(({ plan }) => [plan.to, plan.ours, plan.trickles])).toEqual([[LOW, true, true]])
  made[0]?.events.description('gv1 a')
  expect(last(sent)).toMatchObject({ type: 'directed-offer', toPeerId: LOW, sdp: 'gv1 a' })
  expect(made).toHaveLength(2)
  clock.advance(50)
  expect(made.map(({ plan }) => plan.to)).toEqual([LOW, HIGH, OTHER])
  made[1]?.events.candidates(['h1,a,1'])
  expect(last(sent)).toMatchObject({ type: 'candidates', toPeerId: HIGH, candidates: ['h1,a,1'] })
})

test('an answer, and candidates, count from whom the offer went to, and from nobody else', () => {
  const { hear, ack, peers, connect } = start()
  ack(named(LOW))
  const offerId = made[0]?.plan.offerId
  hear({ type: 'answer', peerId: OTHER, offerId, sdp: 'false' })
  hear({ type: 'candidates', peerId: OTHER, offerId, candidates: ['false'] })
  hear({ type: 'answer', peerId: LOW, offerId: OFFER, sdp: 'false' })
  hear({ type: 'answer', peerId: LOW, offerId, sdp: 'true' })
  hear({ type: 'candidates', peerId: LOW, offerId, candidates: ['true'] })
  expect(made[0]).toMatchObject({ accepted: ['answer true'], candidates: ['true'] })
  connect(made[0])
  expect([...peers]).toEqual([LOW])
})

test('a stock client gets a whole description', () => {
  const { ack } = start()
  ack({ ...named(), incomplete: 2, stock: [LOW] })
  expect(made[0]?.plan).toMatchObject({ to: LOW, trickles: false })
})

test('one that refuses is left alone for a minute, and somebody else is asked for within seconds', () => {
  const { sent, hear, ack, clock } = start()
  ack({ ...named(LOW), incomplete: 9 })
  hear({ type: 'refused', peerId: LOW, offerId: made[0]?.plan.offerId })
  expect(made[0]?.isOver).toBe(true)
  clock.advance(5_000)
  expect(last(sent)).toMatchObject({ type: 'announce', want: 6, except: [LOW] })
  ack({ ...named(), incomplete: 9 })
  clock.advance(61_000)
  expect(last(sent)).toMatchObject({ type: 'announce', want: 6 })
  expect(last(sent)).not.toHaveProperty('except')
})

test('of crossing offers the one of the smaller id is kept', () => {
  const { sent, hear, ack } = start()
  ack(named(LOW, HIGH))
  made[0]?.events.description('gv1')
  hear({ type: 'offer', peerId: LOW, offerId: OFFER, sdp: 'theirs', directed: true })
  hear({ type: 'offer', peerId: HIGH, offerId: OFFER, sdp: 'theirs', directed: true })
  expect(made).toHaveLength(3)
  expect(made.map(({ isOver }) => isOver)).toEqual([true, false, false])
  expect(made[2]).toMatchObject({ plan: { to: LOW, ours: false, trickles: true }, accepted: ['offer theirs'] })
  made[2]?.events.description('gv1 answer')
  expect(last(sent)).toMatchObject({ type: 'answer', toPeerId: LOW, offerId: OFFER, sdp: 'gv1 answer' })
})

test('an offer of one who is connected already is refused; a stock client’s is merely not answered', () => {
  const { sent, hear, peers } = start()
  peers.add(LOW)
  hear({ type: 'offer', peerId: LOW, offerId: OFFER, sdp: 'x', directed: true })
  expect(last(sent)).toMatchObject({ type: 'refusal', toPeerId: LOW, offerId: OFFER })
  const before = sent.length
  hear({ type: 'offer', peerId: LOW, offerId: OFFER, sdp: 'x' })
  expect(sent).toHaveLength(before)
  expect(made).toEqual([])
})

test('a tracker that names nobody gets blind offers, as many as peers are missing', async () => {
  const { sent, hear, ack } = start()
  ack({ incomplete: 3 })
  expect(made.map(({ plan }) => [plan.to, plan.trickles])).toEqual([
    [undefined, false],
    [undefined, false],
  ])
  for (const one of made) one.events.description('v=0')
  await vi.waitFor(() => expect(last(sent)).toMatchObject({ type: 'announce', want: 0, offers: { length: 2 } }))
  hear({ type: 'answer', peerId: LOW, offerId: made[1]?.plan.offerId, sdp: 'x' })
  expect(made[1]?.accepted).toEqual(['answer x'])
})

test('a seeder among seeders does not keep asking', () => {
  const { sent, ack, clock } = start({ leftBytes: 0 })
  ack({ ...named(), complete: 20, incomplete: 0 })
  clock.advance(119_000)
  expect(sent).toHaveLength(1)
})

test('while nothing comes of it the tracker is asked ever less often', () => {
  const { sent, ack, clock } = start()
  const at: number[] = []
  for (let s = 0; s < 100; s++) {
    const before = sent.length
    if (s === 0) ack({ ...named(), incomplete: 9 })
    clock.advance(1_000)
    if (sent.length > before) {
      at.push(s + 1)
      ack({ ...named(), incomplete: 9 })
    }
  }
  expect(at).toEqual([2, 6, 14, 30, 62])
})

test('however many peers a tracker names, however often, no more are tried at a time than may be connected', () => {
  const { ack, clock } = start()
  for (let i = 0; i < 20; i++) ack(named(...Array.from({ length: 12 }, (_, n) => id(i * 12 + n))))
  clock.advance(5_000)
  expect(made.length).toBeLessThanOrEqual(24)
})

test('a holder that a lease names is met, one at a time, and not beyond the limit', () => {
  const { hear, ack, peers, introductions } = start()
  ack(named())
  introductions.leases.request([3 as never])
  const leased = { type: 'leased', seconds: 8, granted: [], taken: [{ peerId: LOW, fetching: [], held: [3] }] }
  hear(leased)
  expect(made.map(({ plan }) => plan.to)).toEqual([LOW])
  hear({ ...leased, taken: [{ peerId: HIGH, fetching: [3], held: [] }] })
  expect(made).toHaveLength(1)
  made[0]?.events.ended()
  for (let i = 0; i < WANTED_HOLDERS; i++) peers.add(id(100 + i))
  hear({ ...leased, taken: [{ peerId: HIGH, fetching: [3], held: [] }] })
  expect(made).toHaveLength(1)
})

test('one who was met by way of another tracker meanwhile is not connected twice, and keeps no place', () => {
  const { sent, hear, ack, peers, clock, connect, introductions } = start()
  ack({ ...named(LOW), incomplete: 9 })
  hear({ type: 'answer', peerId: LOW, offerId: made[0]?.plan.offerId, sdp: 'x' })
  peers.add(LOW)
  expect(introductions.meeting).toBe(true)
  expect(connect(made[0])).toHaveBeenCalledOnce()
  expect(introductions.meeting).toBe(false)
  clock.advance(5_000)
  expect(last(sent)).toMatchObject({ type: 'announce', want: 6, except: [LOW] })
  introductions.leases.request([3 as never])
  hear({ type: 'leased', seconds: 8, granted: [], taken: [{ peerId: HIGH, fetching: [], held: [3] }] })
  expect(last(made)?.plan.to).toBe(HIGH)
})

test('a blind offer that is answered when all places are taken, or promised, is given up', async () => {
  const { hear, ack, peers } = start()
  ack({ incomplete: 3 })
  for (let i = 0; i < 22; i++) peers.add(id(100 + i))
  hear({ type: 'answer', peerId: LOW, offerId: made[0]?.plan.offerId, sdp: 'x' })
  hear({ type: 'offer', peerId: OTHER, offerId: OFFER, sdp: 'x' })
  hear({ type: 'answer', peerId: HIGH, offerId: made[1]?.plan.offerId, sdp: 'x' })
  expect(made.map(({ accepted, isOver }) => [accepted.length, isOver])).toEqual([
    [1, false],
    [0, true],
    [1, false],
  ])
})

test('who has left announces nothing any more: neither what is completed then, nor that the line is open', () => {
  const { sent, ack, member, introductions } = start()
  ack(named())
  introductions.dispose()
  const before = sent.length
  introductions.completed()
  introductions.peerLost()
  member?.opened()
  expect(sent).toHaveLength(before)
})

test('leaving says so, and gives up what is under way', () => {
  const { sent, ack, clock, introductions } = start()
  ack(named(LOW, HIGH))
  introductions.dispose()
  introductions.dispose()
  expect(last(sent)).toMatchObject({ type: 'announce', event: 'stopped', want: 0 })
  expect(made.map(({ isOver }) => isOver)).toEqual([true])
  expect(clock.waiting).toBe(0)
})

test('who else is in the swarm is what the tracker says, without us', () => {
  const { introductions, ack } = start()
  expect(introductions.swarmCount).toBeUndefined()
  ack({ complete: 3, incomplete: 2 })
  expect(introductions.swarmCount).toEqual({ seeders: 3, listeners: 1 })
  const seeder = start({ leftBytes: 0 })
  seeder.ack({ complete: 3, incomplete: 2 })
  expect(seeder.introductions.swarmCount).toEqual({ seeders: 2, listeners: 2 })
  seeder.ack({ complete: 0, incomplete: 0 })
  expect(seeder.introductions.swarmCount).toEqual({ seeders: 0, listeners: 0 })
})

test('a join token goes with each announce; the page is asked anew where the tracker refuses it, and then the tracker rarely', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  let number = 0
  const joinToken = () => Promise.resolve(`token ${++number}`)
  const { sent, hear, ack, clock, introductions } = start({ network: { joinToken } })
  const tokens = () => sent.map((message) => (message.type === 'announce' ? message.token : message.type))
  const settle = async () => {
    for (let i = 0; i < 5; i++) await Promise.resolve()
  }
  const refuse = () => hear({ type: 'failure', action: 'announce', reason: 'no', code: 'token' })
  expect(sent).toEqual([])
  await settle()
  expect(tokens()).toEqual(['token 1'])
  expect(sent[0]).toMatchObject({ event: 'started' })
  ack()
  introductions.completed()
  expect(tokens()).toEqual(['token 1', 'token 1'])
  refuse()
  await settle()
  expect(tokens()).toEqual(['token 1', 'token 1', 'token 2'])
  refuse()
  await settle()
  expect(sent).toHaveLength(3)
  clock.advance(30_000)
  await settle()
  expect(tokens().slice(3)).toEqual(['token 3'])
  introductions.dispose()
  expect(sent.at(-1)).toMatchObject({ event: 'stopped', token: 'token 3' })
})

test('every announce shows what proves that the peer id is ours, the last one too', () => {
  const { sent, ack, remember, clock, introductions } = start()
  remember('s3cret')
  ack(named())
  clock.advance(200_000)
  introductions.completed()
  introductions.dispose()
  const announces = sent.slice(1)
  expect(announces.length).toBeGreaterThan(2)
  for (const announce of announces) expect(announce).toMatchObject({ type: 'announce', secret: 's3cret' })
})

const refusal = { type: 'failure', action: 'announce', reason: 'not one of ours' }

test('a tracker that does not serve the file is asked again after 10 to 30 minutes, and complained of once', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { sent, hear, clock, introductions } = start()
  for (let times = 0; times < 3; times++) {
    const { length } = sent
    hear({ ...refusal, code: 'unlisted' })
    introductions.peerLost()
    clock.advance(19 * 60_000)
    expect(sent).toHaveLength(length)
    clock.advance(2 * 60_000)
    expect(sent).toHaveLength(length + 1)
  }
  expect(warn).toHaveBeenCalledTimes(1)
  expect(introductions.meeting).toBe(false)
  introductions.dispose()
  expect(last(sent)).not.toMatchObject({ event: 'stopped' })
})

test('one that serves it after all is a tracker like any other', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { sent, hear, ack, clock } = start()
  hear({ ...refusal, code: 'unlisted' })
  clock.advance(21 * 60_000)
  ack(named())
  const { length } = sent
  clock.advance(145_000)
  expect(sent).toHaveLength(length + 1)
})

test('withdrawn is said of its own file, by name, or not at all', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { hear, withdrawn } = start()
  hear({ ...refusal, code: 'unlisted' })
  hear({ ...refusal })
  hear({ ...refusal, code: 'withdrawn', infoHash: undefined })
  hear({ ...refusal, code: 'withdrawn', infoHash: 'dd'.repeat(20) })
  expect(withdrawn).not.toHaveBeenCalled()
  hear({ ...refusal, code: 'withdrawn' })
  expect(withdrawn).toHaveBeenCalledTimes(1)
})

test('leases end with the swarm at a tracker that serves the file no more', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { hear, ack, introductions } = start()
  ack(named())
  expect(introductions.leases.available).toBe(true)
  hear({ ...refusal, code: 'unlisted' })
  expect(introductions.leases.available).toBe(false)
})
