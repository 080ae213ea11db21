/**
 * Reads bencoding (BEP 3), the notation of .torrent files, and remembers where in the bytes each value stood.
 *
 * Total: any input gives a value or `undefined`, nothing throws. Depth and number of values are bounded, so a hostile file costs
 * neither stack nor memory. Tolerant where makers of torrents are sloppy and nothing hangs on it (unsorted keys, bytes
 * after the end), strict where two readers could disagree (a key twice, `i-0e`, leading zeros).
 * Why not a library: docs/decisions/0010-own-bdecode.md.
 */

interface Span {
  /** Offset of the value's first byte. */
  readonly from: number
  /** Offset after the value's last byte. */
  readonly to: number
}

export type BValue =
  | ({ readonly type: 'integer'; readonly value: number } & Span)
  /** `bytes` is a view of the input, not a copy. */
  | ({ readonly type: 'string'; readonly bytes: Uint8Array } & Span)
  | ({ readonly type: 'list'; readonly items: readonly BValue[] } & Span)
  /** Keys are byte strings: one UTF-16 unit per byte. */
  | ({ readonly type: 'dict'; readonly entries: ReadonlyMap<string, BValue> } & Span)

export type BDict = Extract<BValue, { type: 'dict' }>

export const MAX_DEPTH = 32
export const MAX_VALUES = 100_000

const COLON = 0x3a
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const DICT = 0x64
const END = 0x65
const INTEGER = 0x69
const LIST = 0x6c

/** Thrown and caught inside this file only: the way out of the recursion. */
class Malformed extends Error {}

/** @returns the first value in `bytes`, or `undefined` where it is not bencoding, or beyond the bounds above. */
export function bdecode(bytes: Uint8Array): BValue | undefined {
  try {
    return new Reader(bytes).value(0)
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

class Reader {
  readonly #bytes: Uint8Array
  #at = 0
  #values = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  value(depth: number): BValue {
    this.#values += 1
    if (depth > MAX_DEPTH || this.#values > MAX_VALUES) throw new Malformed()
    switch (this.#bytes[this.#at]) {
      case INTEGER:
        return this.#integer()
      case LIST:
        return this.#list(depth)
      case DICT:
        return this.#dict(depth)
      default:
        return this.#string()
    }
  }

  #integer(): BValue {
    const from = this.#at++
    const negative = this.#bytes[this.#at] === MINUS
    if (negative) this.#at += 1
    const value = this.#digits(END)
    if (negative && value === 0) throw new Malformed()
    return { type: 'integer', value: negative ? -value : value, from, to: this.#at }
  }

  #string(): Extract<BValue, { type: 'string' }> {
    const from = this.#at
    const length = this.#digits(COLON)
    const start = this.#at
    if (length > this.#bytes.length - start) throw new Malformed()
    this.#at += length
    return { type: 'string', bytes: this.#bytes.subarray(start, this.#at), from, to: this.#at }
  }

  #list(depth: number): BValue {
    const from = this.#at++
    const items: BValue[] = []
    while (this.#bytes[this.#at] !== END) items.push(this.value(depth + 1))
    this.#at += 1
    return { type: 'list', items, from, to: this.#at }
  }

  #dict(depth: number): BValue {
    const from = this.#at++
    const entries = new Map<string, BValue>()
    while (this.#bytes[this.#at] !== END) {
      const key = byteString(this.#string().bytes)
      if (entries.has(key)) throw new Malformed()
      entries.set(key, this.value(depth + 1))
    }
    this.#at += 1
    return { type: 'dict', entries, from, to: this.#at }
  }

  /** Decimal digits up to `terminator`, which is read too. No sign, no leading zero, no more than a safe integer. */
  #digits(terminator: number): number {
    const start = this.#at
    let value = 0
    for (;;) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new Malformed()
      if (byte === terminator) break
      if (byte < ZERO || byte > NINE) throw new Malformed()
      value = value * 10 + (byte - ZERO)
      if (!Number.isSafeInteger(value)) throw new Malformed()
    }
    const digits = this.#at - 1 - start
    if (digits === 0 || (digits > 1 && this.#bytes[start] === ZERO)) throw new Malformed()
    return value
  }
}

/** Keys are short; a key of more than 255 bytes is nobody's, and would only cost time. */
function byteString(bytes: Uint8Array): string {
  if (bytes.length > 255) throw new Malformed()
  return String.fromCharCode(...bytes)
}
