/**
 * What the engine can tell of the episodes whose bytes this browser holds: the port that the storage screen and "pass it on" stand on.
 *
 * Types only.
 */
import type { InfoHash } from '../../shared/ids.ts'

export interface KeptBytes {
  readonly infoHash: InfoHash
  /** The torrent's, for files that no show on record names. */
  readonly name: string
  readonly lengthBytes: number
  /** Verified pieces on this device. */
  readonly heldBytes: number
  /** Milliseconds since 1970: the last time it was played, or a piece was put. */
  readonly lastUsedAt: number
  /** Given to others from this browser since it was first held. */
  readonly givenBytes: number
  /** It is played, or another tab plays it: not to be cleared now. */
  readonly inUse: boolean
  /** What its tracker said last, this browser not counted; absent while it is not shared. */
  readonly swarm?: SwarmCount
}

export interface SwarmCount {
  /** Who holds all of it. */
  readonly seeders: number
  /** Who does not, yet. */
  readonly listeners: number
}

/** `navigator.storage.estimate()`; browsers leave out or blur either. */
export interface StorageEstimate {
  readonly usageBytes?: number
  readonly quotaBytes?: number
}
