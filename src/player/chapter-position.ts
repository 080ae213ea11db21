/**
 * Which chapter (or transcript line) is heard at a moment, what it shows, and where its neighbours begin. Pure.
 *
 * Hidden chapters are never gone to, counted or named: they only bring their image and link while they are heard.
 */
import type { Chapter } from '../feed/types.ts'
import { SeekRequest } from './player-requests.ts'

interface Starting {
  readonly startSeconds: number
}

/** "Back" within the first seconds of a chapter goes to the one before; later it goes to the chapter's start. */
const SAME_CHAPTER_SECONDS = 3
/** A media element that was sent to 67.023 s says that it is at 67.022999. */
const ROUNDING_SECONDS = 0.001

/** Index of the last one that has started, -1 before the first. `sorted` is sorted by start. */
export function indexAt(sorted: readonly Starting[], atSeconds: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle]?.startSeconds ?? Number.POSITIVE_INFINITY) <= atSeconds + ROUNDING_SECONDS) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** @returns the entries of the table of contents, in their order. */
export function listedChapters(chapters: readonly Chapter[]): readonly Chapter[] {
  return chapters.some((chapter) => chapter.hidden) ? chapters.filter((chapter) => !chapter.hidden) : chapters
}

/** What a moment shows: all of it may be missing. */
export interface ChapterHeard {
  /** The entry of the table of contents that is heard. */
  readonly chapter?: Chapter
  /** To be shown instead of the episode's cover: the hidden chapter's that is heard, else the chapter's own. */
  readonly imageUrl?: string
  /** Belongs to what is heard, as the image does. */
  readonly link?: string
}

/** @param chapters by start, hidden ones among them. @param seconds of the episode */
export function chapterAt(chapters: readonly Chapter[], seconds: number): ChapterHeard {
  const isHeard = ({ endSeconds }: Chapter) => endSeconds === undefined || seconds < endSeconds
  let picture: Chapter | undefined
  let page: Chapter | undefined
  for (let index = indexAt(chapters, seconds); index >= 0; index--) {
    const chapter = chapters[index]
    if (chapter === undefined) break
    if (isHeard(chapter)) {
      if (chapter.imageUrl !== undefined) picture ??= chapter
      if (chapter.link !== undefined) page ??= chapter
    }
    // A chapter ends what was hidden in the one before it.
    if (chapter.hidden) continue
    return {
      ...(isHeard(chapter) && { chapter }),
      ...(picture?.imageUrl !== undefined && { imageUrl: picture.imageUrl }),
      ...(page?.link !== undefined && { link: page.link }),
    }
  }
  return {
    ...(picture?.imageUrl !== undefined && { imageUrl: picture.imageUrl }),
    ...(page?.link !== undefined && { link: page.link }),
  }
}

/**
 * When a chapter ends: where it says so, where the next begins, or with the episode.
 *
 * @param listed without hidden ones, by start
 * @param durationSeconds of the episode; 0, NaN or Infinity where it is not known
 * @returns `undefined` where it is not known
 */
export function chapterEnd(listed: readonly Chapter[], index: number, durationSeconds: number): number | undefined {
  const chapter = listed[index]
  if (chapter === undefined) return undefined
  const next = listed[index + 1]?.startSeconds
  const last = Number.isFinite(durationSeconds) && durationSeconds > 0 ? durationSeconds : undefined
  const end = Math.min(chapter.endSeconds ?? next ?? last ?? Number.NaN, next ?? Number.POSITIVE_INFINITY)
  return end > chapter.startSeconds ? end : undefined
}

/** The wish to go to the neighbouring chapter, or `undefined` where there is none. Hidden ones are passed over. */
export function chapterRequest(
  chapters: readonly (Starting & Pick<Chapter, 'hidden'>)[],
  atSeconds: number,
  direction: 'next' | 'previous',
): SeekRequest | undefined {
  const listed = chapters.filter((chapter) => !chapter.hidden)
  const here = indexAt(listed, atSeconds)
  const into = atSeconds - (listed[here]?.startSeconds ?? 0)
  const previous = into > SAME_CHAPTER_SECONDS ? here : here - 1
  const target = listed[direction === 'next' ? here + 1 : previous]
  return target === undefined ? undefined : new SeekRequest(target.startSeconds)
}
