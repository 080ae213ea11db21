/**
 * Where in a document the show and its items stand: RSS 2.0, RSS 1.0 (items beside the channel, which some generators of
 * RSS 2.0 do as well) or Atom 1.0; and what of that is still believed where tags were damaged.
 */
import type { XmlElement } from './xml-tree.ts'

/** A root beside whose first children no channel stands is not searched on: nothing is looked for again and again. */
const LOOKED_AT = 50

function hasChannel({ children }: XmlElement): boolean {
  for (let index = 0; index < Math.min(children.length, LOOKED_AT); index++) {
    const child = children[index]
    if (typeof child === 'object' && child.name === 'channel') return true
  }
  return false
}

function isContainer(element: XmlElement): boolean {
  if (element.name === 'channel') return true
  return element.parent === undefined && (element.name === 'rss' || hasChannel(element))
}

/** @returns true where items are children of this element. */
export function holdsItems(element: XmlElement): boolean {
  return (element.name === 'atom:feed' && element.parent === undefined) || isContainer(element)
}

/** @returns true for what a listener calls an episode. */
export function isItem({ name, parent }: XmlElement): boolean {
  if (parent === undefined) return false
  if (name === 'atom:entry') return parent.name === 'atom:feed' && parent.parent === undefined
  return name === 'item' && isContainer(parent)
}

/** @returns how many of these open elements stay open when an element of that name begins; 0 where it is no item */
export function containerDepth(name: string, open: readonly XmlElement[]): number {
  if (name === 'atom:entry') return open[0]?.name === 'atom:feed' ? 1 : 0
  return name === 'item' ? open.findLastIndex(isContainer) + 1 : 0
}

/**
 * @param items how many were found: where there are any, a show without its `<channel>` tag still is one
 * @returns the first of these that is a feed, with what holds the show's own fields
 */
export function findFeed(
  roots: readonly XmlElement[],
  items: number,
): { root: XmlElement; channel: XmlElement } | undefined {
  const atom = roots.find((root) => root.name === 'atom:feed')
  if (atom) return { root: atom, channel: atom }
  const elementOf = (root: XmlElement, isWanted: (element: XmlElement) => boolean) =>
    root.children.find((child): child is XmlElement => typeof child === 'object' && isWanted(child))
  for (const root of roots) {
    const channel = elementOf(root, ({ name }) => name === 'channel')
    if (channel) return { root, channel }
  }
  const rss = items > 0 ? roots.find((root) => root.name === 'rss') : undefined
  const hasTitle = (element: XmlElement) => elementOf(element, ({ name }) => name === 'title') !== undefined
  return rss && { root: rss, channel: elementOf(rss, (child) => !isItem(child) && hasTitle(child)) ?? rss }
}

/** @returns why this can't be a feed, in words for people. @param start of the document */
export function notAFeedWords(start: string, roots: readonly XmlElement[]): string {
  const root = roots[0]?.rawName.toLowerCase()
  if (root === 'html' || /^\s{0,1000}<!doctype html/i.test(start)) return 'This is a web page, not a podcast feed.'
  if (root === 'rss') return 'This RSS document has no channel: there is no show in it.'
  if (root === undefined) return 'This is not a podcast feed: it is no XML.'
  return 'This is not a podcast feed: it is neither RSS nor Atom.'
}
