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

/** The fragment is never sent: with or without, it is the same feed. */
function withoutFragment(url: string | undefined): string {
  return url?.split('#', 1)[0] ?? ''
}
