import { expect, test } from 'vitest'
import { AnnounceTimes } from './announce-times.ts'
import type { SwarmCensus } from './offer-budget.ts'
import { VirtualClock } from './testing/virtual-clock.ts'

const ALONE: SwarmCensus = { others: 0, connected: 0, pending: 0 }
const SHORT: SwarmCensus = { others: 5, connected: 0, pending: 0 }

function start(census: SwarmCensus) {
  const clock = new VirtualClock()
  const atSeconds: number[] = []
  const announce = () => void atSeconds.push(clock.now() / 1000)
  const times = new AnnounceTimes({ clock, rng: () => 0.5, census: () => census, announce })
  return { clock, atSeconds, times }
}

test('a tracker is asked at its own pace where everybody is known', () => {
  const { clock, atSeconds, times } = start(ALONE)
  times.acknowledged(60, true)
  clock.advance(130_000)
  expect(atSeconds).toEqual([60, 120])
})

test('where strangers are around it is asked ever less often while nothing comes of it, and soon again once somebody was met', () => {
  const { clock, atSeconds, times } = start(SHORT)
  times.acknowledged(120, true)
  clock.advance(2_000)
  times.acknowledged(120, true)
  clock.advance(4_000)
  times.met()
  times.acknowledged(120, true)
  clock.advance(2_000)
  expect(atSeconds).toEqual([2, 6, 8])
})

test('one that names nobody is asked again after eight seconds, whatever came of introductions', () => {
  const { clock, atSeconds, times } = start(SHORT)
  times.acknowledged(120, false)
  times.metInVain()
  clock.advance(9_000)
  expect(atSeconds).toEqual([8])
})

test('a no is followed by another question after a quarter of the interval or so, or, where the file is not served, by none for long', () => {
  const { clock, atSeconds, times } = start(ALONE)
  times.acknowledged(120, true)
  times.refused()
  clock.advance(31_000)
  expect(atSeconds).toEqual([30])
  times.unlisted()
  times.peerLost()
  times.metInVain()
  clock.advance(19 * 60_000)
  expect([atSeconds.length, times.isUnlisted]).toEqual([1, true])
  clock.advance(60_000)
  expect(atSeconds).toHaveLength(2)
  times.acknowledged(120, true)
  expect(times.isUnlisted).toBe(false)
})

test('when it is over nothing is asked any more, whatever is still heard', () => {
  const { clock, atSeconds, times } = start(SHORT)
  times.acknowledged(120, true)
  times.end()
  times.refused()
  times.peerLost()
  clock.advance(3_600_000)
  expect([atSeconds, clock.waiting]).toEqual([[], 0])
})
