/**
 * Decides when a description leaves, and in how many messages the candidates that turn up later follow it.
 *
 * The description leaves with what was found in the first moments: two machines in one house, or with public addresses,
 * connect by that alone, however slow STUN is. What comes later is batched, since each message passes the tracker twice.
 * Pure: time is handed in. RFC 8838 (trickle ICE) is what makes later candidates welcome.
 */
import type { Clock } from '../../shared/clock.ts'

/** Host candidates are there within a few milliseconds; an answer from a STUN server is not. */
export const FIRST_MOMENTS_MS = 30
/** How long each further message waits for more to say. Their number is the most there are (the tracker relays 4). */
export const BATCH_MS: readonly number[] = [60, 250, 1_000, 3_000]

export interface GatheringEvents {
  /** Once: the description, with the candidates found so far in it. */
  description(sdp: string): void
  candidates(candidates: readonly string[]): void
}

export class Gathering {
  readonly #clock: Clock
  readonly #events: GatheringEvents
  #sdp: string | undefined
  #waiting: string[] = []
  #finished = false
  #sent = false
  #messages = 0
  #cancel: (() => void) | undefined

  constructor(clock: Clock, events: GatheringEvents) {
    this.#clock = clock
    this.#events = events
  }

  /** The local description is set. */
  described(sdp: string): void {
    if (this.#sdp !== undefined) return
    this.#sdp = sdp
    if (this.#finished) this.#sendDescription(sdp)
    else this.#cancel = this.#clock.after(FIRST_MOMENTS_MS, () => this.#sendDescription(sdp))
  }

  found(candidate: string): void {
    this.#waiting.push(candidate)
    if (!this.#sent || this.#cancel !== undefined) return
    const waitMs = BATCH_MS[this.#messages]
    if (waitMs !== undefined) this.#cancel = this.#clock.after(waitMs, () => this.#sendCandidates())
  }

  /** No more candidates will turn up. */
  finished(): void {
    if (this.#finished) return
    this.#finished = true
    if (this.#sent) this.#sendCandidates()
    else if (this.#sdp !== undefined) this.#sendDescription(this.#sdp)
  }

  dispose(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#messages = BATCH_MS.length
    this.#sent = true
  }

  #sendDescription(sdp: string): void {
    this.#stopTimer()
    if (this.#sent) return
    this.#sent = true
    this.#events.description(withCandidates(sdp, this.#waiting.splice(0)))
  }

  #sendCandidates(): void {
    this.#stopTimer()
    const candidates = this.#waiting.splice(0)
    if (candidates.length === 0 || this.#messages >= BATCH_MS.length) return
    this.#messages += 1
    this.#events.candidates(candidates)
  }

  #stopTimer(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }
}

/** A description for data has one media section, so what belongs to that section stands at the end. */
function withCandidates(sdp: string, candidates: readonly string[]): string {
  const lines = candidates.map((candidate) => `a=${candidate}`).filter((line) => !sdp.includes(line))
  return [sdp.trimEnd(), ...lines, ''].join('\r\n')
}
