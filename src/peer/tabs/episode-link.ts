/**
 * A shared episode as everybody else sees it, whichever tab's swarm carries it.
 */
import type { PieceIndex } from '../../shared/ids.ts'
import type { PeerLink } from '../engine/peer-link.ts'
import type { UploadControl } from '../governor/upload-control.ts'
import type { EpisodeToShare } from '../swarm/sharing.ts'
import type { PeerFlow, SwarmCount, TrackerStatus } from '../types.ts'

export interface EpisodeLink extends PeerLink {
  readonly trackerStatus: TrackerStatus
  readonly peerCount: number
  /** What goes to and fro between this browser and each of them. */
  flows(): readonly PeerFlow[]
  /** Who else is in the swarm, as a tracker said last. Absent until then, and in a tab that is in it through another one. */
  readonly swarmCount?: SwarmCount | undefined
  pieceLost(piece: PieceIndex): void
  /** Leaves the swarm, unless another tab is in it through this one. */
  dispose(): void
}

/** What shares episodes: this tab's own swarms, or {@link OneSwarm}. */
export interface Sharer extends UploadControl {
  share(episode: EpisodeToShare): EpisodeLink
}
