/**
 * Carries out wishes that were made before the library was here: on this visit, or at the end of an earlier one.
 *
 * Pure: where they are held, and the time, are handed in. One after the other, because "next" and "last" are about what was queued
 * before. What comes to nothing now waits for the next visit, for a month at most: a feed may be gone for good.
 */
import type { EpisodeWish } from '../library-requests.ts'
import type { EpisodeRef } from '../views/episode-view.ts'

/** A show that could not be read for so long will not be. */
export const GIVEN_UP_AFTER_MS = 30 * 24 * 60 * 60 * 1000

export interface HeldWish {
  readonly episode: EpisodeRef
  readonly wish: EpisodeWish
  /** When it was first to be carried out, in milliseconds since 1970; absent: not yet. */
  readonly triedAtMs?: number
}

/** The port for where they are held. Nothing of it throws. */
export interface HeldWishes {
  /** The oldest first. */
  read(): readonly HeldWish[]
  /** These are all, from now on. */
  write(wishes: readonly HeldWish[]): void
}

export interface TakeHeldOptions {
  /** Milliseconds since 1970. */
  now(): number
  isKnown(episode: EpisodeRef): Promise<boolean>
  /** @returns whether the show could be read */
  readShow(feedUrl: string): Promise<boolean>
  /** Says what comes of it. Never rejects. @returns whether it was carried out */
  grant(wish: HeldWish): Promise<boolean>
  /** Aborted: nothing more is carried out. */
  readonly signal: AbortSignal
}

export async function takeHeldWishes(held: HeldWishes, options: TakeHeldOptions): Promise<void> {
  const { isKnown, readShow, grant, signal } = options
  for (const wish of dated(held, options.now())) {
    const { episode } = wish
    const canBeNamed = (await isKnown(episode)) || (await readShow(episode.feedUrl))
    if (signal.aborted) return
    // A newer one may have taken its place meanwhile.
    if (!canBeNamed || indexOf(wish, held.read()) === -1) continue
    if (await grant(wish)) forget(held, wish)
  }
}

/** A wish was made that the library hears itself: older ones about the same thing are not to undo it at the next visit. */
export function supersede(held: HeldWishes, newer: HeldWish): void {
  const wishes = held.read()
  const left = wishes.filter((older) => !isAboutSame(older, newer))
  if (left.length < wishes.length) held.write(left)
}

/** Those that are still to be carried out, each with its date from now on. */
function dated(held: HeldWishes, nowMs: number): readonly HeldWish[] {
  const wishes = held.read()
  const due = wishes
    .map((wish) => ({ ...wish, triedAtMs: wish.triedAtMs ?? nowMs }))
    .filter(({ triedAtMs }) => nowMs - triedAtMs < GIVEN_UP_AFTER_MS)
  if (wishes.length > 0) held.write(due)
  return due
}

/** The same wish may have been made twice: each is forgotten by itself. */
function forget(held: HeldWishes, wish: HeldWish): void {
  const wishes = held.read()
  const at = indexOf(wish, wishes)
  if (at !== -1) held.write(wishes.toSpliced(at, 1))
}

function indexOf({ episode, wish, triedAtMs }: HeldWish, wishes: readonly HeldWish[]): number {
  return wishes.findIndex((one) => isOf(one, episode) && one.wish === wish && one.triedAtMs === triedAtMs)
}

function isAboutSame(older: HeldWish, newer: HeldWish): boolean {
  return isOf(older, newer.episode) && SUBJECTS[older.wish] === SUBJECTS[newer.wish]
}

function isOf({ episode }: HeldWish, { feedUrl, guid }: EpisodeRef): boolean {
  return episode.feedUrl === feedUrl && episode.guid === guid
}

/** What each wish decides about an episode: of two about the same the newer one holds. */
const SUBJECTS: Readonly<Record<EpisodeWish, 'playing' | 'queue' | 'device' | 'history'>> = {
  play: 'playing',
  pause: 'playing',
  'play-next': 'queue',
  'play-last': 'queue',
  unqueue: 'queue',
  keep: 'device',
  unkeep: 'device',
  'mark-heard': 'history',
  'mark-unheard': 'history',
  forget: 'history',
}
