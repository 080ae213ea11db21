/**
 * Finds the notes of an episode, as HTML. What comes out is as the feed has it: nobody may put it into a page before it was
 * sanitised.
 */
import { childrenNamed, innerText, type XmlElement } from './xml-tree.ts'

const NOTES = ['content:encoded', 'atom:content', 'description', 'itunes:summary', 'atom:summary']
const SUMMARIES = ['description', 'itunes:summary', 'atom:summary', 'itunes:subtitle']

/** @returns the longest the feed has to say about it, or `undefined` */
export const readNotes = (item: XmlElement) => firstHtml(item, NOTES)

/** @returns what the feed says in short, or `undefined` */
export const readSummary = (item: XmlElement) => firstHtml(item, SUMMARIES)

function firstHtml(item: XmlElement, names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const element of childrenNamed(item, name)) {
      const html = readHtml(element).trim()
      if (html !== '') return html
    }
  }
  return undefined
}

/** Atom says by `type` what its text is. */
function readHtml(element: XmlElement): string {
  if (!element.name.startsWith('atom:')) return innerText(element)
  const type = element.attributes.get('type')?.trim().toLowerCase()
  if (type === 'xhtml') return writeChildren(element)
  return type === undefined || type === 'text' ? escapeHtml(innerText(element)) : innerText(element)
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A name that XML doesn't know (`&nbsp;`) was left in the text: it is one of HTML's. */
const escapeText = (text: string) => escapeHtml(text).replace(/&amp;([a-zA-Z][a-zA-Z\d]{1,30};)/g, '&$1')
const escapeAttribute = (text: string) => escapeText(text).replaceAll('"', '&quot;')

/** Elements that HTML never closes. */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/** XHTML is written anew: `<p/>` is an empty paragraph there, and the beginning of one in HTML. */
function writeChildren(element: XmlElement): string {
  let out = ''
  for (const child of element.children) {
    if (typeof child === 'string') {
      out += escapeText(child)
      continue
    }
    const name = child.rawName.slice(child.rawName.lastIndexOf(':') + 1)
    out += `<${name}`
    for (const [key, value] of child.attributes) out += ` ${key}="${escapeAttribute(value)}"`
    out += VOID.has(name.toLowerCase()) ? '>' : `>${writeChildren(child)}</${name}>`
  }
  return out
}
