/**
 * What of a feed's notes is shown: the elements, attributes and addresses that are let through, and how headings are lowered.
 *
 * Pure: these are the rules; `dom-notes.ts` carries them out with DOMPurify. Few elements, none of which does anything by itself: no
 * forms, frames, media, styles, names or ids. Pictures are shown, because many notes mean nothing without them; but only by https,
 * only when scrolled to, without telling their host where they are shown, and not those of one pixel, which only count readers.
 */
import { momentOf } from './moment.ts'

export const NOTE_ELEMENTS: readonly string[] = (
  'a abbr b bdi bdo blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins ' +
  'kbd li mark ol p pre q s samp section small span strong sub sup table tbody td tfoot th thead time tr u ul var wbr'
).split(' ')

export const NOTE_ATTRIBUTES: readonly string[] =
  'href src alt title width height dir lang start reversed colspan rowspan scope datetime'.split(' ')

/** Notes longer than this, or of more elements, are cut: nobody reads a book here, and the page must stay quick. */
const BOUNDS = { units: 150_000, elements: 2_000 } as const
/** Moments and addresses in the text of one episode's notes that become buttons and links. */
export const MOST_MADE = 2_000

/** What a link in the notes becomes. */
export type NoteLink =
  | { readonly kind: 'link'; readonly href: string }
  /** It leads to a moment of this episode. */
  | { readonly kind: 'moment'; readonly seconds: number }

/**
 * @param href as the notes have it
 * @param base what relative addresses are relative to; undefined where nothing is known
 * @returns undefined for what leads nowhere or may not be followed: then only its words are shown
 */
export function noteLink(href: string, base: string | undefined): NoteLink | undefined {
  const trimmed = href.trim()
  if (trimmed === '') return undefined
  if (trimmed.startsWith('#')) {
    const seconds = momentOf(trimmed)
    return seconds === undefined ? undefined : { kind: 'moment', seconds }
  }
  const url = resolved(trimmed, base)
  const isAllowed = url?.protocol === 'https:' || url?.protocol === 'http:' || url?.protocol === 'mailto:'
  return url !== undefined && isAllowed ? { kind: 'link', href: url.href } : undefined
}

export interface NotePicture {
  readonly src: string
  readonly width: string | null
  readonly height: string | null
}

/** @returns the picture's address; undefined where it is not shown */
export function notePicture({ src, width, height }: NotePicture, base: string | undefined): string | undefined {
  const counts = [width, height].some((size) => size !== null && Number.parseFloat(size) <= 2)
  const url = counts ? undefined : resolved(src.trim(), base)
  return url?.protocol === 'https:' ? url.href : undefined
}

/** The level of the headings above the notes: the page's name, and "Notes". */
const ABOVE = 2

/**
 * The level each heading gets: whatever levels the notes use, the highest of them comes right below the page's own, and none is
 * skipped.
 *
 * @param levels of the headings, as they come
 */
export function loweredHeadings(levels: readonly number[]): ReadonlyMap<number, number> {
  const used = [...new Set(levels)].sort((a, b) => a - b)
  return new Map(used.map((level, rank) => [level, Math.min(6, ABOVE + 1 + rank)]))
}

/** Notes without any element that breaks lines were typed as plain text: their line ends count. */
export function areTyped(html: string): boolean {
  return !/<(?:p|br|div|ul|ol|li|table|h[1-6]|blockquote|pre|section|article)\b/i.test(html)
}

/** @returns the notes, cut before an element (or a word) where they are more than {@link BOUNDS} allow */
export function cutNotes(
  html: string,
  { units, elements }: { readonly units: number; readonly elements: number } = BOUNDS,
): { readonly html: string; readonly wasCut: boolean } {
  const within = html.slice(0, units)
  // What is malformed may count as an element here and be none, never the other way round.
  const over = [...within.matchAll(/<[a-z]/gi)][elements]
  if (over !== undefined) return { html: within.slice(0, over.index), wasCut: true }
  if (html.length <= units) return { html, wasCut: false }
  const tag = within.lastIndexOf('<')
  const at = tag > within.lastIndexOf('>') ? tag : Math.max(tag, within.lastIndexOf(' '))
  return { html: within.slice(0, at > 0 ? at : units), wasCut: true }
}

function resolved(address: string, base: string | undefined): URL | undefined {
  try {
    return new URL(address, base)
  } catch {
    return undefined
  }
}
