/**
 * The part of a stream of text that tokens may still point into.
 *
 * What lies before the last token is let go. Of a token that doesn't end (a comment, a CDATA section of many megabytes) the
 * beginning is kept up to a bound, and the chunk that is being read: what lies between is lost, and memory stays bounded.
 */

/** The most that is kept of a token from earlier chunks: more than any text of an item may be long (xml-reader.ts). */
const MOST_KEPT = 1_200_000

export class SourceWindow {
  /** From earlier chunks. */
  #kept = ''
  #keptStart = 0
  #chunk = ''
  #chunkStart = 0

  /** All that was pushed, in UTF-16 units. */
  get length(): number {
    return this.#chunkStart + this.#chunk.length
  }

  /** @param letGoBefore no token will point before this offset any more */
  push(chunk: string, letGoBefore: number): void {
    const { length } = this
    if (letGoBefore >= this.#chunkStart) {
      this.#kept = this.#chunk.slice(letGoBefore - this.#chunkStart)
      this.#keptStart = letGoBefore
    } else if (this.#kept.length < MOST_KEPT) {
      this.#kept += this.#chunk
    }
    if (this.#kept.length > MOST_KEPT) this.#kept = this.#kept.slice(0, MOST_KEPT)
    this.#chunk = chunk
    this.#chunkStart = length
  }

  /** @returns that part of the source; less, where it was too long to be kept */
  slice(start: number, end: number): string {
    const late = this.#chunk.slice(Math.max(start - this.#chunkStart, 0), Math.max(end - this.#chunkStart, 0))
    if (start >= this.#chunkStart) return late
    return this.#kept.slice(Math.max(start - this.#keptStart, 0), Math.max(end - this.#keptStart, 0)) + late
  }

  /** @returns the offset of the last `<` before `end`, not before `from`; `end` where there is none */
  lastTagStart(from: number, end: number): number {
    const at = this.slice(from, end).lastIndexOf('<')
    return at < 0 ? end : from + at
  }

  /** @returns the offset behind the next `>`; `from` where it is not in this chunk */
  tagEnd(from: number): number {
    const at = this.#chunk.indexOf('>', Math.max(from - this.#chunkStart, 0))
    return at < 0 ? from : this.#chunkStart + at + 1
  }
}
