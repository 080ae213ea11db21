/**
 * A set that can be sampled: members lie in an array without holes, so that adding, deleting and picking k at random cost O(1),
 * O(1) and O(k), whatever the size. Deleting moves the last member into the hole; sampling shuffles the front. Pure.
 */
import type { Rng } from '../../src/shared/clock.ts'

export class DenseSet<T> {
  readonly #items: T[] = []
  readonly #indices = new Map<T, number>()

  get size(): number {
    return this.#items.length
  }

  /** In no order that means anything. */
  get items(): readonly T[] {
    return this.#items
  }

  add(item: T): void {
    if (this.#indices.has(item)) return
    this.#indices.set(item, this.#items.length)
    this.#items.push(item)
  }

  /** @returns whether it was there. */
  delete(item: T): boolean {
    const index = this.#indices.get(item)
    if (index === undefined) return false
    this.#swap(index, this.#items.length - 1)
    this.#items.pop()
    this.#indices.delete(item)
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
    this.#items[a] = second
    this.#items[b] = first
    this.#indices.set(second, a)
    this.#indices.set(first, b)
  }
}
