/**
 * Which show an answer about sharing is for, and whether the publisher's setting reaches it. Pure.
 *
 * `?feed=` is anybody's word: a link can open any feed in this site's player, and a feed names its own trackers and peers.
 * So neither the site's setting nor an answer given for one show may join the swarm of another.
 */
import type { SharingSetting } from './sharing-consent.ts'

export interface SharingScope {
  /** Where the answer is kept: another one for each show. */
  readonly key: string
  /** The setting that holds for this show. */
  readonly setting: SharingSetting
}

const KEY = 'grapevine:sharing'

/**
 * @param feedUrl the feed on the page, absolute; undefined where there is none
 * @param ownFeedUrl the publisher's `grapevine:feed`, absolute; undefined where the page names none
 * @param setting the publisher's `grapevine:sharing`
 * @returns for the publisher's own feed the plain key and the setting as it is; for any other a key of its own, and `on`
 * becomes `ask`: a publisher can disclose and decide for one show only. `off` stays `off` for all.
 */
export function sharingScope(
  feedUrl: string | undefined,
  ownFeedUrl: string | undefined,
  setting: SharingSetting,
): SharingScope {
  const feed = withoutFragment(feedUrl)
  if (feed !== '' && feed === withoutFragment(ownFeedUrl)) return { key: KEY, setting }
  return { key: `${KEY}:${feed}`, setting: setting === 'on' ? 'ask' : setting }
}

/**
 * The same for an episode whose data come from a JSON file instead of the feed: the file's word that it is of the publisher's feed
 * is believed only where the file lies in `episodes/` beside that feed, where publish puts it: whoever writes a file names trackers
 * and peers in it.
 *
 * @param feedUrl the feed that the file names
 * @param jsonUrl where the file was had from, after redirects
 */
export function jsonSharingScope(
  feedUrl: string,
  jsonUrl: string,
  ownFeedUrl: string | undefined,
  setting: SharingSetting,
): SharingScope {
  const folder = ownFeedUrl === undefined ? undefined : new URL('episodes/', ownFeedUrl).href
  if (folder !== undefined && new URL(jsonUrl).href.startsWith(folder)) {
    return sharingScope(feedUrl, ownFeedUrl, setting)
  }
  const scope = sharingScope(feedUrl, undefined, setting)
  return { ...scope, key: `${scope.key} ${new URL('./', jsonUrl).href}` }
}

/** The fragment is never sent: with or without, it is the same feed. */
function withoutFragment(url: string | undefined): string {
  return url?.split('#', 1)[0] ?? ''
}
