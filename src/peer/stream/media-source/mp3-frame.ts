/**
 * Reads the headers of MP3 frames (MPEG 1, 2 and 2.5, Layer III), and finds where frames begin.
 *
 * Pure. Sources: ISO/IEC 11172-3 section 2.4.1.3, ISO/IEC 13818-3, and for 2.5 the tables that all decoders share. Layers I
 * and II, and the "free" bitrate, are no MP3 that a podcast would be: they are not taken for frames.
 */

export interface Mp3Frame {
  /** Header included. */
  readonly lengthBytes: number
  readonly samples: number
  readonly sampleRate: number
  readonly bitsPerSecond: number
  /** What stands between the header and the first frame's Xing or Info tag. */
  readonly sideInfoBytes: number
}

export const HEADER_BYTES = 4

/** kbit/s by the header's index; 0 is "free". */
const KBITS_MPEG1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const KBITS_MPEG2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const SAMPLE_RATES_MPEG1 = [44_100, 48_000, 32_000]
const LAYER_III = 1

/** @returns the frame whose header stands at `at`, or `undefined` where there is none (or not all of its four bytes). */
export function readFrameHeader(bytes: Uint8Array, at: number): Mp3Frame | undefined {
  const [sync = 0, kind = 0, rates = 0, channels = 0] = bytes.subarray(at, at + HEADER_BYTES)
  if (at + HEADER_BYTES > bytes.length || sync !== 0xff || (kind & 0xe0) !== 0xe0) return undefined
  const version = (kind >> 3) & 3
  if (version === 1 || ((kind >> 1) & 3) !== LAYER_III) return undefined
  const mpeg1 = version === 3
  const kbits = (mpeg1 ? KBITS_MPEG1 : KBITS_MPEG2)[rates >> 4]
  const fullRate = SAMPLE_RATES_MPEG1[(rates >> 2) & 3]
  if (kbits === undefined || kbits === 0 || fullRate === undefined) return undefined
  const sampleRate = mpeg1 ? fullRate : fullRate / (version === 2 ? 2 : 4)
  const samples = mpeg1 ? 1152 : 576
  const padding = (rates >> 1) & 1
  const mono = channels >> 6 === 3
  return {
    lengthBytes: Math.floor((samples / 8) * ((kbits * 1000) / sampleRate)) + padding,
    samples,
    sampleRate,
    bitsPerSecond: kbits * 1000,
    sideInfoBytes: mpeg1 ? (mono ? 17 : 32) : mono ? 9 : 17,
  }
}

/** What a search came to: everything before `at` is ruled out; whether a frame does begin there. */
export interface FrameSearch {
  readonly at: number
  readonly found: boolean
}

/**
 * Looks for the first frame at or after `from`. Eleven set bits occur in other data too, so a frame counts only where another
 * of the same kind follows it; where that can't be seen yet, the search stops there, not found.
 */
export function findFrame(bytes: Uint8Array, from: number): FrameSearch {
  for (let at = from; at + HEADER_BYTES <= bytes.length; at++) {
    const frame = readFrameHeader(bytes, at)
    if (frame === undefined) continue
    const next = at + frame.lengthBytes
    if (next + HEADER_BYTES > bytes.length) return { at, found: false }
    if (readFrameHeader(bytes, next)?.sampleRate === frame.sampleRate) return { at, found: true }
  }
  return { at: Math.max(from, bytes.length - HEADER_BYTES + 1), found: false }
}

/** Length of the ID3v2 tag that begins at `at`, or 0 where none does. Source: id3.org, ID3v2.4.0 structure, section 3.1. */
export function id3Length(bytes: Uint8Array, at: number): number {
  const [i, d, three, , , flags = 0, ...size] = bytes.subarray(at, at + 10)
  if (i !== 0x49 || d !== 0x44 || three !== 0x33 || size.length < 4 || size.some((byte) => byte > 0x7f)) return 0
  const body = size.reduce((sum, byte) => sum * 128 + byte, 0)
  return 10 + body + ((flags & 0x10) !== 0 ? 10 : 0)
}
