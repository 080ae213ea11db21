/**
 * What is sent within one turn of the event loop, gathered so that each socket has one write of it: when there is much to do, a turn
 * reads from a thousand sockets, and most have several messages coming.
 *
 * It lies in one buffer outside the heap: strings that waited for the end of a turn would outlive the collector's young generation,
 * which costs more than the writes it saves. Nothing waits longer than the turn.
 */

/** Who gets messages. */
export interface OutboxReceiver {
  /** Places in the outbox; {@link NO_ENTRY} while it has none. The outbox's own. */
  firstEntry: number
  lastEntry: number
  /** Runs at the end of the turn: take them all with {@link Outbox.messagesOf}, at once. */
  deliver(outbox: Outbox): void
}

export const NO_ENTRY = -1

const ARENA_BYTES = 4 * 1024 * 1024
const MAX_ENTRIES = 16_384

export class Outbox {
  readonly #arena = Buffer.allocUnsafeSlow(ARENA_BYTES)
  readonly #starts = new Int32Array(MAX_ENTRIES)
  readonly #lengths = new Int32Array(MAX_ENTRIES)
  /** The next message for the same receiver. */
  readonly #next = new Int32Array(MAX_ENTRIES)
  #entries = 0
  #used = 0
  #receivers: OutboxReceiver[] = []

  /** @param bytes A message of fewer than 4 MiB, a character for each byte. */
  add(receiver: OutboxReceiver, bytes: string): void {
    const { length } = bytes
    if (this.#entries === MAX_ENTRIES || this.#used + length > ARENA_BYTES) this.flush()
    if (this.#entries === 0) setImmediate(() => this.flush())
    const entry = this.#entries++
    this.#arena.write(bytes, this.#used, length, 'latin1')
    this.#starts[entry] = this.#used
    this.#lengths[entry] = length
    this.#next[entry] = NO_ENTRY
    this.#used += length
    if (receiver.lastEntry === NO_ENTRY) {
      receiver.firstEntry = entry
      this.#receivers.push(receiver)
    } else this.#next[receiver.lastEntry] = entry
    receiver.lastEntry = entry
  }

  /** Delivers now what would be delivered at the end of the turn. */
  flush(): void {
    const receivers = this.#receivers
    this.#receivers = []
    try {
      for (const receiver of receivers) this.deliverTo(receiver)
    } finally {
      for (const receiver of receivers) forget(receiver)
      this.#entries = 0
      this.#used = 0
    }
  }

  /** Delivers what there is for one of them: answers to what it asks next, pongs too, are not to overtake these. */
  deliverTo(receiver: OutboxReceiver): void {
    if (receiver.firstEntry === NO_ENTRY) return
    try {
      receiver.deliver(this)
    } finally {
      forget(receiver)
    }
  }

  isSingle({ firstEntry, lastEntry }: OutboxReceiver): boolean {
    return firstEntry === lastEntry
  }

  /** @returns views that hold until the flush is over. */
  *messagesOf({ firstEntry }: OutboxReceiver): Generator<Uint8Array> {
    for (let entry = firstEntry; entry !== NO_ENTRY; entry = this.#next[entry] as number) {
      const start = this.#starts[entry] as number
      yield this.#arena.subarray(start, start + (this.#lengths[entry] as number))
    }
  }
}

function forget(receiver: OutboxReceiver): void {
  receiver.firstEntry = NO_ENTRY
  receiver.lastEntry = NO_ENTRY
}
