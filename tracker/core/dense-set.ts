/**
 * A set that can be sampled: members lie in an array without holes, so that adding, deleting and picking k at random cost O(1),
 * O(1) and O(k), whatever the size. Deleting moves the last member into the hole; sampling shuffles the front. Pure.
 *
 * Each member holds its own place, in a field that is this set's alone: a map beside the array would cost more than a small member.
 */
import type { Rng } from '../../src/shared/clock.ts'

/** What a place is while a member is in no set. */
export const NOWHERE = -1

export class DenseSet<Key extends string, T extends { [place in Key]: number }> {
  readonly #place: Key
  readonly #items: T[] = []

  /** @param place The field for a member's place: {@link NOWHERE} at first. */
  constructor(place: Key) {
    this.#place = place
  }

  get size(): number {
    return this.#items.length
  }

  /** In no order that means anything. */
  get items(): readonly T[] {
    return this.#items
  }

  add(item: T): void {
    if (item[this.#place] !== NOWHERE) return
    this.#put(item, this.#items.length)
  }

  /** @returns whether it was there. */
  delete(item: T): boolean {
    const place = item[this.#place]
    if (place === NOWHERE) return false
    this.#swap(place, this.#items.length - 1)
    this.#items.pop()
    this.#note(item, NOWHERE)
    return true
  }

  /** Up to `count` members, each set of them equally likely, in an order equally likely. Partial Fisher-Yates. */
  sample(count: number, rng: Rng): readonly T[] {
    const { size } = this
    const picks = Math.min(count, size)
    for (let i = 0; i < picks; i++) this.#swap(i, i + Math.min(Math.floor(rng() * (size - i)), size - i - 1))
    return this.#items.slice(0, picks)
  }

  #swap(a: number, b: number): void {
    const first = this.#items[a] as T
    const second = this.#items[b] as T
    this.#put(second, a)
    this.#put(first, b)
  }

  #put(item: T, place: number): void {
    this.#items[place] = item
    this.#note(item, place)
  }

  #note(item: { [place in Key]: number }, place: number): void {
    item[this.#place] = place as T[Key]
  }
}
