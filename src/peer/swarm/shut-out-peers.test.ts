import { expect, test } from 'vitest'
import type { PeerId } from '../../shared/ids.ts'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import { MOST_BANNED, ShutOutPeers } from './shut-out-peers.ts'

const peer = (n: number): PeerId => n.toString(16).padStart(40, '0') as PeerId

test('who misbehaved stays out, who was silent for a minute', () => {
  const clock = new VirtualClock()
  const out = new ShutOutPeers(clock)
  out.ban(peer(1))
  out.wasSilent(peer(2))
  expect([1, 2, 3].map((n) => out.has(peer(n)))).toEqual([true, true, false])
  expect(out.isBanned(peer(2))).toBe(false)
  clock.advance(61_000)
  expect([1, 2].map((n) => out.has(peer(n)))).toEqual([true, false])
})

test('the list does not grow for ever: the oldest are forgotten', () => {
  const out = new ShutOutPeers(new VirtualClock())
  for (let n = 0; n <= MOST_BANNED; n++) out.ban(peer(n))
  expect(out.has(peer(0))).toBe(false)
  expect(out.has(peer(1))).toBe(true)
})
