/**
 * Asks one tracker which pieces this listener may fetch from the origin, and remembers what it said for as long as it counts.
 *
 * Leases keep copies down and nothing else: a tracker that does not answer within a second counts as having none for a while,
 * and what it said runs out by itself, so that one that lies or dies costs bytes and never sound. Pure: time and the line to
 * the tracker are handed in. See docs/protocol.md, "Leases".
 */
import type { Clock, Millis } from '../../shared/clock.ts'
import type { PeerId, PieceIndex } from '../../shared/ids.ts'
import { type Leased, WIRE_LIMITS } from '../../shared/wire/tracker.ts'
import type { LeaseState } from '../plan-view.ts'

/** What the engine sees of it. */
export interface LeaseDesk {
  /** False: no tracker with leases is connected, or it does not answer. */
  readonly available: boolean
  state(piece: PieceIndex): LeaseState
  /** Asks for those whose state is unknown, the most urgent first. Costs nothing to repeat. */
  request(pieces: readonly PieceIndex[]): void
  /** A piece was verified, from whatever source: others may be sent to us for it. */
  verified(piece: PieceIndex): void
}

export interface LeaseDeskPorts {
  readonly clock: Clock
  readonly selfId: PeerId
  /** @returns false where the line is closed. */
  readonly send: (pieces: readonly PieceIndex[], have: readonly PieceIndex[]) => boolean
  /** What {@link LeaseDesk} says is another now: after an answer, after none, and when words run out. Never called from within a call. */
  readonly changed: () => void
  /** These hold pieces that we want, or will. */
  readonly named: (peers: readonly PeerId[]) => void
}

/** The tracker's answer takes a round trip; after this it is not waited for. */
const ANSWER_MS = 1_000
/** A tracker that did not answer is left alone for this long, twice as long each time. */
const SILENCE_MS = { first: 5_000, longest: 60_000 }
/** Messages that ask are at least this far apart. */
const PACE_MS = 100
/** What was leased is told soon, since others wait for it; the rest travels with the next message, or at last by itself. */
const TELL_MS = { leased: 250, other: 5_000 }

interface Word {
  readonly state: 'asked' | 'mine' | 'taken' | 'denied'
  readonly until: Millis
}

export class TrackerLeaseDesk implements LeaseDesk {
  readonly #ports: LeaseDeskPorts
  readonly #words = new Map<PieceIndex, Word>()
  readonly #wanted = new Set<PieceIndex>()
  readonly #have = new Set<PieceIndex>()
  readonly #unanswered: { readonly pieces: readonly PieceIndex[]; readonly cancel: () => void }[] = []
  #leaseMs: Millis | undefined
  #silentUntil: Millis = 0
  #silences = 0
  #askedAt: Millis = Number.NEGATIVE_INFINITY
  #cancelFlush: (() => void) | undefined
  #flushAt: Millis = Number.POSITIVE_INFINITY
  #cancelExpiry: (() => void) | undefined
  #disposed = false

  constructor(ports: LeaseDeskPorts) {
    this.#ports = ports
  }

  get available(): boolean {
    return this.#leaseMs !== undefined && this.#ports.clock.now() >= this.#silentUntil
  }

  state(piece: PieceIndex): LeaseState {
    const word = this.#words.get(piece)
    if (word === undefined || word.state === 'denied' || this.#ports.clock.now() >= word.until) return 'unknown'
    return word.state
  }

  request(pieces: readonly PieceIndex[]): void {
    if (!this.available) return
    const now = this.#ports.clock.now()
    for (const piece of pieces) {
      if (this.#wanted.size >= WIRE_LIMITS.piecesPerLease) break
      if (now < (this.#words.get(piece)?.until ?? 0) || piece > WIRE_LIMITS.pieceIndex) continue
      this.#wanted.add(piece)
      this.#words.set(piece, { state: 'asked', until: now + ANSWER_MS + PACE_MS })
    }
    if (this.#wanted.size > 0) this.#flushWithin(this.#askedAt + PACE_MS - now)
  }

  verified(piece: PieceIndex): void {
    const wasMine = this.state(piece) === 'mine'
    this.#words.delete(piece)
    this.#wanted.delete(piece)
    // What nobody can be told is not saved up: after a while others have found it out.
    if (this.#leaseMs === undefined || piece > WIRE_LIMITS.pieceIndex) return
    this.#have.add(piece)
    const full = this.#have.size >= WIRE_LIMITS.piecesPerLease
    this.#flushWithin(full ? PACE_MS : wasMine ? TELL_MS.leased : TELL_MS.other)
  }

  /** The tracker has acknowledged. @param leaseSeconds undefined: it knows no leases. */
  acknowledged(leaseSeconds: number | undefined): void {
    const was = this.available
    this.#leaseMs = leaseSeconds === undefined ? undefined : leaseSeconds * 1000
    if (this.available !== was) this.#ports.changed()
  }

  /** The line is closed: the tracker forgets what was leased to us, and we what it said. */
  lost(): void {
    if (this.#leaseMs === undefined) return
    this.#leaseMs = undefined
    this.#forget()
    this.#have.clear()
    if (!this.#disposed) this.#ports.changed()
  }

  /** The tracker's answer to the oldest request. */
  answered({ seconds, granted, taken }: Leased): void {
    const now = this.#ports.clock.now()
    const until = now + seconds * 1000
    this.#silences = 0
    const asked = this.#takeRequest()
    for (const piece of granted) this.#words.set(piece, { state: 'mine', until })
    for (const { peerId, fetching, held } of taken) {
      // Our own lease, asked for again: it is ours, but for how long is not said.
      const isOurs = peerId === this.#ports.selfId
      const word: Word = isOurs ? { state: 'mine', until: (now + until) / 2 } : { state: 'taken', until }
      for (const piece of [...fetching, ...held]) this.#words.set(piece, word)
    }
    for (const piece of asked) {
      // Neither granted nor taken: too many are ours, or it is others' turn.
      if (this.#words.get(piece)?.state === 'asked')
        this.#words.set(piece, { state: 'denied', until: (now + until) / 2 })
    }
    const others = taken.map(({ peerId }) => peerId).filter((peer) => peer !== this.#ports.selfId)
    if (others.length > 0) this.#ports.named(others)
    this.#watchExpiry()
    this.#ports.changed()
  }

  /** The tracker refuses leases. */
  refused(): void {
    this.#fellSilent()
  }

  dispose(): void {
    this.#disposed = true
    this.#leaseMs = undefined
    this.#forget()
    this.#cancelFlush?.()
    this.#cancelExpiry?.()
  }

  #flushWithin(delayMs: Millis): void {
    const { clock } = this.#ports
    const at = clock.now() + Math.max(0, delayMs)
    if (this.#disposed || at >= this.#flushAt) return
    this.#cancelFlush?.()
    this.#cancelFlush = undefined
    this.#flushAt = at
    if (delayMs <= 0) this.#flush()
    else this.#cancelFlush = clock.after(delayMs, () => this.#flush())
  }

  #flush(): void {
    this.#flushAt = Number.POSITIVE_INFINITY
    this.#cancelFlush = undefined
    const have = [...this.#have].slice(0, WIRE_LIMITS.piecesPerLease)
    const pieces = this.available ? [...this.#wanted] : []
    this.#wanted.clear()
    if (this.#leaseMs === undefined || have.length + pieces.length === 0) return
    if (!this.#ports.send(pieces, have)) return
    for (const piece of have) this.#have.delete(piece)
    if (this.#have.size > 0) this.#flushWithin(TELL_MS.leased)
    if (pieces.length === 0) return
    const { clock } = this.#ports
    this.#askedAt = clock.now()
    this.#unanswered.push({ pieces, cancel: clock.after(ANSWER_MS, () => this.#fellSilent()) })
  }

  #fellSilent(): void {
    this.#forget()
    const silenceMs = Math.min(SILENCE_MS.longest, SILENCE_MS.first * 2 ** Math.min(this.#silences++, 10))
    this.#silentUntil = this.#ports.clock.now() + silenceMs
    this.#ports.changed()
  }

  #forget(): void {
    for (const { cancel } of this.#unanswered.splice(0)) cancel()
    this.#words.clear()
    this.#wanted.clear()
  }

  #takeRequest(): readonly PieceIndex[] {
    const request = this.#unanswered.shift()
    request?.cancel()
    return request?.pieces ?? []
  }

  /** Tells once when words run out, so that nobody has to look all the time. */
  #watchExpiry(): void {
    if (this.#cancelExpiry !== undefined || this.#disposed) return
    const { clock } = this.#ports
    let next = Number.POSITIVE_INFINITY
    for (const { until } of this.#words.values()) next = Math.min(next, until)
    if (next === Number.POSITIVE_INFINITY) return
    this.#cancelExpiry = clock.after(Math.max(PACE_MS, next - clock.now()), () => {
      this.#cancelExpiry = undefined
      const now = clock.now()
      for (const [piece, { until }] of this.#words) if (now >= until) this.#words.delete(piece)
      this.#watchExpiry()
      this.#ports.changed()
    })
  }
}
