/**
 * What the seek bar draws: chapters as stretches of the timeline, and which of it is held. Pure.
 *
 * All places are shares of the duration, 0 to 1. Pieces are shares of bytes, which are shares of time as nearly as the bit rate is
 * even; that is near enough for a strip that only shows how much is there.
 */
import type { Chapter } from '../feed/types.ts'
import { PieceSource } from '../peer/types.ts'
import { indexAt } from './chapter-position.ts'
import { pieceColumns } from './piece-columns.ts'

export interface Stretch {
  readonly from: number
  readonly to: number
}

export interface ChapterStretch extends Stretch {
  readonly title: string
}

export interface HeldStretch extends Stretch {
  /** Held from an earlier visit; otherwise it came in this one, from listeners or the host. */
  readonly cached: boolean
}

/** Finer than this no eye could tell, and no page would draw gladly ten times a second. */
const COLUMNS = 200

/**
 * The timeline cut at its chapters, from 0 to 1. Before a first chapter that starts late there is a stretch without a title; chapters
 * at or past the end, and all but the last of several at one moment, are left out. Empty where the duration is unknown.
 */
export function chapterStretches(chapters: readonly Chapter[], durationSeconds: number): readonly ChapterStretch[] {
  if (!(Number.isFinite(durationSeconds) && durationSeconds > 0)) return []
  const within = chapters.filter(({ startSeconds }, index) => {
    const next = chapters[index + 1]?.startSeconds
    return startSeconds < durationSeconds && startSeconds !== next
  })
  if (within.length === 0) return []
  const late = (within[0]?.startSeconds ?? 0) > 0
  const starts = late ? [{ startSeconds: 0, title: '' }, ...within] : within
  return starts.map(({ startSeconds, title }, index) => ({
    from: Math.max(0, startSeconds) / durationSeconds,
    to: (starts[index + 1]?.startSeconds ?? durationSeconds) / durationSeconds,
    title,
  }))
}

/** Title of the chapter at a moment; empty where there is none. */
export function chapterTitleAt(chapters: readonly Chapter[], atSeconds: number): string {
  return chapters[indexAt(chapters, atSeconds)]?.title ?? ''
}

/** What is held, as few stretches as there can be. */
export function heldStretches(pieces: Uint8Array): readonly HeldStretch[] {
  const columns = pieceColumns(pieces, COLUMNS)
  const stretches: HeldStretch[] = []
  for (let from = 0, to = 0; from < columns.length; from = to) {
    const kind = kindOf(columns[from])
    to = from + 1
    while (to < columns.length && kindOf(columns[to]) === kind) to++
    if (kind === 'missing') continue
    stretches.push({ from: from / columns.length, to: to / columns.length, cached: kind === 'cached' })
  }
  return stretches
}

function kindOf(source: number | undefined): 'missing' | 'cached' | 'fresh' {
  if (source === undefined || source === PieceSource.missing) return 'missing'
  return source === PieceSource.cache ? 'cached' : 'fresh'
}
