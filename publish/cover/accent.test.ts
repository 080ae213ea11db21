import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { oklchOf, parseHex } from '../../src/shared/colour.ts'
import { chooseAccent, type Pixels } from './accent.ts'

type Colour = readonly [number, number, number]

/** A picture of 100 × 100 in stripes: each colour with its share in percent, and its alpha. */
function stripes(...parts: readonly (readonly [Colour, number, number?])[]): Pixels {
  const data = new Uint8Array(4 * 100 * 100)
  let y = 0
  for (const [[red, green, blue], share, alpha = 255] of parts) {
    for (const end = y + share; y < end; y++) {
      for (let x = 0; x < 100; x++) data.set([red, green, blue, alpha], 4 * (100 * y + x))
    }
  }
  return { width: 100, height: 100, data }
}
const hueOf = (accent: string | undefined) => oklchOf(parseHex(accent ?? '') ?? [0, 0, 0])[2]

const WHITE: Colour = [255, 255, 255]
const BLACK: Colour = [8, 8, 8]
const GREY: Colour = [128, 126, 127]
const RED: Colour = [200, 30, 40]
const PALE_BLUE: Colour = [205, 215, 225]
const GREEN: Colour = [40, 140, 60]

test('a cover of one colour has that colour', () => {
  expect(chooseAccent(stripes([RED, 100]))).toBe('#c81e28')
})

test('what stands out wins over a pale background, black and white, but not a dot over everything', () => {
  expect(hueOf(chooseAccent(stripes([PALE_BLUE, 60], [WHITE, 20], [BLACK, 10], [RED, 10])))).toBeCloseTo(25, -1)
  expect(hueOf(chooseAccent(stripes([GREEN, 98], [RED, 2])))).toBeCloseTo(147, -1)
})

test('shades of one hue count together', () => {
  const shades: readonly (readonly [Colour, number])[] = [
    [[30, 90, 40], 20],
    [[60, 150, 70], 20],
    [[100, 190, 110], 20],
  ]
  expect(hueOf(chooseAccent(stripes([RED, 40], ...shades)))).toBeCloseTo(147, -1)
})

test('black, white and grey have none, nor what is transparent', () => {
  expect(chooseAccent(stripes([WHITE, 40], [BLACK, 30], [GREY, 30]))).toBeUndefined()
  expect(chooseAccent(stripes([RED, 100, 10]))).toBeUndefined()
  expect(chooseAccent({ width: 0, height: 0, data: new Uint8Array(0) })).toBeUndefined()
})

test('a large picture gives what a small one of the same look does', () => {
  const [width, height] = [1_500, 1_500]
  const data = new Uint8Array(4 * width * height)
  for (let i = 0; i < width * height; i++) data.set(i % width < 1_000 ? [...GREEN, 255] : [...RED, 255], 4 * i)
  expect(hueOf(chooseAccent({ width, height, data }))).toBeCloseTo(147, -1)
})

test('whatever the pixels, it is a colour that is none of near black, near white and grey, or none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 400 }), (data) => {
      const accent = chooseAccent({ width: Math.floor(data.length / 4), height: 1, data })
      if (accent === undefined) return
      const [lightness] = oklchOf(parseHex(accent) ?? [0, 0, 0])
      expect(lightness).toBeGreaterThan(0.15)
      expect(lightness).toBeLessThan(0.97)
    }),
  )
})
