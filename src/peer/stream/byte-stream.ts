/**
 * The port between whoever answers a media request and whoever has the bytes.
 */
export interface ByteStream {
  /** MIME type. */
  readonly type: string
  /** Resolves with the file's length in bytes once it is known. Rejects with a {@link StreamError}, or on abort. */
  lengthBytes(signal: AbortSignal): Promise<number>
  /** How many bytes from `byte` on are at hand, without asking anybody. */
  heldFrom(byte: number): number
  /**
   * Bytes `from` to `to` (exclusive), in order, in chunks of any size, as they become available. Ends early by throwing
   * {@link StreamError} where they can't be had; stops silently on abort.
   */
  read(from: number, to: number, signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** The bytes can't be had for now; the session's snapshot says why, in words for people. */
export class StreamError extends Error {
  override readonly name = 'StreamError'
}
