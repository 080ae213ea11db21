/**
 * Decides whether Web Audio may have the sound of a media element.
 *
 * A media element whose file came from another origin without CORS gives zeros to Web Audio (Web Audio API, "Security with
 * MediaElementAudioSourceNode and Cross-Origin Resources"), and an element that was tapped stays tapped: it would be mute for
 * good. So the answer is no wherever it is not certain. A same-origin address that redirects elsewhere can't be told apart
 * here (`currentSrc` is the address before redirects); `dom-voice.ts` hears that and says so.
 */

/**
 * @param src the element's `currentSrc`, or the address it is to play next; absolute
 * @param crossOrigin the element's `crossOrigin`: `null` where the attribute is missing
 * @param pageOrigin `location.origin`; `"null"` in frames with an opaque origin
 */
export function canProcess(src: string, crossOrigin: string | null, pageOrigin: string): boolean {
  let url: URL
  try {
    url = new URL(src)
  } catch {
    return false
  }
  switch (url.protocol) {
    case 'blob:':
      // MediaSource and files this page made itself. In a frame with an opaque origin both sides are `null`.
      return url.origin === pageOrigin
    case 'http:':
    case 'https:':
      // With the attribute, a file from elsewhere comes with CORS or not at all.
      return crossOrigin !== null || url.origin === pageOrigin
    default:
      return false
  }
}
