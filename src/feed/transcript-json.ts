/**
 * Reads Podcasting 2.0 JSON transcripts: `{ version, segments: [{ speaker?, startTime, endTime?, body }] }`.
 *
 * A segment may be one word: those of one speaker are joined into cues of a few seconds, which end with a sentence where
 * they can, at a comma or a pause where they can't. Total: what is no segment is left out.
 */
import { readStart } from './chapters.ts'
import { CLAUSE_END, SENTENCE_END, spaceBetween } from './cue-joints.ts'
import { cueText, likelySeconds, MAX_CUES, speakerName } from './cue-text.ts'
import type { Cue } from './types.ts'

interface Segment {
  readonly startSeconds: number
  readonly endSeconds: number
  readonly speaker: string | undefined
  readonly body: string
}

/** From here on a cue ends with its sentence; shorter ones are joined: “Yes. I think so.” */
const ENOUGH_SECONDS = 2
const ENOUGH_LENGTH = 40
/** From here on it ends at a comma. */
const LONG_SECONDS = 6
const LONG_LENGTH = 120
/** It never grows beyond. */
const MAX_SECONDS = 12
const MAX_LENGTH = 240
/** A pause that parts what is said. */
const PAUSE_SECONDS = 2

/** @returns cues by start time; `[]` where the text is no such file */
export function parseJsonTranscript(text: string): Cue[] {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return []
  }
  const list = typeof json === 'object' && json !== null && 'segments' in json ? json.segments : undefined
  if (!Array.isArray(list)) return []
  const segments = list.flatMap(readSegment).sort((a, b) => a.startSeconds - b.startSeconds)
  return joinSegments(segments.slice(0, MAX_CUES * 4)).slice(0, MAX_CUES)
}

function readSegment(value: unknown): Segment[] {
  if (typeof value !== 'object' || value === null) return []
  const { startTime, endTime, speaker, body } = value as Readonly<Record<string, unknown>>
  const startSeconds = readStart(startTime)
  if (startSeconds === undefined || typeof body !== 'string' || body.trim() === '') return []
  return [
    {
      startSeconds,
      endSeconds: Math.max(startSeconds, readStart(endTime) ?? Number.NaN),
      speaker: typeof speaker === 'string' ? speakerName(speaker) : undefined,
      body,
    },
  ]
}

function joinSegments(segments: readonly Segment[]): Cue[] {
  const cues: Cue[] = []
  let open: { segment: Segment; endSeconds: number; text: string; closed: boolean } | undefined
  const close = () => {
    if (!open) return
    const { startSeconds, speaker } = open.segment
    const text = cueText(open.text)
    if (text !== '') {
      cues.push({ startSeconds, endSeconds: open.endSeconds, ...(speaker !== undefined && { speaker }), text })
    }
    open = undefined
  }
  segments.forEach((segment, index) => {
    const body = segment.body.trim()
    let { endSeconds } = segment
    if (Number.isNaN(endSeconds)) {
      const likely = segment.startSeconds + likelySeconds(body)
      endSeconds = Math.min(likely, segments[index + 1]?.startSeconds ?? likely)
    }
    if (open && !belongs(open, segment, endSeconds)) close()
    const text = open ? `${open.text}${spaceBetween(open.text, body)}${body}` : body
    const seconds = endSeconds - (open?.segment ?? segment).startSeconds
    const enough = seconds >= ENOUGH_SECONDS || text.length >= ENOUGH_LENGTH
    const long = seconds >= LONG_SECONDS || text.length >= LONG_LENGTH
    open = {
      segment: open?.segment ?? segment,
      endSeconds: Math.max(open?.endSeconds ?? 0, endSeconds),
      text,
      // A line break in a body ends a paragraph.
      closed:
        (enough && (SENTENCE_END.test(body) || /\n\s*$/.test(segment.body.slice(-4)))) ||
        (long && CLAUSE_END.test(body)),
    }
  })
  close()
  return cues
}

function belongs(
  open: { segment: Segment; endSeconds: number; text: string; closed: boolean },
  next: Segment,
  endSeconds: number,
): boolean {
  return (
    !open.closed &&
    open.segment.speaker === next.speaker &&
    next.startSeconds - open.endSeconds <= PAUSE_SECONDS &&
    endSeconds - open.segment.startSeconds <= MAX_SECONDS &&
    open.text.length + next.body.length <= MAX_LENGTH
  )
}
