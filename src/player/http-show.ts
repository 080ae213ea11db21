/**
 * Fetches a show's feed, and what its episodes have beside their sound.
 *
 * A feed that can't be had is an error with a kind; chapters and transcripts are extras: without them the episode plays.
 * No answer is taken beyond a bound: a feed's address is anybody's word.
 */
import { parseChapters, parseShow } from '../feed/index.ts'
import type { Chapter, Cue, Episode, Show, TranscriptLink } from '../feed/types.ts'
import { BodyTooLargeError, readCapped } from '../shared/http-body.ts'
import type { EpisodeExtras } from './page-services.ts'
import { ShowError } from './show-error.ts'
import { decodeText } from './text-decoding.ts'

/** Best first: what carries times and needs least guessing. */
const TRANSCRIPT_TYPES = [
  'text/vtt',
  'application/json',
  'application/x-subrip',
  'application/srt',
  'text/srt',
  'text/html',
]

/** Room for thousands of episodes with long notes. */
const MAX_FEED_BYTES = 32 * 1024 * 1024
const MAX_EXTRA_BYTES = 4 * 1024 * 1024

/** @throws {ShowError} `feed-unreachable`, `feed-refused` (the host answered with an error), `feed-unreadable`, `feed-too-large`. */
export async function loadShow(feedUrl: string, signal: AbortSignal): Promise<Show> {
  const xml = await fetchFeed(feedUrl, signal)
  try {
    return parseShow(xml, feedUrl)
  } catch (cause) {
    throw new ShowError('feed-unreadable', { cause })
  }
}

/** Chapters and transcript of an episode, side by side; what can't be read is left out. */
export async function loadExtras(episode: Episode, signal: AbortSignal): Promise<EpisodeExtras> {
  const [chapters, cues] = await Promise.all([loadChapters(episode, signal), loadCues(episode, signal)])
  return { chapters, cues }
}

async function fetchFeed(feedUrl: string, signal: AbortSignal): Promise<string> {
  let response: Response
  try {
    // `no-cache` still revalidates: a new episode shows at once, an unchanged feed costs a 304.
    response = await fetch(feedUrl, { signal, cache: 'no-cache', credentials: 'omit' })
  } catch (cause) {
    throw new ShowError('feed-unreachable', { cause })
  }
  if (!response.ok) throw new ShowError('feed-refused', { cause: new Error(`status ${response.status}`) })
  try {
    return await readText(response, MAX_FEED_BYTES)
  } catch (cause) {
    throw new ShowError(cause instanceof BodyTooLargeError ? 'feed-too-large' : 'feed-unreachable', { cause })
  }
}

async function loadChapters(episode: Episode, signal: AbortSignal): Promise<readonly Chapter[]> {
  const text = episode.chaptersUrl === undefined ? undefined : await fetchText(episode.chaptersUrl, signal)
  const chapters = text === undefined ? [] : parseChapters(text)
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

async function readText(response: Response, maxBytes: number): Promise<string> {
  return decodeText(await readCapped(response, maxBytes), response.headers.get('Content-Type'))
}
