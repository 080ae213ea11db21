/** Small sound files for tests, made here. */

export interface WavOptions {
  readonly channels?: number
  readonly sampleRate?: number
  readonly bits?: 8 | 16 | 24 | 32
  readonly float?: boolean
  readonly extensible?: boolean
  /** What the `data` chunk says of its size; default: the truth. */
  readonly saidBytes?: number
}

/** @param samples -1 to 1; every channel has the same */
export function wavFile(samples: readonly number[], options: WavOptions = {}): Uint8Array {
  const { channels = 1, sampleRate = 8_000, bits = 16, float = false, extensible = false } = options
  const bytes = bits / 8
  const formatBytes = extensible ? 40 : 16
  // A chunk of odd length before the sound, as programs leave them.
  const head = 12 + 8 + 3 + 1 + 8 + formatBytes + 8
  const out = Buffer.alloc(head + samples.length * channels * bytes)
  const dataBytes = out.length - head
  out.write('RIFF', 0)
  out.writeUInt32LE(out.length - 8, 4)
  out.write('WAVEjunk', 8)
  out.writeUInt32LE(3, 16)
  out.write('fmt ', 24)
  out.writeUInt32LE(formatBytes, 28)
  const kind = float ? 3 : 1
  out.writeUInt16LE(extensible ? 0xfffe : kind, 32)
  out.writeUInt16LE(channels, 34)
  out.writeUInt32LE(sampleRate, 36)
  out.writeUInt32LE(sampleRate * channels * bytes, 40)
  out.writeUInt16LE(channels * bytes, 44)
  out.writeUInt16LE(bits, 46)
  if (extensible) out.writeUInt16LE(kind, 56)
  out.write('data', head - 8)
  out.writeUInt32LE(options.saidBytes ?? dataBytes, head - 4)
  let at = head
  for (const sample of samples) {
    for (let channel = 0; channel < channels; channel++, at += bytes) {
      if (float) out.writeFloatLE(sample, at)
      else if (bits === 8) out.writeUInt8(Math.round(128 + sample * 127), at)
      else out.writeIntLE(Math.round(sample * (2 ** (bits - 1) - 1)), at, bytes)
    }
  }
  return out
}

/** @returns a second of each loudness, as samples of a tone. */
export function toneSamples(loudness: readonly number[], sampleRate = 8_000): number[] {
  return loudness.flatMap((level) =>
    Array.from({ length: sampleRate }, (_, i) => level * Math.sin((2 * Math.PI * 400 * i) / sampleRate)),
  )
}

/** A page of an Ogg stream (RFC 3533) holding whole packets, each shorter than 255 bytes times 255. */
export function oggPage(packets: readonly Uint8Array[], { serial = 1, lastGoesOn = false } = {}): Uint8Array {
  const lacing = packets.flatMap((packet, index) => {
    const full = Array<number>(Math.floor(packet.length / 255)).fill(255)
    return lastGoesOn && index === packets.length - 1 ? full : [...full, packet.length % 255]
  })
  const head = Buffer.alloc(27)
  head.write('OggS')
  head.writeUInt32BE(serial, 14)
  head.writeUInt8(lacing.length, 26)
  return Buffer.concat([head, Uint8Array.from(lacing), ...packets])
}

const box = (name: string, ...parts: readonly Uint8Array[]) => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + parts.reduce((sum, { length }) => sum + length, 0))
  head.write(name, 4)
  return Buffer.concat([head, ...parts])
}
const words = (...values: readonly number[]) => {
  const out = Buffer.alloc(4 * values.length)
  values.forEach((value, i) => {
    out.writeUInt32BE(value, 4 * i)
  })
  return out
}

export interface Mp4Options {
  readonly moovAtEnd?: boolean
  /** How many frames lie together; pictures lie between. */
  readonly perChunk?: number
  /** 0x40 is AAC. */
  readonly objectType?: number
  /** What stands in the table instead of the true sizes. */
  readonly sizes?: readonly number[]
}

/** An MP4 (ISO 14496-12) whose one track of sound has these frames, with other bytes between its chunks. */
export function mp4File(frames: readonly Uint8Array[], config: Uint8Array, options: Mp4Options = {}): Uint8Array {
  const { moovAtEnd = false, perChunk = 2, objectType = 0x40 } = options
  const picture = Buffer.alloc(5_000, 0x11)
  const chunks: Uint8Array[] = []
  for (let i = 0; i < frames.length; i += perChunk) chunks.push(Buffer.concat(frames.slice(i, i + perChunk)))
  const ftyp = box('ftyp', Buffer.from('M4A \0\0\0\0'))
  const moovWith = (mdatAt: number) => {
    let at = mdatAt + 8
    const offsets = chunks.map((chunk) => {
      at += picture.length
      const offset = at
      at += chunk.length
      return offset
    })
    const descriptor = (tag: number, ...parts: readonly Uint8Array[]) => {
      const body = Buffer.concat(parts)
      return Buffer.concat([Uint8Array.of(tag, 0x80, body.length), body])
    }
    const esds = box(
      'esds',
      words(0),
      descriptor(
        3,
        Uint8Array.of(0, 1, 0),
        descriptor(4, Uint8Array.of(objectType), Buffer.alloc(12), descriptor(5, config)),
      ),
    )
    const stsd = box('stsd', words(0, 1), box('mp4a', Buffer.alloc(28), esds))
    const last = frames.length % perChunk
    const runs = last === 0 ? [1, perChunk, 1] : [1, perChunk, 1, chunks.length, last, 1]
    const stbl = box(
      'stbl',
      stsd,
      box('stsc', words(0, runs.length / 3, ...runs)),
      box('stsz', words(0, 0, frames.length, ...(options.sizes ?? frames.map(({ length }) => length)))),
      box('stco', words(0, offsets.length, ...offsets)),
    )
    const track = (handler: string, ...tables: readonly Uint8Array[]) =>
      box('trak', box('mdia', box('hdlr', words(0, 0), Buffer.from(handler)), box('minf', ...tables)))
    return box('moov', box('mvhd', words(0)), track('vide', box('stbl')), track('soun', stbl))
  }
  const mdat = box('mdat', ...chunks.flatMap((chunk) => [picture, chunk]))
  if (moovAtEnd) return Buffer.concat([ftyp, mdat, moovWith(ftyp.length)])
  const length = moovWith(0).length
  return Buffer.concat([ftyp, moovWith(ftyp.length + length), mdat])
}
