/**
 * Reads transcripts into cues: WebVTT and SubRip, which differ in little but the comma. Total: what is no cue is skipped.
 */
import { toPlainText } from './plain-text.ts'
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
  return text.split(/(?=<v[\s.])/i).flatMap((part) => {
    const voice = /^<v(?:\.[^\s>]*)?(?:\s+([^>]*))?>/i.exec(part)
    const words = cleanCue(voice ? part.slice(voice[0].length) : part)
    const speaker = toPlainText(voice?.[1] ?? '')
    return words === '' ? [] : [{ ...(speaker !== '' && { speaker }), text: words }]
  })
}

/** Takes out the marks of both formats: `<i>`, `<c.yellow>`, `<00:01.000>`, `{\an8}`. */
function cleanCue(text: string): string {
  return toPlainText(
    text.replace(/<\/?(?:[cv](?:[.\s][^<>]*)?|ruby|rt|lang[^<>]*|[\d:.]+)>/gi, '').replace(/\{\\[^{}]*\}/g, ''),
  )
}

/**
 * @param type the MIME type the feed gives; a text that starts with `WEBVTT` is read whatever it says
 * @returns cues by start time; `[]` for a type that is neither WebVTT nor SubRip
 */
export function parseTranscript(text: string, type: string): Cue[] {
  const body = text.replace(/^\ufeff/, '')
  const essence = type
    .trim()
    .toLowerCase()
    .replace(/\s*;.*$/s, '')
  if (!TEXT_TYPES.test(essence) && !/^WEBVTT/.test(body)) return []
  const lines = body.split(/\r\n|\r|\n/)
  const cues: Cue[] = []
  for (let i = 0; i < lines.length; i++) {
    const timing = TIMING.exec(lines[i] ?? '')
    if (!timing) continue
    const startSeconds = toSeconds(timing, 1)
    const endSeconds = Math.max(startSeconds, toSeconds(timing, 5))
    const words: string[] = []
    // A cue ends at a blank line; where that is missing, at the next timing or the number above it.
    while (i + 1 < lines.length && lines[i + 1]?.trim() !== '' && !startsCue(lines, i + 1)) words.push(lines[++i] ?? '')
    for (const voice of splitVoices(words.join('\n'))) cues.push({ startSeconds, endSeconds, ...voice })
  }
  return cues.sort((a, b) => a.startSeconds - b.startSeconds)
}

function startsCue(lines: readonly string[], index: number): boolean {
  if (TIMING.test(lines[index] ?? '')) return true
  return /^\d+$/.test(lines[index]?.trim() ?? '') && TIMING.test(lines[index + 1] ?? '')
}
