/** Cuts text to a length. Imports nothing: it is on the way to the first sound (file-fields.ts). */

/** @returns the first `length` UTF-16 units of `text`, or one less: half of a surrogate pair is no character. */
export function cutAt(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}

/** @returns at most `maxLength` units, marked with an ellipsis where anything was cut. */
export function cutWithEllipsis(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${cutAt(text, maxLength - 1)}…`
}
