/**
 * Reads HTML transcripts as the podcast namespace describes them: `<cite>Kevin:</cite><time>0:09</time><p>words</p>`.
 *
 * Only those three are read: whatever else is on the page is not part of the transcript. Looks for tags by itself, in time
 * that grows with the length alone; a parser's stack does not (cue-text.ts). Times may be missing: then it is text to be read,
 * where it looks like a transcript and not like some page.
 */
import { cueText, likelySeconds, MAX_CUES, speakerName } from './cue-text.ts'
import type { Cue } from './types.ts'

/** Bounded by the next `<`, so that no start is read twice. */
const TAG = /<(\/?)([a-z][a-z\d]*)\b[^<>]*>/gi
const UNSEEN = /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s{0,9}>|$)/gi
const CLOCK = /^(?:(\d{1,4}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,6}))?$/
/** What pages have and transcripts do not. */
const PAGE = /<(?:nav|header|footer|form|script|aside|iframe)\b/i
/** What ends a paragraph whose end tag was left out, as HTML allows. */
const BLOCK =
  /^(?:p|div|section|article|aside|h[1-6]|ul|ol|li|dl|dt|dd|table|blockquote|hr|header|footer|main|nav|body)$/

interface Voice {
  readonly startSeconds: number
  readonly speaker: string | undefined
  readonly paragraphs: string[]
}

/**
 * @returns cues by start time, each until the next. Where there is no time at all, one untimed cue for each paragraph, if the
 *   file names speakers or has nothing that only pages have; else `[]`
 */
export function parseHtmlTranscript(text: string): Cue[] {
  const html = text.replace(UNSEEN, ' ')
  const voices: Voice[] = []
  const untimed: Omit<Voice, 'startSeconds'>[] = []
  let speaks: string | undefined
  let isPage = PAGE.test(text)
  let named: string | undefined
  let inside = ''
  let words = ''
  let at = 0
  let paragraph = ''

  const addParagraph = () => {
    const said = paragraph
    paragraph = ''
    const last = voices.at(-1)
    if (said.trim() === '') return
    if (!last) {
      // Without times, a name holds until the next one.
      speaks = named ?? speaks
      named = undefined
      untimed.push({ speaker: speaks, paragraphs: [said] })
      return
    }
    if (named === undefined) last.paragraphs.push(said)
    // Another name without a time of its own: the same time, another voice.
    else if (last.paragraphs.length > 0) voices.push({ ...last, speaker: named, paragraphs: [said] })
    else voices[voices.length - 1] = { ...last, speaker: named, paragraphs: [said] }
    named = undefined
  }
  const startAt = (startSeconds: number) => {
    addParagraph()
    voices.push({ startSeconds, speaker: named, paragraphs: [] })
    named = undefined
  }

  let inParagraph = false
  for (const tag of html.matchAll(TAG)) {
    const between = html.slice(at, tag.index)
    at = tag.index + tag[0].length
    const name = (tag[2] ?? '').toLowerCase()
    const opens = tag[1] === ''
    if (inside !== '') words += between
    else if (inParagraph) paragraph += between
    if (name === 'cite' || name === 'time') {
      const ended = inside
      inside = opens ? name : ''
      if (ended === 'time') {
        const seconds = readClock(words)
        if (seconds !== undefined) startAt(seconds)
        // Of day: when a page was written.
        else isPage = true
      } else if (ended === 'cite') {
        addParagraph()
        named = speakerName(words)
      }
      words = ''
    } else if (BLOCK.test(name)) {
      if (inside === '') addParagraph()
      inParagraph = name === 'p' ? opens : inParagraph && !opens && name !== 'body'
    } else if (inside === '' && inParagraph && name === 'br') paragraph += ' '
  }
  if (inParagraph && inside === '') paragraph += html.slice(at)
  addParagraph()
  if (voices.length > 0) return toCues(voices)
  return isPage && !untimed.some(({ speaker }) => speaker !== undefined) ? [] : toUntimedCues(untimed)
}

function toUntimedCues(voices: readonly Omit<Voice, 'startSeconds'>[]): Cue[] {
  return voices.slice(0, MAX_CUES).flatMap(({ speaker, paragraphs }) => {
    const text = cueText(paragraphs.join(' '))
    const cue = {
      startSeconds: 0,
      endSeconds: 0,
      untimed: true as const,
      ...(speaker !== undefined && { speaker }),
      text,
    }
    return text === '' ? [] : [cue]
  })
}

function readClock(markup: string): number | undefined {
  const clock = markup.length > 100 ? null : CLOCK.exec(markup.trim().replace(/^[[(]|[\])]$/g, ''))
  if (!clock) return undefined
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = clock
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`)
}

function toCues(voices: readonly Voice[]): Cue[] {
  const spoken = voices
    .slice(0, MAX_CUES)
    .map(({ paragraphs, ...voice }) => ({ ...voice, text: cueText(paragraphs.join(' ')) }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => a.startSeconds - b.startSeconds)
  const cues: Cue[] = []
  let nextStart: number | undefined
  let after: number | undefined
  for (const { startSeconds, speaker, text } of spoken.reverse()) {
    // Voices of one time end together, where the next time begins.
    if (nextStart !== undefined && nextStart > startSeconds) after = nextStart
    nextStart = startSeconds
    const endSeconds = after ?? startSeconds + likelySeconds(text)
    cues.push({ startSeconds, endSeconds, ...(speaker !== undefined && { speaker }), text })
  }
  return cues.reverse()
}
