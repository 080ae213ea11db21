/**
 * Decides which vocabulary a name belongs to: by namespace URI first, and by its usual prefix where a feed forgot to declare
 * one.
 */

export type Namespaces = ReadonlyMap<string, string>

export const PODCAST_NAMESPACE = 'https://podcastindex.org/namespace/1.0'
const ATOM_NAMESPACE = 'http://www.w3.org/2005/atom'

/** Canonical prefix by namespace URI (lower case, without a final slash). */
const PREFIX_BY_URI: ReadonlyMap<string, string> = new Map([
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  [PODCAST_NAMESPACE, 'podcast'],
  ['https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md', 'podcast'],
  [ATOM_NAMESPACE, 'atom'],
  ['http://purl.org/atom/ns#', 'atom'],
  ['http://purl.org/rss/1.0/modules/content', 'content'],
  ['http://purl.org/dc/elements/1.1', 'dc'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://podlove.org/simple-chapters', 'psc'],
  ['http://backend.userland.com/rss2', ''],
  ['http://blogs.law.harvard.edu/tech/rss', ''],
  ['http://purl.org/rss/1.0', ''],
])
const KNOWN_PREFIXES = new Set(['itunes', 'podcast', 'atom', 'content', 'dc', 'media', 'psc'])

/** More prefixes than any feed has: each element with a declaration copies them. */
const MOST_PREFIXES = 100

/** @returns the canonical prefix a namespace URI stands for, or `undefined` for a foreign one. */
export function prefixOfNamespace(uri: string): string | undefined {
  return PREFIX_BY_URI.get(uri.trim().toLowerCase().replace(/\/$/, ''))
}

/** @returns `title` (RSS), `atom:link`, `itunes:image`, in lower case; `{uri}name` in a foreign vocabulary. */
export function canonicalName(rawName: string, namespaces: Namespaces): string {
  const lower = rawName.toLowerCase()
  const colon = lower.indexOf(':')
  const prefix = colon < 0 ? '' : lower.slice(0, colon)
  const local = lower.slice(colon + 1)
  const uri = namespaces.get(prefix)
  if (uri === undefined || uri === '')
    return prefix === '' || KNOWN_PREFIXES.has(prefix) ? lower : `{${prefix}}${local}`
  const known = prefixOfNamespace(uri)
  if (known === undefined) return `{${uri}}${local}`
  return known === '' ? local : `${known}:${local}`
}

/** @returns what holds inside an element with these attributes. */
export function namespacesOf(attributes: ReadonlyMap<string, string>, outer: Namespaces): Namespaces {
  let own: Map<string, string> | undefined
  for (const [name, value] of attributes) {
    const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined
    if (prefix === undefined) continue
    own ??= new Map(outer)
    if (own.size < MOST_PREFIXES || own.has(prefix)) own.set(prefix, value)
  }
  return own ?? outer
}

/** An `<rss>` or `<feed>` that declares a wrong default namespace, or none, still means RSS or Atom. */
export function rootNamespaces(rawName: string, namespaces: Namespaces): Namespaces {
  const lower = rawName.toLowerCase()
  if (lower === 'rss') return new Map(namespaces).set('', '')
  return lower === 'feed' ? new Map(namespaces).set('', ATOM_NAMESPACE) : namespaces
}
