/**
 * Takes the packets of one stream out of an Ogg file, as it comes. Pure. See RFC 3533.
 *
 * The first stream is the one: podcasts hold a single one, and what comes after it (chained files) is another recording.
 */

const PAGE_HEAD = 27
/** One page at most: 255 segments of 255 bytes and the head. */
const MOST_PAGE_BYTES = PAGE_HEAD + 255 + 255 * 255
/** No packet of sound is larger; comments with a picture are, and are not wanted. */
const MOST_PACKET_BYTES = 128 * 1024

export class OggPackets {
  #rest: Uint8Array = new Uint8Array(0)
  #serial: number | undefined
  /** A packet that goes on in the next page. */
  #parts: Uint8Array[] = []
  #partBytes = 0

  /** @returns the packets that ended in these bytes; one that is too large to be sound is left out */
  push(bytes: Uint8Array): Uint8Array[] {
    const all = new Uint8Array(this.#rest.length + bytes.length)
    all.set(this.#rest)
    all.set(bytes, this.#rest.length)
    const view = new DataView(all.buffer)
    const packets: Uint8Array[] = []
    let at = 0
    while (at + PAGE_HEAD <= all.length) {
      if (view.getUint32(at) !== 0x4f676753) {
        // Lost: on to the next “O”, as the page's beginning can't be elsewhere.
        const next = all.indexOf(0x4f, at + 1)
        at = next === -1 ? all.length : next
        continue
      }
      const segments = view.getUint8(at + 26)
      const lacing = all.subarray(at + PAGE_HEAD, at + PAGE_HEAD + segments)
      const length = PAGE_HEAD + segments + lacing.reduce((sum, size) => sum + size, 0)
      if (lacing.length < segments || at + length > all.length) break
      const serial = view.getUint32(at + 14)
      this.#serial ??= serial
      if (serial === this.#serial) this.#readPage(all.subarray(at + PAGE_HEAD + segments, at + length), lacing, packets)
      at += length
    }
    this.#rest = all.slice(Math.max(at, all.length - MOST_PAGE_BYTES))
    return packets
  }

  #readPage(body: Uint8Array, lacing: Uint8Array, packets: Uint8Array[]): void {
    let at = 0
    let from = 0
    for (const size of lacing) {
      at += size
      if (size === 255) continue
      this.#keep(body.subarray(from, at))
      if (this.#partBytes <= MOST_PACKET_BYTES) packets.push(this.#join())
      this.#parts = []
      this.#partBytes = 0
      from = at
    }
    if (from < at) this.#keep(body.subarray(from, at))
  }

  #keep(part: Uint8Array): void {
    this.#partBytes += part.length
    if (this.#partBytes <= MOST_PACKET_BYTES) this.#parts.push(part.slice())
    else this.#parts = []
  }

  #join(): Uint8Array {
    const packet = new Uint8Array(this.#partBytes)
    let at = 0
    for (const part of this.#parts) {
      packet.set(part, at)
      at += part.length
    }
    return packet
  }
}
