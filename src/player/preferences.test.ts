import { expect, test } from 'vitest'
import { changePreferences, defaultPreferences, parsePreferences, SKIP_CHOICES } from './preferences.ts'

test('damaged storage gives the defaults', () => {
  for (const text of [null, '', '{', '[]', '7', 'null', '"x"']) {
    expect(parsePreferences(text)).toBe(defaultPreferences)
  }
})

test('one damaged field does not cost the others', () => {
  const text = JSON.stringify({
    rate: 'fast',
    volume: null,
    muted: 1,
    skipBackSeconds: 7,
    skipForwardSeconds: 45,
    extra: 1,
  })
  expect(parsePreferences(text)).toEqual({ ...defaultPreferences, skipForwardSeconds: 45 })
})

test('values out of range are brought into it', () => {
  expect(parsePreferences('{"rate":9,"volume":-3}')).toMatchObject({ rate: 3, volume: 0 })
  expect(changePreferences(defaultPreferences, { rate: Number.NaN, volume: Number.POSITIVE_INFINITY })).toBe(
    defaultPreferences,
  )
})

test('what was kept is read back as it was', () => {
  const chosen = changePreferences(defaultPreferences, { rate: 1.35, voiceBoost: true, skipBackSeconds: 90 })
  expect(parsePreferences(JSON.stringify(chosen))).toEqual(chosen)
})

test('a change that changes nothing gives the same object, so nobody is told', () => {
  expect(changePreferences(defaultPreferences, {})).toBe(defaultPreferences)
  expect(changePreferences(defaultPreferences, { rate: 1, captions: false })).toBe(defaultPreferences)
  const untyped = JSON.parse('{"captions":null,"__proto__":{"rate":2}}')
  expect(changePreferences(defaultPreferences, untyped)).toBe(defaultPreferences)
})

test('the skips on offer hold the defaults', () => {
  expect(SKIP_CHOICES).toContain(defaultPreferences.skipBackSeconds)
  expect(SKIP_CHOICES).toContain(defaultPreferences.skipForwardSeconds)
})
