/**
 * The host: a total rate that all open answers share evenly, none faster than its connection allows (max-min fair processor
 * sharing).
 *
 * Connections come in a few classes of speed. All of one class are always equally fast, so one count of bytes per class tells how
 * much each of its answers got since it began, and a change of speed touches the classes, not the answers: 100,000 at a time cost
 * what ten do. Bytes count as they are sent; what is cut off is counted to the cut.
 */
import { EventQueue } from './event-queue.ts'

export class SharedOrigin {
  readonly #rate: number
  /** Fastest rate of each class, bytes a ms, and the order from slow to fast. */
  readonly #caps: Float64Array
  readonly #ascending: readonly number[]
  readonly #open: Int32Array
  readonly #speed: Float64Array
  /** Bytes that an answer of the class that was always open would have got. */
  readonly #got: Float64Array
  readonly #marks: readonly EventQueue[]
  readonly #class: number[] = []
  readonly #begin: number[] = []
  readonly #generation: number[] = []
  readonly #owner: number[] = []
  readonly #free: number[] = []
  #atMs = 0
  #nextMs: number | undefined = Number.POSITIVE_INFINITY
  /** All bytes that were ever sent and are settled by {@link close}. */
  sentBytes = 0

  /** @param rate bytes a ms in all; @param caps bytes a ms of one connection, per class. */
  constructor(rate: number, caps: readonly number[]) {
    this.#rate = rate
    this.#caps = Float64Array.from(caps)
    this.#ascending = caps.map((_, index) => index).sort((a, b) => (caps[a] ?? 0) - (caps[b] ?? 0))
    this.#open = new Int32Array(caps.length)
    this.#speed = new Float64Array(caps.length)
    this.#got = new Float64Array(caps.length)
    this.#marks = caps.map(() => new EventQueue())
  }

  /** Begins to send. @returns a number for this answer, until it is closed. */
  begin(owner: number, speedClass: number, nowMs: number): number {
    this.#advance(nowMs)
    const flow = this.#free.pop() ?? this.#owner.length
    this.#owner[flow] = owner
    this.#class[flow] = speedClass
    this.#begin[flow] = this.#got[speedClass] as number
    this.#generation[flow] = (this.#generation[flow] ?? 0) + 1
    this.#open[speedClass] = (this.#open[speedClass] as number) + 1
    this.#share()
    return flow
  }

  /** @returns bytes sent so far. */
  sent(flow: number, nowMs: number): number {
    const speedClass = this.#class[flow] as number
    const got = (this.#got[speedClass] as number) + (nowMs - this.#atMs) * (this.#speed[speedClass] as number)
    return got - (this.#begin[flow] as number)
  }

  /** Asks to be told ({@link takeMark}) when so many bytes of the answer are sent. The last mark holds. */
  mark(flow: number, bytes: number): void {
    const generation = (this.#generation[flow] as number) + 1
    this.#generation[flow] = generation
    const marks = this.#marks[this.#class[flow] as number]
    marks?.push((this.#begin[flow] as number) + bytes, 0, flow, generation)
    this.#nextMs = undefined
  }

  /** @returns when the next mark is reached; Infinity where there is none. */
  get nextMs(): number {
    if (this.#nextMs !== undefined) return this.#nextMs
    let next = Number.POSITIVE_INFINITY
    for (const [speedClass, marks] of this.#marks.entries()) {
      while (marks.size > 0 && this.#generation[marks.nextA] !== marks.nextB) marks.pop()
      if (marks.size === 0) continue
      const missing = Math.max(0, marks.nextMs - (this.#got[speedClass] as number))
      next = Math.min(next, this.#atMs + missing / (this.#speed[speedClass] as number))
    }
    this.#nextMs = next
    return next
  }

  /** Takes the mark that is reached at {@link nextMs}. @returns the owner of the answer. */
  takeMark(nowMs: number): number {
    this.#advance(nowMs)
    let best: EventQueue | undefined
    let least = Number.POSITIVE_INFINITY
    for (const [speedClass, marks] of this.#marks.entries()) {
      while (marks.size > 0 && this.#generation[marks.nextA] !== marks.nextB) marks.pop()
      if (marks.size === 0) continue
      const missingMs = (marks.nextMs - (this.#got[speedClass] as number)) / (this.#speed[speedClass] as number)
      if (missingMs >= least) continue
      least = missingMs
      best = marks
    }
    if (best === undefined) throw new Error('no mark is set')
    best.pop()
    this.#nextMs = undefined
    return this.#owner[best.a] as number
  }

  /** Ends an answer, complete or not. @returns the bytes that were sent, at most `limit`. */
  close(flow: number, limit: number, nowMs: number): number {
    this.#advance(nowMs)
    const bytes = Math.min(limit, Math.max(0, this.sent(flow, nowMs)))
    const speedClass = this.#class[flow] as number
    this.#open[speedClass] = (this.#open[speedClass] as number) - 1
    this.#generation[flow] = (this.#generation[flow] as number) + 1
    this.#free.push(flow)
    this.sentBytes += bytes
    this.#share()
    return bytes
  }

  #advance(nowMs: number): void {
    const elapsed = nowMs - this.#atMs
    if (elapsed <= 0) return
    for (let c = 0; c < this.#got.length; c++) {
      this.#got[c] = (this.#got[c] as number) + elapsed * (this.#speed[c] as number)
    }
    this.#atMs = nowMs
  }

  /** Max-min: the slow take what they can, the rest share what is left. */
  #share(): void {
    let left = this.#rate
    let answers = 0
    for (let c = 0; c < this.#open.length; c++) answers += this.#open[c] as number
    for (const c of this.#ascending) {
      const speed = Math.min(this.#caps[c] as number, answers > 0 ? left / answers : left)
      this.#speed[c] = speed
      left -= speed * (this.#open[c] as number)
      answers -= this.#open[c] as number
    }
    this.#nextMs = undefined
  }
}
