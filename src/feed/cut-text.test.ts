import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutAt, cutWithEllipsis } from './cut-text.ts'

test('a cut never leaves half a character, and loses no more than that', () => {
  expect(cutAt('a😀b', 2)).toBe('a')
  expect(cutAt('a😀b', 3)).toBe('a😀')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, length) => {
      const cut = cutAt(text, length)
      expect(text.startsWith(cut)).toBe(true)
      expect(() => encodeURIComponent(cut), 'well-formed').not.toThrow()
      expect(cut.length).toBeGreaterThanOrEqual(Math.min(length - 1, text.length))
    }),
  )
})

test('only what was cut is marked', () => {
  expect(cutWithEllipsis('abc', 3)).toBe('abc')
  expect(cutWithEllipsis('abcd', 3)).toBe('ab…')
  expect(cutWithEllipsis('a😀bc', 3)).toBe('a…')
})
