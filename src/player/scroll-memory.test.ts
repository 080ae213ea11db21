import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_PLACES, parseMemory, remember, type ScrollMemory, writeMemory } from './scroll-memory.ts'

const none: ScrollMemory = new Map()

test('a place is found under its entry, and replaced by the next one', () => {
  const once = remember(none, 'a', { top: 10 })
  const twice = remember(once, 'a', { top: 20, row: { index: 3, key: 'g', offset: -4.5 } })
  expect(twice.get('a')).toEqual({ top: 20, row: { index: 3, key: 'g', offset: -4.5 } })
  expect(once.get('a')).toEqual({ top: 10 })
})

test('the places visited longest ago are forgotten first', () => {
  let memory = none
  for (let i = 0; i < MOST_PLACES; i++) memory = remember(memory, `k${i}`, { top: i })
  memory = remember(memory, 'k0', { top: 7 })
  memory = remember(memory, 'new', { top: 1 })
  expect(memory.size).toBe(MOST_PLACES)
  expect(memory.has('k1')).toBe(false)
  expect(memory.get('k0')).toEqual({ top: 7 })
})

test('what was written is read back', () => {
  const memory = remember(remember(none, 'a', { top: 1 }), 'b', { top: 2.5, row: { index: 0, key: 'x', offset: 0 } })
  expect(parseMemory(writeMemory(memory))).toEqual(memory)
})

test('damaged storage is no memory, and throws nothing', () => {
  expect(parseMemory(null).size).toBe(0)
  expect(parseMemory('{').size).toBe(0)
  expect(parseMemory('[["a"],["b",{"top":-1}],["c",{"top":"1"}],[3,{"top":1}],["d",null]]').size).toBe(0)
  expect(parseMemory('[["a",{"top":5,"row":{"index":1.5,"key":"k","offset":0}}]]').get('a')).toEqual({ top: 5 })
  fc.assert(fc.property(fc.json(), (json) => parseMemory(json).size <= MOST_PLACES))
})
