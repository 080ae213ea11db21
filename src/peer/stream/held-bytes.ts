/**
 * Reads what this browser holds, without an engine: a replay needs nothing else.
 *
 * The first piece goes out alone, so that it goes out soon; those behind it together, since every chunk costs two messages between
 * page and worker. Pure; the pieces are verified by whoever hands them out.
 */
import { joinBytes } from '../../shared/join-bytes.ts'

/** What is held, as `VerifiedPieces` has it. */
export interface HeldPieces {
  /** @returns verified bytes from `from` on, up to `to` or the end of their piece; `undefined` where they are not held. */
  bytesAt(from: number, to: number): Promise<Uint8Array | undefined>
  readAhead(from: number, to: number): void
}

const CHUNK_BYTES = 256 * 1024

/** Bytes `from` to `to` (exclusive) up to the first that is not held, or until `enough` says so. */
export async function* readHeld(
  pieces: HeldPieces,
  from: number,
  to: number,
  enough: () => boolean,
): AsyncGenerator<Uint8Array> {
  let at = from
  let size = 1
  while (at < to && !enough()) {
    pieces.readAhead(at, to)
    const parts: Uint8Array[] = []
    let gathered = 0
    while (gathered < size && at < to) {
      const part = await pieces.bytesAt(at, to)
      if (part === undefined || part.length === 0) break
      parts.push(part)
      gathered += part.length
      at += part.length
    }
    const [first, ...others] = parts
    if (first === undefined) return
    yield others.length === 0 ? first : joinBytes(parts, gathered)
    size = CHUNK_BYTES
  }
}
