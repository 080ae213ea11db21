/**
 * Gives our frame its height and its links in WordPress. The rules are in wordpress.ts; anywhere else it does nothing.
 */
import type { Observable } from '../../shared/emitter.ts'
import { asksForHeight, heightMessage, linkMessage, secretOf } from './wordpress.ts'

export interface WordPressOptions {
  /** The frame's. */
  readonly window: Window
  /** CSS pixels the player would need ({@link ControlledPlayer.wantedHeight}). */
  readonly wantedHeight: Observable<number | undefined>
}

/** @returns the disposer */
export function serveWordPress({ window, wantedHeight }: WordPressOptions): () => void {
  const { parent, location, document } = window
  const secret = secretOf(location.hash)
  if (secret === undefined || parent === window) return () => {}
  const sendHeight = (): void => {
    const height = wantedHeight.snapshot
    // The page's origin is not known, and nothing in the message is secret to a page that made the secret.
    if (height !== undefined) parent.postMessage(heightMessage(height, secret), '*')
  }
  const hear = ({ source, data }: MessageEvent<unknown>): void => {
    if (source === parent && asksForHeight(data, secret)) sendHeight()
  }
  const follow = (event: MouseEvent): void => {
    const { defaultPrevented, button, altKey, ctrlKey, metaKey, shiftKey } = event
    if (defaultPrevented || button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return
    const link = event.composedPath().find((one): one is HTMLAnchorElement => one instanceof HTMLAnchorElement)
    if (link === undefined || link.hasAttribute('download')) return
    // Without `allow-popups` and `allow-top-navigation` the browser would follow it inside the frame, or not at all.
    const message = linkMessage(link.href, location.href, secret)
    if (message === undefined) return
    event.preventDefault()
    parent.postMessage(message, '*')
  }
  window.addEventListener('message', hear)
  document.addEventListener('click', follow)
  const leave = wantedHeight.subscribe(sendHeight)
  sendHeight()
  return () => {
    leave()
    window.removeEventListener('message', hear)
    document.removeEventListener('click', follow)
  }
}
