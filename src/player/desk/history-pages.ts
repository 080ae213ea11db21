/**
 * The history as far as somebody scrolled into it: its first page follows the library, the older ones stay as they were read.
 *
 * Pure.
 */

import { type EpisodeRef, episodeKey } from '../library/episode-ref.ts'
import type { Heard } from '../library/heard.ts'
import type { HistoryPage } from '../library/library.ts'
import type { IndexKey } from '../library/tables.ts'

export class HistoryPages {
  #heard: readonly Heard[] = []
  #next: IndexKey | undefined

  /** The latest first. */
  get heard(): readonly Heard[] {
    return this.#heard
  }

  /** Where the next page begins; undefined: all is here. */
  get next(): IndexKey | undefined {
    return this.#next
  }

  /** The first page, as the library has it now. */
  take({ heard, next }: HistoryPage): void {
    const older = next === undefined ? [] : behind(heard, this.#heard)
    this.#heard = [...heard, ...older]
    // What was read further than that goes on where it ended.
    if (older.length === 0) this.#next = next
  }

  /** The page behind the last one. */
  add({ heard, next }: HistoryPage): void {
    this.#heard = [...this.#heard, ...behind(this.#heard, heard)]
    this.#next = next
  }

  /** Forgotten, wherever it stands. */
  remove(ref: EpisodeRef): void {
    const key = episodeKey(ref)
    this.#heard = this.#heard.filter((one) => episodeKey(one) !== key)
  }

  /** All of it was forgotten. */
  restart(): void {
    this.#heard = []
    this.#next = undefined
  }
}

/** Those of `more` that are older than all of `first`, and none of them. */
function behind(first: readonly Heard[], more: readonly Heard[]): readonly Heard[] {
  const known = new Set(first.map(episodeKey))
  const last = first.at(-1)?.heardAt ?? Number.POSITIVE_INFINITY
  return more.filter((one) => (one.heardAt ?? 0) <= last && !known.has(episodeKey(one)))
}
