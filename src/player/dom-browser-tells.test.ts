import { expect, test } from 'vitest'
import { browserTells } from './dom-browser-tells.ts'

test('Chromium tells battery and connection, Firefox and Safari neither', () => {
  expect(browserTells({ getBattery: () => {}, connection: { saveData: false } })).toEqual({
    battery: true,
    connection: true,
  })
  expect(browserTells({})).toEqual({ battery: false, connection: false })
})

test('a connection of unknown kind is one that is not told', () => {
  expect(browserTells({ connection: { type: 'wifi' } }).connection).toBe(true)
  expect(browserTells({ connection: { type: 'bluetooth' } }).connection).toBe(false)
  expect(browserTells({ connection: { type: 'unknown' } }).connection).toBe(false)
})
