import { expect, test } from 'vitest'
import { defaultInWords, SETTING_GROUPS } from './settings-groups.ts'
import { TRACKER_SETTINGS } from './settings-schema.ts'

test('every setting is below one heading, in the order of the table', () => {
  expect(SETTING_GROUPS.flatMap(({ settings }) => settings)).toEqual(TRACKER_SETTINGS)
  for (const { settings } of SETTING_GROUPS) expect(settings).not.toEqual([])
})

test.each([
  ['port', '8000'],
  ['open', 'off'],
  ['feeds', 'none'],
  ['allowlistFile', ''],
])('the default of %s in words: “%s”', (wanted, words) => {
  expect(TRACKER_SETTINGS.filter(({ name }) => name === wanted).map(defaultInWords)).toEqual([words])
})
