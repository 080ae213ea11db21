/**
 * The port to the wire engine: connections, messages and blocks are its business; what to ask whom for is ours.
 */

import type { PeerId, PieceIndex } from '../../shared/ids.ts'
import type { ReadonlyBitfield } from '../bitfield.ts'
import type { UploadControl } from '../governor/upload-control.ts'
import type { PeerAsk, PeerRequest, PeerView, PieceRun } from '../plan.ts'
import type { TorrentFile } from '../torrent-file.ts'
import type { PeerFlow } from '../types.ts'

/** A connected data channel (a `simple-peer`), ready to carry the BitTorrent wire protocol (BEP 3). */
export interface PeerConnection {
  /** The remote peer's id, as the tracker gave it. */
  id: PeerId
  /** Bytes handed to the data channel that have not left yet: never many, the rest waits in {@link writableLength}. */
  readonly bufferSize: number
  /** Bytes written that the data channel has no room for. */
  readonly writableLength: number
  /** @returns false where it would rather wait for `drain`. Throws once destroyed. */
  write(bytes: Uint8Array): boolean
  destroy(error?: Error): void
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown
  on(event: 'close' | 'drain', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** What a swarm reads, writes and tells. */
export interface SwarmHost {
  /** @returns a verified piece's bytes, or `undefined` where it is not (or no longer) held. */
  readPiece(piece: PieceIndex): Promise<Uint8Array | undefined>
  /** @returns whether the bytes are the piece. */
  verify(piece: PieceIndex, bytes: Uint8Array): Promise<boolean>
  /** A piece arrived from peers and its SHA-1 matched. The swarm tells its peers once this resolves; it never rejects. */
  pieceArrived(piece: PieceIndex, bytes: Uint8Array): Promise<void>
  /** Someone connected, left, choked or unchoked us, told what it holds, or did not deliver. Once a turn at most. */
  peersChanged(): void
  /** Bytes of the file (or of its torrent file) sent to a peer. */
  given(bytes: number): void
  /** A peer misbehaved and is shut out for the session. @param why in words that go on from "peer so-and-so". */
  peerBanned(peer: PeerId, why: string): void
}

/** One torrent's peers. Everything is dropped by `destroy`, connections included. */
export interface Swarm {
  /** Replaces the list of what is asked of peers, most urgent first. What is under way and not in it is cancelled. */
  ask(asks: readonly PeerAsk[]): void
  /** What is under way, in the order asked. */
  requests(): readonly PeerRequest[]
  /** These are being fetched from the origin: neighbours need not. */
  fetching(run: PieceRun): void
  /** A piece was verified elsewhere (origin): tell the peers. */
  pieceVerified(piece: PieceIndex): void
  /** A piece turned out to be lost or damaged in the store. */
  pieceLost(piece: PieceIndex): void
  peers(): readonly PeerView[]
  /** What goes to and fro, peer by peer: those who have greeted. Made when asked for; nothing is kept for it per block. */
  flows(): readonly PeerFlow[]
  /** @returns false where the connection was refused (shut out, already connected, full); it is then destroyed. */
  addConnection(connection: PeerConnection): boolean
  /** @returns whether it is shut out: for the session who misbehaved, in any swarm of this tab; for a minute who was silent. */
  shutsOut(peer: PeerId): boolean
  destroy(): void
}

/** Everything one browser tab has to do with peers. */
export interface SwarmClient extends UploadControl {
  readonly peerId: PeerId
  join(torrent: TorrentFile, held: ReadonlyBitfield, host: SwarmHost): Swarm
}
