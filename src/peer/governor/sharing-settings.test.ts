import { expect, test } from 'vitest'
import { changeSettings, DEFAULT_SHARING_SETTINGS, parseSettings, type SharingSettings } from './sharing-settings.ts'

test('shipped: 250 MB a day, 1 Mbit/s, careful with batteries and data plans', () => {
  expect(parseSettings(null)).toEqual({
    allowanceBytesPerDay: 250_000_000,
    uploadBytesPerSecond: 125_000,
    pauseOnBattery: true,
    pauseOnMetered: true,
    shareOnUnknownConnection: false,
  })
})

test('a change leaves the rest as it was', () => {
  const changed = changeSettings(DEFAULT_SHARING_SETTINGS, { allowanceBytesPerDay: 'unlimited', pauseOnBattery: false })
  expect(changed).toEqual({ ...DEFAULT_SHARING_SETTINGS, allowanceBytesPerDay: 'unlimited', pauseOnBattery: false })
  expect(parseSettings(JSON.stringify(changed))).toEqual(changed)
})

test.each([
  [{ allowanceBytesPerDay: -1 }, /allowanceBytesPerDay must be a whole number of bytes/],
  [{ allowanceBytesPerDay: Number.NaN }, /allowanceBytesPerDay/],
  [{ allowanceBytesPerDay: '250 MB' }, /allowanceBytesPerDay/],
  [{ uploadBytesPerSecond: 0 }, /set allowanceBytesPerDay to 0/],
  [{ uploadBytesPerSecond: Number.POSITIVE_INFINITY }, /uploadBytesPerSecond/],
  [{ pauseOnBattery: 'yes' }, /pauseOnBattery must be true or false/],
  [{ uploadCap: 1 }, /no sharing setting 'uploadCap'/],
  [{ constructor: 1 }, /no sharing setting 'constructor'/],
])('%o is refused in words', (change, words) => {
  expect(() => changeSettings(DEFAULT_SHARING_SETTINGS, change as Partial<SharingSettings>)).toThrow(words)
})

test.each(['', '{', 'null', '[]', '7', '{"allowanceBytesPerDay":-5}', '{"hasOwnProperty":1,"unknown":2}'])(
  'stored %o counts as never set',
  (text) => {
    expect(parseSettings(text)).toEqual(DEFAULT_SHARING_SETTINGS)
  },
)

test('of damaged settings the sound ones hold', () => {
  expect(parseSettings('{"pauseOnBattery":false,"uploadBytesPerSecond":"fast"}')).toEqual({
    ...DEFAULT_SHARING_SETTINGS,
    pauseOnBattery: false,
  })
})
