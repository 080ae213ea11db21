/** Carries out what is asked for a show, and says what became of it. Pure: everything it works on is handed in. */
import { msg } from '@lit/localize'
import type { Show } from '../../feed/types.ts'
import { megabytes } from '../data-words.ts'
import type { EpisodeRef } from '../library/episode-ref.ts'
import type { Library } from '../library/library.ts'
import type { Refresher } from '../library/refresher.ts'
import type { SharingChoices } from '../library/sharing-choices.ts'
import type { AddedShow } from '../library/subscription.ts'
import type { ShowWish } from '../library-requests.ts'
import { unwantAll } from './clear-wishes.ts'
import type { HoldingsWatch } from './holdings-watch.ts'
import type { KnownShows } from './known-shows.ts'
import { NO_SHOW } from './storage-screen.ts'
import { clearedWords, followedWords, notClearedWords, sharedWords, unfollowedWords } from './wish-words.ts'

/** What became of handing on a link. `closed`: the listener thought better of it. */
export type SentLink = 'sent' | 'copied' | 'closed' | 'failed'

export interface ShowWishesOptions {
  readonly library: Library
  readonly known: KnownShows
  readonly holdings: HoldingsWatch
  readonly refresher: Pick<Refresher, 'refresh'>
  readonly choices: Pick<SharingChoices, 'set'>
  /** It is not to be fetched any more. @returns when it isn't */
  stopFetching(ref: EpisodeRef): Promise<void>
  /** The show's own page here. */
  linkOf(feedUrl: string): string
  sendLink(link: { readonly title: string; readonly url: string }): Promise<SentLink>
  /** The listener answered about a show. */
  answered(feedUrl: string, isShared: boolean): void
  say(words: string): void
}

/** @throws what the library rejects with; then nothing was changed. */
export async function grantShowWish(feedUrl: string, wish: ShowWish, to: ShowWishesOptions): Promise<void> {
  const { library, known, say } = to
  switch (wish) {
    case 'follow':
      await follow(feedUrl, to)
      return say(followedWords(await known.title(feedUrl)))
    case 'unfollow': {
      const title = await known.title(feedUrl)
      return say(unfollowedWords(title, await library.unsubscribe(feedUrl)))
    }
    case 'refresh':
      return to.refresher.refresh([feedUrl])
    case 'share':
    case 'unshare': {
      const isShared = wish === 'share'
      const remembered = to.choices.set(feedUrl, isShared ? 'on' : 'off')
      to.answered(feedUrl, isShared)
      if (remembered || !isShared) return say(sharedWords(await known.title(feedUrl), isShared))
      return say(msg('This browser lets this page keep nothing, so a yes can’t be remembered: it is not shared.'))
    }
    case 'clear':
      return clear(feedUrl, to)
    case 'send-link': {
      const title = await known.title(feedUrl)
      return say(sentWords(await to.sendLink({ title, url: to.linkOf(feedUrl) })))
    }
    case 'mark-seen':
      return library.markSeen({ feedUrl })
  }
}

async function follow(feedUrl: string, { library, known }: ShowWishesOptions): Promise<void> {
  const read = known.get(feedUrl)
  const show = read?.show ?? (await known.show(feedUrl))
  await library.subscribe([show === undefined ? { feedUrl } : addedShow(feedUrl, show)])
  // It was read a moment ago: that counts.
  if (read !== undefined) await library.takeShow(feedUrl, read.show, read.whole)
}

/** What a show says of itself, for those who follow it. */
export function addedShow(feedUrl: string, { title, author, imageUrl, language }: Show): AddedShow {
  return {
    feedUrl,
    ...(title !== '' && { title }),
    ...(author !== undefined && { author }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(language !== undefined && { language }),
  }
}

/** All its bytes go, also those that were asked for; the show stays followed, and what was heard of it known. */
async function clear(feedUrl: string, to: ShowWishesOptions): Promise<void> {
  const { library, holdings, say } = to
  const fileBytes = await unwantAll(
    library.downloads.snapshot.filter((one) => one.feedUrl === feedUrl),
    to,
  )
  const outcome = await holdings.clear({ kind: 'show', feedUrl: feedUrl === NO_SHOW ? undefined : feedUrl })
  say(
    outcome === undefined
      ? notClearedWords()
      : clearedWords(megabytes(outcome.bytes + fileBytes), outcome.inUse.length === 0),
  )
}

function sentWords(sent: SentLink): string {
  switch (sent) {
    case 'copied':
      return msg('The link is in the clipboard.')
    case 'failed':
      return msg('This browser does not let the link be copied.')
    case 'sent':
    case 'closed':
      return ''
  }
}
