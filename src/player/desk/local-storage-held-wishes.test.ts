import { afterEach, expect, test, vi } from 'vitest'
import { feedOf } from '../library/test-shows.ts'
import { keepsSomething } from '../library-mark.ts'
import { LibraryEpisodeRequest } from '../library-requests.ts'
import { HELD_WISHES, holdWish } from '../local-storage-hold-wish.ts'
import { localStorageHeldWishes } from './local-storage-held-wishes.ts'

const [one, other] = ['1', '2'].map((guid) => ({ feedUrl: feedOf('a'), guid })) as [Ref, Ref]
type Ref = { readonly feedUrl: string; readonly guid: string }

afterEach(() => vi.unstubAllGlobals())

function stubStorage(entries: readonly (readonly [string, string])[] = []): Map<string, string> {
  const items = new Map(entries)
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  })
  return items
}

test('what is held is there for the next visit, in order, until it is written that nothing is', () => {
  const items = stubStorage()
  expect(keepsSomething()).toBe(false)
  expect(holdWish(new LibraryEpisodeRequest(one, 'play-last'))).toBe(true)
  expect(holdWish(new LibraryEpisodeRequest(other, 'play-next'))).toBe(true)
  expect(keepsSomething(), 'the next visit opens the library').toBe(true)
  const held = localStorageHeldWishes.read()
  expect(held).toEqual([
    { episode: one, wish: 'play-last' },
    { episode: other, wish: 'play-next' },
  ])
  const tried = held.map((wish) => ({ ...wish, triedAtMs: 1_750_000_000_000 }))
  localStorageHeldWishes.write(tried)
  expect(localStorageHeldWishes.read(), 'with its date').toEqual(tried)
  localStorageHeldWishes.write([])
  expect(localStorageHeldWishes.read()).toEqual([])
  expect(items.has(HELD_WISHES)).toBe(false)
})

test.each([
  '{',
  '{"wish":"keep"}',
  '[1, null, {"wish":"keep"}, {"episode":{"feedUrl":"javascript:1","guid":"1"},"wish":"keep"}]',
  '[{"episode":{"feedUrl":"https://a.example/","guid":"1"},"wish":"play"}]',
])('what makes no sense is no wish: %s', (text) => {
  stubStorage([[HELD_WISHES, text]])
  expect(localStorageHeldWishes.read()).toEqual([])
})

test('a date that is none is left out', () => {
  stubStorage([[HELD_WISHES, JSON.stringify([{ episode: one, wish: 'keep', triedAtMs: 'today' }])]])
  expect(localStorageHeldWishes.read()).toEqual([{ episode: one, wish: 'keep' }])
})

test('where storage is refused nothing is held, and that is told', () => {
  vi.stubGlobal('localStorage', undefined)
  expect(holdWish(new LibraryEpisodeRequest(one, 'play-last'))).toBe(false)
  expect(localStorageHeldWishes.read()).toEqual([])
})
