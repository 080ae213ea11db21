/**
 * Decides which peer is asked for what another tab wants. Pure.
 *
 * That tab's planner has decided what and in which order; it sees this browser's swarm as one peer. What is under way stays
 * where it is, unless that peer has gone silent; the rest goes to whoever has the shortest queue for its pace.
 */
import type { PieceIndex } from '../../shared/ids.ts'
import type { PeerAsk, PeerRequest, PeerView } from '../plan.ts'

/** A peer that owes a block for so long is not waited for. */
const SILENT_MS = 5_000
/** Taken for a peer that has not been measured yet. */
const ASSUMED_RATE = 96 * 1024
/** Asked of one peer at a time: enough that it never idles. */
const MAX_QUEUE = 4

/**
 * @param wanted most urgent first, those under way included.
 * @param own what this tab itself asks for: the same piece is not asked twice, and queues are that much longer.
 * @returns what to ask for besides `own`.
 */
export function assignGuests(
  wanted: readonly PieceIndex[],
  peers: readonly PeerView[],
  underWay: readonly PeerRequest[],
  own: readonly PeerAsk[],
): readonly PeerAsk[] {
  const silent = new Set(underWay.filter(({ silentMs }) => silentMs > SILENT_MS).map(({ peer }) => peer))
  const queues = new Map(peers.map(({ id }) => [id, own.filter(({ peer }) => peer === id).length]))
  const assigned = new Set(own.map(({ piece }) => piece))
  const asks: PeerAsk[] = []
  const assign = (piece: PieceIndex, peer: string): void => {
    assigned.add(piece)
    queues.set(peer, (queues.get(peer) ?? 0) + 1)
    asks.push({ piece, peer })
  }
  const wishes = new Set(wanted)
  for (const { piece, peer } of underWay) {
    if (wishes.has(piece) && !assigned.has(piece) && !silent.has(peer) && queues.has(peer)) assign(piece, peer)
  }
  for (const piece of wishes) {
    if (assigned.has(piece)) continue
    const able = peers.filter(
      (peer) =>
        peer.has?.(piece) &&
        !peer.choking &&
        !silent.has(peer.id) &&
        !peer.declined?.(piece) &&
        (queues.get(peer.id) ?? 0) < MAX_QUEUE,
    )
    const waitOf = ({ id, rateBytesPerSecond }: PeerView): number =>
      ((queues.get(id) ?? 0) + 1) / (rateBytesPerSecond > 0 ? rateBytesPerSecond : ASSUMED_RATE)
    const quickest = able.sort((a, b) => waitOf(a) - waitOf(b))[0]
    if (quickest !== undefined) assign(piece, quickest.id)
  }
  return asks
}
