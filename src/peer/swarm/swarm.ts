/**
 * The port to the wire engine: peers, choking and requests between peers are its business; what to ask for is ours.
 */

import type { PeerId, PieceIndex } from '../../shared/ids.ts'
import type { ReadonlyBitfield } from '../bitfield.ts'
import type { UploadControl } from '../governor/upload-control.ts'
import type { PeerView } from '../plan.ts'

/** A connected data channel (a `simple-peer`), ready to carry the BitTorrent wire protocol (BEP 3). */
export interface PeerConnection {
  /** The remote peer's id, as the tracker gave it. */
  id: PeerId
  destroy(error?: Error): void
}

/** What a swarm reads, writes and tells. */
export interface SwarmHost {
  /** @returns a verified piece's bytes, or `undefined` where it is not (or no longer) held. */
  readPiece(piece: PieceIndex): Promise<Uint8Array | undefined>
  /** A piece arrived from peers and its SHA-1 matched. The swarm tells its peers once this resolves; it never rejects. */
  pieceArrived(piece: PieceIndex, bytes: Uint8Array): Promise<void>
  /** Someone connected, left, choked or unchoked us, or told what it holds. May come in bursts. */
  peersChanged(): void
  /** Piece bytes handed to a peer. */
  given(bytes: number): void
  /** A peer sent bytes that do not match their hash, and is shut out for the session. */
  peerBanned(peer: PeerId): void
}

/** One torrent's peers. Everything is dropped by `destroy`, connections included. */
export interface Swarm {
  /** Replaces the list of pieces to ask peers for, most urgent first. */
  ask(pieces: readonly PieceIndex[]): void
  /** A piece was verified elsewhere (origin): stop asking for it, tell the peers. */
  pieceVerified(piece: PieceIndex): void
  /** A piece turned out to be lost or damaged in the store. */
  pieceLost(piece: PieceIndex): void
  peers(): readonly PeerView[]
  /** @returns false where the connection was refused (banned, already connected, full); it is then destroyed. */
  addConnection(connection: PeerConnection): boolean
  isBanned(peer: PeerId): boolean
  destroy(): void
}

/** Everything one browser tab has to do with peers. */
export interface SwarmClient extends UploadControl {
  readonly peerId: PeerId
  /** @param torrentFile the verified .torrent bytes. */
  join(torrentFile: Uint8Array, held: ReadonlyBitfield, host: SwarmHost): Swarm
}
