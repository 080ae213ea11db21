/** Whether the device has room for more, as the browser estimates it. */
import type { InfoHash } from '../../shared/ids.ts'
import { heldBytes } from '../piece-layout.ts'
import type { PieceStore } from '../store/piece-store.ts'
import { hasRoom } from './room.ts'

/** @param infoHash an episode that is not evicted for it: its own */
export async function isRoomFor(neededBytes: number, store: PieceStore, infoHash?: InfoHash): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {}
  const others = (await store.episodes()).filter((one) => one.infoHash !== infoHash && !one.pinned)
  const evictableBytes = others.reduce((sum, one) => sum + heldBytes(one, one.bitfield), 0)
  return hasRoom(neededBytes, { quotaBytes: quota, usageBytes: usage, evictableBytes })
}
