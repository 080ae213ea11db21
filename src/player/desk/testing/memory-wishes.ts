/** Held wishes in memory. For tests. */
import type { HeldWish, HeldWishes } from '../held-wishes.ts'

export function memoryWishes(wishes: readonly HeldWish[]): HeldWishes {
  let held = wishes
  return {
    read: () => held,
    write(next) {
      held = next
    },
  }
}
