import { expect, test } from 'vitest'
import { HolderWatch } from './holder-watch.ts'

const ticks = (watch: HolderWatch, count: number) => Array.from({ length: count }, () => watch.tick())

test('a holder that answers is asked for ever', () => {
  const watch = new HolderWatch()
  for (let i = 0; i < 50; i++) {
    expect(watch.tick()).toBe('ping')
    watch.heard()
  }
})

test('after four questions without an answer it is superseded, and whoever comes after it is given as many', () => {
  const watch = new HolderWatch()
  expect(ticks(watch, 10)).toEqual([
    ...['ping', 'ping', 'ping', 'ping', 'supersede'],
    ...['ping', 'ping', 'ping', 'ping', 'supersede'],
  ])
})

test('a late answer is an answer', () => {
  const watch = new HolderWatch()
  ticks(watch, 4)
  watch.heard()
  expect(watch.tick()).toBe('ping')
})
