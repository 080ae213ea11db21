/** Time and network as a test says. For tests. */
import type { Clock } from '../../../shared/clock.ts'
import type { NetworkTells } from '../../library/refresher.ts'

export class FakeTime implements Clock {
  #now = 0
  #timers: { readonly at: number; readonly run: () => void }[] = []

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.length
  }

  now(): number {
    return this.#now
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.#now + delayMs, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer)
    }
  }

  /** Timers that are set. */
  get waiting(): number {
    return this.#timers.length
  }

  pass(ms: number): void {
    this.#now += ms
    const due = this.#timers.filter(({ at }) => at <= this.#now)
    this.#timers = this.#timers.filter(({ at }) => at > this.#now)
    for (const { run } of due) run()
  }
}

export class FakeNetwork implements NetworkTells {
  #online = true
  #savesData = false
  readonly #watchers = new Set<() => void>()

  get online(): boolean {
    return this.#online
  }
  set online(online: boolean) {
    this.#online = online
    this.#tell()
  }
  get savesData(): boolean {
    return this.#savesData
  }
  set savesData(savesData: boolean) {
    this.#savesData = savesData
    this.#tell()
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed)
    return () => void this.#watchers.delete(changed)
  }

  #tell(): void {
    for (const changed of [...this.#watchers]) changed()
  }
}
