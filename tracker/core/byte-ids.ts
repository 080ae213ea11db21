/**
 * Ids as the tracker keeps them: the UTF-8 of the wire's 20 characters, a character for each byte, 20 to 40 of them.
 *
 * It reads frames without decoding them (`read-frame.ts`), only compares and repeats ids, and writes them as they are. Pure.
 */
import { hexToBinaryString, type IdForm } from '../../src/shared/ids.ts'
import { utf8Bytes } from './utf8-bytes.ts'

const ID_CHARACTERS = 20

/** Whether these bytes are the UTF-8 of 20 characters up to U+00FF: those from U+0080 are two bytes, C2 or C3 and another. */
function isId(bytes: unknown): bytes is string {
  if (typeof bytes !== 'string') return false
  let characters = 0
  for (let i = 0; i < bytes.length; i++, characters++) {
    const byte = bytes.charCodeAt(i)
    if (byte < 0x80) continue
    i += 1
    const next = bytes.charCodeAt(i)
    // Past the end it is NaN, and in neither range.
    if ((byte !== 0xc2 && byte !== 0xc3) || !(next >= 0x80 && next <= 0xbf)) return false
  }
  return characters === ID_CHARACTERS
}

/** For JSON that was read as bytes. */
export const BYTE_IDS: IdForm = { read: (value) => (isId(value) ? value : undefined), write: (id) => id }

/** For JSON that was decoded: what it hands out is the same. */
export const DECODED_IDS: IdForm = {
  read(value) {
    if (typeof value !== 'string' || value.length !== ID_CHARACTERS) return undefined
    const bytes = utf8Bytes(value)
    return isId(bytes) ? bytes : undefined
  },
  write: (id) => id,
}

/** @returns the id's bytes, from hex. */
export const bytesOfHex = (hex: string): string => utf8Bytes(hexToBinaryString(hex))
