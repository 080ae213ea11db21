/**
 * Full screen, by whichever way this browser has: the standard one, or the iPhone's, which knows only videos.
 */

/** The part of a video element that this needs. */
export interface FullScreenVideo {
  requestFullscreen?(): Promise<void> | undefined
  /** Safari's. Throws before the video's size is known. */
  webkitEnterFullscreen?(): void
}

/**
 * @param allowed `document.fullscreenEnabled`: false in frames that may not
 * @returns what shows the video in full screen, to be called while a click is handled; it never rejects, a refusal changes
 * nothing. `undefined` where this browser has no way.
 */
export function fullScreenOf(video: FullScreenVideo, allowed: boolean): (() => Promise<void>) | undefined {
  const enter =
    typeof video.requestFullscreen === 'function'
      ? allowed && (() => video.requestFullscreen?.())
      : typeof video.webkitEnterFullscreen === 'function' && (() => video.webkitEnterFullscreen?.())
  if (enter === false) return undefined
  return async () => {
    try {
      await enter()
    } catch (error) {
      console.warn('Grapevine: this browser refused full screen.', error)
    }
  }
}
