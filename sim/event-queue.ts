/**
 * What happens next on the virtual clock: a 4-ary heap in typed arrays, so that millions of events cost no objects.
 *
 * An event is a time, a kind and two whole numbers. Events can't be taken back: whoever pushed one that no longer holds knows
 * it when it comes (a time or a generation that no longer matches). Same pushes, same order, ties included.
 */
export class EventQueue {
  #times = new Float64Array(1024)
  #kinds = new Uint8Array(1024)
  #as = new Int32Array(1024)
  #bs = new Int32Array(1024)
  #size = 0
  /** The event that {@link pop} took. */
  timeMs = 0
  kind = 0
  a = 0
  b = 0

  get size(): number {
    return this.#size
  }

  /** Time of the next event, Infinity where there is none. */
  get nextMs(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#times[0] as number)
  }

  get nextA(): number {
    return this.#as[0] as number
  }

  get nextB(): number {
    return this.#bs[0] as number
  }

  push(timeMs: number, kind: number, a: number, b = 0): void {
    if (this.#size === this.#times.length) this.#grow()
    let at = this.#size++
    while (at > 0) {
      const parent = (at - 1) >> 2
      if ((this.#times[parent] as number) <= timeMs) break
      this.#move(parent, at)
      at = parent
    }
    this.#put(at, timeMs, kind, a, b)
  }

  /** Takes the earliest event into the four fields. @returns false where there is none. */
  pop(): boolean {
    if (this.#size === 0) return false
    this.timeMs = this.#times[0] as number
    this.kind = this.#kinds[0] as number
    this.a = this.#as[0] as number
    this.b = this.#bs[0] as number
    const last = --this.#size
    if (last > 0) this.#sink(last)
    return true
  }

  /** Puts the event at `last` where it belongs, from the top on. */
  #sink(last: number): void {
    const times = this.#times
    const timeMs = times[last] as number
    let at = 0
    for (;;) {
      const first = at * 4 + 1
      if (first >= last) break
      let least = first
      const end = Math.min(first + 4, last)
      for (let child = first + 1; child < end; child++) {
        if ((times[child] as number) < (times[least] as number)) least = child
      }
      if ((times[least] as number) >= timeMs) break
      this.#move(least, at)
      at = least
    }
    this.#move(last, at)
  }

  #move(from: number, to: number): void {
    this.#times[to] = this.#times[from] as number
    this.#kinds[to] = this.#kinds[from] as number
    this.#as[to] = this.#as[from] as number
    this.#bs[to] = this.#bs[from] as number
  }

  #put(at: number, timeMs: number, kind: number, a: number, b: number): void {
    this.#times[at] = timeMs
    this.#kinds[at] = kind
    this.#as[at] = a
    this.#bs[at] = b
  }

  #grow(): void {
    const length = this.#times.length * 2
    const grown = <T extends { set(from: T): void }>(to: T, from: T): T => {
      to.set(from)
      return to
    }
    this.#times = grown(new Float64Array(length), this.#times)
    this.#kinds = grown(new Uint8Array(length), this.#kinds)
    this.#as = grown(new Int32Array(length), this.#as)
    this.#bs = grown(new Int32Array(length), this.#bs)
  }
}
