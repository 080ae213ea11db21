/**
 * Groups the cues of a transcript into paragraphs that read as text: of one speaker each, of a few sentences, broken where
 * somebody pauses. Pure. The cues stay what is gone to: a paragraph only says which ones belong together.
 *
 * Cues are of any size: a line of captions, a word, an article. Lengths are counted in characters, because times are missing or
 * guessed in some files.
 */
import { CLAUSE_END, SENTENCE_END, spaceBetween } from '../feed/cue-joints.ts'
import type { Cue } from '../feed/types.ts'

export interface Paragraph {
  readonly startSeconds: number
  /** Set only where the speaker changes: the name to be shown above. */
  readonly speaker?: string
  /** Into the cues; `to` excluded. */
  readonly from: number
  readonly to: number
  /** Of all its text. */
  readonly length: number
}

/** From here on a paragraph ends with its sentence. */
const ENOUGH_LENGTH = 280
/** From here on at a comma. */
const LONG_LENGTH = 560
/** It never grows beyond, where that leaves room for a cue at all. */
const MAX_LENGTH = 840
/** A pause that ends a paragraph, where a sentence ended; and one that does so anywhere. */
const PAUSE_SECONDS = 2
const SILENCE_SECONDS = 6
/** A pause after less than that does not: short answers are no paragraphs. */
const SHORT_LENGTH = 60

/** @param cues by start. @returns paragraphs that hold every cue once, in order. */
export function groupParagraphs(cues: readonly Cue[]): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let from = 0
  let length = 0
  let spoke: string | undefined
  const close = (to: number) => {
    const first = cues[from]
    if (first === undefined || to === from) return
    const { startSeconds, speaker } = first
    paragraphs.push({ startSeconds, ...(speaker !== undefined && speaker !== spoke && { speaker }), from, to, length })
    spoke = speaker
    from = to
    length = 0
  }
  cues.forEach((cue, index) => {
    const before = cues[index - 1]
    if (before !== undefined && index > from && endsBetween(before, cue, length)) close(index)
    length += cue.text.length + (length > 0 ? 1 : 0)
  })
  close(cues.length)
  return paragraphs
}

function endsBetween(before: Cue, after: Cue, length: number): boolean {
  // Without times, a cue is a paragraph already.
  if (after.untimed || before.speaker !== after.speaker || length + after.text.length > MAX_LENGTH) return true
  const pause = after.startSeconds - before.endSeconds
  if (pause >= SILENCE_SECONDS) return true
  const isSentence = SENTENCE_END.test(before.text)
  if (isSentence) return length >= ENOUGH_LENGTH || (pause >= PAUSE_SECONDS && length >= SHORT_LENGTH)
  return length >= LONG_LENGTH && CLAUSE_END.test(before.text)
}

/** @returns what stands between a cue and the one before it in the same paragraph: a space, or nothing where none belongs. */
export function spaceBefore(cues: readonly Cue[], index: number): string {
  return spaceBetween(cues[index - 1]?.text ?? '', cues[index]?.text ?? '')
}

/** Paragraphs that are drawn together. */
export interface Slice {
  readonly paragraphs: readonly Paragraph[]
  /** Cues; `to` excluded. */
  readonly from: number
  readonly to: number
  /** Of all its text. */
  readonly length: number
}

/** Some three screens of a phone. */
const SLICE_LENGTH = 4_000

/** @returns slices that hold every paragraph once, in order, each of about 4,000 characters and at least one paragraph. */
export function sliceParagraphs(paragraphs: readonly Paragraph[]): Slice[] {
  const slices: Slice[] = []
  let open: Paragraph[] = []
  let length = 0
  const close = () => {
    const [first, last] = [open[0], open.at(-1)]
    if (first === undefined || last === undefined) return
    slices.push({ paragraphs: open, from: first.from, to: last.to, length })
    open = []
    length = 0
  }
  for (const paragraph of paragraphs) {
    open.push(paragraph)
    // Short paragraphs take room, too: a line each.
    length += paragraph.length + 60
    if (length >= SLICE_LENGTH) close()
  }
  close()
  return slices
}

/** @returns the index of the slice that holds this cue, -1 where none does. */
export function sliceOf(slices: readonly Slice[], cue: number): number {
  return slices.findIndex(({ from, to }) => cue >= from && cue < to)
}
