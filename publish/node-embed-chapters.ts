/**
 * Chapters for an episode's file, so that a player shows them without asking once more: those of the feed's own chapters file where that
 * lies with the feed, or those that the media holds itself, where the feed says none. The pictures of these, which lie in the
 * media, become files of their own, named by what is in them: the same picture is never written over by another.
 */
import { createHash } from 'node:crypto'
import { parseChapters } from '../src/feed/chapters.ts'
import type { Chapter, Episode } from '../src/feed/types.ts'
import { EPISODES_FOLDER } from './episode-names.ts'
import type { MediaChapter } from './media-chapter.ts'
import type { MediaFinder } from './node-media.ts'
import { readMediaChapters } from './node-media-chapters.ts'
import type { Output } from './node-output.ts'

/** A picture of a chapter that is larger was not made for a chapter. */
const MAX_PICTURE_BYTES = 8 * 1024 * 1024
const MAX_CHAPTERS_BYTES = 1024 * 1024

export interface ChapterSource {
  readonly media: MediaFinder
  readonly baseUrl: string
  readonly output: Output
  warn(words: string): void
}

/**
 * @param name of the episode's files
 * @returns `undefined` where the feed's chapters are elsewhere or in the feed itself, or there are none; media that can't be
 * had was reported before
 * @throws PublishError `cannot-write`
 */
export async function chaptersFor(
  { media, baseUrl, output, warn }: ChapterSource,
  episode: Episode,
  name: string,
): Promise<readonly Chapter[] | undefined> {
  const { chaptersUrl, chapters, enclosure, title } = episode
  if (chapters !== undefined || enclosure === undefined) return undefined
  if (chaptersUrl !== undefined) {
    const file = await media.readLocal(chaptersUrl, MAX_CHAPTERS_BYTES)
    const listed = file === undefined ? [] : parseChapters(new TextDecoder().decode(file))
    return listed.length > 0 ? listed : undefined
  }
  const found = await readAll(media, enclosure.url).catch((error: unknown) => {
    warn(`“${title}”: chapters in its media file can't be read (${error instanceof Error ? error.message : error}).`)
    return []
  })
  const written: Chapter[] = []
  for (const { picture, ...chapter } of found) {
    if (picture === undefined || picture.bytes.length > MAX_PICTURE_BYTES) {
      written.push(chapter)
      continue
    }
    const hash = createHash('sha256').update(picture.bytes).digest('hex').slice(0, 16)
    const path = `${EPISODES_FOLDER}/${name}.${hash}.${picture.extension}`
    await output.write(path, picture.bytes)
    written.push({ ...chapter, imageUrl: new URL(path, baseUrl).href })
  }
  return written.length > 0 ? written : undefined
}

async function readAll(media: MediaFinder, url: string): Promise<readonly MediaChapter[]> {
  const bytes = await media.openBytes(url).catch(() => undefined)
  try {
    return bytes === undefined ? [] : await readMediaChapters(bytes)
  } finally {
    await bytes?.close()
  }
}
