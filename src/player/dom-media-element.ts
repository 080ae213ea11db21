/** Makes the media element of a player. */

/** @param video whether there are pictures to show; without, an `<audio>`. */
export function createMediaElement(video: boolean): HTMLVideoElement | HTMLAudioElement {
  const media = document.createElement(video ? 'video' : 'audio')
  media.preload = 'metadata'
  if (media instanceof HTMLVideoElement) {
    media.playsInline = true
    // Full screen shows the element alone, so it needs the browser's controls there, and nowhere else.
    media.addEventListener('fullscreenchange', () => {
      media.controls = media.matches(':fullscreen')
    })
  }
  return media
}
