/**
 * What of the library is worth keeping for others, and the words for it. Pure.
 *
 * Rare is what few others hold: the swarm loses it first. What is rare and complete here comes first, then what served most. Nothing
 * is called rare that nobody has counted.
 */
import { msg } from '@lit/localize'
import { plural } from './plural.ts'
import type { PassedEpisodeView } from './views/passing-on-view.ts'

/** With so few copies elsewhere a swarm may soon be without it. */
const FEW_COPIES = 2

export type Worth = 'only-here' | 'rare' | 'plenty' | 'unknown'

export function worthOf({ copiesElsewhere }: Pick<PassedEpisodeView, 'copiesElsewhere'>): Worth {
  if (copiesElsewhere === undefined) return 'unknown'
  if (copiesElsewhere === 0) return 'only-here'
  return copiesElsewhere <= FEW_COPIES ? 'rare' : 'plenty'
}

const ORDER: readonly Worth[] = ['only-here', 'rare', 'plenty', 'unknown']

/** The rarest first; of equals the fullest, then what served most. */
export function byWorth(episodes: readonly PassedEpisodeView[]): readonly PassedEpisodeView[] {
  return [...episodes].sort(
    (a, b) =>
      ORDER.indexOf(worthOf(a)) - ORDER.indexOf(worthOf(b)) ||
      (a.copiesElsewhere ?? 0) - (b.copiesElsewhere ?? 0) ||
      b.share - a.share ||
      b.bytesGiven - a.bytesGiven,
  )
}

export function worthWords(episode: Pick<PassedEpisodeView, 'copiesElsewhere'>): string {
  switch (worthOf(episode)) {
    case 'only-here':
      return msg('Nobody else online has all of it: worth keeping.')
    case 'rare':
      return plural(
        episode.copiesElsewhere ?? 0,
        msg(
          'one {Only # other listener has all of it: worth keeping.} other {Only # other listeners have all of it: worth keeping.}',
        ),
      )
    case 'plenty':
      return plural(
        episode.copiesElsewhere ?? 0,
        msg('one {# other listener has all of it.} other {# other listeners have all of it.}'),
      )
    case 'unknown':
      return ''
  }
}
