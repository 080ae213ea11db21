import { expect, test } from 'vitest'
import type { EpisodeMark } from '../library/library.ts'
import { ShowMarks } from './show-marks.ts'

const A = 'https://a.example/feed.xml'
const mark = (atSeconds: number): ReadonlyMap<string, EpisodeMark> =>
  new Map([['e1', { isNew: false, atSeconds, isFinished: false }]])

function setUp() {
  let at = 0
  const reads: (() => void)[] = []
  let told = 0
  const marks = new ShowMarks({ marks: () => new Promise((resolve) => reads.push(() => resolve(mark(at)))) }, () => {
    told += 1
  })
  const answer = async () => {
    reads.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { marks, reads, answer, told: () => told, put: (seconds: number) => (at = seconds) }
}

test('nothing is marked until it was read, and then it is told', async () => {
  const { marks, answer, told } = setUp()
  expect(marks.of(A).size).toBe(0)
  expect(marks.of(A).size).toBe(0)
  await answer()
  expect(marks.of(A).get('e1')?.atSeconds).toBe(0)
  expect(told()).toBe(1)
})

test('what changes while it is read is read once more, and the same again is no news', async () => {
  const { marks, reads, answer, told, put } = setUp()
  marks.of(A)
  marks.refresh()
  marks.refresh()
  expect(reads).toHaveLength(1)
  await answer()
  expect(reads).toHaveLength(1)
  await answer()
  expect(told()).toBe(1)
  const before = marks.of(A)
  put(30)
  marks.refresh([A])
  await answer()
  expect(marks.of(A)).not.toBe(before)
  expect(told()).toBe(2)
})

test('shows that nobody asked about are not read', () => {
  const { marks, reads } = setUp()
  marks.refresh([A])
  expect(reads).toHaveLength(0)
})
