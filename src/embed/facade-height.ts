/**
 * How high an embed is: from the start, and when its player asks for more. Pure.
 *
 * The facade and the frame share one box, so that nothing on the page moves when the one takes the other's place.
 */
import type { FacadeSize } from './facade-options.ts'

/** CSS pixels. `full` is 16:9 of its width, as video is, and at least so high. */
export const BASE_HEIGHT: Readonly<Record<FacadeSize, number>> = { mini: 72, card: 200, full: 320 }
/** What a frame may ask for at most: more would push the page away from under its reader. */
const MAX_HEIGHT = 1_200

/** @param wanted of `grapevine:resize`. @returns CSS pixels, or `undefined` for what is no height */
export function heightFor(wanted: unknown, size: FacadeSize): number | undefined {
  if (typeof wanted !== 'object' || wanted === null || !('height' in wanted)) return undefined
  const { height } = wanted
  if (typeof height !== 'number' || !Number.isFinite(height)) return undefined
  return Math.ceil(Math.min(MAX_HEIGHT, Math.max(BASE_HEIGHT[size], height)))
}
