import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LocalStoragePreferences } from './local-storage-preferences.ts'
import { defaultPreferences } from './preferences.ts'

const KEY = 'grapevine:preferences'
let page: EventTarget
let held: Map<string, string>
let refuses: boolean

beforeEach(() => {
  page = new EventTarget()
  held = new Map()
  refuses = false
  const guarded = <T>(answer: () => T): T => {
    if (refuses) throw new DOMException('refused', 'SecurityError')
    return answer()
  }
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => guarded(() => held.get(key) ?? null),
    setItem: (key: string, value: string) => guarded(() => held.set(key, value)),
  })
})

afterEach(() => vi.unstubAllGlobals())

/** As a browser tells the tabs that did not write. */
function anotherTabWrites(key: string | null, value: string | undefined): void {
  if (value === undefined) held.clear()
  else held.set(key ?? '', value)
  page.dispatchEvent(Object.assign(new Event('storage'), { key }))
}

test('what was changed is there at the next visit', () => {
  new LocalStoragePreferences().change({ rate: 1.5, voiceBoost: true })
  expect(new LocalStoragePreferences().snapshot).toEqual({ ...defaultPreferences, rate: 1.5, voiceBoost: true })
})

test('another tab’s change is taken over, and told once', () => {
  const preferences = new LocalStoragePreferences()
  const told = vi.fn()
  preferences.subscribe(told)
  anotherTabWrites('something:else', '1')
  expect(told).not.toHaveBeenCalled()
  anotherTabWrites(KEY, '{"skipBackSeconds":45}')
  anotherTabWrites(KEY, '{"skipBackSeconds":45}')
  expect(told).toHaveBeenCalledOnce()
  expect(preferences.snapshot.skipBackSeconds).toBe(45)
  anotherTabWrites(null, undefined)
  expect(preferences.snapshot).toEqual(defaultPreferences)
})

test('a change does not undo what another tab changed meanwhile', () => {
  const preferences = new LocalStoragePreferences()
  held.set(KEY, '{"autoplayNext":true}')
  preferences.change({ rate: 2 })
  expect(JSON.parse(held.get(KEY) ?? '')).toMatchObject({ autoplayNext: true, rate: 2 })
})

test('where storage is refused, changes hold for this page and nothing throws', () => {
  refuses = true
  const preferences = new LocalStoragePreferences()
  preferences.change({ rate: 2 })
  preferences.change({ captions: true })
  expect(preferences.snapshot).toEqual({ ...defaultPreferences, rate: 2, captions: true })
  expect(held.size).toBe(0)
})

test('disposed, it hears of no other tab', () => {
  const preferences = new LocalStoragePreferences()
  preferences.dispose()
  anotherTabWrites(KEY, '{"rate":3}')
  expect(preferences.snapshot.rate).toBe(1)
})
