/**
 * What one peer asked for of one piece: taken on, put in line and refused as a whole, because a part of a piece is of no use to anybody.
 *
 * It ends where the piece ends: who asks for the same blocks again and again has to wait in line again. While it lasts it
 * counts for all that is left of the piece, not only for what was asked for so far: stock clients ask for a few blocks at a time. Pure.
 */
import type { Millis } from '../../shared/clock.ts'

/** What the smallest request costs at least, in reading and headers. */
export const LEAST_CHARGE_BYTES = 1024

/** Each copy given before counts as if the piece were needed so much later, up to {@link MOST_COPIES}. */
const COPY_MS = 600
const MOST_COPIES = 4

/** A block that a peer asked for. */
export interface Upload {
  readonly peer: object
  /** When it needs it. */
  readonly dueAtMs: Millis
  /** How often this piece was given by us before. */
  readonly copies: number
  readonly piece: number
  /** Bytes of the whole piece. */
  readonly pieceBytes: number
  readonly offset: number
  readonly length: number
  /** False while its data channel holds too much already: nobody waits for it then. */
  ready(): boolean
  /** It does not know refusals (a stock client): it waits as long as it takes. */
  readonly patient: boolean
  /** Reads the block and sends it. */
  send(): void
  /** It would wait too long after all: others are more in need. */
  refuse(): void
}

export class UploadTurn {
  /** Who has the lower is served first. */
  readonly rank: Millis
  readonly #first: Upload
  readonly #waiting: Upload[] = []
  #askedBytes = 0
  #sentBytes = 0

  constructor(first: Upload) {
    this.#first = first
    this.rank = first.dueAtMs + COPY_MS * Math.min(first.copies, MOST_COPIES)
    this.add(first)
  }

  get peer(): object {
    return this.#first.peer
  }

  get patient(): boolean {
    return this.#first.patient
  }

  /** A block of it was sent. */
  get begun(): boolean {
    return this.#sentBytes > 0
  }

  /** Nothing waits. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** All of its piece was asked for, and sent. */
  get isOver(): boolean {
    return this.isEmpty && this.#askedBytes >= this.#first.pieceBytes
  }

  /** The block that goes out next; `undefined` where none waits, or its data channel is full. */
  get next(): Upload | undefined {
    const upload = this.#waiting[0]
    return upload?.ready() ? upload : undefined
  }

  /** Bytes that others wait for while it is being served. */
  get leftBytes(): number {
    return this.next === undefined ? 0 : Math.max(this.#first.pieceBytes, this.#askedBytes) - this.#sentBytes
  }

  /** @returns whether the block belongs to it. */
  takes({ peer, piece }: Upload): boolean {
    return peer === this.peer && piece === this.#first.piece && this.#askedBytes < this.#first.pieceBytes
  }

  add(upload: Upload): void {
    this.#waiting.push(upload)
    this.#askedBytes += chargeOf(upload)
  }

  /** Takes the next block out, to be sent. */
  shift(): void {
    const upload = this.#waiting.shift()
    if (upload !== undefined) this.#sentBytes += chargeOf(upload)
  }

  /** It is not wanted any more. @returns false where it is not one of these. */
  cancel(peer: object, piece: number, offset: number): boolean {
    if (peer !== this.peer || piece !== this.#first.piece) return false
    const at = this.#waiting.findIndex((upload) => upload.offset === offset)
    const [upload] = at < 0 ? [] : this.#waiting.splice(at, 1)
    if (upload === undefined) return false
    this.#askedBytes -= chargeOf(upload)
    return true
  }

  refuse(): void {
    for (const upload of this.#waiting.splice(0)) upload.refuse()
  }
}

/** @returns what it takes from the bucket. */
export function chargeOf({ length }: Upload): number {
  return Math.max(LEAST_CHARGE_BYTES, length)
}
