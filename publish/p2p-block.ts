/**
 * Writes what publish puts behind an `<enclosure>`: a `podcast:alternateEnclosure` for the same file over other ways.
 *
 * Two comments hold the block together, so that publishing again replaces it and nobody else's. ASCII only, whatever the
 * feed's encoding. See the Podcasting 2.0 namespace: alternateEnclosure, source, integrity.
 */
import type { InfoHash } from '../src/shared/ids.ts'

export const BLOCK_START = '<!--grapevine-->'
export const BLOCK_END = '<!--/grapevine-->'

export interface PublishedMedia {
  readonly infoHash: InfoHash
  /** File name, for people. */
  readonly name: string
  readonly lengthBytes: number
  /** `sha256-…` of the whole file. */
  readonly integrity: string
  readonly torrentUrl: string
  readonly enclosureUrl: string
  readonly type: string
  readonly trackers: readonly string[]
}

export interface BlockStyle {
  /** The prefix that stands for the podcast namespace here. */
  readonly prefix: string
  /** The feed's line end and the enclosure's indentation; both empty where the feed is one long line. */
  readonly newline: string
  readonly indent: string
  /** False where another alternate of the item says already that it is the default. */
  readonly isDefault: boolean
  /** The enclosure's URL as the feed writes it, in the feed's bytes. */
  readonly writtenUrl: string
}

/** @returns the magnet link (BEP 9), with the torrent file (`xs`) and the enclosure as web seed (`ws`, BEP 19). */
function magnetOf(media: PublishedMedia): string {
  const fields: [string, string][] = [
    ['dn', media.name],
    ...media.trackers.map((tracker): [string, string] => ['tr', tracker]),
    ['xs', media.torrentUrl],
    ['ws', media.enclosureUrl],
  ]
  const query = fields.map(([key, value]) => `&${key}=${encodeURIComponent(value)}`).join('')
  return `magnet:?xt=urn:btih:${media.infoHash}${query}`
}

export function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** @returns the block, from its first comment to its last. */
export function writeBlock(media: PublishedMedia, style: BlockStyle): string {
  const { prefix, newline, indent, isDefault, writtenUrl } = style
  const outer = newline + indent
  const inner = newline === '' ? '' : outer + (indent.includes('\t') ? '\t' : '  ')
  const attributes = [`type="${escapeAttribute(media.type)}"`, `length="${media.lengthBytes}"`]
  if (isDefault) attributes.push('default="true"')
  const source = (uri: string, more = '') => `${inner}<${prefix}:source uri="${escapeAttribute(uri)}"${more}/>`
  return [
    BLOCK_START,
    `${outer}<${prefix}:alternateEnclosure ${attributes.join(' ')}>`,
    source(writtenUrl),
    source(media.torrentUrl, ' contentType="application/x-bittorrent"'),
    source(magnetOf(media)),
    `${inner}<${prefix}:integrity type="sri" value="${media.integrity}"/>`,
    `${outer}</${prefix}:alternateEnclosure>`,
    `${outer}${BLOCK_END}`,
  ].join('')
}
