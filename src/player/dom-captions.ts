/**
 * Hangs captions on a media element as a `<track>` from a blob of our own, so that no foreign server's CORS headers decide
 * whether they show, and the media itself need not be fetched with CORS for their sake.
 */
import type { Cue } from '../feed/types.ts'
import { vttOf } from './captions.ts'

/** Adds captions, which stay hidden until their mode says otherwise. @returns the disposer. */
export function attachCaptions(media: HTMLMediaElement, cues: readonly Cue[], language: string): () => void {
  const url = URL.createObjectURL(new Blob([vttOf(cues)], { type: 'text/vtt' }))
  const track = document.createElement('track')
  track.kind = 'captions'
  track.label = 'Captions'
  track.srclang = language
  track.src = url
  media.append(track)
  track.track.mode = 'hidden'
  return () => {
    track.remove()
    URL.revokeObjectURL(url)
  }
}
