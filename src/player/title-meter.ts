/**
 * What is given to others, in the tab's title: `↑ 1.2 Mbit/s · The Long Vine`. Pure.
 *
 * Rounded as the words are, so the title changes no oftener than what it says.
 */
import { megabits } from './data-words.ts'

/** Less than what the words can say is nothing. */
const LEAST_BYTES_PER_SECOND = 6_250

/** @param title what the tab is called otherwise */
export function titleWithMeter(title: string, giveBytesPerSecond: number): string {
  // Written the same in all languages; direction marks keep the arrow and its number together in those that run to the left.
  return giveBytesPerSecond >= LEAST_BYTES_PER_SECOND
    ? `\u2068↑ ${megabits(giveBytesPerSecond)}\u2069 · ${title}`
    : title
}
