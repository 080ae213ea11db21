/** Tells what a media file is from its first bytes, whatever its name and the feed say. Pure. */

export type SoundFormat = 'mp3' | 'adts' | 'mp4' | 'ogg' | 'flac' | 'wav'

/** What {@link soundFormatOf} wants to see. */
export const FORMAT_BYTES = 12

/** @returns `undefined` for a format that is none of these */
export function soundFormatOf(head: Uint8Array): SoundFormat | undefined {
  const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to))
  if (text(4, 8) === 'ftyp') return 'mp4'
  if (text(0, 4) === 'OggS') return 'ogg'
  if (text(0, 4) === 'fLaC') return 'flac'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'wav'
  if (text(0, 3) === 'ID3') return 'mp3'
  const [first = 0, second = 0] = head
  // Both begin with eleven or twelve ones; two bits that name the layer are zero in ADTS (ISO 13818-7, 6.2) alone.
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined
  return (second & 0x06) === 0 ? 'adts' : 'mp3'
}
