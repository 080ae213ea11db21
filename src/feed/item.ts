/**
 * Reads one `<item>` (RSS) or `<entry>` (Atom) into an episode: what is missing is left out or replaced by something
 * sensible, and said in a warning.
 */
import { readSimpleChapters } from './chapters.ts'
import { isExplicit, readImage, readLink } from './common-fields.ts'
import { cutAt } from './cut-text.ts'
import { parseDate, parseDuration } from './dates.ts'
import { chooseEnclosure, looksLikePage } from './enclosure.ts'
import { readNotes, readSummary } from './notes-html.ts'
import { readPersons } from './persons.ts'
import { shorten, toPlainText } from './plain-text.ts'
import type { Episode, TranscriptLink } from './types.ts'
import { resolveHttpUrl } from './urls.ts'
import { childrenNamed, firstText, type XmlElement } from './xml-tree.ts'

/** What every item is read against. */
export interface ItemContext {
  readonly base: string | undefined
  /** False: the notes are left where they are. */
  readonly withNotes: boolean
  warn(words: string): void
}

const SUMMARY_LENGTH = 1_000
const TITLE_LENGTH = 1_000
/** A longer guid is none: it is kept out of everything that has to remember it. Never cut: a piece of a name is another. */
const GUID_LENGTH = 8_192
/** The longest notes seen are a tenth of it. */
const NOTES_LENGTH = 256 * 1024
const MOST_TRANSCRIPTS = 100

function readTranscripts(item: XmlElement, base: string | undefined): TranscriptLink[] {
  return childrenNamed(item, 'podcast:transcript')
    .slice(0, MOST_TRANSCRIPTS)
    .flatMap((element) => {
      const url = resolveHttpUrl(element.attributes.get('url'), base)
      if (url === undefined) return []
      const type =
        element.attributes.get('type')?.trim().toLowerCase() || (/\.srt$/i.test(url) ? 'application/srt' : 'text/vtt')
      const language = element.attributes.get('language')?.trim()
      const rel = element.attributes.get('rel')?.trim()
      return [{ url, type, ...(language && { language }), ...(rel && { rel }) }]
    })
}

function readChapters(item: XmlElement, base: string | undefined): string | undefined {
  const element = childrenNamed(item, 'podcast:chapters').find((chapters) =>
    /json|^$/i.test(chapters.attributes.get('type') ?? ''),
  )
  return resolveHttpUrl(element?.attributes.get('url'), base)
}

function readNumber(item: XmlElement, ...names: readonly string[]): number | undefined {
  const text = firstText(item, ...names)
  return text !== undefined && /^\d{1,7}(?:\.\d{1,4})?$/.test(text) ? Number(text) : undefined
}

function readKind(item: XmlElement): Episode['kind'] {
  const kind = firstText(item, 'itunes:episodetype')?.toLowerCase()
  return kind === 'trailer' || kind === 'bonus' ? kind : undefined
}

/** @param position counted from 1, for words about items without a title */
export function readItem(item: XmlElement, position: number, context: ItemContext): Episode {
  const { base } = context
  const titleSource = firstText(item, 'title', 'atom:title', 'itunes:title', 'media:title') ?? ''
  const titleText = shorten(toPlainText(titleSource.slice(0, TITLE_LENGTH * 8)), TITLE_LENGTH)
  const title = titleText || 'Untitled episode'
  const label = titleText === '' ? `Episode ${position} of the feed` : `“${shorten(titleText, 80)}”`
  if (titleText === '') context.warn(`${label} has no title.`)

  const chosen = chooseEnclosure(item, base)
  if (!chosen) context.warn(`${label} has no media file (enclosure): it can't be played.`)
  else if (looksLikePage(chosen.enclosure)) {
    context.warn(`${label}: its media file is a web page (${chosen.enclosure.url}): it can probably not be played.`)
  }
  const dateText = firstText(item, 'pubdate', 'atom:published', 'dc:date', 'atom:updated')
  const publishedAt = dateText === undefined ? undefined : parseDate(dateText)
  if (dateText !== undefined && publishedAt === undefined) {
    context.warn(`${label}: its date “${shorten(dateText, 40)}” can't be read.`)
  }
  const durationText = firstText(item, 'itunes:duration')
  const durationSeconds = durationText === undefined ? undefined : parseDuration(durationText)
  if (durationText !== undefined && durationSeconds === undefined && !/^[0:]+$/.test(durationText)) {
    context.warn(`${label}: its duration “${shorten(durationText, 40)}” can't be read.`)
  }
  const notes = readNotes(item)
  const notesHtml = notes !== undefined && notes.length > NOTES_LENGTH ? cutAt(notes, NOTES_LENGTH) : notes
  if (notesHtml !== notes) context.warn(`${label}: its notes are too long: their end is left out.`)
  const link = readLink(item, base)
  const imageUrl = readImage(item, base)
  const season = readNumber(item, 'itunes:season', 'podcast:season')
  const number = readNumber(item, 'itunes:episode', 'podcast:episode')
  const kind = readKind(item)
  const persons = readPersons(item, base)
  const chaptersUrl = readChapters(item, base)
  const chapters = readSimpleChapters(item, base)
  const given = [firstText(item, 'guid', 'atom:id'), chosen?.enclosure.url, link]
  if ((given[0]?.length ?? 0) > GUID_LENGTH) context.warn(`${label}: its guid is too long to be one.`)
  const guid = given.find((one) => one !== undefined && one.length <= GUID_LENGTH) ?? `item-${position}`
  return {
    guid,
    title,
    summary: plainStart(readSummary(item)) || plainStart(notes),
    ...(context.withNotes && notesHtml !== undefined && { notesHtml }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(link !== undefined && { link }),
    ...(season !== undefined && { season }),
    ...(number !== undefined && { number }),
    ...(kind !== undefined && { kind }),
    ...(isExplicit(item) && { explicit: true as const }),
    ...(persons.length > 0 && { persons }),
    ...(chosen && { enclosure: chosen.enclosure }),
    ...(chaptersUrl !== undefined && { chaptersUrl }),
    ...(chapters.length > 0 && { chapters }),
    transcripts: readTranscripts(item, base),
  }
}

/** The first lines: what comes after so much markup would not be in them. */
const plainStart = (html: string | undefined) =>
  shorten(toPlainText((html ?? '').slice(0, SUMMARY_LENGTH * 16)), SUMMARY_LENGTH)
