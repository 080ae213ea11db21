import { expect, test } from 'vitest'
import { placeBeside } from './popover-place.ts'

const window = { width: 400, height: 800 }
const panel = { width: 200, height: 300 }
const button = (left: number, top: number) => ({ left, top, width: 44, height: 44 })

test('above the button and centred on it, where there is room', () => {
  expect(placeBeside(button(178, 500), panel, window)).toEqual({ left: 100, top: 192, maxHeight: 484 })
})

test('below where there is no room above', () => {
  expect(placeBeside(button(178, 100), panel, window)).toMatchObject({ left: 100, top: 152 })
})

test('never over the window’s edges', () => {
  expect(placeBeside(button(0, 500), panel, window).left).toBe(8)
  expect(placeBeside(button(356, 500), panel, window).left).toBe(192)
  expect(placeBeside(button(0, 500), { width: 500, height: 10 }, window).left).toBe(8)
})

test('where it fits on neither side it takes the larger one and scrolls', () => {
  expect(placeBeside(button(178, 500), { width: 200, height: 700 }, window)).toMatchObject({ top: 8, maxHeight: 484 })
  expect(placeBeside(button(178, 200), { width: 200, height: 700 }, window)).toMatchObject({ top: 252, maxHeight: 540 })
})

test('in a frame as low as a mini bar it covers the button rather than being cut off', () => {
  const place = placeBeside(button(178, 20), panel, { width: 400, height: 90 })
  expect(place).toEqual({ left: 100, top: 8, maxHeight: 74 })
})
