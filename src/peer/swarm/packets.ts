/** What was said in one turn, in as few packets as a data channel takes: it is a stream of bytes, whose borders mean nothing. Pure. */

/** A block with its header; every browser takes messages of 64 KiB on a data channel (RFC 8841), some no more. */
const PACKET_BYTES = 17 * 1024

export function* packetsOf(chunks: readonly Uint8Array[]): Generator<Uint8Array> {
  let packet = new Uint8Array(PACKET_BYTES)
  let filled = 0
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + PACKET_BYTES - filled)
      packet.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < PACKET_BYTES) continue
      yield packet
      packet = new Uint8Array(PACKET_BYTES)
      filled = 0
    }
  }
  if (filled > 0) yield packet.subarray(0, filled)
}
