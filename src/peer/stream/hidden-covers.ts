/**
 * Hides the cover that lies inside a recording from the media element: Chromium reads another half a megabyte of sound before it plays
 * an MP3 or M4A with one (measured: 480 and 640 ms to the first sound at 1.5 MB/s, 97 and 122 ms without), and nobody looks at it there.
 *
 * One letter of the frame's or box's name is changed in what the element is given, so that it skips it as one it does not know; lengths,
 * sound, what is stored and what others get stay as they are. Pure; a head it does not understand is left alone. Sources: ID3v2.2 to 2.4, section 4
 * (`PIC`, `APIC`; names that begin with X are free); ISO/IEC 14496-12 section 4.2, and `moov/udta/meta/ilst/covr` as QuickTime writes it.
 */

import { lettersAt, numberAt } from '../byte-fields.ts'

const X = 0x58
const ID3_HEADER_BYTES = 10
/** Boxes that have boxes inside, on the way to the cover. */
const CONTAINERS = ['moov', 'udta', 'meta', 'ilst']
/** Enough for the longest header that is looked at: a `meta` box and the beginning of the one inside. */
const BOX_BYTES = 16

type Kind = { readonly kind: 'mp4' } | { readonly kind: 'id3'; readonly version: number; readonly endByte: number }

export class HiddenCovers {
  #kind: Kind | undefined
  /** Where the next frame or box begins; `undefined`: there is nothing more to learn. */
  #next: number | undefined = 0
  readonly #letters: number[] = []

  /** @param offset where in the file `bytes` begin. @returns what the element may be given: `bytes`, or a copy with a letter changed. */
  hide(offset: number, bytes: Uint8Array): Uint8Array {
    this.#learn(offset, bytes)
    const within = this.#letters.filter((at) => at >= offset && at < offset + bytes.length)
    if (within.length === 0) return bytes
    const shown = bytes.slice()
    for (const at of within) shown[at - offset] = X
    return shown
  }

  #learn(offset: number, bytes: Uint8Array): void {
    while (this.#next !== undefined && this.#next >= offset && this.#next < offset + bytes.length) {
      const rest = bytes.subarray(this.#next - offset)
      const length = this.#kind === undefined ? this.#begin(rest) : this.#step(this.#kind, this.#next, rest)
      this.#next = length === undefined ? undefined : this.#next + length
    }
  }

  /** @returns bytes to what follows; `undefined`: it is neither of the two. */
  #begin(head: Uint8Array): number | undefined {
    if (lettersAt(head, 4, 8) === 'ftyp') {
      this.#kind = { kind: 'mp4' }
      return this.#step(this.#kind, 0, head)
    }
    const [version = 0, , flags = 0] = head.subarray(3)
    // Unsynchronised tags before 2.4 have other lengths than they say; extended headers are as good as never written.
    const isPlain = (flags & 0x40) === 0 && ((flags & 0x80) === 0 || version === 4)
    if (lettersAt(head, 0, 3) !== 'ID3' || head.length < ID3_HEADER_BYTES || version > 4 || !isPlain) return undefined
    this.#kind = { kind: 'id3', version, endByte: ID3_HEADER_BYTES + numberAt(head, 6, 10, 128) }
    return ID3_HEADER_BYTES
  }

  #step(kind: Kind, at: number, rest: Uint8Array): number | undefined {
    return kind.kind === 'mp4' ? this.#box(at, rest) : this.#frame(kind, at, rest)
  }

  #frame(tag: Extract<Kind, { kind: 'id3' }>, at: number, rest: Uint8Array): number | undefined {
    const { version, endByte } = tag
    const [idBytes, headerBytes] = version === 2 ? [3, 6] : [4, 10]
    // Padding is zeros. A header that is cut off comes too late to be changed.
    if (at >= endByte || rest.length < headerBytes || rest[0] === 0) return undefined
    if (lettersAt(rest, 0, idBytes) === (version === 2 ? 'PIC' : 'APIC')) this.#letters.push(at)
    const lengthBytes = version === 2 ? 3 : 4
    return headerBytes + numberAt(rest, idBytes, idBytes + lengthBytes, version === 4 ? 128 : 256)
  }

  #box(at: number, rest: Uint8Array): number | undefined {
    if (rest.length < BOX_BYTES) return undefined
    const name = lettersAt(rest, 4, 8)
    // QuickTime's `meta` has no version and flags before what is inside.
    if (CONTAINERS.includes(name)) return name === 'meta' && lettersAt(rest, 12, 16) !== 'hdlr' ? 12 : 8
    if (name === 'covr') this.#letters.push(at + 4)
    const short = numberAt(rest, 0, 4, 256)
    const length = short === 1 ? numberAt(rest, 8, 16, 256) : short
    return length < (short === 1 ? 16 : 8) ? undefined : length
  }
}

/** `chunks` of a file from `from` on, as the element may be given them. */
export async function* hideCovers(covers: HiddenCovers, from: number, chunks: AsyncIterable<Uint8Array>) {
  let at = from
  for await (const chunk of chunks) {
    yield covers.hide(at, chunk)
    at += chunk.length
  }
}
