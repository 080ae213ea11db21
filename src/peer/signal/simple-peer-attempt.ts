/**
 * One attempt to connect to one peer: a `simple-peer`, what it has to say to the other side, and how long it may take.
 *
 * It does not know how messages travel. Told `connected`, the owner has the connection and the attempt is over; told `ended`,
 * nothing came of it. Exactly one of both comes, unless the owner ends it.
 */
import type { Instance } from 'simple-peer'
import SimplePeer from 'simple-peer/simplepeer.min.js'
import type { Clock } from '../../shared/clock.ts'
import type { PeerId } from '../../shared/ids.ts'
import type { IceServer, OfferId } from '../../shared/wire/tracker.ts'
import { Gathering } from './gathering.ts'
import { lengthenCandidate, lengthenDescription, shortenCandidate, shortenDescription } from './short-description.ts'

/** An offer nobody answered, or an answer that led nowhere, is given up after these. A blind offer may lie at a stock client. */
const OFFER_TTL_MS = { directed: 10_000, blind: 30_000 }
const CONNECT_TIMEOUT_MS = 15_000
/** STUN may be out of reach: a description that must hold all candidates goes out with those found by then. */
const GATHERING_MS = 1_000

/** Numbers of candidates that come later, apart from those in the description. */
const FIRST_LATER_INDEX = 100

export interface AttemptPlan {
  readonly offerId: OfferId
  /** The other side; undefined: whoever answers. */
  readonly to: PeerId | undefined
  /** Whether the offer is ours. */
  readonly ours: boolean
  /** The other side takes short descriptions, and candidates later; else the description is whole and waits for all of them. */
  readonly trickles: boolean
  readonly iceServers: readonly IceServer[]
  readonly iceTransportPolicy: RTCIceTransportPolicy
}

export interface AttemptEvents {
  description(sdp: string): void
  candidates(candidates: readonly string[]): void
  connected(peer: Instance): void
  ended(): void
}

export class Attempt {
  readonly offerId: OfferId
  readonly ours: boolean
  readonly #peer: Instance
  readonly #clock: Clock
  #cancelTimer: () => void
  #gathering: Gathering | undefined
  #remoteCandidates = 0
  #over = false

  /** @throws where the browser refuses another connection. */
  constructor(plan: AttemptPlan, clock: Clock, events: AttemptEvents) {
    this.offerId = plan.offerId
    this.ours = plan.ours
    this.#clock = clock
    this.#peer = new SimplePeer({
      initiator: plan.ours,
      trickle: plan.trickles,
      config: {
        iceServers: plan.iceServers.map(({ urls, ...rest }) => ({
          ...rest,
          urls: typeof urls === 'string' ? urls : [...urls],
        })),
        iceTransportPolicy: plan.iceTransportPolicy,
      },
      // Not in @types/simple-peer, but in its source (index.js).
      ...({ iceCompleteTimeout: GATHERING_MS } as object),
    })
    const waitMs = plan.ours ? OFFER_TTL_MS[plan.to === undefined ? 'blind' : 'directed'] : CONNECT_TIMEOUT_MS
    this.#cancelTimer = clock.after(waitMs, () => this.#peer.destroy())
    // A failed attempt ends with `close`; the reason matters to nobody.
    this.#peer.on('error', () => {})
    this.#peer.once('close', () => {
      if (this.#finish()) events.ended()
    })
    this.#peer.once('connect', () => {
      if (this.#finish()) events.connected(this.#peer)
    })
    if (plan.trickles) this.#trickle(events)
    else {
      this.#peer.once('signal', (data) => {
        if ('sdp' in data && data.sdp !== undefined) events.description(data.sdp)
      })
    }
  }

  /** The other side's description. One that the browser cannot read ends the attempt. */
  accept(type: 'offer' | 'answer', sdp: string): void {
    if (this.ours) {
      this.#cancelTimer()
      this.#cancelTimer = this.#clock.after(CONNECT_TIMEOUT_MS, () => this.#peer.destroy())
    }
    const whole = lengthenDescription(sdp, type)
    if (whole === undefined) return void this.#peer.destroy()
    this.#gathering?.trying()
    this.#signal({ type, sdp: whole })
  }

  addCandidates(candidates: readonly string[]): void {
    for (const text of candidates) {
      const candidate = lengthenCandidate(text, FIRST_LATER_INDEX + this.#remoteCandidates++)
      if (candidate === undefined) continue
      this.#signal({ type: 'candidate', candidate: { candidate, sdpMLineIndex: 0 } as RTCIceCandidate })
    }
  }

  /** Gives it up; none of the events come any more. */
  end(): void {
    this.#finish()
    this.#peer.destroy()
  }

  #trickle(events: AttemptEvents): void {
    const gathering = new Gathering(this.#clock, {
      description: (sdp) => events.description(shortenDescription(sdp)),
      candidates: (candidates) => {
        const short = candidates.map(shortenCandidate).filter((candidate) => candidate !== '')
        if (short.length > 0) events.candidates(short)
      },
    })
    this.#gathering = gathering
    this.#peer.on('signal', (data) => {
      if ('sdp' in data && data.sdp !== undefined) gathering.described(data.sdp)
      else if ('candidate' in data && data.candidate.candidate !== '') gathering.found(data.candidate.candidate)
    })
    // Not in @types/simple-peer, but in its source (index.js): ICE connection state, ICE gathering state.
    const untyped = this.#peer as {
      on(event: 'iceStateChange', listener: (ice: string, gathering: string) => void): void
    }
    untyped.on('iceStateChange', (ice, state) => {
      if (ice === 'connected' || ice === 'completed') gathering.pathFound()
      else if (state === 'complete') gathering.finished()
    })
  }

  #signal(data: Parameters<Instance['signal']>[0]): void {
    if (this.#over) return
    try {
      this.#peer.signal(data)
    } catch {
      this.#peer.destroy()
    }
  }

  /** @returns whether it was not over before. */
  #finish(): boolean {
    const first = !this.#over
    this.#over = true
    this.#cancelTimer()
    this.#gathering?.dispose()
    return first
  }
}
