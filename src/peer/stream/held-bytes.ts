/**
 * Reads what this browser holds, without an engine: a replay needs nothing else.
 *
 * The first piece goes out alone, so that it goes out soon; those behind it together, since every chunk costs two messages between
 * page and worker. Before anybody wants to hear it each goes alone, and no other is read. Pure; the pieces are verified by whoever
 * hands them out.
 */
import { joinBytes } from '../../shared/join-bytes.ts'

/** What is held, as `VerifiedPieces` has it. */
export interface HeldPieces {
  /** @returns verified bytes from `from` on, up to `to` or the end of their piece; `undefined` where they are not held. */
  bytesAt(from: number, to: number): Promise<Uint8Array | undefined>
  readAhead(from: number, to: number): void
}

const CHUNK_BYTES = 256 * 1024

/**
 * Bytes `from` to `to` (exclusive) up to the first that is not held, or until `enough` says so.
 * @param playWanted somebody wants to hear it, and will read on
 */
export async function* readHeld(
  pieces: HeldPieces,
  from: number,
  to: number,
  enough: () => boolean,
  playWanted: () => boolean,
): AsyncGenerator<Uint8Array> {
  let at = from
  // The first one after play was wanted, too: it may be what the sound waits for.
  let size = 1
  while (at < to && !enough()) {
    const ahead = playWanted()
    if (ahead) pieces.readAhead(at, to)
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
    if (ahead) size = CHUNK_BYTES
  }
}
