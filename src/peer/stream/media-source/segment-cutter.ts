/**
 * The port between a file's bytes and what MediaSource takes at a time.
 */
export interface SegmentCutter {
  /** More of the file, without a gap. */
  push(bytes: Uint8Array): void
  /** @returns what can be appended next, or `undefined` until more was pushed. @throws {UnfitError} */
  take(): Uint8Array<ArrayBuffer> | undefined
  /** No more will come. @returns the rest of what can be appended. */
  end(): Uint8Array<ArrayBuffer> | undefined
  /** Bytes before the first that were taken: where the first segment begins, seen from where this cutter began. */
  readonly skippedBytes: number
}

/** These bytes are not what MediaSource could play, whatever the feed says they are. */
export class UnfitError extends Error {
  override readonly name = 'UnfitError'
}

/** Appended at a time: a few seconds of sound, so that a seek never waits long for one that is under way. */
export const APPEND_BYTES = 64 * 1024

/** Two stretches as one; what is held is small. */
export function joined(a: Uint8Array<ArrayBuffer>, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** For files that say themselves where in time their parts belong: any stretch will do. */
export class PlainCutter implements SegmentCutter {
  readonly skippedBytes = 0
  #held = new Uint8Array(0)

  push(bytes: Uint8Array): void {
    this.#held = joined(this.#held, bytes)
  }

  take(): Uint8Array<ArrayBuffer> | undefined {
    if (this.#held.length === 0) return undefined
    const segment = this.#held.subarray(0, APPEND_BYTES)
    this.#held = this.#held.subarray(segment.length)
    return segment
  }

  end(): undefined {
    return undefined
  }
}
