/**
 * Reads transcripts into cues: WebVTT and SubRip, which differ in little but the comma, here; JSON and HTML beside. Total:
 * what is no cue is skipped. Work grows with the text's length alone: every expression is anchored or ends at the next mark.
 */
import { cueText, MAX_CUES, speakerName } from './cue-text.ts'
import { mimeEssence } from './mime-type.ts'
import { findSpeakers, SOUND, turnReader } from './speaker-names.ts'
import { parseHtmlTranscript } from './transcript-html.ts'
import { parseJsonTranscript } from './transcript-json.ts'
import type { Cue } from './types.ts'

const TIME = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,6}))?`
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}(?:\s|$)`)
const TEXT_TYPES = /^(?:text\/vtt|text\/srt|text\/plain|application\/(?:x-)?(?:srt|subrip))$/

function toSeconds(match: RegExpExecArray, first: number): number {
  const [hours = '0', minutes = '0', seconds = '0', fraction = ''] = match.slice(first, first + 4)
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction || '0'}`)
}

/** WebVTT's `<v.loud Name>` says who speaks; a cue with several voices becomes several cues of the same time. */
function splitVoices(text: string): { speaker?: string; text: string }[] {
  // A split before each would try every letter; NUL is no character of either format.
  const parts = text.replace(/<v(?=[\s.])/gi, '\0<v').split('\0', MAX_CUES)
  return parts.flatMap((part) => {
    const voice = /^<v(?:\.[^\s>]*)?(?:\s([^>]*))?>/i.exec(part)
    const words = cleanCue(voice ? part.slice(voice[0].length) : part)
    const speaker = speakerName(voice?.[1] ?? '')
    return words === '' ? [] : [{ ...(speaker !== undefined && { speaker }), text: words }]
  })
}

/** Takes out the marks of both formats: `<i>`, `<c.yellow>`, `<00:01.000>`, `{\an8}`. */
function cleanCue(text: string): string {
  return cueText(
    text.replace(/<\/?(?:[cv](?:[.\s][^<>]*)?|ruby|rt|lang[^<>]*|[\d:.]+)>/gi, '').replace(/\{\\[^{}]*\}/g, ''),
  )
}

/**
 * @param type the MIME type the feed gives; a text that starts with `WEBVTT` is read whatever it says
 * @returns cues by start time, at most 50,000; `[]` for a type that is none of WebVTT, SubRip, JSON, HTML
 */
export function parseTranscript(text: string, type: string): Cue[] {
  const body = text.replace(/^\ufeff/, '')
  const essence = mimeEssence(type)
  if (!/^WEBVTT/.test(body)) {
    if (essence === 'application/json') return parseJsonTranscript(body)
    if (essence === 'text/html') return parseHtmlTranscript(body)
    if (!TEXT_TYPES.test(essence)) return []
  }
  const timed = readTimed(body.split(/\r\n|\r|\n/))
  const hasVoices = timed.some(({ lines }) => lines.some((line) => /<v[\s.]/i.test(line)))
  const readTurns = turnReader(hasVoices ? new Set() : findSpeakers(timed.map(({ lines }) => lines)))
  const cues: Cue[] = []
  /** The last voice: Podcasting 2.0 has it written only where it changes. */
  let voiced: string | undefined
  for (const { lines, ...times } of timed) {
    for (const { speaker: named, lines: said } of readTurns(lines)) {
      if (cues.length >= MAX_CUES) break
      for (const voice of splitVoices(said.join('\n'))) {
        voiced = voice.speaker ?? voiced
        const speaker = named ?? (SOUND.test(voice.text) ? voice.speaker : voiced)
        cues.push({ ...times, ...(speaker !== undefined && { speaker }), text: voice.text })
      }
    }
  }
  return cues.slice(0, MAX_CUES).sort((a, b) => a.startSeconds - b.startSeconds)
}

interface TimedLines {
  readonly startSeconds: number
  readonly endSeconds: number
  readonly lines: readonly string[]
}

function readTimed(lines: readonly string[]): TimedLines[] {
  const timed: TimedLines[] = []
  for (let i = 0; i < lines.length && timed.length < MAX_CUES; i++) {
    const timing = TIMING.exec(lines[i] ?? '')
    if (!timing) continue
    const startSeconds = toSeconds(timing, 1)
    const endSeconds = Math.max(startSeconds, toSeconds(timing, 5))
    const words: string[] = []
    // A cue ends at a blank line; where that is missing, at the next timing or the number above it.
    while (i + 1 < lines.length && lines[i + 1]?.trim() !== '' && !startsCue(lines, i + 1)) words.push(lines[++i] ?? '')
    timed.push({ startSeconds, endSeconds, lines: words })
  }
  return timed
}

function startsCue(lines: readonly string[], index: number): boolean {
  if (TIMING.test(lines[index] ?? '')) return true
  return /^\d+$/.test(lines[index]?.trim() ?? '') && TIMING.test(lines[index + 1] ?? '')
}
