/**
 * Turns what feeds put into titles and descriptions (HTML, escaped HTML, HTML escaped twice) into one line of text.
 *
 * For showing as text only. It is no sanitiser: its output must never be used as HTML.
 */
import { Parser } from 'htmlparser2'
import { cutAt } from './cut-text.ts'

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
  const unseen: string[] = []
  const parser = new Parser(
    {
      onopentag(name) {
        if (UNSEEN_TAGS.has(name)) unseen.push(name)
        else if (!HTML_TAGS.has(name)) out += html.slice(parser.startIndex, parser.endIndex + 1)
        else if (!INLINE_TAGS.has(name)) out += ' '
      },
      ontext(data) {
        if (unseen.length === 0) out += data
      },
      onclosetag(name, implied) {
        if (unseen.at(-1) === name) unseen.pop()
        else if (HTML_TAGS.has(name)) out += INLINE_TAGS.has(name) ? '' : ' '
        else if (!implied) out += html.slice(parser.startIndex, parser.endIndex + 1)
      },
    },
    { xmlMode: false, decodeEntities: true, recognizeCDATA: true },
  )
  parser.write(html)
  parser.end()
  return out
}

/** @returns at most `maxLength` units of `text`, cut between words and marked with an ellipsis. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const cut = cutAt(text, maxLength - 1)
  const space = cut.lastIndexOf(' ')
  const kept = space > maxLength / 2 ? cut.slice(0, space) : cut
  return `${kept.trimEnd()}…`
}
