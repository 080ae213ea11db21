/**
 * Listeners who do nothing wrong, beside those who do: two stock clients in one swarm and two of ours in another. Every answer that they
 * get is compared with the one they should get.
 */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { type InfoHash, type PeerId, pieceIndex } from '../../../src/shared/ids.ts'
import type { Announce, OfferId, TrackerMessage } from '../../../src/shared/wire/tracker.ts'
import { hashOf, peerOf } from '../ids.ts'
import { WireClient } from '../ws-test-client.ts'
import type { HonestIds } from './hostile-texts.ts'

const STOCK: HonestIds = { infoHash: hashOf(0x51), peerIds: [peerOf(0xaa), peerOf(0xbb)] }
const OURS: HonestIds = { infoHash: hashOf(0x52), peerIds: [peerOf(0xcc), peerOf(0xdd)] }
export const HONEST: readonly HonestIds[] = [STOCK, OURS]

const PATIENCE_MS = 20_000
const SDP = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\n'

interface Listener {
  readonly client: WireClient
  readonly peerId: PeerId
}

interface Pair {
  readonly infoHash: InfoHash
  readonly seeder: Listener
  readonly leecher: Listener
}

export class HonestListeners {
  readonly #stock: Pair
  readonly #ours: Pair
  #rounds = 0

  private constructor(stock: Pair, ours: Pair) {
    this.#stock = stock
    this.#ours = ours
  }

  static async join(url: string): Promise<HonestListeners> {
    return new HonestListeners(await joinedPair(url, STOCK), await joinedPair(url, OURS))
  }

  /** Rounds in which every answer was right. */
  get rounds(): number {
    return this.#rounds
  }

  /** Each pair meets once. @throws Error where an answer is not what it should be, or a connection ended. */
  async meet(): Promise<void> {
    const all = [this.#stock, this.#ours].flatMap(({ seeder, leecher }) => [seeder.client, leecher.client])
    const lost = all.map(async ({ closed }) => {
      throw new Error(`an honest listener lost its connection, with ${await closed}`)
    })
    const met = Promise.all([meetAsStockDo(this.#stock, this.#rounds), meetAsOursDo(this.#ours, this.#rounds)])
    const stopped = new AbortController()
    const late = sleep(PATIENCE_MS, undefined, { signal: stopped.signal }).then(() => {
      throw new Error('an honest listener waits in vain for an answer')
    })
    await Promise.race([met, late, ...lost])
    stopped.abort()
    this.#rounds += 1
  }

  async leave(): Promise<void> {
    for (const { seeder, leecher } of [this.#stock, this.#ours]) {
      await Promise.all([seeder.client.close(), leecher.client.close()])
    }
  }
}

async function joinedPair(url: string, { infoHash, peerIds }: HonestIds): Promise<Pair> {
  const [seeder, leecher] = await Promise.all(
    peerIds.map(async (peerId): Promise<Listener> => ({ client: await WireClient.connect(url), peerId })),
  )
  assert(seeder && leecher)
  const pair = { infoHash, seeder, leecher }
  await seeder.client.ask(announceOf(pair, seeder, { event: 'started' }))
  await leecher.client.ask(announceOf(pair, leecher, { event: 'started' }))
  return pair
}

function announceOf({ infoHash, seeder }: Pair, from: Listener, more: Partial<Announce> = {}): Announce {
  const leftBytes = from === seeder ? 0 : 1
  return { type: 'announce', infoHash, peerId: from.peerId, leftBytes, offers: [], ...more }
}

const offerIdOf = (round: number) => round.toString(16).padStart(40, '0') as OfferId

/** An announce with an offer, its answer, a scrape. */
async function meetAsStockDo(pair: Pair, round: number): Promise<void> {
  const { infoHash, seeder, leecher } = pair
  const offerId = offerIdOf(round)
  const offers = [{ offerId, sdp: `${SDP}offer ${round}` }]
  countsAre(await leecher.client.ask(announceOf(pair, leecher, { numwant: 1, offers })))
  assert.deepEqual(await seeder.client.next(), { type: 'offer', infoHash, peerId: leecher.peerId, ...offers[0] })
  await passAnswer(pair, offerId)
  assert.deepEqual(await leecher.client.ask({ type: 'scrape', infoHashes: [infoHash] }), {
    type: 'scraped',
    files: new Map([[infoHash, { complete: 1, incomplete: 1, downloaded: 0 }]]),
  })
}

/** A directed offer, candidates, an answer, a lease, and what the other is told of it. */
async function meetAsOursDo(pair: Pair, round: number): Promise<void> {
  const { infoHash, seeder, leecher } = pair
  const offerId = offerIdOf(round)
  countsAre(await leecher.client.ask(announceOf(pair, leecher, { want: 3 })))
  countsAre(await seeder.client.ask(announceOf(pair, seeder, { want: 3 })))
  const head = { infoHash, peerId: leecher.peerId, offerId }
  const sdp = `${SDP}directed ${round}`
  leecher.client.send({ type: 'directed-offer', ...head, toPeerId: seeder.peerId, sdp })
  assert.deepEqual(await seeder.client.next(), { type: 'offer', ...head, sdp, directed: true })
  const candidates = [`candidate:${round} 1 udp 2113937151 192.0.2.1 50000 typ host`]
  leecher.client.send({ type: 'candidates', ...head, toPeerId: seeder.peerId, candidates })
  assert.deepEqual(await seeder.client.next(), { type: 'candidates', ...head, candidates })
  await passAnswer(pair, offerId)

  const piece = pieceIndex(round % 60_000)
  const lease = { type: 'lease', infoHash, peerId: leecher.peerId, pieces: [], have: [] } as const
  const leased = { type: 'leased', infoHash, seconds: 8, granted: [], taken: [] } as const
  assert.deepEqual(await leecher.client.ask({ ...lease, pieces: [piece] }), { ...leased, granted: [piece] })
  leecher.client.send({ ...lease, have: [piece] })
  await leecher.client.settled()
  assert.deepEqual(await seeder.client.ask({ ...lease, peerId: seeder.peerId, pieces: [piece] }), {
    ...leased,
    taken: [{ peerId: leecher.peerId, fetching: [], held: [piece] }],
  })
}

async function passAnswer({ infoHash, seeder, leecher }: Pair, offerId: OfferId): Promise<void> {
  const answer = { type: 'answer', infoHash, peerId: seeder.peerId, offerId, sdp: `${SDP}answer` } as const
  seeder.client.send({ ...answer, toPeerId: leecher.peerId })
  assert.deepEqual(await leecher.client.next(), answer)
}

function countsAre(reply: TrackerMessage): void {
  assert(reply.type === 'announced')
  assert.deepEqual([reply.complete, reply.incomplete], [1, 1])
}
