/**
 * The episode that is looked at and that its show does not list (any more), as the library still has it.
 *
 * Loaded where that is so: hardly ever.
 */
import type { Episode } from '../../feed/types.ts'
import type { Astray, Route } from '../routes.ts'
import type { LateLibrary } from './late-library.ts'

export interface LeftEpisode {
  readonly of: Route
  /** Undefined: nobody here knows it. */
  readonly episode: Episode | undefined
  /** What is to be said of it. */
  readonly astray: Astray
}

/** Opens no library where nothing is kept: it can't be in it. Never rejects. */
export async function findLeft(
  library: Pick<LateLibrary, 'find' | 'mayKnow'>,
  of: Extract<Route, { view: 'episode' }>,
): Promise<LeftEpisode> {
  const episode = library.mayKnow ? (await library.find(of))?.episode : undefined
  return { of, episode, astray: episode === undefined ? 'episode-not-in-feed' : 'episode-left-feed' }
}
