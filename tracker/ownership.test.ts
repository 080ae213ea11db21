/** Whose peer id, whose swarm, whose answer: what one socket can't do to another's, on the wire, over each transport. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Announce, Answer, TrackerMessage } from '../src/shared/wire/tracker.ts'
import { parseTrackerSettings, startTracker, type Tracker } from './index.ts'
import { HandClock } from './testing/hand-clock.ts'
import { hashOf, offerIdOf, offerOf, peerOf } from './testing/ids.ts'
import { TRANSPORTS } from './testing/transports.ts'
import { WireClient } from './testing/ws-test-client.ts'

const [SHOW, OTHER_SHOW] = [hashOf(0x51), hashOf(0x52)]
const [A, B, C, SECOND] = [peerOf(1), peerOf(2), peerOf(3), peerOf(4)]
const IN_USE = { type: 'failure', action: 'announce', reason: 'this peer id is in use on another connection' }

const announce = (peerId = A, more: Partial<Announce> = {}): Announce => ({
  type: 'announce',
  infoHash: SHOW,
  peerId,
  offers: [],
  ...more,
})

/** What the old socket of a peer id is given to show that it lives. */
const SILENCE_MS = 3000

let clock: HandClock
beforeEach(() => {
  clock = new HandClock()
})

const disposers: (() => unknown)[] = []
afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose()
})

/** Asks for a peer id that is another's, who is alive; resolves with the answer, which comes when its time is over. */
async function contest(owner: WireClient, newer: WireClient, message: Announce): Promise<TrackerMessage> {
  newer.send(message)
  await newer.settled()
  await owner.settled()
  clock.advance(SILENCE_MS)
  return newer.next()
}

describe.each(TRANSPORTS)('over %s', (transport) => {
  async function start(settings: object = {}): Promise<Tracker> {
    const parsed = parseTrackerSettings({ transport, port: 0, open: true, ...settings })
    const tracker = await startTracker(parsed, { clock })
    disposers.push(() => tracker.close())
    return tracker
  }

  async function clientsOf(tracker: Tracker, ...options: readonly object[]): Promise<readonly WireClient[]> {
    const clients = await Promise.all(options.map((one) => WireClient.connect(tracker.url, one)))
    for (const client of clients) disposers.push(() => client.close())
    return clients
  }

  /** A and B in a swarm, B's offer with A, and C beside. */
  async function offered() {
    const tracker = await start()
    const [a, b, c] = (await clientsOf(tracker, {}, {}, {})) as [WireClient, WireClient, WireClient]
    await a.ask(announce(A))
    await b.ask(announce(B, { offers: [offerOf(7)] }))
    expect(await a.next()).toMatchObject({ type: 'offer', peerId: B })
    await c.ask(announce(C))
    return { tracker, a, b, c }
  }

  const answer = (more: Partial<Answer> = {}): Answer => ({
    type: 'answer',
    infoHash: SHOW,
    peerId: A,
    toPeerId: B,
    offerId: offerIdOf(7),
    sdp: 'v=0',
    ...more,
  })

  test.each(['stopped', 'completed', 'started', undefined] as const)(
    'an announce (%s) in the name of somebody who lives changes nothing for that one',
    async (event) => {
      const tracker = await start()
      const [a, thief] = (await clientsOf(tracker, {}, {})) as [WireClient, WireClient]
      await a.ask(announce(A, { leftBytes: 5 }))
      const spoofed = announce(A, { ...(event === undefined ? {} : { event }), leftBytes: 0 })
      expect(await contest(a, thief, spoofed)).toMatchObject({ ...IN_USE, infoHash: SHOW })
      expect(await a.ask({ type: 'scrape', infoHashes: [SHOW] })).toMatchObject({
        files: new Map([[SHOW, { complete: 0, incomplete: 1, downloaded: 0 }]]),
      })
      expect(tracker.stats()).toMatchObject({ sockets: 2, peers: 1, memberships: 1 })
    },
  )

  test('a peer id belongs to its socket in every swarm, also where it is not a member', async () => {
    const tracker = await start()
    const [a, thief] = (await clientsOf(tracker, {}, {})) as [WireClient, WireClient]
    await a.ask(announce(A))
    expect(await contest(a, thief, announce(A, { infoHash: OTHER_SHOW }))).toMatchObject({
      ...IN_USE,
      infoHash: OTHER_SHOW,
    })
    expect(await a.ask(announce(A, { infoHash: OTHER_SHOW }))).toMatchObject({ type: 'announced', incomplete: 1 })
  })

  test('who left all its swarms has given its peer id back', async () => {
    const [a, next] = (await clientsOf(await start(), {}, {})) as [WireClient, WireClient]
    await a.ask(announce(A))
    await a.ask(announce(A, { event: 'stopped' }))
    expect(await next.ask(announce(A))).toMatchObject({ type: 'announced', incomplete: 1 })
  })

  test('an answer passes once, from the one that the offer went to', async () => {
    const { a, b } = await offered()
    a.send(answer())
    expect(await b.next()).toEqual({ type: 'answer', infoHash: SHOW, peerId: A, offerId: offerIdOf(7), sdp: 'v=0' })
    expect(await a.ask(answer())).toMatchObject({ type: 'failure', reason: expect.stringMatching(/nobody waits/) })
  })

  test.each<[string, Partial<Answer>]>([
    ['in the name of the one that the offer went to', {}],
    ['in its own name', { peerId: C }],
    ['in the name of the offerer', { peerId: B }],
    ['to an offer that was never made', { peerId: C, offerId: offerIdOf(8) }],
    ['to one who made none', { peerId: C, toPeerId: A }],
    ['in another swarm', { infoHash: OTHER_SHOW }],
  ])('an answer of a third peer, %s, reaches nobody, and the true one still does', async (_, spoof) => {
    const { a, b, c } = await offered()
    expect(await c.ask(answer({ sdp: 'v=0 spoofed', ...spoof }))).toMatchObject({
      type: 'failure',
      reason: expect.stringMatching(/nobody waits/),
    })
    a.send(answer({ sdp: 'v=0 true' }))
    expect(await b.next()).toMatchObject({ type: 'answer', sdp: 'v=0 true' })
  })

  test('offers, candidates, refusals and leases in the name of another are refused and reach nobody', async () => {
    const { b, c } = await offered()
    const head = { infoHash: SHOW, peerId: A, toPeerId: B, offerId: offerIdOf(9) }
    const refused = { type: 'failure', reason: expect.stringMatching(/announce yourself/) }
    expect(await c.ask({ type: 'directed-offer', ...head, sdp: 'v=0' })).toMatchObject(refused)
    expect(await c.ask({ type: 'candidates', ...head, candidates: ['candidate:1'] })).toMatchObject(refused)
    expect(await c.ask({ type: 'refusal', ...head, offerId: offerIdOf(7) })).toMatchObject(refused)
    const lease = { type: 'lease', infoHash: SHOW, peerId: A, pieces: [], have: [] } as const
    expect(await c.ask({ ...lease, pieces: [1 as never] })).toMatchObject({ ...refused, action: 'lease' })
    // What B hears next is the answer to its own question.
    expect(await b.ask({ type: 'scrape', infoHashes: [SHOW] })).toMatchObject({ type: 'scraped' })
  })

  test('a second peer id on a socket is a member of its own, which gets no leases and ends with the socket', async () => {
    const tracker = await start()
    const [a, b] = (await clientsOf(tracker, {}, {})) as [WireClient, WireClient]
    await a.ask(announce(A))
    expect(await a.ask(announce(SECOND))).toMatchObject({ type: 'announced', incomplete: 2 })
    const lease = { type: 'lease', infoHash: SHOW, pieces: [1 as never], have: [] } as const
    for (const peerId of [A, SECOND]) {
      expect(await a.ask({ ...lease, peerId })).toMatchObject({ type: 'failure', action: 'lease' })
    }
    expect(await contest(a, b, announce(SECOND))).toMatchObject(IN_USE)
    await a.close()
    await expect.poll(() => tracker.stats()).toMatchObject({ sockets: 1, peers: 0, memberships: 0 })
    expect(await b.ask(announce(SECOND))).toMatchObject({ type: 'announced', incomplete: 1 })
  })

  test('a socket has as many peer ids and swarms as it may, all counted together', async () => {
    const tracker = await start({ maxMembershipsPerSocket: 3 })
    const [a] = (await clientsOf(tracker, {})) as [WireClient]
    await a.ask(announce(A))
    await a.ask(announce(A, { infoHash: OTHER_SHOW }))
    await a.ask(announce(SECOND))
    const full = { type: 'failure', reason: 'this connection is in too many swarms' }
    expect(await a.ask(announce(SECOND, { infoHash: OTHER_SHOW }))).toMatchObject(full)
    expect(await a.ask(announce(A))).toMatchObject({ type: 'announced' })
  })

  test('a peer id passes to a new socket when the old one has said nothing for 3 s, and its memberships with the old', async () => {
    const tracker = await start()
    const [dead, again, c] = (await clientsOf(tracker, { autoPong: false }, {}, {})) as [
      WireClient,
      WireClient,
      WireClient,
    ]
    await dead.ask(announce(A))
    await dead.ask(announce(A, { infoHash: OTHER_SHOW }))
    again.send(announce(A))
    await again.settled()
    clock.advance(SILENCE_MS - 1)
    // Nobody has said anything to the new one meanwhile, and it may ask for something else.
    expect(await again.ask({ type: 'scrape', infoHashes: [SHOW] })).toMatchObject({ type: 'scraped' })
    clock.advance(1)
    expect(await again.next()).toMatchObject({ type: 'announced', incomplete: 1 })
    expect(await dead.closed).toBe(1006)
    expect(await c.ask({ type: 'scrape', infoHashes: [SHOW, OTHER_SHOW] })).toMatchObject({
      files: new Map([
        [SHOW, { complete: 0, incomplete: 1, downloaded: 0 }],
        [OTHER_SHOW, { complete: 0, incomplete: 0, downloaded: 0 }],
      ]),
    })
  })
})
