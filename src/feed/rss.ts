/**
 * Reads a podcast feed into a show: RSS 2.0 or Atom 1.0 with the iTunes and Podcasting 2.0 vocabularies.
 *
 * Pure and total but for {@link FeedError}: no DOM, no network, no clock, so that it runs in a page, a worker and Node.
 * It keeps what it understands and says the rest in `warnings`; it never guesses P2P data (see p2p.ts).
 */
import { readFeedTree } from './feed-tree.ts'
import { type ItemContext, readImage, readItem, readLink } from './item.ts'
import { toPlainText } from './plain-text.ts'
import type { Episode, Show } from './types.ts'
import { resolveHttpUrl } from './urls.ts'
import { childrenNamed, firstText, type XmlElement } from './xml-tree.ts'

const MAX_WARNINGS = 50

/**
 * @param xml the document, decoded; a byte order mark, blank first lines and missing end tags are overlooked
 * @param feedUrl where it was read from; relative URLs are resolved against it
 * @returns the show; `episodes` are the feed's items in the feed's order, one for each
 * @throws {FeedError} where the text holds no feed at all
 */
export function parseShow(xml: string, feedUrl: string): Show {
  const { root, channel, items } = readFeedTree(xml)
  const base = resolveHttpUrl(feedUrl, undefined)
  const warnings: string[] = []
  let unsaid = 0
  const context: ItemContext = {
    source: xml,
    base,
    warn: (words) => {
      if (warnings.length < MAX_WARNINGS) warnings.push(words)
      else unsaid++
    },
  }
  if (!root.closed) context.warn('The feed ends in the middle: its last episodes may be missing.')
  const titleText = toPlainText(firstText(channel, 'title', 'atom:title', 'itunes:title') ?? '')
  if (titleText === '') context.warn('The show has no title.')
  const episodes = withUniqueGuids(
    items.map((item, index) => readItem(item, index + 1, context)),
    context,
  )
  if (episodes.length === 0) context.warn('The feed has no episodes.')
  if (unsaid > 0) warnings.push(`${unsaid} more like these.`)

  const author = readAuthor(channel)
  const imageUrl = readImage(channel, base) ?? resolveHttpUrl(firstText(channel, 'atom:logo', 'atom:icon'), base)
  const link = readLink(channel, base)
  const language = firstText(channel, 'language', 'dc:language') ?? root.attributes.get('xml:lang')
  return {
    title: titleText || 'Untitled show',
    description: toPlainText(
      firstText(channel, 'description', 'itunes:summary', 'atom:subtitle', 'itunes:subtitle') ?? '',
    ),
    ...(author && { author }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(link !== undefined && { link }),
    ...(language &&
      /^[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*$/i.test(language) && { language: language.replaceAll('_', '-') }),
    episodes,
    warnings,
  }
}

/** `editor@example.com (A Name)` is how RSS writes an editor: only the name is for showing. */
function readAuthor(channel: XmlElement): string {
  const person = childrenNamed(channel, 'atom:author')[0]
  const name = firstText(channel, 'itunes:author', 'dc:creator') ?? (person && firstText(person, 'atom:name'))
  if (name !== undefined) return toPlainText(name)
  const editor = firstText(channel, 'managingeditor') ?? ''
  return toPlainText(/^\S+@\S+\s+\((.*)\)$/.exec(editor)?.[1] ?? (editor.includes('@') ? '' : editor))
}

/** The player tells episodes apart by guid, so one that comes twice gets its number added. */
function withUniqueGuids(episodes: readonly Episode[], context: ItemContext): Episode[] {
  const seen = new Set<string>()
  return episodes.map((episode) => {
    let guid = episode.guid
    for (let copy = 2; seen.has(guid); copy++) guid = `${episode.guid}#${copy}`
    seen.add(guid)
    if (guid === episode.guid) return episode
    context.warn(`“${episode.title}” has the same guid as another episode.`)
    return { ...episode, guid }
  })
}
