/**
 * One paragraph of a transcript: when it begins (a button), who speaks where that changes, and its lines as one text, each of
 * which knows its cue. What a search found is marked.
 */
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { CueMatch } from '../../feed/cue-search.ts'
import type { Cue } from '../../feed/types.ts'
import { clockTime } from '../time-words.ts'
import { type Paragraph, spaceBefore } from '../transcript-paragraphs.ts'

export function renderParagraph(
  cues: readonly Cue[],
  { from, to, startSeconds, speaker }: Paragraph,
  marks: ReadonlyMap<number, CueMatch> | undefined,
): TemplateResult {
  const lines: unknown[] = []
  for (let index = from; index < to; index++) {
    const text = cues[index]?.text ?? ''
    const match = marks?.get(index)
    lines.push(
      html`${index > from ? spaceBefore(cues, index) : ''}<span data-cue=${index}>${
        match === undefined ? text : markWords(text, match.ranges)
      }</span>`,
    )
  }
  const time = clockTime(startSeconds)
  // Without times there is nowhere to go: text to be read.
  const isTimed = !cues[from]?.untimed
  return html`<div class="paragraph">
    ${isTimed ? html`<button class="time" tabindex="-1" data-paragraph=${from} aria-label=${msg(str`Go to ${time}`)}>${time}</button>` : nothing}
    <div class="said">
      ${speaker === undefined ? nothing : html`<p class="speaker" dir="auto">${speaker}</p>`}
      <p class="words" dir="auto">${lines}</p>
    </div>
  </div>`
}

function markWords(text: string, ranges: CueMatch['ranges']): unknown[] {
  const parts: unknown[] = []
  let at = 0
  for (const [start, end] of ranges) {
    parts.push(text.slice(at, start), html`<mark>${text.slice(start, end)}</mark>`)
    at = end
  }
  parts.push(text.slice(at))
  return parts
}
