/** The parts of two untyped packages that publish uses, read in their source (create-torrent 6.1.3, parse-torrent 11.0.24). */
declare module 'create-torrent' {
  import type { Readable } from 'node:stream'

  export interface CreateTorrentOptions {
    readonly name: string
    readonly pieceLength: number
    /** Tiers of trackers; without it eight public ones are put in. */
    readonly announceList: readonly (readonly string[])[]
    readonly urlList: readonly string[]
    readonly creationDate: Date
    readonly createdBy?: string
  }
  export default function createTorrent(
    input: Readable,
    options: CreateTorrentOptions,
    callback: (error: Error | null, torrent: Uint8Array) => void,
  ): void
}

declare module 'parse-torrent' {
  export interface ParsedTorrent {
    readonly infoHash: string
    readonly name: string
    readonly length: number
    readonly pieceLength: number
    readonly lastPieceLength: number
    /** SHA-1 of each piece, hex. */
    readonly pieces: readonly string[]
    readonly announce: readonly string[]
    readonly urlList: readonly string[]
    readonly created?: Date
  }
  export default function parseTorrent(input: Uint8Array | string): Promise<ParsedTorrent>
}
