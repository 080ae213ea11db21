/**
 * What a session's snapshot shows of who gives what to whom: a new list at most twice a second.
 *
 * Who is connected changes the snapshot by itself; that a flow has ebbed away does not. So while bytes flow it is looked at again, and
 * never while nothing does: a swarm that rests costs no timer. Pure: the clock is handed in.
 */
import type { Clock } from '../shared/clock.ts'
import type { EpisodeLink } from './tabs/episode-link.ts'
import type { PeerFlow } from './types.ts'

const PAUSE_MS = 500
export const NO_FLOWS: readonly PeerFlow[] = Object.freeze([])

export function isFlowing({ giveBytesPerSecond, receiveBytesPerSecond }: PeerFlow): boolean {
  return giveBytesPerSecond > 0 || receiveBytesPerSecond > 0
}

export class ShownFlows {
  readonly #clock: Clock
  readonly #changed: () => void
  #flows = NO_FLOWS
  #lookedAtMs = Number.NEGATIVE_INFINITY
  #cancel: (() => void) | undefined

  /** @param changed runs when it is time to look again */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock
    this.#changed = changed
  }

  /** @param link undefined while nothing is shared. @returns the list before, where it is not half a second old */
  look(link: Pick<EpisodeLink, 'flows' | 'peerCount'> | undefined): readonly PeerFlow[] {
    if (link === undefined) {
      this.dispose()
      return NO_FLOWS
    }
    const now = this.#clock.now()
    if (now - this.#lookedAtMs >= PAUSE_MS) {
      this.#lookedAtMs = now
      const flows = link.flows()
      this.#flows = flows.length === 0 ? NO_FLOWS : flows
    }
    // Somebody has come or gone since, or has not greeted yet.
    if (this.#flows.length !== link.peerCount || this.#flows.some(isFlowing)) this.#lookLater()
    return this.#flows
  }

  dispose(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#flows = NO_FLOWS
    this.#lookedAtMs = Number.NEGATIVE_INFINITY
  }

  #lookLater(): void {
    this.#cancel ??= this.#clock.after(PAUSE_MS, () => {
      this.#cancel = undefined
      this.#changed()
    })
  }
}
