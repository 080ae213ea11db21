/**
 * Which chapter (or transcript line) is heard at a moment, and where its neighbours begin. Pure.
 */
import { SeekRequest } from './player-requests.ts'

interface Starting {
  readonly startSeconds: number
}

/** "Back" within the first seconds of a chapter goes to the one before; later it goes to the chapter's start. */
const SAME_CHAPTER_SECONDS = 3

/** Index of the last one that has started, -1 before the first. `sorted` is sorted by start. */
export function indexAt(sorted: readonly Starting[], atSeconds: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle]?.startSeconds ?? Number.POSITIVE_INFINITY) <= atSeconds) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The wish to go to the neighbouring chapter, or `undefined` where there is none. */
export function chapterRequest(
  chapters: readonly Starting[],
  atSeconds: number,
  direction: 'next' | 'previous',
): SeekRequest | undefined {
  const here = indexAt(chapters, atSeconds)
  const into = atSeconds - (chapters[here]?.startSeconds ?? 0)
  const previous = into > SAME_CHAPTER_SECONDS ? here : here - 1
  const target = chapters[direction === 'next' ? here + 1 : previous]
  return target === undefined ? undefined : new SeekRequest(target.startSeconds)
}
