/**
 * Builds the addresses that are shared. Pure; a moment in one is written as moment.ts reads it.
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

function split(text: string, by: string): string[] {
  const at = text.indexOf(by)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + by.length)]
}
