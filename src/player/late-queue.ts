/**
 * The queue before the library is here: empty, and the first wish about it calls for the library.
 *
 * Pure. Wishes are kept until it is there and carried out then, in order; where it can't be had they hold for this page, and the next one
 * tries again for all of them.
 */
import { Subject } from '../shared/emitter.ts'
import type { Queue, QueueStore } from './queue.ts'

type Change = (queue: Queue) => Queue

export class LateQueue extends Subject<Queue> implements QueueStore {
  readonly #open: () => Promise<QueueStore>
  readonly #waiting: Change[] = []
  #opening: Promise<void> | undefined

  /** @param open called with the first wish, and again after it failed */
  constructor(open: () => Promise<QueueStore>) {
    super([])
    this.#open = open
  }

  update(change: Change): void {
    this.set(change(this.snapshot))
    this.#waiting.push(change)
    this.#opening ??= this.#carryOut()
  }

  async #carryOut(): Promise<void> {
    try {
      const store = await this.#open()
      for (const change of this.#waiting.splice(0)) store.update(change)
    } catch {
      // They wait for the next wish.
    }
    this.#opening = undefined
  }
}
