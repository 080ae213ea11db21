/**
 * Reads WAV as it comes: whole numbers of 8 to 32 bits, and floating point. Pure.
 *
 * See “Multimedia Programming Interface and Data Specifications 1.0”, and RFC 2361 for the formats' numbers.
 */
import { SILENCE, type Sound, type SoundDecoder } from './sound.ts'

const PCM = 1
const FLOAT = 3
/** The true format's number is the first two bytes of the sub-format. */
const EXTENSIBLE = 0xfffe
/** Chunks before the sound (titles, cue points) beyond this are no WAV that we know. */
const MOST_HEAD_BYTES = 1024 * 1024

interface Format {
  readonly channels: number
  readonly sampleRate: number
  readonly bytesPerSample: number
  readonly read: (view: DataView, at: number) => number
}

export class WavDecoder implements SoundDecoder {
  /** What was not used yet: of the head, or of a frame that was cut in two. */
  #rest: Uint8Array = new Uint8Array(0)
  #format: Format | undefined
  /** Bytes of sound still to come. */
  #left = Number.POSITIVE_INFINITY

  /** @throws Error in words where it is none that can be read */
  decode(bytes: Uint8Array): Sound {
    const all = new Uint8Array(this.#rest.length + bytes.length)
    all.set(this.#rest)
    all.set(bytes, this.#rest.length)
    const sound = this.#format === undefined ? this.#readHead(all) : all
    const format = this.#format
    if (sound === undefined || format === undefined) {
      if (all.length > MOST_HEAD_BYTES) throw new Error('its sound does not begin within a megabyte')
      this.#rest = all
      return SILENCE
    }
    const frameBytes = format.channels * format.bytesPerSample
    const frames = Math.floor(Math.min(sound.length, this.#left) / frameBytes)
    this.#left -= frames * frameBytes
    this.#rest = this.#left < frameBytes ? new Uint8Array(0) : sound.slice(frames * frameBytes)
    return readFrames(format, sound, frames)
  }

  /** @returns where the sound begins, once that is there */
  #readHead(bytes: Uint8Array): Uint8Array | undefined {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let format: Format | undefined
    for (let at = 12; at + 8 <= bytes.length; ) {
      const name = String.fromCharCode(...bytes.subarray(at, at + 4))
      const size = view.getUint32(at + 4, true)
      if (name === 'data') {
        if (format === undefined) throw new Error('it does not say how its sound is written')
        this.#format = format
        // Of a recording that was never finished, and of one beyond 4 GB, the size is not known.
        if (size !== 0 && size !== 0xffffffff) this.#left = size
        return bytes.subarray(at + 8)
      }
      if (name === 'fmt ' && at + 8 + size <= bytes.length) format = readFormat(view, at + 8, size)
      at += 8 + size + (size % 2)
    }
    return undefined
  }
}

function readFormat(view: DataView, at: number, size: number): Format {
  if (size < 16) throw new Error('it does not say how its sound is written')
  const number = view.getUint16(at, true)
  const kind = number === EXTENSIBLE && size >= 26 ? view.getUint16(at + 24, true) : number
  const channels = view.getUint16(at + 2, true)
  const sampleRate = view.getUint32(at + 4, true)
  const bits = view.getUint16(at + 14, true)
  const read = readerOf(kind, bits)
  if (read === undefined || channels < 1 || channels > 64 || sampleRate < 1_000 || sampleRate > 1_000_000) {
    throw new Error(`its sound is written as nothing that we read (format ${kind}, ${bits} bits)`)
  }
  return { channels, sampleRate, bytesPerSample: bits / 8, read }
}

function readerOf(kind: number, bits: number): Format['read'] | undefined {
  if (kind === FLOAT && bits === 32) return (view, at) => view.getFloat32(at, true)
  if (kind === FLOAT && bits === 64) return (view, at) => view.getFloat64(at, true)
  if (kind !== PCM) return undefined
  switch (bits) {
    case 8:
      // The only one without a sign.
      return (view, at) => (view.getUint8(at) - 128) / 128
    case 16:
      return (view, at) => view.getInt16(at, true) / 0x8000
    case 24:
      return (view, at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 0x800000
    case 32:
      return (view, at) => view.getInt32(at, true) / 0x80000000
    default:
      return undefined
  }
}

function readFrames(format: Format, bytes: Uint8Array, frames: number): Sound {
  const { channels, sampleRate, bytesPerSample, read } = format
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const channelData = Array.from({ length: channels }, () => new Float32Array(frames))
  let at = 0
  for (let frame = 0; frame < frames; frame++) {
    for (const channel of channelData) {
      channel[frame] = read(view, at)
      at += bytesPerSample
    }
  }
  return { channelData, sampleRate }
}
