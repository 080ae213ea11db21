/** The embedded player as those around it may control it: src/embed's port, on <grapevine-frame>. */
import type { ControlledPlayer } from '../../embed/index.ts'
import type { GrapevineFrame } from '../elements/grapevine-frame.ts'

export function controlOf(frame: GrapevineFrame): ControlledPlayer {
  return {
    state: frame.playback,
    swarm: frame.swarm,
    chapter: frame.chapter,
    wantedHeight: frame.wantedHeight,
    get loop() {
      return frame.player?.loop ?? false
    },
    execute(request) {
      frame.player?.control(request)
    },
    setLoop(on) {
      if (frame.player !== null) frame.player.loop = on
    },
    focusPlay() {
      frame.player?.focus()
    },
  }
}
