/** Decoded sound, and what makes it out of a file that comes in pieces. */

export interface Sound {
  /** -1 to 1, one array per channel, of equal length; no channel where there is nothing (yet). */
  readonly channelData: readonly Float32Array[]
  readonly sampleRate: number
}

/** For one file, from its first byte to its last. Holds no more than a few seconds of sound at a time. */
export interface SoundDecoder {
  /** @throws Error in words where the file can't be decoded */
  decode(bytes: Uint8Array): Sound | Promise<Sound>
  /** @returns what was held back until the file's end */
  end?(): Promise<Sound>
  free?(): void
}

export const SILENCE: Sound = { channelData: [], sampleRate: 0 }
