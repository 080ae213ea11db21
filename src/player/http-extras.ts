/**
 * Fetches what an episode has beside its sound: chapters and transcript. Extras: without them the episode plays.
 *
 * What reads them comes late, and only where there is something to read. No answer is taken beyond a bound.
 */
import type { Chapter, Cue, Episode, TranscriptLink } from '../feed/types.ts'
import { readText } from './http-text.ts'
import type { EpisodeExtras } from './page-services.ts'

/** Best first: what carries times and needs least guessing. */
const TRANSCRIPT_TYPES = [
  'text/vtt',
  'application/json',
  'application/x-subrip',
  'application/srt',
  'text/srt',
  'text/html',
]
const MAX_EXTRA_BYTES = 4 * 1024 * 1024

/** Chapters and transcript of an episode, side by side; what can't be read is left out. */
export async function loadExtras(episode: Episode, signal: AbortSignal): Promise<EpisodeExtras> {
  const [chapters, cues] = await Promise.all([loadChapters(episode, signal), loadCues(episode, signal)])
  return { chapters, cues }
}

async function loadChapters(episode: Episode, signal: AbortSignal): Promise<readonly Chapter[]> {
  const text = episode.chaptersUrl === undefined ? undefined : await fetchText(episode.chaptersUrl, signal)
  if (text === undefined) return episode.chapters ?? []
  const reader = await import('../feed/chapters.ts').catch(() => undefined)
  const chapters = reader?.parseChapters(text) ?? []
  return chapters.length > 0 ? chapters : (episode.chapters ?? [])
}

async function loadCues(episode: Episode, signal: AbortSignal): Promise<readonly Cue[]> {
  for (const link of byTrust(episode.transcripts)) {
    const text = await fetchText(link.url, signal)
    if (text === undefined) continue
    // Many episodes have none, so its readers come late; where they can't be had, the episode plays without.
    const reader = await import('../feed/transcript.ts').catch(() => undefined)
    const cues = reader?.parseTranscript(text, link.type) ?? []
    if (cues.length > 0) return cues
  }
  return []
}

function byTrust(links: readonly TranscriptLink[]): TranscriptLink[] {
  const rank = (link: TranscriptLink) => TRANSCRIPT_TYPES.indexOf(link.type.replace(/;.*/s, '').trim().toLowerCase())
  return links.filter((link) => rank(link) >= 0).sort((a, b) => rank(a) - rank(b))
}

async function fetchText(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal, credentials: 'omit' })
    return response.ok ? await readText(response, MAX_EXTRA_BYTES) : undefined
  } catch {
    return undefined
  }
}
