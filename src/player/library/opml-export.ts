/**
 * Writes the shows that are followed as OPML 2.0 (http://opml.org/spec2.opml), for any other app. Pure.
 *
 * Flat, `type="rss"`, with `text` and `title` alike: what every app reads.
 */
import type { Subscription } from './subscription.ts'

export type ExportedShow = Pick<Subscription, 'feedUrl' | 'title' | 'language'> & { readonly link?: string }

/** @param createdAt as RFC 822 dates are written, e.g. `Date.prototype.toUTCString` */
export function writeOpml(shows: readonly ExportedShow[], createdAt: string): string {
  const outlines = shows.map(({ feedUrl, title, language, link }) => {
    const attributes = { text: title, title, type: 'rss', xmlUrl: feedUrl, htmlUrl: link, language }
    const written = Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [` ${name}="${escaped(value)}"`],
    )
    return `    <outline${written.join('')}/>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Grapevine</title>
    <dateCreated>${escaped(createdAt)}</dateCreated>
    <docs>http://opml.org/spec2.opml</docs>
  </head>
  <body>
${outlines.join('')}  </body>
</opml>
`
}

/** Not in XML 1.0 at all, not even as a reference: controls, lone halves of surrogate pairs, the two non-characters. */
const NOT_XML = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

/** Line breaks and tabs as references: a reader makes plain spaces of those in an attribute (XML 1.0, 3.3.3). */
function escaped(value: string): string {
  return value
    .replace(NOT_XML, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
