/**
 * V8's garbage collector, set for a process that is a tracker and nothing else.
 *
 * V8 notes what outlives its young generation, and makes more of the kind in the old one from then on. Thousands of sockets that join at
 * once, or mail that waits for a slow reader, teach it that Buffers do; then whatever is read from any socket stays until the
 * next full collection, and these come after one another: docs/decisions/0036-floods.md.
 */
import { setFlagsFromString } from 'node:v8'

/** For the whole process; to be called before a tracker is started, since what V8 has learned by then stays learned. */
export function suitCollector(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
}
