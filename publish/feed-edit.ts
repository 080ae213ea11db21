/**
 * Puts P2P data into a feed without writing the rest of it anew: finds the places, inserts text, leaves every other byte.
 *
 * Works on `FeedText.bytes`. It never re-serialises XML, so comments, CDATA, line ends, odd entities and mistakes of the
 * feed stay as they are.
 */
import { chooseEnclosure } from '../src/feed/enclosure.ts'
import { type FeedTree, readFeedTree } from '../src/feed/feed-tree.ts'
import { resolveHttpUrl } from '../src/feed/urls.ts'
import { PODCAST_NAMESPACE, prefixOfNamespace } from '../src/feed/xml-names.ts'
import { childrenNamed, type XmlElement } from '../src/feed/xml-tree.ts'
import { applyEdits, type Edit } from './feed-text.ts'
import { BLOCK_END, BLOCK_START, type PublishedMedia, writeBlock } from './p2p-block.ts'

/** Where an item's block stands, or would stand: [start, end) is empty where there is none yet. */
interface Place {
  readonly enclosure: XmlElement
  readonly start: number
  readonly end: number
}

function findPlace(bytes: string, item: XmlElement, base: string | undefined): Place | undefined {
  const enclosure = chooseEnclosure(item, base)?.element
  if (!enclosure) return undefined
  // Something that writes feeds anew may have put white space before our comment.
  const start = enclosure.end + (/^\s*/.exec(bytes.slice(enclosure.end, enclosure.end + 200))?.[0].length ?? 0)
  const close = bytes.startsWith(BLOCK_START, start) ? bytes.indexOf(BLOCK_END, start) : -1
  // A closing comment that is missing or beyond this item is not the end of our block.
  if (close < 0 || close >= item.end) return { enclosure, start: enclosure.end, end: enclosure.end }
  return { enclosure, start, end: close + BLOCK_END.length }
}

/** @returns for each item, whether it carries a block of ours. */
export function findPublished(bytes: string, base: string | undefined): boolean[] {
  return readFeedTree(bytes).items.map((item) => {
    const place = findPlace(bytes, item, base)
    return place !== undefined && place.end > place.start
  })
}

/** @returns `xmlns:` declarations of a start tag, prefixes as written. */
function declarations(bytes: string, element: XmlElement): Map<string, string> {
  const tag = bytes.slice(element.start, element.innerStart)
  const found = new Map<string, string>()
  for (const [, prefix = '', , uri = ''] of tag.matchAll(/\sxmlns:([^\s=]+)\s*=\s*(["'])(.*?)\2/gs))
    found.set(prefix, uri)
  return found
}

function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) {
    if (typeof child === 'string') continue
    yield child
    yield* descendants(child)
  }
}

/** @returns the prefix to write with, and the declaration to put into the root's tag where it lacks one. */
function choosePrefix(bytes: string, { root }: FeedTree): { prefix: string; declaration?: Edit } {
  const onRoot = declarations(bytes, root)
  const isPodcast = (uri: string) => prefixOfNamespace(uri) === 'podcast'
  const taken = new Set([...onRoot].filter(([, uri]) => !isPodcast(uri)).map(([prefix]) => prefix))
  for (const element of descendants(root)) {
    if (![...element.attributes.keys()].some((name) => name.startsWith('xmlns:'))) continue
    for (const [prefix, uri] of declarations(bytes, element)) if (!isPodcast(uri)) taken.add(prefix)
  }
  for (const [prefix, uri] of onRoot) if (isPodcast(uri) && !taken.has(prefix)) return { prefix }
  let prefix = 'podcast'
  for (let copy = 2; taken.has(prefix); copy++) prefix = `podcast${copy}`
  const at = root.start + 1 + root.rawName.length
  return { prefix, declaration: { start: at, end: at, text: ` xmlns:${prefix}="${PODCAST_NAMESPACE}"` } }
}

function hasForeignDefault(item: XmlElement, { start, end }: Place): boolean {
  return childrenNamed(item, 'podcast:alternateenclosure').some((element) => {
    const isOurs = element.start >= start && element.start < end
    return !isOurs && /^(?:true|1|yes)$/i.test(element.attributes.get('default')?.trim() ?? '')
  })
}

/**
 * @param media by item, in the feed's order; `undefined` leaves the item as it is, with or without a block of ours
 * @param base what the feed's relative URLs are resolved against
 */
export function insertBlocks(
  bytes: string,
  media: readonly (PublishedMedia | undefined)[],
  base: string | undefined,
): string {
  const tree = readFeedTree(bytes)
  const { prefix, declaration } = choosePrefix(bytes, tree)
  const edits: Edit[] = []
  for (const [index, item] of tree.items.entries()) {
    const published = media[index]
    const place = published && findPlace(bytes, item, base)
    if (!published || !place) continue
    const { enclosure } = place
    const before = bytes.slice(Math.max(0, enclosure.start - 200), enclosure.start)
    const [, newline = '', indent = ''] = /(\r?\n)([ \t]*)$/.exec(before) ?? []
    const writtenUrl = enclosure.attributes.get('url') ?? enclosure.attributes.get('href') ?? published.enclosureUrl
    const isDefault = !hasForeignDefault(item, place)
    const text = writeBlock(published, { prefix, newline, indent, isDefault, writtenUrl: writtenUrl.trim() })
    edits.push({ start: place.start, end: place.end, text })
  }
  if (declaration && edits.length > 0) edits.push(declaration)
  return applyEdits(bytes, edits)
}

/** @returns the folder of the feed's own address (`<atom:link rel="self">`), as written; `undefined` without one. */
export function selfFolder(bytes: string): string | undefined {
  const self = childrenNamed(readFeedTree(bytes).channel, 'atom:link').find(
    (link) => link.attributes.get('rel')?.trim().toLowerCase() === 'self',
  )
  const href =
    self?.attributes
      .get('href')
      ?.trim()
      .replace(/[?#].*$/s, '') ?? ''
  if (resolveHttpUrl(href, undefined) === undefined) return undefined
  const path = href.indexOf('/', href.indexOf('//') + 2)
  return path < 0 ? `${href}/` : href.slice(0, href.lastIndexOf('/') + 1)
}

/** @returns `bytes` with every URL that begins with `from` beginning with `to` instead; one inside another URL stays. */
export function moveUrls(bytes: string, from: string, to: string): string {
  const written = from.replaceAll('&', '&amp;').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return bytes.replace(new RegExp(`(?<![\\w/?=&%.+:@~-])${written}`, 'g'), () => escapeForXml(to))
}

const escapeForXml = (url: string) => url.replaceAll('&', '&amp;')
