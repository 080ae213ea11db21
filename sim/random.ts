/**
 * Chance that can be repeated: the same seed gives the same numbers on every machine. Never for secrets.
 */
import type { Rng } from '../src/shared/clock.ts'

/** sfc32 (Chris Doty-Humphrey, PractRand), warmed up. @param seed any whole number; @param stream another sequence for the same seed. */
export function seededRng(seed: number, stream = 0): Rng {
  let a = seed | 0
  let b = stream | 0
  let c = 0x9e3779b9 | 0
  let counter = 1
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 0x1_0000_0000
  }
  for (let i = 0; i < 16; i++) next()
  return next
}

/** @returns a number in [0, 1) that belongs to these three, whatever was drawn before (murmur3's last step). */
export function drawFor(seed: number, a: number, b: number): number {
  let hash = Math.imul(seed ^ 0x5bd1e995, 0x85ebca6b) ^ Math.imul(a + 0x7f4a7c15, 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 16) ^ b, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}
