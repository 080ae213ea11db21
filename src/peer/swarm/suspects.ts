/**
 * Decides which peers are shut out for sending bytes that do not match their hash.
 *
 * A piece is put together from blocks of several peers, so a failed hash names suspects, not a culprit: a lone sender is
 * banned at once, one of several on its second failed piece, of which true ones make up for half of one. Pure.
 */
import type { PeerId, PieceIndex } from '../../shared/ids.ts'

const STRIKES_TO_BAN = 2

export class PieceSuspects {
  readonly #senders = new Map<PieceIndex, Set<PeerId>>()
  readonly #strikes = new Map<PeerId, number>()
  readonly #banned = new Set<PeerId>()

  /** `peer` sent a block of `piece`. */
  sent(piece: PieceIndex, peer: PeerId): void {
    const senders = this.#senders.get(piece) ?? new Set()
    senders.add(peer)
    this.#senders.set(piece, senders)
  }

  /** The piece is whole and true: nobody is suspected for it, and its senders are trusted a little more. */
  verified(piece: PieceIndex): void {
    for (const peer of this.#senders.get(piece) ?? []) {
      this.#strikes.set(peer, Math.max(0, (this.#strikes.get(peer) ?? 0) - 0.5))
    }
    this.#senders.delete(piece)
  }

  /** The piece's hash did not match. @returns the peers to be dropped now. */
  failed(piece: PieceIndex): readonly PeerId[] {
    const senders = [...(this.#senders.get(piece) ?? [])]
    this.#senders.delete(piece)
    const out: PeerId[] = []
    for (const peer of senders) {
      const strikes = (this.#strikes.get(peer) ?? 0) + 1
      this.#strikes.set(peer, strikes)
      if (senders.length > 1 && strikes < STRIKES_TO_BAN) continue
      this.#banned.add(peer)
      out.push(peer)
    }
    return out
  }

  isBanned(peer: PeerId): boolean {
    return this.#banned.has(peer)
  }
}
