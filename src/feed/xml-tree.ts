/**
 * The small tree that feeds are read from: elements with canonical names (xml-names.ts), made by xml-reader.ts.
 */

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
  /** False where the end tag is missing and the reader closed the element by itself. */
  readonly closed: boolean
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
