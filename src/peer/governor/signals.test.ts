import { expect, test } from 'vitest'
import { connectionCost, isLowBattery, isPhone } from './signals.ts'

test('a desktop browser that knows `saveData` and no type is on a line', () => {
  expect(connectionCost({ saveData: false }, false)).toBe('unmetered')
})

test('a browser without the API says nothing, nor does a phone without a type', () => {
  expect(connectionCost(undefined, false)).toBe('unknown')
  expect(connectionCost({ saveData: false }, true)).toBe('unknown')
  expect(connectionCost({ type: 'unknown' }, true)).toBe('unknown')
})

test('the type tells what bytes cost, also on computers', () => {
  expect(['cellular', 'wimax', 'wifi', 'ethernet', 'bluetooth'].map((type) => connectionCost({ type }, false))).toEqual(
    ['metered', 'metered', 'unmetered', 'unmetered', 'unknown'],
  )
})

test('offline says nothing on a phone: mobile data may be next', () => {
  expect(connectionCost({ type: 'none' }, true)).toBe('unknown')
  expect(connectionCost({ type: 'none' }, false)).toBe('unmetered')
})

test('phones and tablets are told from computers, an iPad from a Mac', () => {
  const device = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)', platform: 'Linux x86_64', maxTouchPoints: 0 }
  expect(isPhone(device)).toBe(false)
  expect(isPhone({ ...device, maxTouchPoints: 10 })).toBe(false)
  expect(isPhone({ ...device, mobile: true })).toBe(true)
  expect(isPhone({ ...device, userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)' })).toBe(true)
  expect(isPhone({ ...device, userAgent: 'Mozilla/5.0 (Android 15; Tablet; rv:140.0)' })).toBe(true)
  expect(isPhone({ ...device, platform: 'MacIntel', maxTouchPoints: 5 })).toBe(true)
  expect(isPhone({ ...device, platform: 'MacIntel' })).toBe(false)
})

test('a battery is low below 40 %, unless it is charging', () => {
  expect(isLowBattery(0.39, false)).toBe(true)
  expect(isLowBattery(0.4, false)).toBe(false)
  expect(isLowBattery(0.1, true)).toBe(false)
  expect(isLowBattery(Number.NaN, false)).toBe(false)
})
