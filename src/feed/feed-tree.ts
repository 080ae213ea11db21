/**
 * Finds the show and its items in a document: RSS 2.0 or Atom 1.0. Shared by the reader (rss.ts) and by publish, which
 * edits the very items that the reader sees.
 */
import { FeedError } from './feed-error.ts'
import { childrenNamed, readXml, type XmlElement } from './xml-tree.ts'

export interface FeedTree {
  readonly root: XmlElement
  /** `<channel>` or `<feed>`: what holds the show's own fields. */
  readonly channel: XmlElement
  /** In document order. */
  readonly items: readonly XmlElement[]
}

/** 64 million UTF-16 units: some forty times the largest feed seen. */
const MAX_LENGTH = 64 * 1024 * 1024

/** @throws {FeedError} where the text is empty, larger than 64 Mi units, or neither RSS nor Atom. */
export function readFeedTree(xml: string): FeedTree {
  if (xml.length > MAX_LENGTH) throw new FeedError('too-large', 'The feed is larger than 64 MB: it was not read.')
  if (xml.trim() === '') throw new FeedError('empty', 'The feed is empty.')
  const roots = readXml(xml)
  const feed = roots.find((element) => element.name === 'atom:feed')
  if (feed) return { root: feed, channel: feed, items: childrenNamed(feed, 'atom:entry') }
  for (const root of roots) {
    const channel = root.name === 'rss' ? childrenNamed(root, 'channel')[0] : undefined
    // RSS 1.0 put the items beside the channel, and some RSS 2.0 generators still do.
    if (channel) return { root, channel, items: [...childrenNamed(channel, 'item'), ...childrenNamed(root, 'item')] }
  }
  throw new FeedError('not-a-feed', notAFeedWords(xml, roots))
}

function notAFeedWords(xml: string, roots: readonly XmlElement[]): string {
  const root = roots[0]?.rawName.toLowerCase()
  if (root === 'html' || /^\s*<!doctype html/i.test(xml)) return 'This is a web page, not a podcast feed.'
  if (root === 'rss') return 'This RSS document has no channel: there is no show in it.'
  if (root === undefined) return 'This is not a podcast feed: it is no XML.'
  return 'This is not a podcast feed: it is neither RSS nor Atom.'
}
