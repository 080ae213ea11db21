/**
 * Hangs captions on a media element as a `<track>` from a blob of our own, so that no foreign server's CORS headers decide
 * whether they show, and the media itself need not be fetched with CORS for their sake.
 */
import type { Cue } from '../feed/types.ts'

/** Adds captions, which stay hidden until {@link showCaptions}. What writes them is loaded first; where it can't be, they stay empty. @returns the disposer. */
export function attachCaptions(media: HTMLMediaElement, cues: readonly Cue[], language: string): () => void {
  let url: string | undefined
  let isGone = false
  const track = document.createElement('track')
  track.kind = 'captions'
  track.label = 'Captions'
  track.srclang = language
  media.append(track)
  import('./captions.ts').then(
    ({ vttOf }) => {
      if (isGone) return
      url = URL.createObjectURL(new Blob([vttOf(cues)], { type: 'text/vtt' }))
      track.src = url
    },
    () => {},
  )
  track.track.mode = 'hidden'
  return () => {
    isGone = true
    track.remove()
    if (url !== undefined) URL.revokeObjectURL(url)
  }
}

export function showCaptions(media: HTMLMediaElement, showing: boolean): void {
  for (const track of media.textTracks) track.mode = showing ? 'showing' : 'hidden'
}
