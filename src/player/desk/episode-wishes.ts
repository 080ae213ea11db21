/** Carries out what is asked for an episode, and says what became of it. Pure: everything it works on is handed in. */
import { msg } from '@lit/localize'
import { type EpisodeRef, episodeKey } from '../library/episode-ref.ts'
import { queued, withWish } from '../library/global-queue.ts'
import type { Library } from '../library/library.ts'
import type { EpisodeWish } from '../library-requests.ts'
import { fileAddress, fileName, filesNobodyWants, wantedAs } from './file-holdings.ts'
import type { HoldingsWatch } from './holdings-watch.ts'
import type { KnownShows } from './known-shows.ts'
import { infoHashOf, NO_SHOW } from './storage-screen.ts'
import {
  forgottenWords,
  heardWords,
  notClearedWords,
  queuedWords,
  unkeptWords,
  unqueuedWords,
  wantedWords,
} from './wish-words.ts'

export interface EpisodeWishesOptions {
  readonly library: Library
  readonly known: KnownShows
  readonly holdings: HoldingsWatch
  /** The key of the episode in the player. */
  current(): string | undefined
  isOnline(): boolean
  /** It is wanted on this device, by hand, just now. */
  askedFor(ref: EpisodeRef): void
  /** It is not to be fetched any more. @returns when it isn't */
  stopFetching(ref: EpisodeRef): Promise<void>
  /** It is no longer in the history. */
  forgotten(ref: EpisodeRef): void
  /** Its mark may be another. */
  marked(feedUrl: string): void
  say(words: string): void
}

/** @throws what the library rejects with; then nothing was changed. */
export async function grantEpisodeWish(ref: EpisodeRef, wish: EpisodeWish, to: EpisodeWishesOptions): Promise<void> {
  const { library, known, say } = to
  switch (wish) {
    case 'play':
    case 'pause':
      // The page's own.
      return
    case 'play-next':
    case 'play-last': {
      const words = await known.words(ref)
      const kind = wish === 'play-next' ? 'add-next' : 'add-last'
      const entry = queued(ref, words)
      await library.changeQueue((queue) => withWish(queue, { kind, entry }, to.current()))
      return say(queuedWords(words.title, wish === 'play-next' ? 'next' : 'last'))
    }
    case 'unqueue': {
      const { title } = await known.words(ref)
      const key = episodeKey(ref)
      await library.changeQueue((queue) => queue.filter(({ id }) => id !== key))
      return say(unqueuedWords(title))
    }
    case 'keep':
      return keep(ref, to)
    case 'unkeep':
      return unkeep(ref, to)
    case 'mark-heard':
    case 'mark-unheard': {
      const words = await known.words(ref)
      await library.markPlayed([words], wish === 'mark-heard')
      to.marked(ref.feedUrl)
      return say(heardWords(words.title, wish === 'mark-heard'))
    }
    case 'forget': {
      const words = await known.words(ref)
      await library.markPlayed([words], false)
      await library.forgetHistory(ref)
      to.forgotten(ref)
      to.marked(ref.feedUrl)
      return say(forgottenWords(words.title))
    }
  }
}

async function keep(ref: EpisodeRef, { library, known, isOnline, askedFor, say }: EpisodeWishesOptions): Promise<void> {
  const found = await known.episode(ref)
  if (found?.episode.enclosure === undefined) return say(msg('This entry of the feed has no file to play.'))
  const { title } = found.episode
  await library.want(ref.feedUrl, found.episode, found.show)
  askedFor(ref)
  say(wantedWords(title, isOnline()))
}

/** What is only here because it was heard goes, too. */
async function unkeep(ref: EpisodeRef, to: EpisodeWishesOptions): Promise<void> {
  const { library, known, holdings, say } = to
  const isOfShow = ref.feedUrl !== NO_SHOW
  const held = await holdings.look().catch(() => undefined)
  const found = isOfShow ? await known.episode(ref) : undefined
  const infoHash = (held && infoHashOf(held, ref)) ?? found?.episode.enclosure?.infoHash
  const download = wantedAs(library.downloads.snapshot, ref)
  const file = isOfShow ? download && fileAddress(download.episode) : infoHash === undefined ? ref.guid : undefined
  const name = isOfShow
    ? (await known.words(ref)).title
    : (held?.kept.find((one) => one.infoHash === infoHash)?.name ?? fileName(ref.guid))
  // First, so that nobody fetches it again.
  if (isOfShow) {
    await library.unwant(ref)
    await to.stopFetching(ref)
  }
  const files = filesNobodyWants(file === undefined ? [] : [file], library.downloads.snapshot)
  if ((await holdings.forgetFiles(files)) === undefined) return say(notClearedWords())
  if (infoHash === undefined) return say(unkeptWords(name, false))
  const outcome = await holdings.forget([infoHash])
  say(outcome === undefined ? notClearedWords() : unkeptWords(name, outcome.inUse.length > 0))
}
