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
    /** Bytes of an unfinished message that wait for the rest. */
    readonly _bufferSize: number
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
    extended(name: string, payload: Uint8Array): void
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
    on(event: 'have', listener: (piece: number) => void): this
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
        | 'end'
        | 'close',
      listener: () => void,
    ): this
  }
}

declare module 'ut_metadata' {
  import type { WireExtensionClass } from 'bittorrent-protocol'
  /** BEP 9. @param metadata a .torrent file; only its info dict is sent. */
  export default function utMetadata(metadata: Uint8Array): WireExtensionClass
}
