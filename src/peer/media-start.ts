/**
 * How much of a file a media element reads before it can sound: whatever stands before the media, and a little of the media.
 *
 * MP3 files often begin with a tag that holds the cover (ID3v2), MP4 files with an index (`moov`): an element reads past them as
 * fast as it can, so they are due at once. Pure; it reads lengths only and believes none that is absurd.
 */

import { lettersAt, numberAt } from './byte-fields.ts'

/** Chromium sounds with 32 KiB of an MP3 of 128 kbit/s (measured); twice that lasts until peers deliver. */
export const START_BYTES = 64 * 1024
/** No cover or index is believed to be longer. */
const MAX_HEADER_BYTES = 16 << 20
const ID3_HEADER_BYTES = 10
const BOX_HEADER_BYTES = 8

/**
 * @param head the file's first bytes, as many as are there.
 * @returns bytes before the media: 0 where nothing stands there, or where too little is known yet.
 */
export function headerBytes(head: Uint8Array): number {
  const bytes = id3Bytes(head) ?? mp4Bytes(head) ?? 0
  return bytes <= MAX_HEADER_BYTES ? bytes : 0
}

/** ID3v2.4, section 3.1: "ID3", version, flags, and a length of four times seven bits, without header and footer. */
function id3Bytes(head: Uint8Array): number | undefined {
  if (head.length < ID3_HEADER_BYTES || lettersAt(head, 0, 3) !== 'ID3') return undefined
  const length = numberAt(head, 6, ID3_HEADER_BYTES, 128)
  const hasFooter = ((head[5] ?? 0) & 0x10) !== 0
  return ID3_HEADER_BYTES + length + (hasFooter ? ID3_HEADER_BYTES : 0)
}

/** ISO/IEC 14496-12, section 4.2: boxes of a 32-bit length and a name; what comes before `mdat` is read first. */
function mp4Bytes(head: Uint8Array): number | undefined {
  if (head.length < BOX_HEADER_BYTES || lettersAt(head, 4, 8) !== 'ftyp') return undefined
  let at = 0
  while (at + BOX_HEADER_BYTES <= head.length && lettersAt(head, at + 4, at + 8) !== 'mdat') {
    const length = numberAt(head, at, at + 4, 256)
    // 0: to the end of the file; 1: a 64-bit length follows. Neither stands before media that is to be streamed.
    if (length < BOX_HEADER_BYTES) return at
    at += length
  }
  return at
}
