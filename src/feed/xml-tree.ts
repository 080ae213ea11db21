/**
 * Reads XML into a small tree with canonical names, tolerant of what real feeds get wrong.
 *
 * Decides which vocabulary a name belongs to, by namespace URI first and by its usual prefix where a feed forgot to
 * declare one. Never throws, never resolves a DTD or an external entity, never recurses on the input's depth. Keeps the
 * offsets of every element, so that publish can edit a feed without writing the rest of it anew.
 */
import { Parser } from 'htmlparser2'

export interface XmlElement {
  /** Lower case: `title` (RSS), `atom:link`, `itunes:image`, `podcast:source`; `{uri}name` in a foreign vocabulary. */
  readonly name: string
  /** The name as it is written in the document. */
  readonly rawName: string
  /** Keys in lower case, as written; the first of two that differ only in case. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
  readonly parent: XmlElement | undefined
  /** Offsets into the source, in UTF-16 units: `<name …>` is [start, innerStart), its end tag is [innerEnd, end). */
  readonly start: number
  readonly innerStart: number
  readonly innerEnd: number
  readonly end: number
  /** False where the end tag is missing and the parser closed the element by itself. */
  readonly closed: boolean
}

type Building = { -readonly [K in keyof XmlElement]: XmlElement[K] } & {
  children: (XmlElement | string)[]
  namespaces: ReadonlyMap<string, string>
}

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
])
const KNOWN_PREFIXES = new Set(['itunes', 'podcast', 'atom', 'content', 'dc', 'media', 'psc'])

/** Deeper than any feed; what lies deeper is dropped, so that later walks of the tree can't overflow the stack. */
const MAX_DEPTH = 100

/** @returns the canonical prefix a namespace URI stands for, or `undefined` for a foreign one. */
export function prefixOfNamespace(uri: string): string | undefined {
  return PREFIX_BY_URI.get(uri.trim().toLowerCase().replace(/\/$/, ''))
}

function canonicalName(rawName: string, namespaces: ReadonlyMap<string, string>): string {
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

function namespacesOf(attributes: ReadonlyMap<string, string>, outer: ReadonlyMap<string, string>) {
  let own: Map<string, string> | undefined
  for (const [name, value] of attributes) {
    const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined
    if (prefix === undefined) continue
    own ??= new Map(outer)
    own.set(prefix, value)
  }
  return own ?? outer
}

/** An `<rss>` or `<feed>` that declares a wrong default namespace, or none, still means RSS or Atom. */
function rootNamespaces(rawName: string, namespaces: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const lower = rawName.toLowerCase()
  if (lower === 'rss') return new Map(namespaces).set('', '')
  return lower === 'feed' ? new Map(namespaces).set('', ATOM_NAMESPACE) : namespaces
}

/** @returns the document's top-level elements, in order; for a well-formed document exactly one. */
export function readXml(source: string): readonly XmlElement[] {
  const roots: Building[] = []
  const stack: Building[] = []
  let tooDeep = 0
  const parser = new Parser(
    {
      onopentag(rawName, rawAttributes) {
        if (stack.length >= MAX_DEPTH) {
          tooDeep++
          return
        }
        const attributes = new Map<string, string>()
        for (const [key, value] of Object.entries(rawAttributes)) {
          const lower = key.toLowerCase()
          if (!attributes.has(lower)) attributes.set(lower, value)
        }
        const parent = stack.at(-1)
        const namespaces = parent
          ? namespacesOf(attributes, parent.namespaces)
          : rootNamespaces(rawName, namespacesOf(attributes, new Map()))
        const innerStart = parser.endIndex + 1
        const element: Building = {
          name: canonicalName(rawName, namespaces),
          rawName,
          attributes,
          children: [],
          parent,
          // After a processing instruction the parser's start is one short of the tag.
          start: Math.max(source.indexOf('<', parser.startIndex), 0),
          innerStart,
          innerEnd: innerStart,
          end: innerStart,
          closed: false,
          namespaces,
        }
        if (parent) parent.children.push(element)
        else roots.push(element)
        stack.push(element)
      },
      ontext(text) {
        if (tooDeep === 0) stack.at(-1)?.children.push(text)
      },
      onclosetag(_rawName, implied) {
        if (tooDeep > 0) {
          tooDeep--
          return
        }
        const element = stack.pop()
        if (element === undefined) return
        const selfClosing = implied && parser.endIndex + 1 === element.innerStart
        element.closed = !implied || selfClosing
        if (selfClosing) return
        // An implied end lies where the outer end tag (or the document's end) is.
        element.innerEnd = Math.min(Math.max(parser.startIndex, element.innerStart), source.length)
        element.end = implied ? element.innerEnd : parser.endIndex + 1
      },
    },
    { xmlMode: true },
  )
  parser.write(source)
  parser.end()
  return roots
}

/** @returns the child elements with that canonical name. */
export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name)
}

/** All text inside, tags left out, entities decoded once, as XML means it. */
export function innerText(element: XmlElement): string {
  let out = ''
  for (const child of element.children) out += typeof child === 'string' ? child : innerText(child)
  return out
}

/** @returns the text of the first child of one of these names (in the order asked) that has any, trimmed. */
export function firstText(element: XmlElement, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const child of childrenNamed(element, name)) {
      const text = innerText(child).trim()
      if (text !== '') return text
    }
  }
  return undefined
}
