/**
 * UTF-8 in a string, a character for each byte: what goes out is put together by concatenation, and no transport has to encode it.
 * Pure.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
const ASCII = /^[\x00-\x7f]*$/

/** @param text Well-formed: without lone surrogates, as `JSON.stringify` makes it. @returns its UTF-8. */
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

/** @param bytes Valid UTF-8: the transport has seen to that. */
export function textOfBytes(bytes: string): string {
  const octets = new Uint8Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) octets[i] = bytes.charCodeAt(i)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets)
}
