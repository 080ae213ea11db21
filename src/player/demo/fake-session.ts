/**
 * A session that needs neither network nor engine: pieces arrive by the clock, from wherever the script says. For demo pages
 * and tests only.
 */
import {
  type EpisodeSession,
  type MediaFacts,
  PieceSource,
  type SessionErrorKind,
  type SessionSnapshot,
} from '../../peer/types.ts'
import type { Clock, Rng } from '../../shared/clock.ts'
import { Subject } from '../../shared/emitter.ts'
import { FakeFlows } from './fake-flows.ts'

export interface FakeSessionOptions {
  readonly mediaUrl: string
  readonly clock: Clock
  readonly rng: Rng
  readonly pieces?: number
  readonly pieceBytes?: number
  readonly cachedPieces?: number
  /** How long it takes to know the media's address. */
  readonly addressAfterMs?: number
  readonly pieceEveryMs?: number
  readonly plainReason?: SessionSnapshot['plainReason']
  /** Other listeners that are met while sharing is on, at most. */
  readonly listeners?: number
}

const FLOWS_EVERY_MS = 500

export class FakeSession extends Subject<SessionSnapshot> implements EpisodeSession {
  mediaUrl: Promise<string>
  readonly reports: MediaFacts[] = []
  /** What this session does when the element gives up. */
  whenFailed: () => void = () => {}
  readonly #options: FakeSessionOptions
  readonly #pieceBytes: number
  readonly #flows: FakeFlows
  #cancel: () => void = () => {}
  #cancelFlows: () => void = () => {}

  constructor(options: FakeSessionOptions) {
    const count = options.pieces ?? 160
    const pieceBytes = options.pieceBytes ?? 65_536
    const cached = Math.min(options.cachedPieces ?? 0, count)
    const plain = options.plainReason !== undefined
    super({
      mode: plain ? 'plain' : 'stream',
      ...(options.plainReason === undefined ? {} : { plainReason: options.plainReason }),
      sharing: 'off',
      tracker: 'off',
      peers: 0,
      flows: [],
      meter: { fromPeersBytes: 0, fromOriginBytes: 0, fromCacheBytes: cached * pieceBytes, givenBytes: 0 },
      pieces: plain ? new Uint8Array(0) : new Uint8Array(count).fill(PieceSource.cache, 0, cached),
      lengthBytes: plain ? 0 : count * pieceBytes,
    })
    this.#options = options
    this.#flows = new FakeFlows(options.rng, options.listeners ?? 3)
    this.#pieceBytes = pieceBytes
    this.mediaUrl = new Promise((resolve) => {
      options.clock.after(options.addressAfterMs ?? 0, () => resolve(options.mediaUrl))
    })
    this.#schedule()
  }

  report(facts: MediaFacts): void {
    this.reports.push(facts)
    if (facts.failed) this.whenFailed()
  }

  setSharing(on: boolean): void {
    if (this.snapshot.mode === 'plain') return
    this.set({
      ...this.snapshot,
      sharing: on ? 'on' : 'off',
      tracker: on ? 'connected' : 'off',
    })
    this.#cancelFlows()
    this.#flow()
  }

  retry(): void {
    const { error: _, ...rest } = this.snapshot
    this.set(rest)
  }

  dispose(): void {
    this.#cancel()
    this.#cancelFlows()
  }

  /** Lets the session break with an error of this kind. */
  fail(kind: SessionErrorKind): void {
    this.set({ ...this.snapshot, error: { kind, detail: 'demo' } })
  }

  /** Gives up the stream: from now on the enclosure itself plays. */
  becomePlain(url: string): void {
    this.mediaUrl = Promise.resolve(url)
    this.set({ ...this.snapshot, mode: 'plain', plainReason: 'origin-differs' })
  }

  /** Puts in place whatever part of the snapshot a demo wants to show. */
  show(part: Partial<SessionSnapshot>): void {
    this.set({ ...this.snapshot, ...part })
  }

  #schedule(): void {
    this.#cancel = this.#options.clock.after(this.#options.pieceEveryMs ?? 200, () => {
      this.#pieceArrives()
      this.#schedule()
    })
  }

  #flow(): void {
    const on = this.snapshot.sharing === 'on'
    const flows = this.#flows.step(on)
    this.set({ ...this.snapshot, flows, peers: flows.length })
    if (on) this.#cancelFlows = this.#options.clock.after(FLOWS_EVERY_MS, () => this.#flow())
  }

  #pieceArrives(): void {
    const { pieces, meter, sharing } = this.snapshot
    const missing = pieces.indexOf(PieceSource.missing)
    if (missing < 0) return
    const fromPeers = sharing === 'on' && this.#options.rng() < 0.8
    const next = pieces.slice()
    next[missing] = fromPeers ? PieceSource.peers : PieceSource.origin
    this.set({
      ...this.snapshot,
      pieces: next,
      meter: {
        ...meter,
        fromPeersBytes: meter.fromPeersBytes + (fromPeers ? this.#pieceBytes : 0),
        fromOriginBytes: meter.fromOriginBytes + (fromPeers ? 0 : this.#pieceBytes),
        givenBytes: meter.givenBytes + (sharing === 'on' ? this.#pieceBytes / 2 : 0),
      },
    })
  }
}
