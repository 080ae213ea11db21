import { expect, test } from 'vitest'
import { parsePositions, withPosition } from './positions.ts'

test('the first seconds and a finished episode are not resumed', () => {
  expect(withPosition({ a: 50 }, 'a', 4, 600)).toEqual({})
  expect(withPosition({ a: 50 }, 'a', 595, 600)).toEqual({})
  expect(withPosition({}, 'a', 120.7, 600)).toEqual({ a: 120 })
})

test('while the duration is unknown nothing counts as finished', () => {
  expect(withPosition({}, 'a', 120, Number.NaN)).toEqual({ a: 120 })
})

test('two hundred episodes are kept, the oldest go first', () => {
  let positions = {}
  for (let i = 0; i < 205; i++) positions = withPosition(positions, `e${i}`, 60, 600)
  expect(Object.keys(positions)).toHaveLength(200)
  expect(positions).not.toHaveProperty('e4')
  expect(positions).toHaveProperty('e5')
})

test('damaged storage is an empty one', () => {
  expect([null, '{', '[]', '7', 'null'].map(parsePositions)).toEqual([{}, {}, {}, {}, {}])
  expect(parsePositions('{"a":3,"b":"x","c":-1}')).toEqual({ a: 3 })
})
