/** The engine's port to the peers of its episode. */
import type { PieceIndex } from '../../shared/ids.ts'
import type { PeerAsk, PieceRun, PlanView } from '../plan-view.ts'
import type { LeaseDesk } from '../signal/lease-desk.ts'

/** The peers as the engine uses them; while sharing is off there is none. */
export interface PeerLink {
  readonly selfId: string
  /** Introductions are under way. */
  readonly meeting: boolean
  /** Listeners of this episode, ourselves included. */
  readonly swarmSize: number
  readonly leases?: LeaseDesk | undefined
  peers(): PlanView['peers']
  /** What is asked of peers and not here yet. */
  requests(): PlanView['peerRequests']
  ask(asks: readonly PeerAsk[]): void
  /** Tells neighbours that these are being fetched from the origin. */
  fetching(run: PieceRun): void
  pieceVerified(piece: PieceIndex): void
}
