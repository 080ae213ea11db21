/**
 * What listeners send each other: requests for whole pieces, served one after the other, as fast as the uplink and a token bucket
 * allow: first to who needs it first, what was given before a little later (src/peer/swarm/upload-queue.ts). What would wait too long
 * is refused, at once or when others have gone before it.
 *
 * It says when a request will be done; the crowd comes back then. Requests are rows in columns, reused when done.
 */
import {
  BLOCK_BYTES,
  COPY_MS,
  GIVING_BURST_BYTES,
  GIVING_CAP,
  LONGEST_WAIT_MS,
  MOST_COPIES,
  WAITED_TOO_LONG_MS,
} from './model.ts'

const FREE = 0
const QUEUED = 1
const SENDING = 2
const NONE = -1

export interface UploadEvents {
  /** A request began to be served: it is all there at `doneMs`. */
  readonly began: (request: number, doneMs: number) => void
  /** It will not be served: the asker hears of it after `delayMs`. */
  readonly refused: (request: number, delayMs: number) => void
}

export class Uploads {
  readonly #uplink: Float64Array
  readonly #downlink: Float64Array
  /** By request. */
  readonly piece: number[] = []
  readonly asker: number[] = []
  readonly giver: number[] = []
  readonly askedMs: number[] = []
  readonly generation: number[] = []
  readonly #state: number[] = []
  readonly #bytes: number[] = []
  readonly #delayMs: number[] = []
  readonly #beginMs: number[] = []
  readonly #endMs: number[] = []
  readonly #doneMs: number[] = []
  readonly #next: number[] = []
  /** Who has the lower is served first. */
  readonly #rank: number[] = []
  readonly #free: number[] = []
  /** By listener: the queue behind what is being sent, and the bucket. */
  readonly #sending: Int32Array
  readonly #head: Int32Array
  /** By listener and piece: how often it was asked to give it, and took it on. */
  readonly #copies: Uint8Array
  readonly #pieceCount: number
  readonly #freeMs: Float64Array
  readonly #tokens: Float64Array
  readonly #tokensMs: Float64Array
  readonly #downFreeMs: Float64Array
  readonly #isFrozen: Uint8Array
  readonly givenBytes: Float64Array
  readonly #events: UploadEvents
  /** Bytes of requests that were taken back in mid-piece. */
  wastedBytes = 0

  /** @param uplink and @param downlink bytes a ms. */
  constructor(uplink: Float64Array, downlink: Float64Array, pieceCount: number, events: UploadEvents) {
    const count = uplink.length
    this.#uplink = uplink
    this.#downlink = downlink
    this.#sending = new Int32Array(count).fill(NONE)
    this.#head = new Int32Array(count).fill(NONE)
    this.#copies = new Uint8Array(count * pieceCount)
    this.#pieceCount = pieceCount
    this.#freeMs = new Float64Array(count)
    this.#tokens = new Float64Array(count).fill(GIVING_BURST_BYTES)
    this.#tokensMs = new Float64Array(count)
    this.#downFreeMs = new Float64Array(count)
    this.#isFrozen = new Uint8Array(count)
    this.givenBytes = new Float64Array(count)
    this.#events = events
  }

  /**
   * @param dueMs when the asker needs it, ms from now.
   * @param mayGive false: the giver refuses everything. Whoever vanished does not even refuse.
   * @returns the new request.
   */
  ask(
    asker: number,
    giver: number,
    piece: number,
    bytes: number,
    delayMs: number,
    dueMs: number,
    mayGive: boolean,
    nowMs: number,
  ): number {
    const request = this.#free.pop() ?? this.piece.length
    const given = giver * this.#pieceCount + piece
    const copies = this.#copies[given] as number
    this.piece[request] = piece
    this.asker[request] = asker
    this.giver[request] = giver
    this.askedMs[request] = nowMs
    this.generation[request] = ((this.generation[request] ?? 0) + 1) & 0x3fffffff
    this.#state[request] = QUEUED
    this.#bytes[request] = bytes
    this.#delayMs[request] = delayMs
    this.#next[request] = NONE
    this.#rank[request] = nowMs + dueMs + COPY_MS * copies
    if (this.#isFrozen[giver] === 1) return request
    if (!mayGive || !this.#enqueue(giver, request, nowMs)) {
      this.#events.refused(request, 2 * delayMs)
      return request
    }
    if (copies < MOST_COPIES) this.#copies[given] = copies + 1
    this.#refuseLast(giver, nowMs)
    if (this.#sending[giver] === NONE) this.#sendNext(giver, nowMs)
    return request
  }

  /** The request's bytes are all there. Its row is free again, and the giver goes on with the next. */
  finish(request: number, nowMs: number): void {
    const giver = this.giver[request] as number
    this.givenBytes[giver] = (this.givenBytes[giver] as number) + (this.#bytes[request] as number)
    this.#freeMs[giver] = this.#endMs[request] as number
    this.#release(request)
    this.#sending[giver] = NONE
    this.#sendNext(giver, nowMs)
  }

  /** Takes a request back. What was sent of it is lost. */
  cancel(request: number, nowMs: number): void {
    const giver = this.giver[request] as number
    if (this.#sending[giver] !== request) {
      this.#unlink(giver, request)
      this.#release(request)
      return
    }
    const beginMs = this.#beginMs[request] as number
    const endMs = this.#endMs[request] as number
    const part = Math.min(1, Math.max(0, (nowMs - beginMs) / (endMs - beginMs)))
    const bytes = part * (this.#bytes[request] as number)
    this.wastedBytes += bytes
    this.givenBytes[giver] = (this.givenBytes[giver] as number) + bytes
    this.#refund(giver, (this.#bytes[request] as number) - bytes, nowMs)
    this.#freeMs[giver] = Math.min(endMs, nowMs)
    const asker = this.asker[request] as number
    if (this.#downFreeMs[asker] === this.#doneMs[request]) this.#downFreeMs[asker] = nowMs
    this.#release(request)
    this.#sending[giver] = NONE
    this.#sendNext(giver, nowMs)
  }

  /** @returns bytes of the request that its asker has, in whole blocks. */
  received(request: number, nowMs: number): number {
    if (this.#state[request] !== SENDING) return 0
    const beginMs = (this.#beginMs[request] as number) + (this.#delayMs[request] as number)
    const part = (nowMs - beginMs) / ((this.#endMs[request] as number) - (this.#beginMs[request] as number))
    if (part <= 0) return 0
    const bytes = this.#bytes[request] as number
    return Math.min(bytes - 1, Math.floor((part * bytes) / BLOCK_BYTES) * BLOCK_BYTES)
  }

  /** @returns milliseconds since its last block came, or since it was asked. */
  silentMs(request: number, nowMs: number): number {
    const sinceAskedMs = nowMs - (this.askedMs[request] as number)
    const received = this.received(request, nowMs)
    if (received === 0) return sinceAskedMs
    const beginMs = (this.#beginMs[request] as number) + (this.#delayMs[request] as number)
    const perByteMs =
      ((this.#endMs[request] as number) - (this.#beginMs[request] as number)) / (this.#bytes[request] as number)
    return Math.max(0, Math.min(sinceAskedMs, nowMs - beginMs - received * perByteMs))
  }

  /** @returns when the first byte left its giver; only of what is being sent. */
  beganMs(request: number): number {
    return this.#beginMs[request] as number
  }

  /** @returns milliseconds of sending from first byte to last. */
  tookMs(request: number): number {
    return (this.#endMs[request] as number) - (this.#beginMs[request] as number)
  }

  bytes(request: number): number {
    return this.#bytes[request] as number
  }

  delayMs(request: number): number {
    return this.#delayMs[request] as number
  }

  /** The giver is gone without a word: nothing more is sent, nobody is told. */
  freeze(giver: number): void {
    this.#isFrozen[giver] = 1
    const current = this.#sending[giver] as number
    if (current === NONE) return
    this.#state[current] = QUEUED
    this.generation[current] = ((this.generation[current] as number) + 1) & 0x3fffffff
    this.#sending[giver] = NONE
  }

  /** Puts the request where its rank says. @returns false where it would wait too long there. */
  #enqueue(giver: number, request: number, nowMs: number): boolean {
    let waitMs = this.#waitMs(giver, nowMs)
    let before = NONE
    let at = this.#head[giver] as number
    while (at !== NONE && (this.#rank[at] as number) <= (this.#rank[request] as number)) {
      waitMs += (this.#bytes[at] as number) / GIVING_CAP
      before = at
      at = this.#next[at] as number
    }
    if (waitMs > LONGEST_WAIT_MS) return false
    this.#next[request] = at
    if (before === NONE) this.#head[giver] = request
    else this.#next[before] = request
    return true
  }

  /** Others have gone before them. */
  #refuseLast(giver: number, nowMs: number): void {
    let waitMs = this.#waitMs(giver, nowMs)
    let before = NONE
    for (let at = this.#head[giver] as number; at !== NONE; ) {
      const next = this.#next[at] as number
      if (waitMs > WAITED_TOO_LONG_MS && before !== NONE) {
        this.#next[before] = next
        this.#next[at] = NONE
        this.#events.refused(at, this.#delayMs[at] as number)
      } else {
        waitMs += (this.#bytes[at] as number) / GIVING_CAP
        before = at
      }
      at = next
    }
  }

  /** @returns ms until the first in the queue could be sent, below 0 where tokens are saved up for more. */
  #waitMs(giver: number, nowMs: number): number {
    const current = this.#sending[giver] as number
    const sendingMs = current === NONE ? 0 : Math.max(0, (this.#endMs[current] as number) - nowMs)
    const earned = Math.max(0, nowMs - (this.#tokensMs[giver] as number)) * GIVING_CAP
    return sendingMs - Math.min(GIVING_BURST_BYTES, (this.#tokens[giver] as number) + earned) / GIVING_CAP
  }

  #sendNext(giver: number, nowMs: number): void {
    const request = this.#head[giver] as number
    if (request === NONE || this.#isFrozen[giver] === 1) return
    this.#head[giver] = this.#next[request] as number
    const bytes = this.#bytes[request] as number
    const delayMs = this.#delayMs[request] as number
    const beginMs = Math.max(this.#freeMs[giver] as number, (this.askedMs[request] as number) + delayMs)
    const endMs = beginMs + this.#spend(giver, bytes, beginMs)
    this.#state[request] = SENDING
    this.#beginMs[request] = beginMs
    this.#endMs[request] = endMs
    this.#sending[giver] = request
    const asker = this.asker[request] as number
    const takesMs = bytes / (this.#downlink[asker] as number)
    const doneMs = Math.max(endMs + delayMs, Math.max(this.#downFreeMs[asker] as number, beginMs + delayMs) + takesMs)
    this.#downFreeMs[asker] = doneMs
    this.#doneMs[request] = doneMs
    this.#events.began(request, Math.max(doneMs, nowMs))
  }

  /** Takes the bytes from the bucket. @returns how long sending them takes, ms. */
  #spend(giver: number, bytes: number, beginMs: number): number {
    const uplink = this.#uplink[giver] as number
    const cap = Math.min(GIVING_CAP, uplink)
    const earned = Math.max(0, beginMs - (this.#tokensMs[giver] as number)) * GIVING_CAP
    const tokens = Math.min(GIVING_BURST_BYTES, (this.#tokens[giver] as number) + earned)
    const burstMs = uplink > cap ? tokens / (uplink - cap) : 0
    const tookMs = bytes <= uplink * burstMs ? bytes / uplink : burstMs + (bytes - uplink * burstMs) / cap
    this.#tokens[giver] = Math.max(0, tokens + tookMs * GIVING_CAP - bytes)
    this.#tokensMs[giver] = beginMs + tookMs
    return tookMs
  }

  /** Bytes that were never sent go back into the bucket; what it would have earned meanwhile it has not yet. */
  #refund(giver: number, bytes: number, nowMs: number): void {
    const earlyMs = Math.max(0, (this.#tokensMs[giver] as number) - nowMs)
    const tokens = (this.#tokens[giver] as number) + bytes - earlyMs * GIVING_CAP
    this.#tokens[giver] = Math.min(GIVING_BURST_BYTES, Math.max(0, tokens))
    this.#tokensMs[giver] = (this.#tokensMs[giver] as number) - earlyMs
  }

  #unlink(giver: number, request: number): void {
    let before = NONE
    for (let at = this.#head[giver] as number; at !== NONE; at = this.#next[at] as number) {
      if (at === request) {
        const next = this.#next[at] as number
        if (before === NONE) this.#head[giver] = next
        else this.#next[before] = next
        return
      }
      before = at
    }
  }

  #release(request: number): void {
    this.#state[request] = FREE
    this.generation[request] = ((this.generation[request] as number) + 1) & 0x3fffffff
    this.#free.push(request)
  }
}
