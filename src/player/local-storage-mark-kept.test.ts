import { beforeEach, expect, test, vi } from 'vitest'
import { keepsSomething } from './library-mark.ts'
import { LibraryEpisodeRequest } from './library-requests.ts'
import { holdWish } from './local-storage-hold-wish.ts'
import { markKept, wasKept } from './local-storage-mark-kept.ts'

beforeEach(() => {
  const rows = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, value: string) => rows.set(key, value),
  })
  return () => vi.unstubAllGlobals()
})

test('what is kept is marked, for the next page load too', () => {
  expect([keepsSomething(), wasKept()]).toEqual([false, false])
  markKept()
  expect([keepsSomething(), wasKept()]).toEqual([true, true])
})

test('who has only wished for something had nothing kept: there is nothing that could have been cleared', () => {
  holdWish(new LibraryEpisodeRequest({ feedUrl: 'https://a.example/', guid: 'e1' }, 'play-last'))
  expect([keepsSomething(), wasKept()]).toEqual([true, false])
})

test('where storage is refused nothing is known', () => {
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError')
  }
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
  markKept()
  expect(wasKept()).toBe(false)
})
