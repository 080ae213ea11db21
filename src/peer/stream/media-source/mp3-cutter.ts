/**
 * Cuts an MP3 file into runs of whole frames, from wherever in the file it is read.
 *
 * What is no frame (tags in the middle of joined files, at the end, junk) is left out: MediaSource would take it for damage.
 * Pure.
 */
import { findFrame, HEADER_BYTES, id3Length, readFrameHeader } from './mp3-frame.ts'
import { APPEND_BYTES, joined, type SegmentCutter, UnfitError } from './segment-cutter.ts'

/** So much without a single frame is no MP3. Tags, whose length is known, do not count. */
const MAX_JUNK_BYTES = 128 * 1024
const TAG_HEADER_BYTES = 10

export class Mp3Cutter implements SegmentCutter {
  #held = new Uint8Array(0)
  #inStep = false
  #begun = false
  #skippedBytes = 0
  #junkBytes = 0
  /** Left of a tag that is being left out. */
  #tagBytes = 0

  get skippedBytes(): number {
    return this.#skippedBytes
  }

  push(bytes: Uint8Array): void {
    this.#held = joined(this.#held, bytes)
  }

  take(): Uint8Array<ArrayBuffer> | undefined {
    for (;;) {
      if (!this.#inStep && !this.#findStep()) return undefined
      const frames = this.#takeFrames()
      if (frames !== undefined || this.#inStep) return frames
    }
  }

  end(): Uint8Array<ArrayBuffer> | undefined {
    // The very last frame, where nothing follows that would tell it from chance.
    const segment = this.take()
    if (segment !== undefined) return segment
    const frame = readFrameHeader(this.#held, 0)
    if (frame === undefined || frame.lengthBytes > this.#held.length || !this.#begun) return undefined
    return this.#cut(frame.lengthBytes)
  }

  /** Whole frames from the beginning of what is held; out of step where something else follows them. */
  #takeFrames(): Uint8Array<ArrayBuffer> | undefined {
    let to = 0
    while (to < APPEND_BYTES) {
      if (to + HEADER_BYTES > this.#held.length) break
      const frame = readFrameHeader(this.#held, to)
      if (frame === undefined) {
        this.#inStep = false
        break
      }
      if (to + frame.lengthBytes > this.#held.length) break
      to += frame.lengthBytes
    }
    if (to === 0) return undefined
    this.#junkBytes = 0
    this.#begun = true
    return this.#cut(to)
  }

  /** @returns whether what is held begins with a frame now. */
  #findStep(): boolean {
    this.#skipTag()
    const { at, found } = findFrame(this.#held, 0)
    const tag = this.#held.subarray(0, at).findIndex((_, i) => id3Length(this.#held, i) > 0)
    if (tag >= 0) {
      this.#drop(tag)
      this.#tagBytes = id3Length(this.#held, 0)
      return this.#findStep()
    }
    // Not yet the last bytes: a tag may begin in them.
    const junk = found ? at : Math.max(0, Math.min(at, this.#held.length - TAG_HEADER_BYTES))
    this.#drop(junk)
    this.#junkBytes += junk
    if (this.#junkBytes > MAX_JUNK_BYTES) throw new UnfitError('this is no MP3')
    this.#inStep = found
    return found
  }

  #skipTag(): void {
    const skipped = Math.min(this.#tagBytes, this.#held.length)
    this.#tagBytes -= skipped
    this.#drop(skipped)
  }

  #drop(bytes: number): void {
    if (!this.#begun) this.#skippedBytes += bytes
    this.#held = this.#held.subarray(bytes)
  }

  #cut(bytes: number): Uint8Array<ArrayBuffer> {
    const segment = this.#held.subarray(0, bytes)
    this.#held = this.#held.subarray(bytes)
    return segment
  }
}
