/**
 * One unfragmented, unmasked text frame (RFC 6455, section 5.2) as a string of bytes: character n is byte n.
 *
 * Node writes such a string to a socket (`latin1`) from the stack, in one piece with its header, which costs less than a buffer
 * for each. Pure.
 */

const FINAL_TEXT = '\x81'

/** @param bytes UTF-8. */
export function textFrame(bytes: string): string {
  const { length } = bytes
  if (length < 126) return FINAL_TEXT + String.fromCharCode(length) + bytes
  if (length < 0x1_0000) return FINAL_TEXT + String.fromCharCode(126, length >>> 8, length & 0xff) + bytes
  const lengthBytes = [0, 0, 0, 0, length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff]
  return FINAL_TEXT + String.fromCharCode(127, ...lengthBytes) + bytes
}
