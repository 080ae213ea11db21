/** What is asked for within the player (and around it, by events that are given to it) reaches what carries it out. */
import type { DomPlayback } from '../dom-playback.ts'
import type { Panel } from '../panel-requests.ts'
import { playbackRequestTypes } from '../player-requests.ts'
import { preferenceIn } from '../preference-requests.ts'
import { changeQueue } from '../queue.ts'
import type { WhatFollows } from '../what-follows.ts'
import type { GrapevinePlayer } from './grapevine-player.ts'

export interface CarriesOut {
  readonly playback: DomPlayback
  readonly follows: WhatFollows
  askPanel(panel: Panel): void
}

export function listenToRequests(player: GrapevinePlayer, { playback, follows, askPanel }: CarriesOut): void {
  for (const type of playbackRequestTypes) {
    player.addEventListener(type, (event) => {
      playback.execute(event)
      const change = preferenceIn(event)
      if (change !== undefined) player.preferences?.change(change)
    })
  }
  // Who listens and takes another one goes on listening.
  player.addEventListener('gv-episode-request', ({ guid }) => {
    if (!player.state.paused) follows.awaits(guid)
  })
  player.addEventListener('gv-retry-request', () => playback.retry())
  player.addEventListener('gv-sharing-request', ({ on }) => player.consent?.answer(on))
  player.addEventListener('gv-captions-request', ({ showing }) => player.preferences?.change({ captions: showing }))
  player.addEventListener('gv-preference-request', ({ change }) => player.preferences?.change(change))
  player.addEventListener('gv-full-screen-request', () => playback.enterFullScreen())
  player.addEventListener('gv-picture-in-picture-request', () => playback.togglePictureInPicture())
  player.addEventListener('gv-remote-playback-request', () => playback.chooseDevice())
  player.addEventListener('gv-sleep-request', ({ choice }) => playback.chooseSleep(choice))
  player.addEventListener('gv-sleep-more-request', () => playback.moreSleep())
  player.addEventListener('gv-panel-request', ({ panel }) => askPanel(panel))
  player.addEventListener('gv-queue-request', ({ change }) => {
    player.queue?.update((queue) => changeQueue(queue, change, player.episode?.guid))
  })
}
