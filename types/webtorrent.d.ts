/** The part of webtorrent 3.0.21 that the crowd benchmark uses, read in its source (lib/torrent.js, lib/peer.js). */
declare module 'webtorrent/dist/webtorrent.min.js' {
  export interface Wire {
    readonly peerId: string
    readonly destroyed: boolean
    readonly peerChoking: boolean
    readonly peerPieces: { get(index: number): boolean }
    readonly lt_donthave?: { donthave(index: number): void }
    downloadSpeed(): number
    have(index: number): void
    setTimeout(ms: number, unref?: boolean): void
    destroy(): void
    on(event: string, listener: (...args: never[]) => void): void
  }
  export interface Torrent {
    readonly ready: boolean
    readonly destroyed: boolean
    readonly wires: readonly Wire[]
    pieces: (unknown | null)[]
    select(from: number, to: number, priority?: number): void
    deselect(from: number, to: number): void
    addPeer(peer: unknown): boolean
    destroy(options?: { destroyStore?: boolean }, callback?: () => void): void
    on(event: string, listener: (...args: never[]) => void): void
    once(event: string, listener: (...args: never[]) => void): void
    /** Marks a piece verified that did not come through webtorrent; internal, used with care. */
    _markVerified(index: number): void
    _markUnverified(index: number): void
    _checkDone(): boolean
    /** By the id of the connection that was added. */
    readonly _peers: ReadonlyMap<string, { readonly wire: Wire | null }>
  }
  /** abstract-chunk-store */
  export interface ChunkStore {
    get(
      index: number,
      options: { offset?: number; length?: number } | undefined,
      callback: (error: Error | null, bytes?: Uint8Array) => void,
    ): void
    put(index: number, bytes: Uint8Array, callback: (error: Error | null) => void): void
    close(callback?: (error: Error | null) => void): void
    destroy(callback?: (error: Error | null) => void): void
  }
  export default class WebTorrent {
    constructor(options: Record<string, unknown>)
    readonly peerId: string
    add(torrent: Uint8Array, options: Record<string, unknown>): Torrent
    on(event: string, listener: (...args: never[]) => void): void
    throttleUpload(bytesPerSecond: number): void
  }
}
