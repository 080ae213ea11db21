/**
 * The same listeners on plain `<audio src>`, against the same host: each reads ahead from the host alone.
 */
import { connectionSpeeds } from './crowd-state.ts'
import { EventQueue } from './event-queue.ts'
import { ENDED, MediaElements, PLAYING, STALLED } from './media-elements.ts'
import { ORIGIN_ACCESS_MS, ORIGIN_FIRST_BYTE_MS, PLAIN_HIGH_MS, PLAIN_LOW_MS } from './model.ts'
import { SharedOrigin } from './shared-origin.ts'
import { type Episode, seekTarget, type Trace } from './trace.ts'

const JOIN = 0
const LEAVE = 1
const SEEK = 2
const FIRST_BYTE = 3
const DRY = 4
const REFILL = 5
const NONE = -1

export class PlainHttp {
  readonly elements: MediaElements
  readonly origin: SharedOrigin
  readonly #episode: Episode
  readonly #trace: Trace
  readonly #queue = new EventQueue()
  readonly #flow: Int32Array
  /** The answer under way goes from here to there; what is before `#from` is here. */
  readonly #from: Float64Array
  readonly #to: Float64Array
  readonly #mark: Float64Array
  /** Of the position in the file, and of the playing: events of earlier ones hold no more. */
  readonly #place: Int32Array
  readonly #playing: Int32Array
  readonly #here: Uint8Array
  #nowMs = 0

  /** @param originRate of the host, bytes a ms in all. */
  constructor(episode: Episode, trace: Trace, originRate: number) {
    const { count } = trace
    this.#episode = episode
    this.#trace = trace
    this.elements = new MediaElements(count, episode)
    this.origin = new SharedOrigin(originRate, connectionSpeeds())
    this.#flow = new Int32Array(count).fill(NONE)
    this.#from = new Float64Array(count)
    this.#to = new Float64Array(count)
    this.#mark = new Float64Array(count)
    this.#place = new Int32Array(count)
    this.#playing = new Int32Array(count)
    this.#here = new Uint8Array(count)
    if (count > 0) this.#queue.push(trace.joinMs[0] as number, JOIN, 0)
  }

  /** @returns false when everybody has left. */
  step(): boolean {
    const markMs = this.origin.nextMs
    if (markMs <= this.#queue.nextMs) {
      if (markMs === Number.POSITIVE_INFINITY) return false
      this.#nowMs = Math.max(this.#nowMs, markMs)
      this.#marked(this.origin.takeMark(this.#nowMs))
      return true
    }
    this.#queue.pop()
    const { kind, a, b } = this.#queue
    this.#nowMs = this.#queue.timeMs
    if (kind === JOIN) this.#join(a)
    else if (this.#here[a] === 0) return true
    else if (kind === LEAVE) this.#leave(a)
    else if (kind === SEEK) this.#seek(a, b)
    else if (kind === FIRST_BYTE) this.#firstByte(a, b)
    else if (kind === REFILL) this.#refill(a, b)
    else this.#dry(a, b)
    return true
  }

  #join(i: number): void {
    const { trace, queue, nowMs } = { trace: this.#trace, queue: this.#queue, nowMs: this.#nowMs }
    if (i + 1 < trace.count) queue.push(trace.joinMs[i + 1] as number, JOIN, i + 1)
    this.#here[i] = 1
    this.elements.start(i, nowMs)
    queue.push(nowMs + (trace.stayMs[i] as number), LEAVE, i)
    for (let index = trace.seekStart[i] as number; index < (trace.seekStart[i + 1] as number); index++) {
      queue.push(nowMs + (trace.seekMs[index] as number), SEEK, i, index)
    }
    this.#ask(i, 0)
  }

  #leave(i: number): void {
    this.#close(i)
    this.elements.leave(i, this.#nowMs)
    this.#here[i] = 0
  }

  #seek(i: number, index: number): void {
    if (this.elements.state(i) === ENDED) return
    const to = seekTarget(this.#trace, index, this.elements.playhead(i, this.#nowMs), this.#episode)
    this.#close(i)
    this.elements.seek(i, to, this.#nowMs)
    this.#ask(i, to)
  }

  #ask(i: number, from: number): void {
    const { lengthBytes, rate } = this.#episode
    const playhead = this.elements.playhead(i, this.#nowMs)
    this.#place[i] = (this.#place[i] as number) + 1
    this.#from[i] = from
    this.#to[i] = Math.min(lengthBytes, playhead + PLAIN_HIGH_MS * rate)
    const delayMs = 2 * ((this.#trace.accessMs[i] as number) + ORIGIN_ACCESS_MS) + ORIGIN_FIRST_BYTE_MS
    if (from < lengthBytes) this.#queue.push(this.#nowMs + delayMs, FIRST_BYTE, i, this.#place[i] as number)
  }

  #firstByte(i: number, place: number): void {
    if (this.#place[i] !== place) return
    this.#flow[i] = this.origin.begin(i, this.#trace.downlink[i] as number, this.#nowMs)
    this.#setMark(i)
  }

  #setMark(i: number): void {
    const flow = this.#flow[i] as number
    if (flow === NONE) return
    const end = this.#to[i] as number
    const needed = this.elements.isWaiting(i) ? this.elements.neededEnd(i) : 0
    this.#mark[i] = needed > this.#reach(i) + 0.5 && needed < end ? needed : end
    this.origin.mark(flow, (this.#mark[i] as number) - (this.#from[i] as number))
  }

  #reach(i: number): number {
    const flow = this.#flow[i] as number
    const from = this.#from[i] as number
    return flow === NONE ? from : Math.min(this.#to[i] as number, from + this.origin.sent(flow, this.#nowMs))
  }

  #marked(i: number): void {
    const isEnd = this.#mark[i] === this.#to[i]
    if (isEnd) this.#close(i, this.#to[i] as number)
    if (this.elements.supply(i, isEnd ? (this.#to[i] as number) : this.#reach(i), this.#nowMs)) this.#plays(i)
    if (!isEnd) return this.#setMark(i)
    if (this.#reach(i) < this.#episode.lengthBytes) {
      const lowMs = this.elements.reachesMs(i, this.#reach(i)) - PLAIN_LOW_MS
      this.#queue.push(Math.max(this.#nowMs, lowMs), REFILL, i, this.#place[i] as number)
    }
  }

  #refill(i: number, place: number): void {
    if (this.#place[i] === place) this.#ask(i, this.#reach(i))
  }

  #plays(i: number): void {
    this.#playing[i] = (this.#playing[i] as number) + 1
    this.#queue.push(this.elements.reachesMs(i, this.#reach(i)), DRY, i, this.#playing[i] as number)
  }

  #dry(i: number, playing: number): void {
    if (this.#playing[i] !== playing || this.elements.state(i) !== PLAYING) return
    const reach = this.#reach(i)
    const then = this.elements.check(i, reach, this.#nowMs)
    if (then === PLAYING) this.#queue.push(this.elements.reachesMs(i, reach), DRY, i, playing)
    else if (then === STALLED) this.#setMark(i)
    else if (then === ENDED) this.#queue.push(this.#nowMs + (this.#trace.lingerMs[i] as number), LEAVE, i)
  }

  /** Ends the answer under way. @param reached where it is known to the byte. */
  #close(i: number, reached = this.#reach(i)): void {
    const flow = this.#flow[i] as number
    if (flow !== NONE) this.origin.close(flow, reached - (this.#from[i] as number), this.#nowMs)
    this.#flow[i] = NONE
    this.#from[i] = reached
  }
}
