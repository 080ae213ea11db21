/**
 * Counts what each episode gave to others, and hands it on in batches: a write for each block would keep the disk busy.
 *
 * A listener counts once for each connection over which something was given. Those that come and go within one batch count in bytes
 * alone.
 */
import type { Clock } from '../../shared/clock.ts'
import type { InfoHash } from '../../shared/ids.ts'
import type { Given } from '../store/piece-store.ts'
import type { PeerFlow } from '../types.ts'

const BATCH_MS = 10_000

interface Entry {
  bytes: number
  readonly flows: () => readonly PeerFlow[]
}

export class GivenLedger {
  readonly #clock: Clock
  readonly #write: (given: ReadonlyMap<InfoHash, Given>) => void
  readonly #open = new Map<InfoHash, Entry>()
  readonly #served = new Map<InfoHash, Set<string>>()
  #cancelBatch: (() => void) | undefined

  constructor(clock: Clock, write: (given: ReadonlyMap<InfoHash, Given>) => void) {
    this.#clock = clock
    this.#write = write
  }

  /** @param flows the episode's connections, as they are when the batch is closed */
  note(infoHash: InfoHash, bytes: number, flows: () => readonly PeerFlow[]): void {
    const entry = this.#open.get(infoHash) ?? { bytes: 0, flows }
    entry.bytes += bytes
    this.#open.set(infoHash, entry)
    this.#cancelBatch ??= this.#clock.after(BATCH_MS, () => this.flush())
  }

  /** Hands on what is open, now: the page may be about to go. */
  flush(): void {
    this.#cancelBatch?.()
    this.#cancelBatch = undefined
    if (this.#open.size === 0) return
    const given = new Map<InfoHash, Given>()
    for (const [infoHash, { bytes, flows }] of this.#open) {
      const served = this.#served.get(infoHash) ?? new Set()
      const before = served.size
      for (const { id, givenBytes } of flows()) if (givenBytes > 0) served.add(id)
      this.#served.set(infoHash, served)
      given.set(infoHash, { bytes, listeners: served.size - before })
    }
    this.#open.clear()
    this.#write(given)
  }
}
