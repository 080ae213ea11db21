/** Reads the fields that a show and its items have alike. */
import { resolveHttpUrl } from './urls.ts'
import { childrenNamed, firstText, innerText, type XmlElement } from './xml-tree.ts'

/** @returns the absolute URL of the page an item or show is about: RSS `<link>`, Atom `<link rel="alternate">`. */
export function readLink(element: XmlElement, base: string | undefined): string | undefined {
  const plain = resolveHttpUrl(firstText(element, 'link'), base)
  if (plain !== undefined) return plain
  const alternate = childrenNamed(element, 'atom:link').find(
    (link) => (link.attributes.get('rel') ?? 'alternate').trim().toLowerCase() === 'alternate',
  )
  return resolveHttpUrl(alternate?.attributes.get('href'), base)
}

/** @returns the absolute URL of the cover that an item or show names. */
export function readImage(element: XmlElement, base: string | undefined): string | undefined {
  for (const name of ['itunes:image', 'podcast:image', 'media:thumbnail']) {
    for (const image of childrenNamed(element, name)) {
      const url = resolveHttpUrl(image.attributes.get('href') ?? image.attributes.get('url') ?? innerText(image), base)
      if (url !== undefined) return url
    }
  }
  for (const image of childrenNamed(element, 'image')) {
    const url = resolveHttpUrl(firstText(image, 'url'), base)
    if (url !== undefined) return url
  }
  return undefined
}

/** @returns true where the feed says so (`yes`, `true`, `explicit`) of an item or show. */
export function isExplicit(element: XmlElement): boolean {
  return /^(?:yes|true|explicit)$/i.test(firstText(element, 'itunes:explicit') ?? '')
}
