/**
 * One plays at a time: of all players of one kind in this browser, whoever begins silences the others.
 *
 * By BroadcastChannel, so it reaches what shares an origin (and, in frames, the embedding site). Frames with an opaque origin
 * reach nobody that way; the script that embedded them sees to it there (src/embed).
 */
import type { Observable } from '../shared/emitter.ts'
import type { PlayerState } from './player-state.ts'

/** @param pause called when another one begins. @returns the disposer. */
export function takeTurns(name: string, state: Observable<PlayerState>, pause: () => void): () => void {
  let channel: BroadcastChannel
  try {
    channel = new BroadcastChannel(`grapevine:turn:${name}`)
  } catch {
    // Frames without an origin may be refused one.
    return () => {}
  }
  let playing = false
  const told = ({ paused }: PlayerState): void => {
    if (!paused && !playing) channel.postMessage('plays')
    playing = !paused
  }
  const leave = state.subscribe(told)
  // It may have begun before anybody could tell the others.
  told(state.snapshot)
  channel.onmessage = () => {
    if (playing) pause()
  }
  return () => {
    leave()
    channel.close()
  }
}
