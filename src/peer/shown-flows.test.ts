import { expect, test } from 'vitest'
import { NO_FLOWS, ShownFlows } from './shown-flows.ts'
import { VirtualClock } from './signal/testing/virtual-clock.ts'
import type { PeerFlow } from './types.ts'

const flow = (receiveBytesPerSecond: number): PeerFlow => {
  return { id: '1', receivedBytes: 0, givenBytes: 0, receiveBytesPerSecond, giveBytesPerSecond: 0, has: 0 }
}

/** A link that counts how often it was looked at. */
function watched() {
  const clock = new VirtualClock()
  const link = {
    looks: 0,
    now: [flow(0)] as readonly PeerFlow[],
    peerCount: 1,
    flows() {
      this.looks += 1
      return this.now
    },
  }
  let told = 0
  const shown: ShownFlows = new ShownFlows(clock, () => {
    told += 1
    shown.look(link)
  })
  return { clock, link, shown, told: () => told }
}

test('ten snapshots a second look at the swarm twice, and show the same list in between', () => {
  const { clock, link, shown } = watched()
  link.now = [flow(5)]
  const first = shown.look(link)
  link.now = [flow(9)]
  for (let i = 0; i < 4; i++) {
    clock.advance(100)
    expect(shown.look(link)).toBe(first)
  }
  clock.advance(600)
  expect(link.looks).toBeLessThanOrEqual(3)
  expect(shown.look(link)[0]?.receiveBytesPerSecond).toBe(9)
})

test('while bytes flow it is looked again, and not once they have ceased', () => {
  const { clock, link, shown, told } = watched()
  link.now = [flow(5)]
  shown.look(link)
  clock.advance(5_000)
  expect(told()).toBe(10)
  link.now = [flow(0)]
  clock.advance(60_000)
  expect(told()).toBe(11)
})

test('who came right after a look is shown half a second later', () => {
  const { clock, link, shown } = watched()
  shown.look(link)
  link.peerCount = 2
  link.now = [flow(0), flow(0)]
  shown.look(link)
  clock.advance(500)
  expect(shown.look(link)).toHaveLength(2)
})

test('nothing is shown, and nothing looked at, once sharing has ended', () => {
  const { clock, link, shown, told } = watched()
  link.now = [flow(5)]
  shown.look(link)
  expect(shown.look(undefined)).toBe(NO_FLOWS)
  clock.advance(60_000)
  expect(told()).toBe(0)
})
