/**
 * The rung between service worker and plain enclosure: where no worker can answer, the page feeds the element itself.
 *
 * Loaded only there. It takes what MediaSource takes without being written anew (MP3 where the browser does, fragmented MP4),
 * and says so before the element is given anything; what turns out unfit later on is reported, and plays plain from there.
 * See docs/decisions/0018-media-source-rung.md.
 */
import { domClock } from '../../../shared/dom-clock.ts'
import type { MediaFacts } from '../../types.ts'
import type { ByteStream } from '../byte-stream.ts'
import { MediaFeed } from './dom-media-feed.ts'
import { type MediaLayout, readMediaLayout } from './media-layout.ts'
import { readOn } from './steady-reading.ts'

export interface MediaSourceOptions {
  readonly stream: ByteStream
  /** What the feed says of the duration. */
  readonly feedSeconds: number | undefined
  /** Ends everything. */
  readonly signal: AbortSignal
  /** MediaSource could not carry it after all; called at most once. */
  readonly onFail: (error: unknown) => void
}

export interface MediaSourceRung {
  /** What to give the element as `src`; as often as it likes. */
  readonly url: string
  report(facts: MediaFacts): void
}

/** @returns `undefined` where this browser, or this file, can't be served so. */
export async function openMediaSource(options: MediaSourceOptions): Promise<MediaSourceRung | undefined> {
  const { stream, feedSeconds, signal } = options
  const Source = mediaSourceOf(globalThis)
  const type = likelyType(stream.type)
  if (Source === undefined || type === undefined || !Source.isTypeSupported(type)) return undefined
  const layout = await readMediaLayout({
    readFrom: (byte) => readOn(stream, byte, domClock, signal),
    fileBytes: await stream.lengthBytes(signal),
    feedSeconds,
  })
  if (layout === undefined || signal.aborted || !Source.isTypeSupported(layout.mimeType)) return undefined
  return openSource(new Source(), layout, options)
}

function openSource(source: MediaSource, layout: MediaLayout, options: MediaSourceOptions): MediaSourceRung {
  const { stream, signal, onFail } = options
  const url = URL.createObjectURL(source)
  let feed: MediaFeed | undefined
  let facts: MediaFacts | undefined
  let failed = false
  const fail = (error: unknown): void => {
    if (failed || signal.aborted) return
    failed = true
    onFail(error)
  }
  const attach = (): void => {
    // Also said when a source that had come to its end goes on.
    if (source.sourceBuffers.length > 0 || failed || signal.aborted) return
    const attached = new AbortController()
    source.addEventListener('sourceclose', () => attached.abort(), { once: true })
    try {
      feed = new MediaFeed({
        stream,
        layout,
        source,
        clock: domClock,
        signal: AbortSignal.any([signal, attached.signal]),
      })
    } catch (error) {
      return fail(error)
    }
    if (facts !== undefined) feed.report(facts)
    feed.feed().catch((error: unknown) => {
      if (!attached.signal.aborted) fail(error)
    })
  }
  source.addEventListener('sourceopen', attach)
  // ManagedMediaSource says when it wants more, or no more.
  for (const type of ['startstreaming', 'endstreaming'])
    source.addEventListener(type, () => {
      if (facts !== undefined) feed?.report(facts)
    })
  signal.addEventListener('abort', () => URL.revokeObjectURL(url))
  return {
    url,
    report(now) {
      facts = now
      if (now.failed) fail(new Error('the media element gave up'))
      else feed?.report(now)
    },
  }
}

/** iPhones have the managed one only. It wants `disableRemotePlayback`, which is the player's to set. */
function mediaSourceOf(scope: {
  MediaSource?: typeof MediaSource
  ManagedMediaSource?: typeof MediaSource
}): typeof MediaSource | undefined {
  return scope.MediaSource ?? scope.ManagedMediaSource
}

/** What a file of this type would most likely be to MediaSource (which wants codecs for MP4); spares asking the host where the browser would not take it anyway. */
function likelyType(type: string): string | undefined {
  if (/^audio\/(?:x-)?(?:mpe?g3?|mp3)\b/i.test(type)) return 'audio/mpeg'
  if (/^(?:audio|video)\/(?:x-)?(?:mp4|m4[abv])\b/i.test(type)) return 'audio/mp4; codecs="mp4a.40.2"'
  return undefined
}
