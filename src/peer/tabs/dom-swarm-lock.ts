/**
 * The Web Lock that says which tab of this browser holds the swarm (https://w3c.github.io/web-locks/).
 *
 * The browser gives it to the next in line when its holder is closed or crashes. Whoever waits may also take it from a holder
 * that is frozen; that one learns of it when it wakes up.
 */

const SWARM_LOCK = 'grapevine-swarm'

export class SwarmLock {
  readonly #locks: LockManager
  readonly #changed: (held: boolean) => void
  #waiting: AbortController | undefined
  #release: (() => void) | undefined

  /** @param changed runs whenever this tab gets the lock or loses it; never from within a call. */
  constructor(locks: LockManager, changed: (held: boolean) => void) {
    this.#locks = locks
    this.#changed = changed
  }

  /** Gets in line. */
  contend(): void {
    if (this.#waiting !== undefined || this.#release !== undefined) return
    const waiting = new AbortController()
    this.#waiting = waiting
    this.#request({ signal: waiting.signal }, waiting)
  }

  /** Takes it from whoever has it. */
  supersede(): void {
    this.#waiting?.abort()
    this.#waiting = new AbortController()
    this.#request({ steal: true }, this.#waiting)
  }

  /** Gives it back, or leaves the line. */
  leave(): void {
    this.#waiting?.abort()
    this.#waiting = undefined
    this.#release?.()
    this.#release = undefined
  }

  #request(options: LockOptions, waiting: AbortController): void {
    let release: (() => void) | undefined
    const whileHeld = (): Promise<void> | undefined => {
      if (waiting.signal.aborted) return undefined
      this.#waiting = undefined
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      this.#release = release
      this.#changed(true)
      return held
    }
    this.#locks.request(SWARM_LOCK, options, whileHeld).catch(() => {
      // Taken from us: we get in line again. (Aborted while waiting: that was our own wish.)
      if (release === undefined || this.#release !== release) return
      this.#release = undefined
      this.#changed(false)
      this.contend()
    })
  }
}

/**
 * Runs `gone` once the tab of that id is no more: it holds a lock of its own for its life ({@link beAlive}).
 * @returns the disposer.
 */
export function whenTabIsGone(locks: LockManager, tab: string, gone: () => void): () => void {
  const aborter = new AbortController()
  locks.request(`grapevine-tab:${tab}`, { signal: aborter.signal }, gone).catch(() => {})
  return () => aborter.abort()
}

/** Holds this tab's own lock until it is closed. Resolves with whether there are such locks (opaque frames have none). */
export function beAlive(locks: LockManager, tab: string): Promise<boolean> {
  return new Promise((resolve) => {
    const forLife = (): Promise<never> => {
      resolve(true)
      return new Promise<never>(() => {})
    }
    // Opaque frames throw or reject with SecurityError.
    const asking = async (): Promise<never> => locks.request(`grapevine-tab:${tab}`, forLife)
    asking().catch(() => resolve(false))
  })
}
