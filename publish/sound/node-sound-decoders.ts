/**
 * The decoders: npm packages in WebAssembly, each loaded when the first file of its format comes. See docs/decisions/0022.
 *
 * AAC has none under a licence that this package could pass on; `@audio/decode-aac` (GPL) is used where somebody put it there.
 */

import { Mp4Frames } from './mp4-frames.ts'
import { readMoov } from './node-moov.ts'
import { OggPackets } from './ogg-packets.ts'
import { SILENCE, type SoundDecoder } from './sound.ts'
import type { SoundFormat } from './sound-format.ts'
import { WavDecoder } from './wav-decoder.ts'

/** @param path of the whole file, where it lies on this machine. @throws Error in words where it can't be decoded here */
export async function openSoundDecoder(format: SoundFormat, path: string | undefined): Promise<SoundDecoder> {
  switch (format) {
    case 'mp3':
      return openMp3()
    case 'wav':
      return new WavDecoder()
    case 'flac':
      return openFlac()
    case 'ogg':
      return new OggOpusDecoder()
    case 'adts':
      return (await loadAac()).decoder()
    case 'mp4':
      return openMp4(path)
  }
}

async function openMp3(): Promise<SoundDecoder> {
  const { MPEGDecoder } = await import('mpg123-decoder')
  const decoder = new MPEGDecoder()
  await decoder.ready
  return { decode: (bytes) => decoder.decode(bytes), free: () => decoder.free() }
}

async function openFlac(): Promise<SoundDecoder> {
  const { FLACDecoder } = await import('@wasm-audio-decoders/flac')
  const decoder = new FLACDecoder()
  await decoder.ready
  return { decode: (bytes) => decoder.decode(bytes), end: () => decoder.flush(), free: () => decoder.free() }
}

/** RFC 7845: the first packet says what the stream is, the second holds comments. */
class OggOpusDecoder implements SoundDecoder {
  readonly #packets = new OggPackets()
  #decoder: Awaited<ReturnType<typeof openOpus>> | undefined

  async decode(bytes: Uint8Array) {
    let packets = this.#packets.push(bytes)
    if (this.#decoder === undefined) {
      const [head, ...rest] = packets
      if (head === undefined) return SILENCE
      this.#decoder = await openOpus(head)
      packets = rest
    }
    const sound = packets.filter((packet) => packet.length > 0 && !startsWith(packet, 'OpusTags'))
    return sound.length === 0 ? SILENCE : this.#decoder.decodeFrames(sound)
  }

  free(): void {
    this.#decoder?.free()
  }
}

const startsWith = (bytes: Uint8Array, text: string) => [...text].every((char, i) => bytes[i] === char.charCodeAt(0))

async function openOpus(head: Uint8Array) {
  if (!startsWith(head, 'OpusHead')) throw new Error('Ogg is decoded only where it holds Opus')
  const [channels = 0, family = 0] = [head[9], head[18]]
  if (channels < 1 || channels > 2 || family > 1) throw new Error('Opus is decoded only in mono and stereo')
  const { OpusDecoder } = await import('opus-decoder')
  const decoder = new OpusDecoder({ channels, preSkip: (head[10] ?? 0) + 256 * (head[11] ?? 0) })
  await decoder.ready
  return decoder
}

async function openMp4(path: string | undefined): Promise<SoundDecoder> {
  const frames = new Mp4Frames(path === undefined ? undefined : await readMoov(path))
  const aac = await loadAac()
  let decoder: Awaited<ReturnType<typeof aac.decoder>> | undefined
  return {
    async decode(bytes) {
      const found = frames.push(bytes)
      if (found.length === 0 || frames.config === undefined) return SILENCE
      decoder ??= await aac.decoder({ asc: frames.config })
      return decoder.decode(found)
    },
    free: () => decoder?.free(),
  }
}

const NO_AAC = 'AAC (M4A, MP4) is decoded only where the package @audio/decode-aac is installed beside this one'

async function loadAac() {
  try {
    return await import('@audio/decode-aac')
  } catch (error) {
    throw new Error(NO_AAC, { cause: error })
  }
}
