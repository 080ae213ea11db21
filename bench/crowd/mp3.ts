/**
 * Makes the episode that the crowd hears: a constant-bit-rate MP3 of quiet noise, the same bytes every time, without an encoder.
 *
 * Pure. It is real to a decoder: every frame carries coded spectral lines (ISO/IEC 11172-3, 2.4.1.7; all in the `count1` region,
 * four lines a code, each 0, 1 or -1). A first frame named `Info` says how long the file is, as encoders write it.
 */

/** MPEG-1 Layer III, 128 kbit/s, 44.1 kHz, stereo. */
const SAMPLE_RATE = 44_100
const SAMPLES_A_FRAME = 1_152
const BITS_PER_SECOND = 128_000
const HEADER = [0xff, 0xfb, 0x90, 0x04] as const
const PADDED = 0x02
const HEADER_BYTES = 4
const SIDE_INFO_BYTES = 32
/** Two granules of two channels. */
const PARTS = 4
/** Of four lines each. */
const MOST_QUADS = 144
/** Loudness of the noise: far below full scale (210 is about 1). */
const GLOBAL_GAIN = 172

export interface Mp3 {
  readonly bytes: Uint8Array
  /** Where each frame begins, the `Info` frame first. */
  readonly frames: readonly number[]
  readonly seconds: number
}

/** How long one frame sounds. */
export const FRAME_SECONDS = SAMPLES_A_FRAME / SAMPLE_RATE

/** @param seconds at least; rounded up to whole frames. */
export function makeMp3(seconds: number): Mp3 {
  const count = Math.ceil(seconds / FRAME_SECONDS)
  // As many padded frames as keep the bit rate exact.
  const startOf = (frame: number) => Math.floor((frame * SAMPLES_A_FRAME * BITS_PER_SECOND) / (8 * SAMPLE_RATE))
  const frames = Array.from({ length: count + 1 }, (_, frame) => startOf(frame))
  const bytes = new Uint8Array(startOf(count + 1))
  const random = xorshift32(0x9e3779b9)
  for (const [index, start] of frames.entries()) {
    const frame = bytes.subarray(start, startOf(index + 1))
    frame.set(HEADER)
    const unpadded = Math.floor((SAMPLES_A_FRAME * BITS_PER_SECOND) / (8 * SAMPLE_RATE))
    if (frame.length > unpadded) frame[2] = HEADER[2] | PADDED
    if (index === 0) writeInfo(frame, count, bytes.length)
    else writeNoise(frame, random)
  }
  return { bytes, frames, seconds: count * FRAME_SECONDS }
}

/** Main data and then the side info that says how long each part of it is: no big values, nothing kept for later frames. */
function writeNoise(frame: Uint8Array, random: () => number): void {
  const data = bitWriter(frame, HEADER_BYTES + SIDE_INFO_BYTES)
  const bitsEach = Math.floor(((frame.length - HEADER_BYTES - SIDE_INFO_BYTES) * 8) / PARTS)
  const side = bitWriter(frame, HEADER_BYTES)
  side(0, 9 + 3 + 8) // main_data_begin, private bits, scfsi
  for (let part = 0; part < PARTS; part++) {
    let bits = 0
    for (let quad = 0; quad < MOST_QUADS && bits <= bitsEach - 8; quad++) {
      const noise = random()
      // A 0 in the code stands for a line that is not 0, and such a line has a sign.
      const code = noise & 15
      const signs = 4 - ((code & 1) + ((code >> 1) & 1) + ((code >> 2) & 1) + (code >> 3))
      data(code, 4)
      data(noise >>> 8, signs)
      bits += 4 + signs
    }
    side(bits, 12) // part2_3_length
    side(0, 9) // big_values
    side(GLOBAL_GAIN, 8)
    side(0, 4 + 1) // scalefac_compress, window_switching_flag
    side(0, 15 + 4 + 3) // table_select, region counts
    side(1, 3) // preflag, scalefac_scale, count1table_select: B
  }
}

function bitWriter(bytes: Uint8Array, fromByte: number): (value: number, width: number) => void {
  let at = fromByte * 8
  return (value, width) => {
    for (let bit = width - 1; bit >= 0; bit--, at++) {
      if ((value >> bit) & 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7))
    }
  }
}

function xorshift32(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state
  }
}

/** Frames, bytes and a table of contents with a hundred even steps. */
function writeInfo(frame: Uint8Array, count: number, length: number): void {
  const view = new DataView(frame.buffer, frame.byteOffset)
  const at = HEADER_BYTES + SIDE_INFO_BYTES
  frame.set(new TextEncoder().encode('Info'), at)
  view.setUint32(at + 4, 0x7)
  view.setUint32(at + 8, count)
  view.setUint32(at + 12, length)
  for (let step = 0; step < 100; step++) frame[at + 16 + step] = Math.floor((step * 256) / 100)
}
