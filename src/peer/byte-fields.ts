/** Reads what stands in the heads of media files: names of letters, and numbers of several bytes, the highest first. Pure. */

/** @returns the bytes from `from` to before `to` as Latin-1 letters; fewer where the bytes end. */
export function lettersAt(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}

/** @param base 128 for ID3's lengths of seven bits a byte (ID3v2.4, section 6.2), else 256. */
export function numberAt(bytes: Uint8Array, from: number, to: number, base: 128 | 256): number {
  return bytes.subarray(from, to).reduce((sum, byte) => sum * base + (byte & (base - 1)), 0)
}
