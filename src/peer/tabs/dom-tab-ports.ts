/**
 * The browser's means for tabs to find each other: Web Locks, BroadcastChannel, page life-cycle.
 *
 * Where one of them is missing (old browsers, opaque frames) every tab is for itself, as if there were no others.
 */
import { domClock } from '../../shared/dom-clock.ts'
import { beAlive, SwarmLock, whenTabIsGone } from './dom-swarm-lock.ts'
import type { TabLine, TabPorts } from './one-swarm.ts'

/** Resolves once other tabs can tell that this one lives. */
export async function openTabPorts(): Promise<TabPorts> {
  const tab = crypto.randomUUID()
  const locks = usableLocks()
  const able = locks !== undefined && (await beAlive(locks, tab))
  return {
    tab,
    clock: domClock,
    now: Date.now,
    openLine,
    openLock: (changed) => (able ? new SwarmLock(locks, changed) : undefined),
    whenGone: (other, gone) => (able ? whenTabIsGone(locks, other, gone) : () => {}),
    isActive: () => document.visibilityState === 'visible' || navigator.mediaSession?.playbackState === 'playing',
  }
}

function openLine(name: string, receive: (data: unknown) => void): TabLine {
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => receive(data)
  return { post: (message) => channel.postMessage(message), close: () => channel.close() }
}

function usableLocks(): LockManager | undefined {
  return typeof BroadcastChannel === 'function' && 'locks' in navigator ? navigator.locks : undefined
}
