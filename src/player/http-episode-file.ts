/**
 * Fetches what an embedded player needs to know: an episode's JSON or a show's. Every way in which that fails is an error with a
 * kind; no answer is taken beyond a bound.
 */
import { type EpisodeFile, parseEpisodeFile, parseShowFile, type ShowFile } from '../feed/episode-file.ts'
import { BodyTooLargeError, readCapped } from '../shared/http-body.ts'
import { ShowError } from './show-error.ts'

/** Two thousand chapters with words fit. */
const MAX_EPISODE_BYTES = 2 * 1024 * 1024
/** A hundred thousand episodes fit. */
const MAX_SHOW_BYTES = 32 * 1024 * 1024

export interface Loaded<T> {
  readonly file: T
  /** Where it was had from in the end, after redirects: whose word it is. */
  readonly url: string
}

/** @throws {ShowError} `episode-unreachable`, `episode-refused`, `episode-unreadable` */
export function loadEpisodeFile(url: string, signal: AbortSignal): Promise<Loaded<EpisodeFile>> {
  return load(url, MAX_EPISODE_BYTES, parseEpisodeFile, signal)
}

/** @throws {ShowError} as {@link loadEpisodeFile} */
export function loadShowFile(url: string, signal: AbortSignal): Promise<Loaded<ShowFile>> {
  return load(url, MAX_SHOW_BYTES, parseShowFile, signal)
}

async function load<T>(
  asked: string,
  maxBytes: number,
  parse: (value: unknown) => T,
  signal: AbortSignal,
): Promise<Loaded<T>> {
  const { text, url } = await fetchText(asked, maxBytes, signal)
  try {
    return { file: parse(JSON.parse(text)), url }
  } catch (cause) {
    throw new ShowError('episode-unreadable', { cause })
  }
}

async function fetchText(url: string, maxBytes: number, signal: AbortSignal): Promise<{ text: string; url: string }> {
  let response: Response
  try {
    response = await fetch(url, { signal, credentials: 'omit' })
  } catch (cause) {
    throw new ShowError('episode-unreachable', { cause })
  }
  if (!response.ok) throw new ShowError('episode-refused', { cause: new Error(`status ${response.status}`) })
  try {
    // JSON is UTF-8 (RFC 8259, 8.1), whatever the host says of it.
    return { text: new TextDecoder().decode(await readCapped(response, maxBytes)), url: response.url }
  } catch (cause) {
    throw new ShowError(cause instanceof BodyTooLargeError ? 'episode-unreadable' : 'episode-unreachable', { cause })
  }
}
