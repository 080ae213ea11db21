/**
 * Turns what feeds put into titles and descriptions (HTML, escaped HTML, HTML escaped twice) into one line of text.
 *
 * For showing as text only. It is no sanitiser: its output must never be used as HTML. Time grows with the length of the
 * text, whatever its tags are: nothing is kept of them but which unseen one is open.
 */
import { decodeHtml } from './character-references.ts'
import { cutAt } from './cut-text.ts'
import { htmlTokenizer } from './tokenizer.ts'

const HTML_TAGS = new Set(
  `a abbr address article aside audio b big blockquote body br button caption center cite code col colgroup dd del dfn
  div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd
  label li link main mark meta nav noscript object ol option p param picture pre q s samp script section select small
  source span strike strong style sub sup svg table tbody td tfoot th thead time title tr track tt u ul var video wbr`
    .split(/\s+/)
    .filter(Boolean),
)
const INLINE_TAGS = new Set(
  'a abbr b big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
const UNSEEN_TAGS = new Set(['script', 'style', 'head', 'svg', 'iframe', 'object'])

/** Text that still reads like markup was escaped once more than it should have been. */
const STILL_MARKUP =
  /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});|<\/?(?:p|br|div|a|b|i|em|strong|span|ul|li|h\d)\b/i
const MAX_PASSES = 3

/** @returns `text` without tags, entities decoded, white space collapsed; a tag that HTML doesn't know stays as text. */
export function toPlainText(text: string): string {
  let out = text
  for (let pass = 0; pass < MAX_PASSES && /[<&]/.test(out); pass++) {
    if (pass > 0 && !STILL_MARKUP.test(out)) break
    out = stripOnce(out)
  }
  return out
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
}

function stripOnce(html: string): string {
  let out = ''
  let name = ''
  let start = 0
  const unseen = new UnseenPart(html)
  const nothing = () => {}
  const open = (end: number, isSelfClosing: boolean) => {
    if (UNSEEN_TAGS.has(name)) {
      if (!isSelfClosing) unseen.open(name, end)
    } else if (unseen.name !== undefined) return
    else if (!HTML_TAGS.has(name)) out += html.slice(start, end + 1)
    else if (!INLINE_TAGS.has(name)) out += ' '
  }
  const tokenizer = htmlTokenizer({
    ontext: (from, end) => {
      if (unseen.name === undefined) out += decodeHtml(html.slice(from, end))
    },
    oncdata: (from, end, endOffset) => {
      if (unseen.name === undefined) out += html.slice(from, end - endOffset)
    },
    onopentagname: (from, end) => {
      // Some editors write `<br="">`.
      name = html.slice(from, end).toLowerCase().replace(/=.*/s, '')
      start = from - 1
    },
    onopentagend: (end) => open(end, false),
    onselfclosingtag: (end) => open(end, true),
    onclosetag: (from, end) => {
      const closed = html.slice(from, end).toLowerCase()
      if (unseen.name !== undefined) unseen.close(closed)
      else if (UNSEEN_TAGS.has(closed)) return
      else if (!HTML_TAGS.has(closed)) out += html.slice(from - 2, html.indexOf('>', end) + 1)
      else if (!INLINE_TAGS.has(closed)) out += ' '
    },
    onattribname: nothing,
    onattribdata: nothing,
    onattribend: nothing,
    oncomment: nothing,
    ondeclaration: nothing,
    onprocessinginstruction: nothing,
    onend: nothing,
  })
  tokenizer.write(html)
  tokenizer.end()
  return out
}

/** What is inside an element that shows no text; one without an end tag hides nothing. */
class UnseenPart {
  /** The outermost such element that is open. */
  name: string | undefined
  #depth = 0
  readonly #html: string
  #lower: string | undefined
  /** Where the last end tag of that name begins. */
  readonly #lastEnd = new Map<string, number>()

  constructor(html: string) {
    this.#html = html
  }

  open(name: string, at: number): void {
    if (this.name === name) this.#depth++
    if (this.name !== undefined) return
    let last = this.#lastEnd.get(name)
    if (last === undefined) {
      this.#lower ??= this.#html.toLowerCase()
      last = this.#lower.lastIndexOf(`</${name}`)
      this.#lastEnd.set(name, last)
    }
    if (last < at) return
    this.name = name
    this.#depth = 1
  }

  close(name: string): void {
    if (this.name === name && --this.#depth === 0) this.name = undefined
  }
}

/** @returns at most `maxLength` units of `text`, cut between words and marked with an ellipsis. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const cut = cutAt(text, maxLength - 1)
  const space = cut.lastIndexOf(' ')
  const kept = space > maxLength / 2 ? cut.slice(0, space) : cut
  return `${kept.trimEnd()}…`
}
