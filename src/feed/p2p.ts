/**
 * Finds the P2P data of an enclosure: the `podcast:alternateEnclosure` that describes the very same file.
 *
 * Never takes another rendition's (its bytes would fail every hash), so "same" means: one of its sources is the
 * enclosure's own URL. See the Podcasting 2.0 namespace, alternateEnclosure, source, integrity.
 */
import { type InfoHash, parseInfoHash } from '../shared/ids.ts'
import { parseTrackerUrl, resolveHttpUrl } from './urls.ts'
import { childrenNamed, type XmlElement } from './xml-tree.ts'

export interface Magnet {
  readonly infoHash: InfoHash
  /** `tr`: WebSocket trackers only, as a browser can reach no other kind. */
  readonly trackers: readonly string[]
}

export interface P2pData {
  readonly torrentUrl?: string
  readonly infoHash?: InfoHash
  readonly trackers: readonly string[]
  readonly integrity?: string
  readonly lengthBytes?: number
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** BEP 9: `btih` is 40 hex digits, or 32 of base32 in older links. */
function parseBtih(text: string): InfoHash | undefined {
  if (text.length !== 32) return parseInfoHash(text)
  let bits = ''
  for (const char of text.toLowerCase()) {
    const value = BASE32.indexOf(char)
    if (value < 0) return undefined
    bits += value.toString(2).padStart(5, '0')
  }
  const digits = bits.match(/.{4}/g) ?? []
  return parseInfoHash(digits.map((digit) => Number.parseInt(digit, 2).toString(16)).join(''))
}

/** @returns what a magnet link (BEP 9) says, or `undefined` where it names no BitTorrent v1 info hash. */
export function parseMagnet(uri: string): Magnet | undefined {
  const match = /^magnet:\?(.*)$/is.exec(uri.trim())
  if (!match) return undefined
  let infoHash: InfoHash | undefined
  const trackers = new Set<string>()
  for (const [key, value] of new URLSearchParams(match[1])) {
    if (/^xt(?:\.\d+)?$/.test(key)) infoHash ??= parseBtih(/^urn:btih:(\w+)$/i.exec(value)?.[1] ?? '')
    if (!/^tr(?:\.\d+)?$/.test(key)) continue
    const tracker = parseTrackerUrl(value)
    if (tracker !== undefined) trackers.add(tracker)
  }
  return infoHash === undefined ? undefined : { infoHash, trackers: [...trackers] }
}

/** @returns whole bytes above 0, or `undefined`: feeds write 0 or 1 for "unknown". */
export function parseLength(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? ''
  const value = /^\d{1,16}$/.test(trimmed) ? Number(trimmed) : 0
  return value > 1 && Number.isSafeInteger(value) ? value : undefined
}

/** What one `podcast:alternateEnclosure` says, and of which files. */
export interface Alternate {
  readonly urls: ReadonlySet<string>
  readonly data: P2pData
}

/** Far beyond feeds in use: the worst seen has 7 alternates with 13 sources. */
const MOST_ALTERNATES = 100
const MOST_SOURCES = 100

function readAlternate(element: XmlElement, base: string | undefined): Alternate {
  const urls = new Set<string>()
  let torrentUrl: string | undefined
  let magnet: Magnet | undefined
  for (const source of childrenNamed(element, 'podcast:source').slice(0, MOST_SOURCES)) {
    const uri = source.attributes.get('uri') ?? ''
    magnet ??= parseMagnet(uri)
    const url = resolveHttpUrl(uri, base)
    if (url === undefined) continue
    const contentType = source.attributes.get('contenttype')?.trim().toLowerCase()
    if (contentType === 'application/x-bittorrent') torrentUrl ??= url
    else urls.add(url)
  }
  const sri = childrenNamed(element, 'podcast:integrity').find(
    (integrity) => integrity.attributes.get('type')?.trim().toLowerCase() === 'sri',
  )
  const integrity = sri?.attributes.get('value')?.trim()
  const lengthBytes = parseLength(element.attributes.get('length'))
  const data: P2pData = {
    ...(torrentUrl !== undefined && { torrentUrl }),
    ...(magnet && { infoHash: magnet.infoHash }),
    trackers: magnet?.trackers ?? [],
    ...(integrity && /^sha(?:256|384|512)-[a-z0-9+/]+={0,2}$/i.test(integrity) && { integrity }),
    ...(lengthBytes !== undefined && { lengthBytes }),
  }
  return { urls, data }
}

/** @returns the alternates of an `<item>` or `<entry>`, in the feed's order */
export function readAlternates(item: XmlElement, base: string | undefined): Alternate[] {
  return childrenNamed(item, 'podcast:alternateenclosure')
    .slice(0, MOST_ALTERNATES)
    .map((element) => readAlternate(element, base))
}

/**
 * @param enclosureUrl absolute
 * @returns the data for that file; where several alternates describe it, the one that says most.
 */
export function p2pOf(enclosureUrl: string, alternates: readonly Alternate[]): P2pData {
  let best: P2pData = { trackers: [] }
  for (const { urls, data } of alternates) {
    if (urls.has(enclosureUrl) && weight(data) > weight(best)) best = data
  }
  return best
}

const weight = (data: P2pData) => (data.infoHash ? 4 : 0) + (data.torrentUrl ? 2 : 0) + (data.integrity ? 1 : 0)
