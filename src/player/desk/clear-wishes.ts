/** Clears away what is asked for as a whole, and says how much that was. Pure. */
import { msg } from '@lit/localize'
import { megabytes } from '../data-words.ts'
import type { EpisodeRef } from '../library/episode-ref.ts'
import type { Library } from '../library/library.ts'
import type { Clearable } from '../library-requests.ts'
import type { HoldingsWatch } from './holdings-watch.ts'
import { clearedWords, notClearedWords } from './wish-words.ts'

export interface ClearWishesOptions {
  readonly library: Pick<Library, 'downloads' | 'unwant' | 'forgetHistory'>
  readonly holdings: Pick<HoldingsWatch, 'clear'>
  /** It is not to be fetched any more. @returns when it isn't */
  stopFetching(ref: EpisodeRef): Promise<void>
  say(words: string): void
}

/** Before their bytes go, so that nobody fetches them again. */
export async function unwantAll(
  refs: readonly EpisodeRef[],
  { library, stopFetching }: Pick<ClearWishesOptions, 'stopFetching'> & { readonly library: Pick<Library, 'unwant'> },
): Promise<void> {
  for (const { feedUrl, guid } of refs) {
    await library.unwant({ feedUrl, guid })
    await stopFetching({ feedUrl, guid })
  }
}

/** @throws what the library rejects with. */
export async function clearAway(what: Clearable, to: ClearWishesOptions): Promise<void> {
  const { library, holdings, say } = to
  if (what === 'history') {
    await library.forgetHistory('all')
    return say(msg('The history is cleared.'))
  }
  if (what === 'kept') await unwantAll(library.downloads.snapshot, to)
  const outcome = await holdings.clear({ kind: what === 'kept' ? 'everything' : 'unwanted' })
  if (outcome === undefined) return say(notClearedWords())
  say(clearedWords(megabytes(outcome.bytes), outcome.inUse.length === 0))
}
