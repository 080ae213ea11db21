/** What a tracker's answer says of everybody else. Pure. */
import type { AnnounceAck } from '../../shared/wire/tracker.ts'
import type { SwarmCount } from '../types.ts'

/** @param weHaveAll we are counted among those who do. */
export function withoutUs({ complete, incomplete }: AnnounceAck, weHaveAll: boolean): SwarmCount {
  const seeders = Math.max(0, complete - Number(weHaveAll))
  return { seeders, listeners: Math.max(0, incomplete - Number(!weHaveAll)) }
}
