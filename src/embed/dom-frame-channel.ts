/**
 * The page's end of player.js: posts messages into one iframe and hears what comes from it, and from nobody else.
 *
 * Small, as it is part of embed.js and client.js.
 */
import { type PlayerJsMessage, readMessage, writeMessage } from './player-js-messages.ts'

export interface FrameChannel {
  /** Posts to whatever is in the frame now; a frame that is not drawn yet never hears it. */
  send(message: PlayerJsMessage): void
  dispose(): void
}

/**
 * @param hear runs for each message of player.js from this frame
 * @returns the caller disposes of it
 */
export function openFrameChannel(frame: HTMLIFrameElement, hear: (message: PlayerJsMessage) => void): FrameChannel {
  const listen = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source === null || source !== frame.contentWindow || origin !== originOf(frame)) return
    const message = readMessage(data)
    if (message !== undefined) hear(message)
  }
  addEventListener('message', listen)
  return {
    send(message) {
      const origin = originOf(frame)
      frame.contentWindow?.postMessage(writeMessage(message), origin === 'null' ? '*' : origin)
    },
    dispose: () => removeEventListener('message', listen),
  }
}

/** The origin of what the frame's `src` names; a sandbox takes it away. */
function originOf(frame: HTMLIFrameElement): string {
  const isOpaque = frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin')
  return isOpaque ? 'null' : new URL(frame.src, frame.baseURI).origin
}
