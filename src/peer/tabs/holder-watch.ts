/**
 * Decides whether the tab that holds the swarm is still alive. Pure.
 *
 * A closed tab gives its lock back by itself; a frozen or hung one keeps it, so it is asked. Counted in questions without an answer, not
 * in time: after a night's sleep of the whole machine nobody has answered for hours, and all are well.
 */

/** Questions without an answer after which the holder is superseded. */
const MAX_UNANSWERED = 4

export class HolderWatch {
  #unanswered = 0

  /** The holder gave a sign of life. */
  heard(): void {
    this.#unanswered = 0
  }

  /** Call it once a {@link PING_EVERY_MS}. @returns what to do now. */
  tick(): 'ping' | 'supersede' {
    if (this.#unanswered >= MAX_UNANSWERED) {
      this.#unanswered = 0
      return 'supersede'
    }
    this.#unanswered += 1
    return 'ping'
  }
}

/** With four questions: a frozen holder is superseded after some three seconds. */
export const PING_EVERY_MS = 700
