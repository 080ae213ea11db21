/**
 * Branded identifiers: strings and numbers that must not be mixed up.
 *
 * Each has one parser, used where the value enters (wire, feed, storage); inside, the types are believed.
 */
declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

/** SHA-1 of a torrent's info dict, 40 lower-case hex digits (BEP 3). */
export type InfoHash = Branded<string, 'InfoHash'>
/** A peer's id, 20 bytes as 40 lower-case hex digits (BEP 20). */
export type PeerId = Branded<string, 'PeerId'>
/** Index of a piece in a torrent, from 0 (BEP 3). */
export type PieceIndex = Branded<number, 'PieceIndex'>

const HEX_40 = /^[0-9a-f]{40}$/

/** @returns the info hash, or `undefined` where `value` is not 40 hex digits (either case is taken). */
export function parseInfoHash(value: unknown): InfoHash | undefined {
  if (typeof value !== 'string') return undefined
  const lower = value.toLowerCase()
  return HEX_40.test(lower) ? (lower as InfoHash) : undefined
}

/** Names a number a piece index. The caller has checked its range. */
export function pieceIndex(value: number): PieceIndex {
  return value as PieceIndex
}

/**
 * How a reader of the wire hands out ids, and a writer takes them. Everywhere but in the tracker they are hex; the tracker only
 * compares and repeats ids, some hundred thousand a second, and has a form of its own (tracker/core/byte-ids.ts).
 */
export interface IdForm {
  /** @returns the id, or `undefined` where `value` is not 20 bytes as the wire carries them. */
  readonly read: (value: unknown) => string | undefined
  /** @returns the string that travels. */
  readonly write: (id: string) => string
}

/** 20 bytes as the tracker's wire carries them: one UTF-16 unit per byte (a "binary string"), from hex. */
export function hexToBinaryString(hex: string): string {
  let out = ''
  for (let i = 0; i < hex.length; i += 2) out += String.fromCharCode(Number.parseInt(hex.slice(i, i + 2), 16))
  return out
}

/** @returns hex for a 20-unit binary string, or `undefined` where it is not exactly 20 units of 0-255. */
export function binaryStringToHex(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length !== 20) return undefined
  let out = ''
  for (let i = 0; i < 20; i++) {
    const code = value.charCodeAt(i)
    if (code > 255) return undefined
    out += code.toString(16).padStart(2, '0')
  }
  return out
}

/** What the brands above promise. */
export const HEX_IDS: IdForm = { read: binaryStringToHex, write: hexToBinaryString }
