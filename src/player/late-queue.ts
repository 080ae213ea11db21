/**
 * The queue before the library is here: empty, and the first wish about it calls for the library.
 *
 * Pure. Wishes are kept until it is there and carried out then, in order; where it can't be had they hold for this page.
 */
import { Subject } from '../shared/emitter.ts'
import type { Queue, QueueStore } from './queue.ts'

export class LateQueue extends Subject<Queue> implements QueueStore {
  readonly #open: () => Promise<QueueStore>
  #store: Promise<QueueStore> | undefined

  /** @param open called with the first wish, and again after it failed */
  constructor(open: () => Promise<QueueStore>) {
    super([])
    this.#open = open
  }

  update(change: (queue: Queue) => Queue): void {
    this.set(change(this.snapshot))
    this.#store ??= this.#open()
    this.#store.then(
      (store) => store.update(change),
      () => {
        this.#store = undefined
      },
    )
  }
}
