import { expect, test } from 'vitest'
import { SettingsInForce } from './settings-in-force.ts'
import { changeSettings, DEFAULT_SHARING_SETTINGS, type SharingSettings } from './sharing-settings.ts'

/** One store of two tabs. */
function memoryStore() {
  let kept: SharingSettings = DEFAULT_SHARING_SETTINGS
  let tell = (): void => {}
  return {
    read: () => kept,
    write: (settings: SharingSettings) => {
      kept = settings
    },
    watch: (changed: () => void) => {
      tell = changed
      return () => {}
    },
    writeInAnotherTab(settings: SharingSettings) {
      kept = settings
      tell()
    },
  }
}

test('what holds now is shown, whichever tab set it, and told once', () => {
  const store = memoryStore()
  const settings = new SettingsInForce(store)
  expect(settings.snapshot).toEqual(DEFAULT_SHARING_SETTINGS)
  const told: (number | string)[] = []
  settings.subscribe(({ allowanceBytesPerDay }) => told.push(allowanceBytesPerDay))
  store.write(changeSettings(store.read(), { allowanceBytesPerDay: 5 }))
  settings.refresh()
  settings.refresh()
  store.writeInAnotherTab(changeSettings(store.read(), { allowanceBytesPerDay: 'unlimited' }))
  expect(told).toEqual([5, 'unlimited'])
})
