import { expect, test } from 'vitest'
import { placeOf } from './tracker-log.ts'

function broken(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}

test('of an error its class and its place are told, not its message: that may quote a client', () => {
  const error = broken('v=0 203.0.113.7')
  expect(String(error)).toContain('203')
  const place = placeOf(error)
  expect(place).toMatch(/^SyntaxError at JSON\.parse .*at broken .*tracker-log\.test\.ts:\d+/)
  expect(place).not.toContain('203')
})

test('a message that looks like a place is none', () => {
  expect(placeOf(new TypeError('no\n    at 203.0.113.7 (secret.ts:1:1)'))).not.toMatch(/203|secret/)
})

test('where it can not be told what is message and what is place, only the class is told', () => {
  const error = new RangeError('203.0.113.7')
  error.stack = String(error.stack)
  error.message = 'another'
  expect(placeOf(error)).toBe('RangeError')
})

test('whatever is thrown is told somehow', () => {
  expect(placeOf('203.0.113.7')).toBe('something that is no Error')
  expect(placeOf(undefined)).toBe('something that is no Error')
  const empty = new Error('')
  expect(placeOf(empty)).toMatch(/^Error at /)
})
