/**
 * Whether anything plays in any tab of this site, by a Web Lock: each tab that plays holds it together with the others, and who
 * wants silence asks for it alone. Nobody has to answer: a tab that was closed, crashed or put to sleep holds nothing.
 */

const NAME = 'grapevine:playing'

export class PlayingLock {
  readonly #locks: Pick<LockManager, 'request'> | undefined
  #held: { readonly release: () => void; readonly released: Promise<void> } | undefined

  /** @param locks absent in old browsers: then other tabs are taken to be silent */
  constructor(locks: Pick<LockManager, 'request'> | undefined) {
    this.#locks = locks
  }

  /** Says whether this tab plays. Never waits, never throws: playing does not depend on it. */
  set(playing: boolean): void {
    if (!playing) {
      this.#held?.release()
      this.#held = undefined
    } else if (this.#locks !== undefined && this.#held === undefined) this.#held = hold(this.#locks)
  }

  /** Runs `task` if nothing plays in other tabs, whatever this one does; none can begin until it has run. @returns whether it did. */
  async ifOthersAreQuiet(task: () => void): Promise<boolean> {
    const own = this.#held
    this.set(false)
    await own?.released
    const quiet = await this.#alone({ ifAvailable: true }, task)
    if (own !== undefined) this.set(true)
    return quiet
  }

  /** Resolves once nothing plays in any tab, this one included. @throws where `signal` aborts */
  async whenQuiet(signal: AbortSignal): Promise<void> {
    do {
      await this.#alone({ signal })
      // While this waited in line, those who began to play waited behind it: they have their turn before it is asked again.
    } while (!(await this.#alone({ ifAvailable: true })))
  }

  async #alone(options: LockOptions, task: () => void = () => {}): Promise<boolean> {
    if (this.#locks === undefined) {
      task()
      return true
    }
    return this.#locks.request(NAME, { ...options, mode: 'exclusive' }, (lock) => {
      if (lock === null) return false
      task()
      return true
    })
  }
}

function hold(locks: Pick<LockManager, 'request'>) {
  const waiting = new AbortController()
  let letGo: () => void = () => {}
  const until = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const released = locks.request(NAME, { mode: 'shared', signal: waiting.signal }, () => until).catch(() => {})
  const release = (): void => {
    letGo()
    // Not held yet: then never.
    waiting.abort()
  }
  return { release, released }
}
