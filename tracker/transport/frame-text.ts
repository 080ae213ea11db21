/**
 * Text as it goes out: JSON in ASCII, so that a character is a byte and no transport has to encode anything. Pure.
 *
 * Everything else is written as JSON's `\uXXXX`, which every reader of JSON understands (RFC 8259, section 7).
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
const ASCII = /^[\x00-\x7f]*$/

/** @param json What `JSON.stringify` made. */
export function asciiJson(json: string): string {
  return ASCII.test(json) ? json : json.replace(/[^\x20-\x7e]/g, escapeUnit)
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
