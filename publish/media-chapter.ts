/** A chapter as a media file holds it. */
import type { Chapter } from '../src/feed/types.ts'

export interface MediaChapter extends Chapter {
  /** Its picture, which lies in the file itself. */
  readonly picture?: Picture
}

export interface Picture {
  readonly extension: 'jpg' | 'png' | 'webp' | 'gif'
  readonly bytes: Uint8Array
}

/** No table of contents is longer. */
export const MAX_CHAPTERS = 2_000

/** By its first bytes, whatever the tag says. @returns `undefined` for what is no picture that browsers show */
export function toPicture(bytes: Uint8Array): Picture | undefined {
  const starts = (...values: number[]) => values.every((value, index) => bytes[index] === value)
  if (starts(0xff, 0xd8, 0xff)) return { extension: 'jpg', bytes }
  if (starts(0x89, 0x50, 0x4e, 0x47)) return { extension: 'png', bytes }
  if (starts(0x47, 0x49, 0x46, 0x38)) return { extension: 'gif', bytes }
  const isRiff = starts(0x52, 0x49, 0x46, 0x46) && bytes[8] === 0x57 && bytes[9] === 0x45 && bytes[10] === 0x42
  return isRiff ? { extension: 'webp', bytes } : undefined
}

/** A title in a media file is text, never HTML: only what could not be shown on one line is taken out. */
export function plainTitle(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
