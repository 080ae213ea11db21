/**
 * Gives the torrent file's `info` to those who came with a magnet link alone (BEP 9, `ut_metadata`). It answers requests and asks
 * for nothing: we never come without the torrent file.
 *
 * A request of 30 bytes brings 16 KiB, so each connection gets no more than twice the whole, which is what a newcomer can need;
 * after that, and while nothing may be given, it is refused. Pure.
 */
import { bdecode } from '../bdecode.ts'

export const METADATA_EXTENSION = 'ut_metadata'
/** As BEP 9 cuts it. */
export const METADATA_PIECE_BYTES = 16 * 1024
/** A request is some 30 bytes; what is longer are answers, which we did not ask for. */
const MAX_REQUEST_BYTES = 256
const MOST_COPIES = 2
const REQUEST = 0
const DATA = 1
const REJECT = 2

/** @returns the bytes of the `info` dict as they stand in a .torrent file, whose SHA-1 is the info hash; none where it has none. */
export function infoBytes(torrentFile: Uint8Array): Uint8Array {
  const root = bdecode(torrentFile)
  const info = root?.type === 'dict' ? root.entries.get('info') : undefined
  return info === undefined ? new Uint8Array(0) : torrentFile.subarray(info.from, info.to)
}

/** @returns the piece of the metadata that is asked for, or `undefined` where the message is no request. */
export function parseMetadataRequest(payload: Uint8Array): number | undefined {
  if (payload.length > MAX_REQUEST_BYTES) return undefined
  const message = bdecode(payload)
  if (message?.type !== 'dict') return undefined
  const kind = message.entries.get('msg_type')
  const piece = message.entries.get('piece')
  if (kind?.type !== 'integer' || kind.value !== REQUEST || piece?.type !== 'integer') return undefined
  return piece.value
}

export interface MetadataAnswer {
  readonly message: Uint8Array<ArrayBuffer>
  /** Bytes of the metadata in it, 0 for a refusal. */
  readonly givenBytes: number
}

/** What one connection is given. */
export class MetadataForPeer {
  readonly #info: Uint8Array
  #leftBytes: number

  /** @param info see {@link infoBytes}; one for all connections. */
  constructor(info: Uint8Array) {
    this.#info = info
    this.#leftBytes = MOST_COPIES * info.length
  }

  /** @returns the answer to a message; `undefined`: it needs none. */
  answer(payload: Uint8Array, mayGive: boolean): MetadataAnswer | undefined {
    const piece = parseMetadataRequest(payload)
    if (piece === undefined) return undefined
    const from = piece * METADATA_PIECE_BYTES
    const bytes = this.#info.subarray(Math.max(0, from), Math.max(0, from + METADATA_PIECE_BYTES))
    if (!mayGive || from < 0 || bytes.length === 0 || bytes.length > this.#leftBytes) {
      return { message: ascii(`d8:msg_typei${REJECT}e5:piecei${piece}ee`), givenBytes: 0 }
    }
    this.#leftBytes -= bytes.length
    const head = ascii(`d8:msg_typei${DATA}e5:piecei${piece}e10:total_sizei${this.#info.length}ee`)
    const message = new Uint8Array(head.length + bytes.length)
    message.set(head)
    message.set(bytes, head.length)
    return { message, givenBytes: bytes.length }
  }
}

function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}
