/** Checks what publish is asked to do, before anything is read or written. */
import { parseTrackerUrl, resolveHttpUrl } from '../src/feed/urls.ts'
import { PublishError } from './publish-error.ts'

export interface PublishOptions {
  /** A folder with a feed in it, a feed file, or a feed's web address. */
  readonly feed: string
  readonly outDir: string
  /** Where the published folder will be served. Default: the folder of the feed's own address. */
  readonly baseUrl?: string
  /** WebSocket trackers that listeners meet at. */
  readonly trackers?: readonly string[]
  /** Where the media files lie, found by file name. */
  readonly mediaDir?: string
  /** The page that plays an episode, for embeds: a player frame or the listening page. Default: none. */
  readonly player?: string
  /** Whether media are decoded for waveforms. Default: true. */
  readonly waveforms?: boolean
  /** Whether covers that lie elsewhere on the web are fetched for their colour. Default: true. */
  readonly fetchCovers?: boolean
  /** Called as each episode is begun. */
  readonly onProgress?: (words: string) => void
}

/** @returns the base URL with a slash at its end. @throws PublishError `bad-options` */
export function parseBaseUrl(value: string): string {
  let url: URL | undefined
  try {
    url = new URL(value)
  } catch {
    // Said below.
  }
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new PublishError('bad-options', `--base-url must be an http:// or https:// address, not “${value}”.`)
  }
  if (url.search !== '' || url.hash !== '') {
    throw new PublishError('bad-options', `--base-url must have no “?” or “#” part: ${value}`)
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`
}

/** @returns the address of the page that plays. @throws PublishError `bad-options` */
export function parsePlayer(value: string): string {
  const url = resolveHttpUrl(value, undefined)
  if (url === undefined || url.includes('#')) {
    const must = 'must be an http:// or https:// address without a “#” part'
    throw new PublishError('bad-options', `--player ${must}, not “${value}”.`)
  }
  return url
}

/** @returns the trackers, each once. @throws PublishError `bad-options` */
export function parseTrackers(values: readonly string[]): string[] {
  const trackers = values.map((value) => {
    if (parseTrackerUrl(value) !== undefined) return value.trim()
    const why = 'browsers reach no other kind'
    throw new PublishError('bad-options', `--tracker must be a ws:// or wss:// address (${why}), not “${value}”.`)
  })
  return [...new Set(trackers)]
}
