/**
 * Positions for the player, kept in the library: read at once, as the player needs it, written with the episode's words.
 *
 * Pure. The player asks for a position before an episode is opened, and can't wait for a database: what localStorage knows comes
 * first (it is written with every change, earlier-rows.ts), then what was {@link LibraryPositions.prepare}d.
 */
import type { PositionStore } from '../positions.ts'
import { type EpisodeRef, episodeKey, parseEpisodeKey } from './episode-ref.ts'
import type { HeardEpisode } from './heard.ts'
import type { Library } from './library.ts'

export class LibraryPositions implements PositionStore {
  readonly #library: Pick<Library, 'heard' | 'place'>
  readonly #quick: Pick<PositionStore, 'read'>
  readonly #places = new Map<string, number>()
  readonly #known = new Map<string, HeardEpisode>()

  /** @param quick positions that can be read at once: `localStoragePositions` */
  constructor(library: Pick<Library, 'heard' | 'place'>, quick: Pick<PositionStore, 'read'>) {
    this.#library = library
    this.#quick = quick
  }

  /** An episode is about to be opened: what history and "continue listening" will say of it. */
  introduce(episode: HeardEpisode): void {
    this.#known.set(episodeKey(episode), episode)
  }

  /** Looks up a place that only the library knows, so that {@link read} has it. Never rejects. */
  async prepare(ref: EpisodeRef): Promise<void> {
    try {
      const key = episodeKey(ref)
      const place = await this.#library.place(ref)
      if (!this.#places.has(key)) this.#places.set(key, place)
    } catch {
      // It starts at its beginning, as if it had not been heard.
    }
  }

  read(key: string): number {
    return this.#quick.read(key) || (this.#places.get(key) ?? 0)
  }

  write(key: string, atSeconds: number, durationSeconds: number): void {
    const episode = this.#known.get(key) ?? parseEpisodeKey(key)
    if (episode === undefined) return
    // From now on the quick place holds, also where it is the beginning.
    this.#places.set(key, 0)
    // What went wrong stands in the library's state; the position is in localStorage.
    this.#library.heard(episode, { atSeconds, durationSeconds }).catch(() => {})
  }
}
