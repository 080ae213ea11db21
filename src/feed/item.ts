/**
 * Reads one `<item>` (RSS) or `<entry>` (Atom) into an episode: what is missing is left out or replaced by something
 * sensible, and said in a warning.
 */
import { readSimpleChapters } from './chapters.ts'
import { parseDate, parseDuration } from './dates.ts'
import { chooseEnclosure, looksLikePage } from './enclosure.ts'
import { shorten, toPlainText } from './plain-text.ts'
import type { Episode, TranscriptLink } from './types.ts'
import { resolveHttpUrl } from './urls.ts'
import { childrenNamed, firstText, innerText, type XmlElement } from './xml-tree.ts'

/** What every item is read against. */
export interface ItemContext {
  readonly source: string
  readonly base: string | undefined
  warn(words: string): void
}

const SUMMARY_LENGTH = 1_000

/** @returns the absolute URL of the page an item or show is about: RSS `<link>`, Atom `<link rel="alternate">`. */
export function readLink(element: XmlElement, base: string | undefined): string | undefined {
  const plain = resolveHttpUrl(firstText(element, 'link'), base)
  if (plain !== undefined) return plain
  const alternate = childrenNamed(element, 'atom:link').find(
    (link) => (link.attributes.get('rel') ?? 'alternate').trim().toLowerCase() === 'alternate',
  )
  return resolveHttpUrl(alternate?.attributes.get('href'), base)
}

/** @returns the absolute URL of the cover that an item or show names. */
export function readImage(element: XmlElement, base: string | undefined): string | undefined {
  for (const name of ['itunes:image', 'podcast:image', 'media:thumbnail']) {
    for (const image of childrenNamed(element, name)) {
      const url = resolveHttpUrl(image.attributes.get('href') ?? image.attributes.get('url') ?? innerText(image), base)
      if (url !== undefined) return url
    }
  }
  for (const image of childrenNamed(element, 'image')) {
    const url = resolveHttpUrl(firstText(image, 'url'), base)
    if (url !== undefined) return url
  }
  return undefined
}

/** Reads the titles, notes and other text of an element as HTML; Atom says by `type` what it is. */
function readHtml(element: XmlElement | undefined, source: string): string | undefined {
  if (!element) return undefined
  const type = element.attributes.get('type')?.trim().toLowerCase()
  const isAtom = element.name.startsWith('atom:')
  let html = innerText(element)
  if (isAtom && type === 'xhtml') html = source.slice(element.innerStart, element.innerEnd)
  else if (isAtom && (type === undefined || type === 'text')) html = escapeHtml(html)
  return html.trim() === '' ? undefined : html.trim()
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function firstHtml(item: XmlElement, source: string, names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const element of childrenNamed(item, name)) {
      const html = readHtml(element, source)
      if (html !== undefined) return html
    }
  }
  return undefined
}

function readTranscripts(item: XmlElement, base: string | undefined): TranscriptLink[] {
  return childrenNamed(item, 'podcast:transcript').flatMap((element) => {
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

/** @param position counted from 1, for words about items without a title */
export function readItem(item: XmlElement, position: number, context: ItemContext): Episode {
  const { base, source } = context
  const titleText = toPlainText(firstText(item, 'title', 'atom:title', 'itunes:title', 'media:title') ?? '')
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
  const notesHtml = firstHtml(item, source, [
    'content:encoded',
    'atom:content',
    'description',
    'itunes:summary',
    'atom:summary',
  ])
  const summaryHtml = firstHtml(item, source, ['description', 'itunes:summary', 'atom:summary', 'itunes:subtitle'])
  const summary = toPlainText(summaryHtml ?? '') || toPlainText(notesHtml ?? '')
  const link = readLink(item, base)
  const imageUrl = readImage(item, base)
  const season = readNumber(item, 'itunes:season', 'podcast:season')
  const number = readNumber(item, 'itunes:episode', 'podcast:episode')
  const chaptersUrl = readChapters(item, base)
  const chapters = readSimpleChapters(item, base)
  return {
    guid: firstText(item, 'guid', 'atom:id') ?? chosen?.enclosure.url ?? link ?? `item-${position}`,
    title,
    summary: shorten(summary, SUMMARY_LENGTH),
    ...(notesHtml !== undefined && { notesHtml }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(link !== undefined && { link }),
    ...(season !== undefined && { season }),
    ...(number !== undefined && { number }),
    ...(chosen && { enclosure: chosen.enclosure }),
    ...(chaptersUrl !== undefined && { chaptersUrl }),
    ...(chapters.length > 0 && { chapters }),
    transcripts: readTranscripts(item, base),
  }
}
