/**
 * What the engine can tell of the episodes whose bytes this browser holds: the port that the storage screen and "pass it on" stand on.
 *
 * Types only.
 */
import type { KeptBytes as HeldBytes } from '../../peer/types.ts'

/** What one episode takes, and what others have of it. */
export type KeptBytes = Pick<
  HeldBytes,
  'infoHash' | 'name' | 'lengthBytes' | 'heldBytes' | 'lastUsedAt' | 'givenBytes' | 'inUse' | 'swarm'
>

/** `navigator.storage.estimate()`; browsers leave out or blur either. */
export interface StorageEstimate {
  readonly usageBytes?: number
  readonly quotaBytes?: number
}
