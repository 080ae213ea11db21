/**
 * Chooses the one media file of an item, from `<enclosure>`, Atom's `<link rel="enclosure">` or, failing both,
 * `media:content`.
 */

import { mimeEssence } from './mime-type.ts'
import { p2pOf, parseLength, readAlternates } from './p2p.ts'
import type { Enclosure } from './types.ts'
import { mediaTypeOfUrl, resolveHttpUrl } from './urls.ts'
import { childrenNamed, type XmlElement } from './xml-tree.ts'

export interface ChosenEnclosure {
  readonly enclosure: Enclosure
  /** The element it was read from. */
  readonly element: XmlElement
}

const isMedia = (type: string) => /^(?:audio|video)\//.test(type)
const isPage = (type: string) => type === 'text/html' || type === 'application/xhtml+xml'

/** Pages about a file, which some feeds give as the file itself. */
const PAGE_URL = /\.x?html?$|^\/details\/[^/]+\/?$/i
const PAGE_PATH_HOSTS = new Set(['archive.org', 'www.archive.org'])

/** @returns true where the declared type or the address says that this is a web page, not a file to play. */
export function looksLikePage(enclosure: Enclosure): boolean {
  if (isPage(enclosure.type)) return true
  const { hostname, pathname } = new URL(enclosure.url)
  return PAGE_URL.test(pathname) && (/\.x?html?$/i.test(pathname) || PAGE_PATH_HOSTS.has(hostname))
}

function candidates(item: XmlElement): XmlElement[] {
  const links = childrenNamed(item, 'atom:link').filter(
    (link) => link.attributes.get('rel')?.trim().toLowerCase() === 'enclosure',
  )
  const own = [...childrenNamed(item, 'enclosure'), ...links]
  return own.length > 0 ? own : childrenNamed(item, 'media:content')
}

/** @returns the first media file of the item, or its first enclosure of any type; `undefined` where it has none. */
export function chooseEnclosure(item: XmlElement, base: string | undefined): ChosenEnclosure | undefined {
  const found: ChosenEnclosure[] = []
  const alternates = readAlternates(item, base)
  for (const element of candidates(item)) {
    const url = resolveHttpUrl(element.attributes.get('url') ?? element.attributes.get('href'), base)
    if (url === undefined) continue
    const declared = mimeEssence(element.attributes.get('type') ?? '')
    const type = declared.includes('/') ? declared : (mediaTypeOfUrl(url) ?? 'application/octet-stream')
    const p2p = p2pOf(url, alternates)
    const declaredLength = element.attributes.get('length') ?? element.attributes.get('filesize')
    // Publishing measured the file; feeds often guess.
    const lengthBytes = p2p.lengthBytes ?? parseLength(declaredLength)
    const lengthMeasured = p2p.lengthBytes !== undefined && p2p.infoHash !== undefined
    const enclosure: Enclosure = {
      url,
      type,
      ...p2p,
      ...(lengthBytes !== undefined && { lengthBytes }),
      ...(lengthMeasured && { lengthMeasured }),
    }
    if (isMedia(type)) return { enclosure, element }
    found.push({ enclosure, element })
  }
  return found[0]
}
