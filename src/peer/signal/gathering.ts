/**
 * Decides when a description leaves, and in how many messages the candidates that turn up later follow it.
 *
 * An offer leaves with what was found in the first moments: two machines in one house, or with public addresses, connect by
 * that alone, however slow STUN is. An answer waits for nothing: its maker calls first, and is heard without being known. What comes later is batched, since each message passes the tracker twice.
 * Pure: time is handed in. RFC 8838 (trickle ICE) is what makes later candidates welcome.
 */
import type { Clock } from '../../shared/clock.ts'

/** An offer leaves this long after it was made at the latest, */
export const FIRST_MOMENTS_MS = 30
/** or this long after the first candidate: the host's own ones come together. */
export const SETTLE_MS = 3
/** How long a message with later candidates waits for more. Their number is the most there are (the tracker relays 4). */
export const BATCH_MS: readonly number[] = [5, 100, 500, 3_000]
/**
 * The same where the other side's description is here already: the host candidates of both are being tried, and where they
 * do, within a few milliseconds, the later ones need not be sent at all.
 */
export const TRYING_MS = 40

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
  #trying = false
  #cancel: (() => void) | undefined
  #cancelLatest: () => void = () => {}

  constructor(clock: Clock, events: GatheringEvents) {
    this.#clock = clock
    this.#events = events
  }

  /** The local description is set. */
  described(sdp: string): void {
    if (this.#sdp !== undefined || this.#sent) return
    this.#sdp = sdp
    if (this.#finished || this.#trying) return this.#sendDescription()
    this.#cancelLatest = this.#clock.after(FIRST_MOMENTS_MS, () => this.#sendDescription())
    if (this.#waiting.length > 0) this.#after(SETTLE_MS, () => this.#sendDescription())
  }

  found(candidate: string): void {
    if (this.#messages >= BATCH_MS.length) return
    this.#waiting.push(candidate)
    if (this.#sent) this.#sendCandidatesSoon()
    else if (this.#sdp !== undefined) this.#after(SETTLE_MS, () => this.#sendDescription())
  }

  /** No more candidates will turn up. */
  finished(): void {
    this.#finished = true
    if (!this.#sent) this.#sendDescription()
    else if (!this.#trying) this.#sendCandidates()
  }

  /** The other side's description is here. Said before ours is made: ours is an answer. */
  trying(): void {
    this.#trying = true
  }

  /**
   * A path was found: no more candidates are needed. An answerer may find one before its answer is out, by the offer alone; the
   * answer is needed all the same.
   */
  pathFound(): void {
    if (!this.#sent) this.#sendDescription()
    if (this.#sent) this.dispose()
  }

  /** It is connected, or given up: nothing more is to be said. */
  dispose(): void {
    this.#stopTimers()
    this.#waiting = []
    this.#messages = BATCH_MS.length
    this.#sent = true
  }

  #sendDescription(): void {
    if (this.#sdp === undefined || this.#sent) return
    this.#stopTimers()
    this.#sent = true
    this.#events.description(withCandidates(this.#sdp, this.#waiting.splice(0)))
  }

  #sendCandidatesSoon(): void {
    const batchMs = BATCH_MS[this.#messages] ?? 0
    this.#after(this.#trying ? Math.max(TRYING_MS, batchMs) : batchMs, () => this.#sendCandidates())
  }

  #sendCandidates(): void {
    this.#stopTimers()
    const candidates = this.#waiting.splice(0)
    if (candidates.length === 0 || this.#messages >= BATCH_MS.length) return
    this.#messages += 1
    this.#events.candidates(candidates)
  }

  /** Unless something is due already. */
  #after(delayMs: number, run: () => void): void {
    this.#cancel ??= this.#clock.after(delayMs, run)
  }

  #stopTimers(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#cancelLatest()
  }
}

/** A description for data has one media section, so what belongs to that section stands at the end. */
function withCandidates(sdp: string, candidates: readonly string[]): string {
  const lines = candidates.map((candidate) => `a=${candidate}`).filter((line) => !sdp.includes(line))
  return [sdp.trimEnd(), ...lines, ''].join('\r\n')
}
