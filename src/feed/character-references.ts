/**
 * Decodes character references. Once, and nothing else: what a DTD declares is never looked at, so that nothing can grow.
 */
import { namedCharacter } from './html-entities.ts'

const XML_REFERENCE = /&(?:#(\d{1,10})|#[xX]([\da-fA-F]{1,8})|(amp|lt|gt|quot|apos));/g
const HTML_REFERENCE = /&(?:#(\d{1,10})|#[xX]([\da-fA-F]{1,8})|([a-zA-Z][a-zA-Z\d]{1,8}))(;|(?![a-zA-Z\d=]))/g
const XML_NAMES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** What the numbers 128 to 159 mean in Windows-1252: whoever writes them means these, as HTML says. `\0`: none. */
const WINDOWS_1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'

function characterOf(code: number): string {
  const windows = code >= 0x80 && code <= 0x9f ? WINDOWS_1252[code - 0x80] : undefined
  if (windows !== undefined && windows !== '\0') return windows
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : '\ufffd'
}

const numbered = (decimal: string | undefined, hex: string | undefined) =>
  decimal !== undefined ? characterOf(Number(decimal)) : characterOf(Number.parseInt(hex ?? '', 16))

/** @returns `text` with the five names of XML and all numbers decoded; `&nbsp;` and other names stay as written. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(XML_REFERENCE, (_, decimal?: string, hex?: string, name?: string) =>
    name === undefined ? numbered(decimal, hex) : (XML_NAMES[name] ?? ''),
  )
}

/** @returns `text` with the names that feeds use (html-entities.ts) and all numbers decoded; other names stay as written. */
export function decodeHtml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(HTML_REFERENCE, (all: string, decimal?: string, hex?: string, name?: string, end?: string) =>
    name === undefined ? numbered(decimal, hex) : (namedCharacter(name, end === ';') ?? all),
  )
}
