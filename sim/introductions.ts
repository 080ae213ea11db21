/**
 * The tracker as a place of introduction: who is in the swarm, and a few others at random for whoever asks.
 *
 * Members lie in a column without holes: joining and leaving cost O(1), picking costs what is picked.
 */
import type { Rng } from '../src/shared/clock.ts'

export class Introductions {
  readonly #members: Int32Array
  readonly #place: Int32Array
  #size = 0

  constructor(count: number) {
    this.#members = new Int32Array(count)
    this.#place = new Int32Array(count).fill(-1)
  }

  get size(): number {
    return this.#size
  }

  join(i: number): void {
    if (this.#place[i] !== -1) return
    this.#place[i] = this.#size
    this.#members[this.#size++] = i
  }

  leave(i: number): void {
    const place = this.#place[i] as number
    if (place === -1) return
    const last = this.#members[--this.#size] as number
    this.#members[place] = last
    this.#place[last] = place
    this.#place[i] = -1
  }

  /** @returns up to `count` different members that are `suitable`; some tries are in vain, so it may be fewer than there are. */
  pick(count: number, rng: Rng, suitable: (member: number) => boolean): number[] {
    const picked: number[] = []
    const tries = Math.min(4 * count, 4 * this.#size)
    for (let t = 0; t < tries && picked.length < count; t++) {
      const member = this.#members[Math.floor(rng() * this.#size)] as number
      if (!picked.includes(member) && suitable(member)) picked.push(member)
    }
    return picked
  }
}
