/** Reads what a feed says about the show itself: everything but its episodes. */
import { isExplicit, readImage, readLink } from './common-fields.ts'
import { readPersons } from './persons.ts'
import { shorten, toPlainText } from './plain-text.ts'
import type { Funding, Show } from './types.ts'
import { resolveHttpUrl } from './urls.ts'
import { childrenNamed, firstText, innerText, type XmlElement } from './xml-tree.ts'

/** A show without its episodes. */
export type ShowHead = Omit<Show, 'episodes' | 'warnings' | 'incomplete'>

const MOST = { title: 500, description: 20_000, author: 300, guid: 200, funding: 20, fundingWords: 128 } as const

/** Something to read a line of text from: no feed needs more, and reading more takes time. */
const plain = (text: string | undefined, most: number) => shorten(toPlainText((text ?? '').slice(0, most * 8)), most)

/**
 * @param channel `<channel>` or `<feed>`
 * @param base what relative addresses are resolved against
 * @returns the show, its `title` empty where it has none
 */
export function readShowHead(root: XmlElement, channel: XmlElement, base: string | undefined): ShowHead {
  const author = readAuthor(channel)
  const imageUrl = readImage(channel, base) ?? resolveHttpUrl(firstText(channel, 'atom:logo', 'atom:icon'), base)
  const link = readLink(channel, base)
  const language = firstText(channel, 'language', 'dc:language') ?? root.attributes.get('xml:lang')
  const guid = firstText(channel, 'podcast:guid')
  const newFeedUrl = resolveHttpUrl(firstText(channel, 'itunes:new-feed-url'), base)
  const persons = readPersons(channel, base)
  const funding = readFunding(channel, base)
  return {
    title: plain(firstText(channel, 'title', 'atom:title', 'itunes:title'), MOST.title),
    description: plain(
      firstText(channel, 'description', 'itunes:summary', 'atom:subtitle', 'itunes:subtitle'),
      MOST.description,
    ),
    ...(author && { author }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(link !== undefined && { link }),
    ...(language &&
      language.length <= 100 &&
      /^[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*$/i.test(language) && { language: language.replaceAll('_', '-') }),
    ...(guid !== undefined && guid.length <= MOST.guid && { guid }),
    ...(newFeedUrl !== undefined && newFeedUrl !== base && { newFeedUrl }),
    ...(firstText(channel, 'itunes:type')?.toLowerCase() === 'serial' && { serial: true as const }),
    ...(isExplicit(channel) && { explicit: true as const }),
    ...(persons.length > 0 && { persons }),
    ...(funding.length > 0 && { funding }),
  }
}

/** `editor@example.com (A Name)` is how RSS writes an editor: only the name is for showing. */
function readAuthor(channel: XmlElement): string {
  const person = childrenNamed(channel, 'atom:author')[0]
  const name = firstText(channel, 'itunes:author', 'dc:creator') ?? (person && firstText(person, 'atom:name'))
  if (name !== undefined) return plain(name, MOST.author)
  const editor = (firstText(channel, 'managingeditor') ?? '').slice(0, MOST.author)
  const named = /^[^\s@]+@\S+\s+\((.*)\)$/.exec(editor)?.[1]
  return toPlainText(named ?? (editor.includes('@') ? '' : editor))
}

function readFunding(channel: XmlElement, base: string | undefined): Funding[] {
  return childrenNamed(channel, 'podcast:funding')
    .slice(0, MOST.funding)
    .flatMap((element) => {
      const url = resolveHttpUrl(element.attributes.get('url'), base)
      return url === undefined ? [] : [{ url, words: plain(innerText(element), MOST.fundingWords) }]
    })
}
