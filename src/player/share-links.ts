/**
 * Builds the addresses that are shared, and reads the moment that one of them names.
 *
 * Pure. A moment is a media fragment (W3C Media Fragments URI 1.0, section 4.2.1): `#t=754`. Only the start is read; an end is
 * passed over, because a link says where to begin, not when to stop listening. Beside the standard's forms, `1h2m3s` is
 * read: that is what people know from other players.
 *
 * Only apps that say themselves how they take a feed's address, or whose source shows it, are offered:
 * - AntennaPod: antennapod.org, Documentation, For podcasters and hosters, "Add on AntennaPod" (`url` and `title`, encoded).
 * - Apple Podcasts: takes `podcast://` with the feed's address behind it on iPhone, iPad and Mac, as the Podlove Subscribe
 *   Button has it (podlove-ui, packages/clients). Apple publishes no such page; its own links need a directory number.
 * - Overcast: overcast.fm/podcasterinfo, `overcast://x-callback-url/add?url=`.
 * - Pocket Casts: `pktc://subscribe/` with the address less its scheme, in the source of both its apps
 *   (pocket-casts-ios, AppDelegate+UrlHandling.swift; pocket-casts-android, DeepLinkFactory.kt).
 * - Podcast Addict: `podcastaddict.com/feed/`, from the list that episodes.fm works with (podcast-platform-links).
 * - Whatever else registered for `pcast://`, the oldest of them: AntennaPod's manifest has it, so have desktop apps; where Apple
 *   Podcasts is, that takes it (castro.fm/blog/a-podcast-url-scheme).
 *
 * Castro is left out: its documented links need the number that Apple gave the show.
 */

export type PodcastApp = 'antennapod' | 'apple-podcasts' | 'overcast' | 'pocket-casts' | 'podcast-addict' | 'other'

export interface SubscribeLink {
  readonly app: PodcastApp
  readonly url: string
}

/** The longest moment believed: eleven days. */
const LATEST_SECONDS = 1_000_000

/**
 * The episode's address, at a moment where one is given.
 *
 * @param pageUrl absolute; what it has behind `#` stays, less an older moment
 * @param atSeconds rounded down; 0 and less is the beginning, which needs no words
 */
export function linkAt(pageUrl: string, atSeconds = 0): string {
  const [address = '', fragment = ''] = split(pageUrl, '#')
  const parts = fragment.split('&').filter((part) => part !== '' && !part.startsWith('t='))
  if (atSeconds >= 1) parts.push(`t=${Math.floor(atSeconds)}`)
  return parts.length === 0 ? address : `${address}#${parts.join('&')}`
}

/**
 * @param fragment what stands behind the `#`, with or without it
 * @returns seconds from the beginning, or `undefined` where it names no moment, or nonsense
 */
export function momentOf(fragment: string): number | undefined {
  let moment: number | undefined
  // "Multiple occurrences of the same dimension: only the last valid occurrence is interpreted" (Media Fragments, 5.1).
  for (const part of fragment.replace(/^#/, '').split('&')) {
    const [name, value] = split(part, '=').map(decoded)
    if (name === 't' && value !== undefined) moment = parseMoment(value) ?? moment
  }
  return moment
}

/** Links by which apps take the show, in the order in which they are offered; none for an address that is no web address. */
export function subscribeLinks(feedUrl: string, title: string): readonly SubscribeLink[] {
  let feed: string
  try {
    const url = new URL(feedUrl)
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return []
    feed = url.href
  } catch {
    return []
  }
  const encoded = encodeURIComponent(feed)
  const bare = feed.replace(/^https?:\/\//, '')
  return [
    { app: 'apple-podcasts', url: `podcast://${bare}` },
    {
      app: 'antennapod',
      url: `https://antennapod.org/deeplink/subscribe?url=${encoded}&title=${encodeURIComponent(title.replace(/\p{Surrogate}/gu, '\ufffd'))}`,
    },
    { app: 'overcast', url: `overcast://x-callback-url/add?url=${encoded}` },
    { app: 'pocket-casts', url: `pktc://subscribe/${bare}` },
    { app: 'podcast-addict', url: `https://podcastaddict.com/feed/${encoded}` },
    { app: 'other', url: `pcast://${bare}` },
  ]
}

/** A time range's start: `754`, `12:34`, `1:02:03.5`, `npt:10,20`, `,20` (from the beginning), `1h2m3s`. */
function parseMoment(range: string): number | undefined {
  const [start = '', end] = split(range.trim().replace(/^npt:/, ''), ',')
  if (start === '') return end === undefined || parseTime(end) === undefined ? undefined : 0
  const seconds = parseTime(start)
  return seconds === undefined || seconds > LATEST_SECONDS ? undefined : seconds
}

function parseTime(text: string): number | undefined {
  const clock = /^(?:(?:(\d{1,5}):)?(\d{1,2}):)?(\d{1,9}(?:\.\d*)?)$/.exec(text)
  const words = /^(?=\d)(?:(\d{1,5})h)?(?:(\d{1,7})m)?(?:(\d{1,9}(?:\.\d*)?)s)?$/i.exec(text)
  const [, hours = '0', minutes = '0', seconds = '0'] = clock ?? words ?? []
  if (clock === null && words === null) return undefined
  // Behind a colon sixty is too much, as the standard says; on its own a number may be any.
  if (clock?.[2] !== undefined && (Number(minutes) > 59 || Number(seconds) >= 60)) return undefined
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

function split(text: string, by: string): string[] {
  const at = text.indexOf(by)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + by.length)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
