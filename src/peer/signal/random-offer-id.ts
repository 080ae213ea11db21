/** Names for offers: 120 random bits in twenty printable characters, since other bytes take up to six on the wire. Pure. */
import type { OfferId } from '../../shared/wire/tracker.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** @param fill overwrites the bytes with random ones, as `crypto.getRandomValues` does. */
export function randomOfferId(fill: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): OfferId {
  const bytes = fill(new Uint8Array(20))
  return Array.from(bytes, (byte) => LETTERS.charCodeAt(byte % 64).toString(16)).join('') as OfferId
}
