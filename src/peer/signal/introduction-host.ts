/** What introductions need of whom they are made for. No code. */
import type { InfoHash, PeerId } from '../../shared/ids.ts'
import type { IceServer } from '../../shared/wire/tracker.ts'
import type { PeerConnection } from '../swarm/swarm.ts'
import type { NetworkConfiguration } from '../types.ts'

export interface IntroductionHost {
  readonly infoHash: InfoHash
  readonly selfId: PeerId
  /** Where no tracker says otherwise. */
  readonly iceServers: readonly IceServer[]
  /** What the page has configured; it goes before the tracker's. */
  readonly network?: () => NetworkConfiguration
  readonly leftBytes: () => number
  readonly connectedPeers: () => number
  /** Connected already, or shut out. */
  readonly refuses: (peer: PeerId) => boolean
  readonly connected: (connection: PeerConnection) => void
  readonly statusChanged: () => void
  /** This tracker says that the file's publisher took it back. Whoever is told disposes of the introductions, or is not introduced here any more. */
  readonly withdrawn?: () => void
  /** `Introductions.leases` says something else now. */
  readonly leasesChanged?: () => void
}
