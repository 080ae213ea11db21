/**
 * Carries out wishes that were made before the library was here: on this visit, or at the end of an earlier one.
 *
 * Pure: where they are held is handed in. One after the other, because "next" and "last" are about what was queued before. What can't be
 * named because its show can't be read now waits for the next visit.
 */
import type { EpisodeWish } from '../library-requests.ts'
import type { EpisodeRef } from '../views/episode-view.ts'

export interface HeldWish {
  readonly episode: EpisodeRef
  readonly wish: EpisodeWish
}

/** The port for where they are held. Nothing of it throws. */
export interface HeldWishes {
  /** The oldest first. */
  read(): readonly HeldWish[]
  /** One like this was carried out. */
  forget(wish: HeldWish): void
}

export interface TakeHeldOptions {
  isKnown(episode: EpisodeRef): Promise<boolean>
  /** @returns whether the show could be read */
  readShow(feedUrl: string): Promise<boolean>
  /** Says what comes of it. Never rejects. */
  grant(wish: HeldWish): Promise<void>
}

export async function takeHeldWishes(held: HeldWishes, { isKnown, readShow, grant }: TakeHeldOptions): Promise<void> {
  for (const wish of held.read()) {
    const { episode } = wish
    if (!(await isKnown(episode)) && !(await readShow(episode.feedUrl))) continue
    await grant(wish)
    held.forget(wish)
  }
}
