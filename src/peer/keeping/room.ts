/**
 * Decides beforehand whether an episode fits on the device, so that a download does not fill it to the last byte and then fail.
 *
 * Pure. The browser's own word (a write that is refused) comes after it and wins.
 */

/** Left for everything else of this site: the library, pictures, the page itself. */
export const RESERVE_BYTES = 32 << 20

export interface Room {
  /** As `navigator.storage.estimate()` says; absent where it does not: then the disk decides. */
  readonly quotaBytes?: number | undefined
  readonly usageBytes?: number | undefined
  /** Of episodes that may be evicted for this one. */
  readonly evictableBytes: number
}

/** @param neededBytes what is missing of the episode */
export function hasRoom(neededBytes: number, { quotaBytes, usageBytes = 0, evictableBytes }: Room): boolean {
  if (quotaBytes === undefined || neededBytes === 0) return true
  return neededBytes + RESERVE_BYTES <= quotaBytes - usageBytes + evictableBytes
}
