/**
 * Makes of a feed's notes what may stand in the page: sanitised by DOMPurify, then made readable by the rules of note-policy.ts.
 *
 * Loaded late (DOMPurify is 12 KB). The notes are parsed in a document of their own, in which nothing runs and nothing is fetched,
 * and come back as nodes: no markup is ever put into this page as text, so Trusted Types have nothing to refuse here (inside,
 * DOMPurify parses under its own policy, named `dompurify`). After DOMPurify nothing is added but what is made here from text.
 */
import DOMPurify from 'dompurify'
import {
  areTyped,
  cutNotes,
  loweredHeadings,
  MOST_MADE,
  NOTE_ATTRIBUTES,
  NOTE_ELEMENTS,
  noteLink,
  notePicture,
} from './note-policy.ts'
import { cutNoteText } from './note-text.ts'

export interface NotesContext {
  /** What relative addresses are relative to: the episode's page, or its feed. */
  readonly base: string | undefined
  readonly durationSeconds: number | undefined
  /** Words for a button that goes to a moment. */
  readonly momentWords: (seconds: number) => string
}

export interface MadeNotes {
  readonly content: DocumentFragment
  /** Typed as plain text: line ends count. */
  readonly areTyped: boolean
  /** They were too long. */
  readonly wasCut: boolean
  /** There is nothing to read in them. */
  readonly isEmpty: boolean
}

/** Marks a button that goes to a moment; notes themselves can't bring buttons or such attributes. */
const SECONDS_ATTRIBUTE = 'data-seconds'

/** @param html as the feed has it. Never throws for what is in it. */
export function makeNotes(html: string, context: NotesContext): MadeNotes {
  const cut = cutNotes(html)
  const content = DOMPurify.sanitize(cut.html, {
    // The parsed document's own body; it does not come along, but without it all that is in it would be copied once more.
    ALLOWED_TAGS: [...NOTE_ELEMENTS, 'body'],
    ALLOWED_ATTR: [...NOTE_ATTRIBUTES],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
    RETURN_DOM_FRAGMENT: true,
  })
  for (const link of content.querySelectorAll('a')) makeLink(link, context)
  for (const picture of content.querySelectorAll('img')) makePicture(picture, context.base)
  lowerHeadings(content)
  makeTextOf(content, context)
  removeEmpty(content)
  const isEmpty = (content.textContent ?? '').trim() === '' && content.querySelector('img') === null
  return { content, areTyped: areTyped(cut.html), wasCut: cut.wasCut, isEmpty }
}

function makeLink(link: HTMLAnchorElement, context: NotesContext): void {
  const to = noteLink(link.getAttribute('href') ?? '', context.base)
  if (to?.kind === 'moment') return link.replaceWith(momentButton(to.seconds, link.textContent ?? '', context))
  if (to === undefined) return link.replaceWith(...link.childNodes)
  setLink(link, to.href)
}

function setLink(link: HTMLAnchorElement, href: string): void {
  link.href = href
  link.target = '_blank'
  link.rel = 'noopener nofollow ugc'
  link.referrerPolicy = 'no-referrer'
}

function makePicture(picture: HTMLImageElement, base: string | undefined): void {
  const [src, width, height, alt, title] = ['src', 'width', 'height', 'alt', 'title'].map((it) =>
    picture.getAttribute(it),
  )
  const address = notePicture({ src: src ?? '', width: width ?? null, height: height ?? null }, base)
  if (address === undefined) return picture.remove()
  // A new one: its loading must be lazy before it knows its address.
  const shown = document.createElement('img')
  shown.loading = 'lazy'
  shown.decoding = 'async'
  shown.referrerPolicy = 'no-referrer'
  shown.alt = alt ?? title ?? ''
  for (const [name, size] of [
    ['width', width],
    ['height', height],
  ] as const) {
    if (size !== null && size !== undefined && /^\d{1,4}$/.test(size)) shown.setAttribute(name, size)
  }
  shown.src = address
  picture.replaceWith(shown)
}

function lowerHeadings(content: DocumentFragment): void {
  const headings = [...content.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  const levelOf = (heading: Element) => Number(heading.localName.slice(1))
  const levels = loweredHeadings(headings.map(levelOf))
  for (const heading of headings) {
    const lowered = document.createElement(`h${levels.get(levelOf(heading)) ?? 6}`)
    for (const name of ['dir', 'lang']) {
      const value = heading.getAttribute(name)
      if (value !== null) lowered.setAttribute(name, value)
    }
    lowered.append(...heading.childNodes)
    heading.replaceWith(lowered)
  }
}

/** Moments and addresses that stand in the text become buttons and links; not inside links, not in code, and not by the thousand. */
function makeTextOf(content: DocumentFragment, context: NotesContext): void {
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text || node.nodeType === Node.TEXT_NODE) texts.push(node as Text)
  }
  let left = MOST_MADE
  for (const text of texts) {
    if (text.parentElement?.closest('a, code, kbd, button') != null) continue
    const pieces = cutNoteText(text.data, context.durationSeconds)
    const made = pieces.filter(({ kind }) => kind !== 'text').length
    if (made === 0 || made > left) continue
    left -= made
    text.replaceWith(
      ...pieces.map((piece) => {
        if (piece.kind === 'time') return momentButton(piece.seconds, piece.text, context)
        if (piece.kind === 'text') return piece.text
        const link = document.createElement('a')
        setLink(link, piece.url)
        link.textContent = piece.text
        return link
      }),
    )
  }
}

function momentButton(seconds: number, words: string, { momentWords }: NotesContext): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.setAttribute(SECONDS_ATTRIBUTE, String(seconds))
  button.setAttribute('aria-label', momentWords(seconds))
  button.textContent = words
  return button
}

/** Editors leave empty paragraphs and rows of line breaks; the room between paragraphs is ours to make. */
function removeEmpty(content: DocumentFragment): void {
  for (const block of [
    ...content.querySelectorAll('p, div, h3, h4, h5, h6, li, ul, ol, blockquote, figure'),
  ].reverse()) {
    if ((block.textContent ?? '').trim() === '' && block.querySelector('img, hr, table') === null) block.remove()
  }
  for (const line of content.querySelectorAll('br')) {
    const isSecond = previousOf(line)?.nodeName === 'BR' && previousOf(previousOf(line))?.nodeName === 'BR'
    if (isSecond || previousOf(line) === undefined) line.remove()
  }
}

/** What stands before, past white space. */
function previousOf(node: Node | undefined): Node | undefined {
  let before = node?.previousSibling
  while (before?.nodeType === Node.TEXT_NODE && (before.textContent ?? '').trim() === '')
    before = before.previousSibling
  return before ?? undefined
}
