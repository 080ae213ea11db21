import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, oklabOf, oklchOf, parseHex, type Rgb, rgbOfOklab, rgbOfOklch, toHex } from './colour.ts'

const rgb = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map(([r, g, b]): Rgb => [r / 255, g / 255, b / 255])
const of = (hex: string): Rgb => parseHex(hex) ?? [0, 0, 0]

test('known colours have the coordinates that CSS Color 4 gives them', () => {
  const expected: [string, number[]][] = [
    ['#ffffff', [1, 0, 0]],
    ['#000000', [0, 0, 0]],
    ['#ff0000', [0.628, 0.225, 0.126]],
    ['#0000ff', [0.452, -0.032, -0.312]],
  ]
  for (const [hex, lab] of expected) {
    oklabOf(of(hex)).forEach((value, index) => {
      expect(value).toBeCloseTo(lab[index] ?? Number.NaN, 3)
    })
  }
})

test('every colour comes back from both spaces as it was', () => {
  fc.assert(
    fc.property(rgb, (colour) => {
      const hex = toHex(colour)
      expect(toHex(of(hex))).toBe(hex)
      expect(toHex(rgbOfOklab(oklabOf(colour)))).toBe(hex)
      expect(toHex(rgbOfOklch(oklchOf(colour)))).toBe(hex)
    }),
  )
})

test('a chroma beyond sRGB keeps lightness and hue', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 0.9, noNaN: true }), fc.integer({ min: 0, max: 359 }), (lightness, hue) => {
      const [l, c, h] = oklchOf(rgbOfOklch([lightness, 0.5, hue]))
      expect(l).toBeCloseTo(lightness, 2)
      expect(c).toBeLessThan(0.4)
      expect(Math.abs(((h - hue + 540) % 360) - 180)).toBeLessThan(2)
    }),
  )
})

test('contrast is that of WCAG, whichever comes first', () => {
  expect(contrast(of('#000000'), of('#ffffff'))).toBeCloseTo(21)
  expect(contrast(of('#ffffff'), of('#767676'))).toBeCloseTo(4.54, 2)
  expect(contrast(of('#336699'), of('#336699'))).toBe(1)
})

test.each(['#fff', 'red', '#12345g', '', '#1234567'])('%j is no colour', (text) => {
  expect(parseHex(text)).toBeUndefined()
})
