/**
 * WebVTT from cues, so that transcripts of any kind can be shown as captions (https://www.w3.org/TR/webvtt1/). Pure.
 */
import type { Cue } from '../feed/types.ts'

/** A WebVTT file. Cues that would end before they start are left out. */
export function vttOf(cues: readonly Cue[]): string {
  const blocks = cues
    .filter((cue) => cue.endSeconds > cue.startSeconds && cue.text.trim() !== '')
    .map((cue) => `${timestamp(cue.startSeconds)} --> ${timestamp(cue.endSeconds)}\n${payload(cue)}`)
  return `WEBVTT\n\n${blocks.join('\n\n')}\n`
}

function payload({ speaker, text }: Cue): string {
  // A blank line would end the cue early.
  const words = escapeMarkup(text.replace(/\s*\n\s*/g, '\n').trim())
  return speaker === undefined ? words : `<v ${escapeMarkup(speaker.replace(/\s+/g, ' '))}>${words}`
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function timestamp(seconds: number): string {
  const ms = Math.round(seconds * 1000)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const clock = `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`
  return `${clock}.${String(ms % 1000).padStart(3, '0')}`
}
