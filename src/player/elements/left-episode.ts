/**
 * The episode that is looked at and that its show does not list (any more), as the library still has it.
 *
 * Loaded where that is so: hardly ever.
 */
import type { Episode } from '../../feed/types.ts'
import type { LibraryDesk } from '../library-desk.ts'
import type { Astray, Route } from '../routes.ts'

export interface LeftEpisode {
  readonly of: Route
  /** Undefined: nobody here knows it. */
  readonly episode: Episode | undefined
  /** What is to be said of it. */
  readonly astray: Astray
}

/** What is needed of late-library.ts. */
interface KnowingLibrary {
  readonly mayKnow: boolean
  wanted(): Promise<Pick<LibraryDesk, 'episode'> | undefined>
}

/** Opens no library where nothing is kept: it can't be in it. Never rejects. */
export async function findLeft(library: KnowingLibrary, of: Extract<Route, { view: 'episode' }>): Promise<LeftEpisode> {
  const episode = library.mayKnow ? await (await library.wanted())?.episode(of) : undefined
  return { of, episode, astray: episode === undefined ? 'episode-not-in-feed' : 'episode-left-feed' }
}
