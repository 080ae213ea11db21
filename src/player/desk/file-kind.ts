/** Which file somebody chose, by what is in it: names and types are often wrong. Pure. */

/** @param text the file's beginning will do @returns `everything` for JSON, which only we write; else a list of shows. */
export function fileKind(text: string): 'everything' | 'opml' {
  return /^[\s\ufeff]*[[{]/.test(text.slice(0, 1000)) ? 'everything' : 'opml'
}
