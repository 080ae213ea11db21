import { expect, test } from 'vitest'
import { Changes } from './changes.ts'

test('many changes within a frame are told once; without one nothing is told', () => {
  const frames: (() => void)[] = []
  const changes = new Changes((callback) => frames.push(callback))
  const told: number[] = []
  changes.count.subscribe((count) => told.push(count))
  changes.touch()
  changes.touch()
  expect(frames).toHaveLength(1)
  expect(told).toEqual([])
  frames.shift()?.()
  expect(told).toEqual([1])
  expect(frames).toHaveLength(0)
  changes.touch()
  frames.shift()?.()
  expect(told).toEqual([1, 2])
})

test('once it is over nothing is told any more', () => {
  const frames: (() => void)[] = []
  const changes = new Changes((callback) => frames.push(callback))
  changes.touch()
  changes.dispose()
  frames.shift()?.()
  changes.touch()
  expect(frames).toHaveLength(0)
  expect(changes.count.snapshot).toBe(0)
})
