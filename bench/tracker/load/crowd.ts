/**
 * Many stock clients on one tracker: they announce with offers when told to, and answer each offer they get at once.
 *
 * Every message that counts was right: an offer came from a member of the same swarm, once, to one other, under its maker's
 * peer id; an answer came from whom that offer went to, to its maker; session descriptions and ids byte by byte. What belongs to
 * an announce that was followed by another is `late` and counts for nothing; anything else ends the run with an error.
 */
import type { Rng } from '../../../src/shared/clock.ts'
import { TextFrame } from './frames.ts'
import { hear, type OfferMark, PHRASES, phrasesOf, randomIdToken, sdpToken } from './messages.ts'
import { NetSocket } from './net-socket.ts'

export const OFFERS = 5
const OPENING_AT_A_TIME = 128
/** Ids are drawn before: each offer takes the next. So many are never under way at a time. */
const OFFER_IDS = 1 << 17
const MAX_TEXT_BYTES = 16_384
const NOBODY = -1
const ANSWERED = -2

export interface CrowdEvents {
  /** @param ms since the peer sent its announce */
  acknowledged?(peer: Peer, ms: number): void
  /** @param ms from sending an offer to its delivery */
  delivered?(ms: number): void
  /** All offers of the peer's last announce were answered. */
  answered?(peer: Peer): void
}

export interface Peer {
  readonly index: number
  readonly swarm: number
  readonly socket: NetSocket
  readonly idToken: Buffer
  readonly phrases: ReturnType<typeof phrasesOf>
  round: number
  sentAt: number
  firstOfferId: number
  answers: number
  /** For each offer whom it went to: a peer's index, nobody yet, or answered. */
  readonly receivers: Int32Array
}

export interface CrowdPlan {
  readonly port: number
  readonly size: number
  /** Peers of one swarm. */
  readonly swarmSize: number
  readonly rng: Rng
  /** The first socket's number, where others are open. */
  readonly firstSocket?: number
}

export class Crowd {
  readonly peers: Peer[] = []
  /** Messages of the tracker, by what they are. */
  readonly heard = { acks: 0, offers: 0, answers: 0, late: 0 }
  events: CrowdEvents = {}
  readonly #rng: Rng
  readonly #infoHashTokens: readonly Buffer[]
  readonly #offerIdTokens: readonly Buffer[]
  readonly #frame = new TextFrame(MAX_TEXT_BYTES)
  #nextOfferId = 0
  #fault: Error | undefined

  private constructor({ size, swarmSize, rng }: CrowdPlan) {
    this.#rng = rng
    this.#infoHashTokens = Array.from({ length: Math.ceil(size / swarmSize) }, () => randomIdToken(rng))
    this.#offerIdTokens = Array.from({ length: OFFER_IDS }, () => randomIdToken(rng))
  }

  /** Connects them all. Nobody has announced yet. */
  static async open(plan: CrowdPlan): Promise<Crowd> {
    const crowd = new Crowd(plan)
    const opening = Array.from({ length: Math.min(OPENING_AT_A_TIME, plan.size) }, async (_, i) => {
      for (let index = i; index < plan.size; index += OPENING_AT_A_TIME) await crowd.#open(plan, index)
    })
    try {
      await Promise.all(opening)
    } catch (error) {
      crowd.close()
      throw error
    }
    return crowd
  }

  /** @throws Error where the tracker said or did something wrong; looked at by whoever measures */
  check(): void {
    if (this.#fault) throw this.#fault
  }

  /** Messages that the tracker sent and that counted. */
  get messages(): number {
    return this.heard.acks + this.heard.offers + this.heard.answers
  }

  /** Everybody announces without offers, so that the swarms are full. Resolves when all are acknowledged. */
  async join(): Promise<void> {
    const before = this.heard.acks
    const { events } = this
    await new Promise<void>((resolve, reject) => {
      this.events = {
        acknowledged: () => {
          if (this.heard.acks - before === this.peers.length) resolve()
        },
      }
      setTimeout(() => reject(this.#fault ?? new Error('not all joins were acknowledged within 60 s')), 60_000).unref()
      for (const { socket, phrases } of this.peers) socket.send(this.#frame.add(phrases.joining).take(this.#mask()))
    })
    this.events = events
  }

  /** @returns the frame, and the moment it goes is for the caller to write down by {@link announce} */
  makeAnnounce(peer: Peer): Buffer {
    peer.round += 1
    peer.answers = 0
    peer.firstOfferId = this.#nextOfferId
    this.#nextOfferId = (this.#nextOfferId + OFFERS) % (OFFER_IDS - OFFERS)
    peer.receivers.fill(NOBODY)
    const frame = this.#frame.add(peer.phrases.announcing)
    for (let slot = 0; slot < OFFERS; slot++) {
      if (slot > 0) frame.add(PHRASES.comma)
      frame.add(PHRASES.offer).add(sdpToken({ peer: peer.index, round: peer.round, slot }))
      frame.add(PHRASES.offerId).add(this.#offerId(peer, slot)).add(PHRASES.offerEnd)
    }
    return frame.add(PHRASES.announceEnd).take(this.#mask())
  }

  announce(peer: Peer, frame = this.makeAnnounce(peer)): void {
    peer.sentAt = performance.now()
    peer.socket.send(frame)
  }

  close(): void {
    for (const peer of this.peers) peer?.socket.close()
  }

  async #open({ port, swarmSize, firstSocket = 0 }: CrowdPlan, index: number): Promise<void> {
    const swarm = Math.floor(index / swarmSize)
    const idToken = randomIdToken(this.#rng)
    const socket = await NetSocket.open(port, firstSocket + index, {
      text: (text) => {
        const peer = this.peers[index]
        if (peer && !this.#fault) this.#onText(peer, text)
      },
      ended: (why) => this.#fail(`the tracker ended a socket: ${why}`),
    })
    const phrases = phrasesOf(this.#infoHashTokens[swarm] as Buffer, idToken)
    const receivers = new Int32Array(OFFERS).fill(NOBODY)
    const counts = { round: 0, sentAt: 0, firstOfferId: 0, answers: 0 }
    this.peers[index] = { index, swarm, socket, idToken, phrases, ...counts, receivers }
  }

  #onText(peer: Peer, text: Buffer): void {
    const heard = hear(text)
    if (heard.type === 'ack') {
      this.heard.acks += 1
      this.events.acknowledged?.(peer, performance.now() - peer.sentAt)
    } else if (heard.type === 'other') this.#fail(`the tracker said: ${text.toString().slice(0, 300)}`)
    else if (this.peers[heard.mark.peer]?.round !== heard.mark.round) this.heard.late += 1
    else if (heard.type === 'offer') this.#onOffer(peer, text, heard.mark)
    else this.#onAnswer(peer, text, heard.mark)
  }

  #onOffer(peer: Peer, text: Buffer, mark: OfferMark): void {
    const maker = this.peers[mark.peer] as Peer
    const offerId = this.#offerId(maker, mark.slot)
    const isRight =
      maker !== peer &&
      maker.swarm === peer.swarm &&
      maker.receivers[mark.slot] === NOBODY &&
      text.includes(maker.idToken) &&
      text.includes(offerId)
    if (!isRight) return this.#fail('an offer came to whom it should not, or changed')
    this.heard.offers += 1
    maker.receivers[mark.slot] = peer.index
    this.events.delivered?.(performance.now() - maker.sentAt)
    const answer = this.#frame.add(peer.phrases.answering).add(maker.idToken).add(PHRASES.answer).add(sdpToken(mark))
    answer.add(PHRASES.answerOfferId).add(offerId).add(PHRASES.answerEnd)
    peer.socket.send(answer.take(this.#mask()))
  }

  #onAnswer(peer: Peer, text: Buffer, mark: OfferMark): void {
    const answerer = this.peers[peer.receivers[mark.slot] ?? NOBODY]
    const isRight =
      peer.index === mark.peer &&
      answerer !== undefined &&
      text.includes(answerer.idToken) &&
      text.includes(this.#offerId(peer, mark.slot))
    if (!isRight) return this.#fail('an answer came to whom it should not, or changed')
    this.heard.answers += 1
    peer.receivers[mark.slot] = ANSWERED
    peer.answers += 1
    if (peer.answers === OFFERS) this.events.answered?.(peer)
  }

  #offerId(peer: Peer, slot: number): Buffer {
    return this.#offerIdTokens[peer.firstOfferId + slot] as Buffer
  }

  /** As RFC 6455, section 5.3 wants it, but for its source. */
  #mask(): number {
    return Math.floor(this.#rng() * 2 ** 32) | 0
  }

  #fail(why: string): void {
    this.#fault ??= new Error(why)
  }
}
