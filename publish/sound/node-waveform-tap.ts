/**
 * Makes a waveform of a media file while something else reads it: its bytes pass through unchanged, once.
 *
 * Never fails: a file that can't be decoded has no waveform, and words that say why.
 */
import { Levels, type Waveform } from './levels.ts'
import { openSoundDecoder } from './node-sound-decoders.ts'
import type { SoundDecoder } from './sound.ts'
import { FORMAT_BYTES, soundFormatOf } from './sound-format.ts'

export type WaveformOutcome = { readonly waveform: Waveform } | { readonly problem: string }

/** How much is decoded in one go: a few seconds of sound, some tens of megabytes at the most. */
const SLICE_BYTES = 32 * 1024

const NO_FORMAT = 'it is none of MP3, AAC, MP4, Opus in Ogg, FLAC and WAV'

export class WaveformTap {
  readonly #path: string | undefined
  readonly #levels = new Levels()
  #head: Uint8Array | undefined = new Uint8Array(0)
  #decoder: SoundDecoder | undefined
  #problem: string | undefined

  /** @param path of the whole file, where it lies on this machine */
  constructor(path: string | undefined) {
    this.#path = path
  }

  /** @returns the same chunks; each was looked at before it is handed on. */
  async *through(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of chunks) {
        await this.#attempt(() => this.#take(chunk))
        yield chunk
      }
      await this.#attempt(() => this.#end())
    } finally {
      this.#free()
    }
  }

  /** Called when all chunks were read. */
  outcome(): WaveformOutcome {
    if (this.#problem !== undefined) return { problem: this.#problem }
    const waveform = this.#levels.waveform()
    return waveform.peaks.length > 0 ? { waveform } : { problem: 'no sound was found in it' }
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    if (this.#problem !== undefined) return
    try {
      await work()
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error)
      this.#free()
    }
  }

  async #take(chunk: Uint8Array): Promise<void> {
    let bytes = chunk
    if (this.#head !== undefined) {
      bytes = Buffer.concat([this.#head, chunk])
      this.#head = bytes.length < FORMAT_BYTES ? bytes : undefined
      if (this.#head !== undefined) return
      const format = soundFormatOf(bytes)
      if (format === undefined) throw new Error(NO_FORMAT)
      this.#decoder = await openSoundDecoder(format, this.#path)
    }
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      const sound = await this.#decoder?.decode(bytes.subarray(at, at + SLICE_BYTES))
      if (sound !== undefined) this.#levels.add(sound)
    }
  }

  async #end(): Promise<void> {
    if (this.#head !== undefined) throw new Error(NO_FORMAT)
    const sound = await this.#decoder?.end?.()
    if (sound !== undefined) this.#levels.add(sound)
  }

  #free(): void {
    const decoder = this.#decoder
    this.#decoder = undefined
    decoder?.free?.()
  }
}
