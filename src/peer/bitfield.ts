/**
 * Which pieces are there: one bit per piece, as BEP 3 sends it (piece 0 is the high bit of the first byte).
 *
 * Decides nothing; it only counts. Spare bits at the end are never set, so that the bytes can go to the wire as they are.
 */
import { type PieceIndex, pieceIndex } from '../shared/ids.ts'

/** What may be asked of a bitfield by those who must not change it. */
export type ReadonlyBitfield = Pick<
  Bitfield,
  'length' | 'count' | 'complete' | 'get' | 'held' | 'missing' | 'toBytes' | 'clone'
>

export class Bitfield {
  /** Number of pieces. */
  readonly length: number
  readonly #bytes: Uint8Array<ArrayBuffer>
  #count = 0

  /** An empty bitfield for `length` pieces (a whole number from 0). */
  constructor(length: number) {
    this.length = length
    this.#bytes = new Uint8Array(Math.ceil(length / 8))
  }

  /**
   * Parses the payload of a BEP 3 `bitfield` message, or what was stored.
   * @returns `undefined` where the number of bytes is wrong or a spare bit is set: BEP 3 has such a peer dropped.
   */
  static fromBytes(bytes: Uint8Array, length: number): Bitfield | undefined {
    if (!Number.isSafeInteger(length) || length < 0 || bytes.length !== Math.ceil(length / 8)) return undefined
    const spareBits = bytes.length * 8 - length
    if (((bytes[bytes.length - 1] ?? 0) & ((1 << spareBits) - 1)) !== 0) return undefined
    const bitfield = new Bitfield(length)
    bitfield.#bytes.set(bytes)
    for (const byte of bytes) bitfield.#count += bitsIn(byte)
    return bitfield
  }

  /** Number of pieces that are there. */
  get count(): number {
    return this.#count
  }

  get complete(): boolean {
    return this.#count === this.length
  }

  /** @returns whether the piece is there; `false` for an index outside the file. */
  get(index: number): boolean {
    if (!this.#covers(index)) return false
    return ((this.#bytes[index >> 3] ?? 0) & maskOf(index)) !== 0
  }

  /** @returns whether anything changed. Throws RangeError outside the file. */
  set(index: number): boolean {
    this.#check(index)
    if (this.get(index)) return false
    this.#bytes[index >> 3] = (this.#bytes[index >> 3] ?? 0) | maskOf(index)
    this.#count += 1
    return true
  }

  /** @returns whether anything changed. Throws RangeError outside the file. */
  clear(index: number): boolean {
    this.#check(index)
    if (!this.get(index)) return false
    this.#bytes[index >> 3] = (this.#bytes[index >> 3] ?? 0) & ~maskOf(index)
    this.#count -= 1
    return true
  }

  /** The pieces that are there, ascending. */
  *held(): Generator<PieceIndex> {
    for (let index = 0; index < this.length; index++) if (this.get(index)) yield pieceIndex(index)
  }

  /** The pieces that are not there, ascending. */
  *missing(): Generator<PieceIndex> {
    for (let index = 0; index < this.length; index++) if (!this.get(index)) yield pieceIndex(index)
  }

  /** @returns a copy in BEP 3 order, `ceil(length / 8)` bytes, spare bits cleared. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice()
  }

  clone(): Bitfield {
    const copy = new Bitfield(this.length)
    copy.#bytes.set(this.#bytes)
    copy.#count = this.#count
    return copy
  }

  #covers(index: number): boolean {
    return Number.isInteger(index) && index >= 0 && index < this.length
  }

  #check(index: number): void {
    if (!this.#covers(index)) throw new RangeError(`piece ${index} is not one of ${this.length}`)
  }
}

function maskOf(index: number): number {
  return 0x80 >> (index & 7)
}

function bitsIn(byte: number): number {
  let bits = 0
  for (let rest = byte; rest !== 0; rest &= rest - 1) bits += 1
  return bits
}
