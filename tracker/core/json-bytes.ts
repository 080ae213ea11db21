/**
 * JSON as the bytes that travel: UTF-8 in a string, a character for each byte. What goes out is then put together by concatenation,
 * and no transport has to encode it. Pure.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
const ASCII = /^[\x00-\x7f]*$/

/** @param text Well-formed, as `JSON.stringify` makes it (it escapes lone surrogates). @returns its UTF-8. */
export function utf8Bytes(text: string): string {
  if (ASCII.test(text)) return text
  let bytes = ''
  for (const char of text) bytes += bytesOf(char.codePointAt(0) as number)
  return bytes
}

/** RFC 3629, section 3. */
function bytesOf(point: number): string {
  if (point < 0x80) return String.fromCharCode(point)
  const tail = (shift: number) => 0x80 | ((point >> shift) & 0x3f)
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), tail(0))
  if (point < 0x1_0000) return String.fromCharCode(0xe0 | (point >> 12), tail(6), tail(0))
  return String.fromCharCode(0xf0 | (point >> 18), tail(12), tail(6), tail(0))
}

/** Of each character of an id, within a JSON string. */
const ID_CHARACTERS = Array.from({ length: 256 }, (_, unit) =>
  utf8Bytes(JSON.stringify(String.fromCharCode(unit)).slice(1, -1)),
)

/** @param id In the wire's form: 20 characters up to U+00FF. @returns it as a JSON string, quotes and all. */
export function idToken(id: string): string {
  let token = '"'
  for (let i = 0; i < id.length; i++) token += ID_CHARACTERS[id.charCodeAt(i)]
  return `${token}"`
}

export function textToken(text: string): string {
  return utf8Bytes(JSON.stringify(text))
}
