import { expect, test } from 'vitest'
import type { PeerFlow } from '../peer/types.ts'
import { layoutPicture } from './swarm-picture-layout.ts'
import { dotsPerSecond, SwarmMotion } from './swarm-picture-motion.ts'

const flow = (id: string, receiveBytesPerSecond = 0, giveBytesPerSecond = 0): PeerFlow => {
  return { id, receivedBytes: 0, givenBytes: 0, receiveBytesPerSecond, giveBytesPerSecond, has: 0.5 }
}
const layout = (count: number) => layoutPicture(400, 400, count)

function run(motion: SwarmMotion, seconds: number): void {
  for (let frame = 0; frame < seconds * 60; frame++) motion.advance(1 / 60)
}

test('who comes grows in at its seat; then all stands still', () => {
  const motion = new SwarmMotion()
  motion.show([flow('1')], layout(1), 0, true)
  motion.advance(1 / 60)
  expect(motion.nodes[0]?.grown).toBeGreaterThan(0)
  expect(motion.nodes[0]?.grown).toBeLessThan(0.1)
  expect(motion.moving).toBe(true)
  run(motion, 1)
  expect(motion.nodes[0]).toMatchObject({ grown: 1, ...layout(1).seats[0] })
  expect(motion.moving).toBe(false)
})

test('who leaves fades out, the others move over', () => {
  const motion = new SwarmMotion()
  motion.show([flow('1'), flow('2')], layout(2), 0, true)
  run(motion, 1)
  motion.show([flow('2')], layout(1), 0, true)
  motion.advance(0.1)
  expect(motion.nodes.map(({ id, leaving }) => [id, leaving])).toEqual([
    ['1', true],
    ['2', false],
  ])
  run(motion, 3)
  expect(motion.nodes.map(({ id }) => id)).toEqual(['2'])
  expect(motion.nodes[0]?.x).toBeCloseTo(layout(1).seats[0]?.x ?? 0, 0)
  expect(motion.moving).toBe(false)
})

test('bytes run along the line while they flow, and arrive when it has ceased', () => {
  const motion = new SwarmMotion()
  motion.show([flow('1', 125_000, 0)], layout(1), 0, true)
  run(motion, 2)
  const [node] = motion.nodes
  expect(node?.incoming.dots.length).toBeGreaterThan(3)
  expect(node?.incoming.dots.every((at) => at >= 0 && at <= 1.1)).toBe(true)
  expect(node?.outgoing.dots).toEqual([])
  motion.show([flow('1')], layout(1), 0, true)
  expect(motion.moving).toBe(true)
  run(motion, 2)
  expect(node?.incoming.dots).toEqual([])
  expect(motion.moving).toBe(false)
})

test('what flows faster has more dots, up to what the eye can count', () => {
  const rates = [0, 1_000, 50_000, 500_000, 1e9].map(dotsPerSecond)
  expect(rates).toEqual([...rates].sort((a, b) => a - b))
  expect(rates[0]).toBe(0)
  expect(rates[4]).toBe(7)
})

test('however fast and however long: dots stay few', () => {
  const motion = new SwarmMotion()
  motion.show([flow('1', 1e9, 1e9)], layout(1), 1e9, true)
  motion.advance(3_600)
  run(motion, 1)
  expect(motion.host.dots.length).toBeLessThanOrEqual(14)
})

test('with reduced motion everything is at its place at once, and nothing moves', () => {
  const motion = new SwarmMotion()
  motion.show([flow('1', 125_000)], layout(1), 125_000, false)
  expect(motion.moving).toBe(false)
  expect(motion.nodes[0]).toMatchObject({ grown: 1, ...layout(1).seats[0] })
  expect(motion.nodes[0]?.incoming.dots).toEqual([])
  motion.show([], layout(0), 0, false)
  expect(motion.nodes).toEqual([])
})
