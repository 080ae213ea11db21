/** Which of a show's episodes are listed, and in which order. Pure. */
import { foldText } from '../feed/folded-text.ts'
import type { EpisodeView } from './views/episode-view.ts'

export type EpisodeOrder = 'newest' | 'oldest'
export type EpisodeChoice = 'all' | 'unheard' | 'begun' | 'kept'

/**
 * @param episodes as the feed has them, the newest first
 * @param words those whose title or summary has all of them, whatever their case and accents
 */
export function listedEpisodes(
  episodes: readonly EpisodeView[],
  { order, choice, words }: { readonly order: EpisodeOrder; readonly choice: EpisodeChoice; readonly words: string },
): readonly EpisodeView[] {
  const wanted = foldText(words).folded.split(' ').filter(Boolean)
  const listed = episodes.filter(
    (episode) =>
      isChosen(episode, choice) && (wanted.length === 0 || wanted.every((word) => textOf(episode).includes(word))),
  )
  return order === 'oldest' ? listed.reverse() : listed
}

/** Folding thousands of texts anew with every letter typed would be felt. */
const folded = new WeakMap<EpisodeView, string>()

function textOf(episode: EpisodeView): string {
  const known = folded.get(episode)
  if (known !== undefined) return known
  const text = foldText(`${episode.title} ${episode.summary}`).folded
  folded.set(episode, text)
  return text
}

function isChosen({ isHeard, atSeconds = 0, keep }: EpisodeView, choice: EpisodeChoice): boolean {
  switch (choice) {
    case 'all':
      return true
    case 'unheard':
      return !isHeard
    case 'begun':
      return !isHeard && atSeconds > 0
    case 'kept':
      return keep.kind === 'kept'
  }
}
