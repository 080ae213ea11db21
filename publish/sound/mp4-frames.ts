/**
 * Takes the frames of sound out of an MP4 as it comes, whether its table of contents stands before them or was read
 * beforehand from the file's end. Pure.
 */
import { type FramePlace, findSound, type Mp4Track } from './mp4-track.ts'

/** 24 hours of sound and picture need about 30 MB. */
export const MOST_MOOV_BYTES = 64 * 1024 * 1024

export class Mp4Frames {
  #track: Mp4Track | undefined
  #places: Iterator<FramePlace> | undefined
  #next: FramePlace | undefined
  /** Where in the file the bytes not yet looked at begin. */
  #at = 0
  #rest: Uint8Array = new Uint8Array(0)
  /** Where the box after the one that is being passed over begins. */
  #nextBox = 0

  /** @param moov the body of that box, where it is at hand. @throws Error in words where there is no AAC in it */
  constructor(moov?: Uint8Array) {
    if (moov !== undefined) this.#open(moov)
  }

  /** What a decoder must know; set once the table of contents was read. */
  get config(): Uint8Array | undefined {
    return this.#track?.config
  }

  /** @returns whole frames. @throws Error in words where they can't be found */
  push(bytes: Uint8Array): Uint8Array[] {
    if (this.#track === undefined) {
      this.#keep(bytes)
      if (!this.#findMoov()) return []
      const rest = this.#rest
      this.#rest = new Uint8Array(0)
      return this.#take(rest)
    }
    return this.#take(bytes)
  }

  #keep(bytes: Uint8Array): void {
    const all = new Uint8Array(this.#rest.length + bytes.length)
    all.set(this.#rest)
    all.set(bytes, this.#rest.length)
    this.#rest = all
  }

  /** @returns true once it was read */
  #findMoov(): boolean {
    for (;;) {
      const start = this.#nextBox - this.#at
      // What was passed over is not kept.
      const passed = Math.min(start, this.#rest.length)
      this.#rest = this.#rest.subarray(passed)
      this.#at += passed
      if (start > passed || this.#rest.length < 16) return false
      const box = readBoxHead(this.#rest)
      if (box.name === 'mdat') throw new Error('its table of contents stands at its end (“faststart” is off)')
      if (box.name === 'moov') {
        if (box.size > MOST_MOOV_BYTES) throw new Error('its table of contents is too large')
        if (this.#rest.length < box.size) return false
        this.#open(this.#rest.slice(box.head, box.size))
        return true
      }
      this.#nextBox = this.#at + box.size
    }
  }

  #open(moov: Uint8Array): void {
    const track = findSound(moov)
    if (track === undefined) throw new Error('it holds no sound in AAC')
    this.#track = track
    this.#places = track.frames[Symbol.iterator]()
    this.#advance()
  }

  #advance(): void {
    try {
      this.#next = this.#places?.next().value ?? undefined
    } catch (error) {
      if (error instanceof RangeError) throw new Error('its table of contents is cut off')
      throw error
    }
  }

  #take(bytes: Uint8Array): Uint8Array[] {
    const frames: Uint8Array[] = []
    this.#keep(bytes)
    const end = this.#at + this.#rest.length
    for (; this.#next !== undefined && this.#next.offset + this.#next.length <= end; this.#advance()) {
      const from = this.#next.offset - this.#at
      if (from < 0) throw new Error('its sound lies before its table of contents')
      frames.push(this.#rest.subarray(from, from + this.#next.length))
    }
    // From the next frame on; where it is farther away nothing is kept.
    const keepFrom = Math.min(end, Math.max(this.#at, this.#next?.offset ?? end))
    this.#rest = this.#rest.slice(keepFrom - this.#at)
    this.#at = keepFrom
    return frames
  }
}

/** @param bytes at least 16. @throws Error in words for a box that ends before its head */
export function readBoxHead(bytes: Uint8Array): {
  readonly name: string
  readonly head: number
  readonly size: number
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const short = view.getUint32(0)
  const name = String.fromCharCode(...bytes.subarray(4, 8))
  const head = short === 1 ? 16 : 8
  const size = short === 1 ? Number(view.getBigUint64(8)) : short === 0 ? Number.MAX_SAFE_INTEGER : short
  if (size < head) throw new Error('it is damaged')
  return { name, head, size }
}
