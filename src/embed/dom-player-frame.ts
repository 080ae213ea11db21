/**
 * The iframe a facade brings: how it is made, and what it tells: drawn, silent, plays, pauses, wants another height.
 */
import { FRAME_ALLOW } from '../shared/frame-permissions.ts'
import { openFrameChannel } from './dom-frame-channel.ts'
import { HERE_EVENT, type PlayerJsMessage } from './player-js-messages.ts'

/** A frame that says nothing for so long is blocked, or there is no player in it. `load` says nothing: errors load as well. */
const SILENT_MS = 15_000
const LISTENER = 'grapevine-embed'

export interface PlayerFrameEvents {
  /** `isControllable` once the player takes orders from this page. */
  drawn(isControllable: boolean): void
  /** Nothing was heard for long. */
  silent(): void
  played(): void
  paused(): void
  wantsHeight(value: unknown): void
}

export interface PlayerFrame {
  readonly iframe: HTMLIFrameElement
  send(method: string): void
  /** Takes the iframe off the page. */
  dispose(): void
}

/** @returns a frame that loads once it is put into the page */
export function makePlayerFrame(src: string, title: string, events: PlayerFrameEvents): PlayerFrame {
  const iframe = document.createElement('iframe')
  iframe.allow = FRAME_ALLOW
  iframe.title = title
  iframe.src = src
  const silence = setTimeout(events.silent, SILENT_MS)
  const channel = openFrameChannel(iframe, ({ event, value, listener }: PlayerJsMessage) => {
    clearTimeout(silence)
    if (event === HERE_EVENT) return events.drawn(false)
    if (event === 'ready' && listener === undefined) {
      for (const name of ['play', 'pause', 'grapevine:resize'])
        channel.send({ method: 'addEventListener', value: name, listener: LISTENER })
      return events.drawn(true)
    }
    if (listener !== LISTENER) return
    if (event === 'play') events.played()
    if (event === 'pause') events.paused()
    if (event === 'grapevine:resize') events.wantsHeight(value)
  })
  return {
    iframe,
    send: (method) => channel.send({ method }),
    dispose() {
      clearTimeout(silence)
      channel.dispose()
      iframe.remove()
    },
  }
}
