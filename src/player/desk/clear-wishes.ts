/** Clears away what is asked for as a whole, and says how much that was. Pure. */
import { msg } from '@lit/localize'
import { megabytes } from '../data-words.ts'
import type { Download } from '../library/download.ts'
import type { EpisodeRef } from '../library/episode-ref.ts'
import type { Library } from '../library/library.ts'
import type { Clearable } from '../library-requests.ts'
import { fileAddress, filesNobodyWants } from './file-holdings.ts'
import type { HoldingsWatch } from './holdings-watch.ts'
import { clearedWords, notClearedWords } from './wish-words.ts'

export interface ClearWishesOptions {
  readonly library: Pick<Library, 'downloads' | 'unwant' | 'forgetHistory'>
  readonly holdings: Pick<HoldingsWatch, 'clear' | 'forgetFiles'>
  /** It is not to be fetched any more. @returns when it isn't */
  stopFetching(ref: EpisodeRef): Promise<void>
  say(words: string): void
}

/**
 * Before their bytes go, so that nobody fetches them again. Whole files go with it: nothing else knows whose they are.
 * @returns bytes of those
 */
export async function unwantAll(
  downloads: readonly Download[],
  {
    library,
    holdings,
    stopFetching,
  }: Pick<ClearWishesOptions, 'stopFetching' | 'holdings'> & {
    readonly library: Pick<Library, 'downloads' | 'unwant'>
  },
): Promise<number> {
  for (const { feedUrl, guid } of downloads) {
    await library.unwant({ feedUrl, guid })
    await stopFetching({ feedUrl, guid })
  }
  const urls = downloads.flatMap(({ episode }) => fileAddress(episode) ?? [])
  return (await holdings.forgetFiles(filesNobodyWants(urls, library.downloads.snapshot))) ?? 0
}

/** @throws what the library rejects with. */
export async function clearAway(what: Clearable, to: ClearWishesOptions): Promise<void> {
  const { library, holdings, say } = to
  if (what === 'history') {
    await library.forgetHistory('all')
    return say(msg('The history is cleared.'))
  }
  const fileBytes = what === 'kept' ? await unwantAll(library.downloads.snapshot, to) : 0
  const outcome = await holdings.clear({ kind: what === 'kept' ? 'everything' : 'unwanted' })
  if (outcome === undefined) return say(notClearedWords())
  say(clearedWords(megabytes(outcome.bytes + fileBytes), outcome.inUse.length === 0))
}
