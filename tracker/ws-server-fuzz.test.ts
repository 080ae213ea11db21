/**
 * Twenty thousand hostile frames at a real tracker, while an honest pair works beside them. The frames come from a seed,
 * which a failure prints, so that it can be run again: FUZZ_SEED=… FUZZ_FRAMES=… npx vitest run tracker/ws-server-fuzz.
 */
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { hexToBinaryString } from '../src/shared/ids.ts'
import type { Announce, OfferId } from '../src/shared/wire/tracker.ts'
import { parseTrackerSettings, startTracker, type Tracker } from './index.ts'
import { hashOf, offerOf, peerOf } from './testing/ids.ts'
import { WireClient } from './testing/ws-test-client.ts'

const FRAMES = Number(process.env.FUZZ_FRAMES ?? 20_000)
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_101)
const SOCKETS = 4
const FRAMES_PER_ROUND = 1000

const SHOW = hashOf(0x51)
const [HONEST_A, HONEST_B] = [peerOf(0xaa), peerOf(0xbb)]

let tracker: Tracker | undefined
afterEach(() => tracker?.close())

/** mulberry32: the same frames for the same seed. */
function seededRng(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Text, or raw bytes that end the socket: binary, or text that is no UTF-8. */
type Frame = string | { readonly bytes: Buffer; readonly binary: boolean }

class FrameMaker {
  readonly #rng: () => number

  constructor(seed: number) {
    this.#rng = seededRng(seed)
  }

  next(): Frame {
    const kind = this.#rng()
    if (kind < 0.001) return { bytes: Buffer.from([1, 2, 3]), binary: true }
    if (kind < 0.002) return { bytes: Buffer.from([0x22, 0xc3, 0x28]), binary: false }
    if (kind < 0.003) return 'x'.repeat(200_000)
    if (kind < 0.1) return this.#text(60)
    if (kind < 0.13) return this.#pick(['[', '{"a":', '{"info_hash":[']).repeat(this.#below(2000))
    const message = JSON.stringify(this.#mutated(this.#message()))
    // A cut may make another id of an id: nobody but the honest pair is ever to be in its swarm.
    return kind < 0.3 && !message.includes(hexToBinaryString(SHOW)) ? this.#cut(message) : message
  }

  /** Well-formed, in other swarms, or in the honest pair's under their ids. */
  #message(): Record<string, unknown> {
    const aboutHonest = this.#rng() < 0.3
    const infoHash = hexToBinaryString(aboutHonest ? SHOW : hashOf(this.#below(5)))
    const id = () => hexToBinaryString(aboutHonest ? this.#pick([HONEST_A, HONEST_B]) : peerOf(this.#below(40)))
    const offerId = () => String.fromCharCode(this.#below(4)).repeat(20)
    const kind = this.#rng()
    if (kind < 0.2) return { action: 'scrape', info_hash: this.#rng() < 0.5 ? infoHash : [infoHash, infoHash] }
    const head = { action: 'announce', info_hash: infoHash, peer_id: id() }
    if (kind < 0.3) return { ...head, action: 'lease', pieces: this.#pieces(), have: this.#pieces() }
    if (kind < 0.45) {
      const directed: readonly Record<string, unknown>[] = [
        { offer: { type: 'offer', sdp: this.#text(50) } },
        { candidates: [`candidate:${this.#below(9)} 1 udp`, this.#text(30)].slice(this.#below(2)) },
        { refused: this.#pick([true, false, 1]) },
      ]
      return { ...head, to_peer_id: id(), offer_id: offerId(), ...this.#pick(directed) }
    }
    if (kind < 0.6) {
      return { ...head, to_peer_id: id(), offer_id: offerId(), answer: { type: 'answer', sdp: this.#text(20) } }
    }
    const offers = Array.from({ length: this.#below(12) }, () => ({
      offer_id: this.#rng() < 0.5 ? offerId() : this.#text(20),
      offer: { type: 'offer', sdp: this.#text(50) },
    }))
    const event = this.#pick(['started', 'stopped', 'completed', '', undefined])
    const want = this.#pick([undefined, this.#below(20)])
    const except = this.#pick([undefined, [id(), id()]])
    return {
      ...head,
      event,
      want,
      except,
      numwant: this.#below(20),
      left: this.#below(3),
      uploaded: 0,
      downloaded: 0,
      offers,
    }
  }

  #pieces(): unknown {
    return Array.from({ length: this.#below(70) }, () => this.#below(100_000))
  }

  #mutated(message: Record<string, unknown>): Record<string, unknown> {
    if (this.#rng() < 0.4) return message
    const name = this.#pick([...Object.keys(message), 'offers', 'answer', '__proto__', 'constructor', 'toJSON'])
    return Object.fromEntries([...Object.entries(message), [name, this.#junk(3)]])
  }

  #junk(depth: number): unknown {
    const flat = [
      null,
      true,
      -1,
      0.5,
      1e308,
      2 ** 53,
      '',
      'x',
      '\u0100'.repeat(20),
      '\ud800'.repeat(20),
      '9'.repeat(400),
    ]
    if (depth === 0 || this.#rng() < 0.6) return this.#pick<unknown>(flat)
    if (this.#rng() < 0.5) return Array.from({ length: this.#below(15) }, () => this.#junk(depth - 1))
    const names = ['type', 'sdp', 'offer', 'offer_id', 'length', 'toString', '__proto__']
    return Object.fromEntries(names.filter(() => this.#rng() < 0.5).map((name) => [name, this.#junk(depth - 1)]))
  }

  #cut(text: string): string {
    const at = this.#below(text.length)
    return text.slice(0, at) + this.#text(3) + text.slice(at + this.#below(8))
  }

  #text(maxLength: number): string {
    const chars = ['{', '}', '"', '\\', ':', '0', 'é', '\u0000', '\u2028', '😀', 'v=0\r\n']
    return Array.from({ length: this.#below(maxLength + 1) }, () => this.#pick(chars)).join('')
  }

  #below(limit: number): number {
    return Math.floor(this.#rng() * limit)
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#below(from.length)] as T
  }
}

/** Sends frames over a socket, and over the next one when the tracker has closed it. */
class Attacker {
  #client: WireClient | undefined
  reconnects = -1
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  async send(frames: readonly Frame[]): Promise<void> {
    for (const frame of frames) {
      if (this.#client?.socket.readyState !== WebSocket.OPEN) {
        this.#client = await WireClient.connect(this.#url)
        this.reconnects += 1
      }
      const { socket } = this.#client
      if (typeof frame === 'string') socket.send(frame)
      else socket.send(frame.bytes, { binary: frame.binary })
      if (typeof frame !== 'string' || frame.length > 131_072) await this.#client.closed
    }
    await this.#client?.settled()
  }

  async close(): Promise<void> {
    await this.#client?.close()
  }
}

test(`${FRAMES} hostile frames (seed ${SEED}) change nothing for an honest pair`, async () => {
  const faults: string[] = []
  const log = { info() {}, warn: (line: string) => faults.push(line) }
  const settings = parseTrackerSettings({ port: 0, open: true, messagesPerMinute: 60_000 })
  tracker = await startTracker(settings, { log })
  const { url } = tracker
  const [a, b] = await Promise.all([WireClient.connect(url), WireClient.connect(url)])
  const announce = (peerId: typeof HONEST_A, more: Partial<Announce> = {}): Announce => ({
    type: 'announce',
    infoHash: SHOW,
    peerId,
    offers: [],
    ...more,
  })
  await a.ask(announce(HONEST_A, { leftBytes: 0 }))
  await b.ask(announce(HONEST_B, { leftBytes: 1 }))

  const maker = new FrameMaker(SEED)
  const attackers = Array.from({ length: SOCKETS }, () => new Attacker(url))
  for (let sent = 0, round = 0; sent < FRAMES; sent += FRAMES_PER_ROUND, round++) {
    const frames = Array.from({ length: FRAMES_PER_ROUND }, () => maker.next())
    const share = FRAMES_PER_ROUND / SOCKETS
    const attacks = attackers.map((attacker, i) => attacker.send(frames.slice(i * share, (i + 1) * share)))

    // Meanwhile: B's offer reaches A, A's answer B, and the counts are theirs alone.
    const offer = { ...offerOf(0), offerId: round.toString(16).padStart(40, '0') as OfferId }
    expect(await b.ask(announce(HONEST_B, { offers: [offer] }))).toMatchObject({ complete: 1, incomplete: 1 })
    expect(await a.next()).toEqual({ type: 'offer', infoHash: SHOW, peerId: HONEST_B, ...offer })
    const answer = { type: 'answer' as const, infoHash: SHOW, peerId: HONEST_A, offerId: offer.offerId, sdp: 'v=0' }
    a.send({ ...answer, toPeerId: HONEST_B })
    expect(await b.next()).toEqual(answer)
    await Promise.all(attacks)
  }
  await Promise.all(attackers.map((attacker) => attacker.close()))

  expect(await a.ask({ type: 'scrape', infoHashes: [SHOW] })).toMatchObject({
    files: new Map([[SHOW, { complete: 1, incomplete: 1, downloaded: 0 }]]),
  })
  await Promise.all([a.close(), b.close()])
  await expect.poll(() => tracker?.stats()).toMatchObject({ sockets: 0, peers: 0, swarms: 0, memberships: 0 })
  // The attack was one: it was read, much of it refused, and it did end sockets.
  const { messagesReceived, messagesRefused } = tracker.stats()
  expect(messagesReceived).toBeGreaterThan(FRAMES * 0.95)
  expect(messagesRefused).toBeGreaterThan(FRAMES * 0.2)
  expect(messagesReceived - messagesRefused).toBeGreaterThan(FRAMES * 0.2)
  expect(attackers.reduce((sum, attacker) => sum + attacker.reconnects, 0)).toBeGreaterThan(FRAMES / 1000)
  expect(faults).toEqual([])
}, 60_000)
