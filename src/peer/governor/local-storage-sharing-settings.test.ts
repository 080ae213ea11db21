import { afterEach, expect, test, vi } from 'vitest'
import { LocalStorageSharingSettings } from './local-storage-sharing-settings.ts'
import { DEFAULT_SHARING_SETTINGS } from './sharing-settings.ts'

afterEach(() => vi.unstubAllGlobals())

function stubStorage(setItem?: () => void): Map<string, string> {
  const items = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: setItem ?? ((key: string, value: string) => items.set(key, value)),
  })
  return items
}

test('what is set is read by every tab', () => {
  stubStorage()
  const settings = { ...DEFAULT_SHARING_SETTINGS, allowanceBytesPerDay: 5 }
  new LocalStorageSharingSettings().write(settings)
  expect(new LocalStorageSharingSettings().read()).toEqual(settings)
})

test('where storage is full or refused, what was set holds for this page', () => {
  stubStorage(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const store = new LocalStorageSharingSettings()
  store.write({ ...DEFAULT_SHARING_SETTINGS, pauseOnBattery: false })
  expect(store.read().pauseOnBattery).toBe(false)
  vi.stubGlobal('localStorage', undefined)
  expect(new LocalStorageSharingSettings().read()).toEqual(DEFAULT_SHARING_SETTINGS)
})

test('another tab’s change is told, others’ keys are not', () => {
  const page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  let told = 0
  const stop = new LocalStorageSharingSettings().watch(() => {
    told += 1
  })
  const write = (key: string | null) => page.dispatchEvent(Object.assign(new Event('storage'), { key }))
  write('grapevine:positions')
  expect(told).toBe(0)
  write('grapevine:sharing-settings')
  write(null)
  expect(told).toBe(2)
  stop()
  write(null)
  expect(told).toBe(2)
})
