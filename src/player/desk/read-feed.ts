/** Feeds as the refresher wants them read. Pure. */
import type { Show } from '../../feed/types.ts'
import type { ReadFeed } from '../library/refresher.ts'
import type { RefreshProblem } from '../library/subscription.ts'
import { ShowError } from '../show-error.ts'
import type { KnownShows } from './known-shows.ts'

/** @param known a show that is open here is known as it was read last */
export function feedReader(
  load: (feedUrl: string, signal: AbortSignal) => Promise<Show>,
  known: Pick<KnownShows, 'get' | 'take'>,
): (feedUrl: string, signal: AbortSignal) => Promise<ReadFeed> {
  return async (feedUrl, signal) => {
    const show = await load(feedUrl, signal)
    const whole = show.incomplete !== true
    if (known.get(feedUrl) !== undefined) known.take(feedUrl, show, whole)
    return { show, whole, ...(show.newFeedUrl !== undefined && { movedTo: show.newFeedUrl }) }
  }
}

export function refreshProblemOf(error: unknown): RefreshProblem {
  switch (error instanceof ShowError ? error.kind : undefined) {
    case 'feed-refused':
      return 'feed-refused'
    case 'feed-too-large':
      return 'feed-too-large'
    case 'feed-unreachable':
    case 'feed-endless':
      return 'feed-unreachable'
    default:
      return 'feed-unreadable'
  }
}
