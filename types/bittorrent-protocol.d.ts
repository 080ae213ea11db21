/** What we use of bittorrent-protocol 5 (it ships no types). Read in its source; see docs/decisions/0013. */
declare module 'bittorrent-protocol' {
  export interface WireExtension {
    onHandshake?(infoHash: string, peerId: string, extensions: Record<string, boolean>): void
    onExtendedHandshake?(handshake: Record<string, unknown>): void
    onMessage?(payload: Uint8Array): void
  }
  export interface WireExtensionClass {
    new (wire: Wire): WireExtension
    readonly prototype: { name: string }
  }
  export interface PeerBlockRequest {
    readonly piece: number
    readonly offset: number
    readonly length: number
  }
  /** A Duplex (streamx) that speaks BEP 3, 6 and 10. */
  export default class Wire {
    readonly peerId: string | null
    readonly amChoking: boolean
    readonly peerChoking: boolean
    readonly peerInterested: boolean
    readonly hasFast: boolean
    readonly destroyed: boolean
    readonly peerPieces: { get(index: number): boolean }
    readonly peerExtendedMapping: Record<string, number>
    readonly peerExtendedHandshake: Record<string, unknown>
    readonly extendedHandshake: Record<string, unknown>
    /** Ours that are not answered yet. */
    readonly requests: readonly unknown[]
    /** The peer's that are not answered yet; the newest is the last one. */
    readonly peerRequests: PeerBlockRequest[]
    /** Bytes of an unfinished message that wait for the rest. */
    readonly _bufferSize: number
    /** Reads the messages that are whole. */
    _processBuffer(): void
    /** @param extension 0: the extended handshake (BEP 10). */
    _onExtended(extension: number, payload: Uint8Array): void
    constructor(type?: string)
    handshake(infoHash: string, peerId: string, extensions?: { dht?: boolean; fast?: boolean }): void
    bitfield(bitfield: Uint8Array): void
    have(piece: number): void
    choke(): void
    unchoke(): void
    interested(): void
    uninterested(): void
    request(
      piece: number,
      offset: number,
      length: number,
      callback: (error: Error | null, block: Uint8Array | null) => void,
    ): void
    cancel(piece: number, offset: number, length: number): void
    /** @param extension its name, or its number at the peer (0: the extended handshake). */
    extended(extension: string | number, payload: Uint8Array): void
    setKeepAlive(on: boolean): void
    use(extension: WireExtensionClass): void
    write(chunk: Uint8Array): boolean
    destroy(): void
    on(event: 'handshake', listener: (infoHash: string, peerId: string) => void): this
    on(
      event: 'request',
      listener: (
        piece: number,
        offset: number,
        length: number,
        respond: (error: Error | null, block?: Uint8Array) => void,
      ) => void,
    ): this
    on(event: 'cancel', listener: (piece: number, offset: number, length: number) => void): this
    /** The number is signed: from 2^31 on it is below zero. So are those of requests. */
    on(event: 'have', listener: (piece: number) => void): this
    on(event: 'upload' | 'download', listener: (bytes: number) => void): this
    on(event: 'extended', listener: (name: string, value: unknown) => void): this
    on(event: 'data', listener: (chunk: Uint8Array) => void): this
    on(event: 'error', listener: (error: Error) => void): this
    on(
      event:
        | 'bitfield'
        | 'have-all'
        | 'have-none'
        | 'choke'
        | 'unchoke'
        | 'interested'
        | 'uninterested'
        | 'piece'
        | 'reject'
        | 'end'
        | 'close',
      listener: () => void,
    ): this
  }
}

declare module 'ut_metadata' {
  import type { WireExtension, WireExtensionClass } from 'bittorrent-protocol'
  /** What stock clients get the torrent file with (BEP 9); ours only answers. It is at the wire as `wire.ut_metadata`. */
  export default function utMetadata(metadata?: Uint8Array): WireExtensionClass
  export interface UtMetadata extends WireExtension {
    fetch(): void
    on(event: 'metadata', listener: (torrentFile: Uint8Array) => void): this
    on(event: 'warning', listener: (error: Error) => void): this
  }
}
