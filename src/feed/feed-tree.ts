/**
 * Finds the show and its items in a whole document, for publish, which edits the very items that the reader
 * (feed-reader.ts) sees.
 */
import { FeedError } from './feed-error.ts'
import { findFeed, isItem, notAFeedWords } from './feed-shape.ts'
import { readXml } from './xml-reader.ts'
import type { XmlElement } from './xml-tree.ts'

export interface FeedTree {
  readonly root: XmlElement
  /** `<channel>` or `<feed>`: what holds the show's own fields. */
  readonly channel: XmlElement
  /** In document order. */
  readonly items: readonly XmlElement[]
}

/** 64 million UTF-16 units: some forty times the largest feed seen. */
export const MAX_FEED_LENGTH = 64 * 1024 * 1024

/** @throws {FeedError} where the text is empty, larger than 64 Mi units, or neither RSS nor Atom. */
export function readFeedTree(xml: string): FeedTree {
  if (xml.length > MAX_FEED_LENGTH) throw new FeedError('too-large', 'The feed is larger than 64 MB: it was not read.')
  if (xml.trim() === '') throw new FeedError('empty', 'The feed is empty.')
  const roots = readXml(xml)
  const items = roots.flatMap(itemsIn)
  const feed = findFeed(roots, items.length)
  if (feed === undefined) throw new FeedError('not-a-feed', notAFeedWords(xml.slice(0, 2_000), roots))
  return { ...feed, items }
}

/** Items are children of the root, or of a channel, wherever that is. */
function itemsIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return []
    return isItem(child) ? [child] : itemsIn(child)
  })
}
