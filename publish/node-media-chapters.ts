/** Reads the chapters that a media file holds itself, by what its first bytes say it is. */
import type { MediaBytes } from './media-bytes.ts'
import type { MediaChapter } from './media-chapter.ts'
import { readMp4Chapters } from './mp4-chapters.ts'

/** @returns by start; `[]` for a file without any, and for one of another kind. @throws Error where it can't be read */
export async function readMediaChapters(media: MediaBytes): Promise<MediaChapter[]> {
  const head = Buffer.from(await media.read(0, 12)).toString('latin1')
  if (head.startsWith('ID3')) {
    // Not every command reads tags: their reader is loaded with the first one.
    const { readId3Chapters } = await import('./node-id3-chapters.ts')
    return readId3Chapters(media)
  }
  // Files of before 2001 begin with their media.
  if (/^.{4}(?:ftyp|moov|mdat|free|wide|skip)/s.test(head)) return readMp4Chapters(media)
  return []
}
