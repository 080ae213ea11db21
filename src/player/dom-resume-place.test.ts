import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepPlace, takePlace } from './dom-resume-place.ts'

const stored = new Map<string, string>()
const location = { href: '' }
let refuses = false
const refuse = (): void => {
  if (refuses) throw new DOMException('no', 'SecurityError')
}

beforeEach(() => {
  stored.clear()
  refuses = false
  location.href = 'https://show.example/?view=queue'
  vi.stubGlobal('location', location)
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => {
      refuse()
      return stored.get(key) ?? null
    },
    setItem: (key: string, value: string) => {
      refuse()
      stored.set(key, value)
    },
    removeItem: (key: string) => stored.delete(key),
  })
})
afterEach(() => vi.unstubAllGlobals())

const episode = { feedUrl: 'https://show.example/feed.xml', guid: 'one', atSeconds: 12, playing: false }

test('a place is there after the reload, once', () => {
  keepPlace(episode)
  expect(takePlace()).toMatchObject({ episode })
  expect(takePlace()).toBeUndefined()
})

test('it is not there at another address, and not afterwards either', () => {
  keepPlace(episode)
  location.href = 'https://show.example/?view=home'
  expect(takePlace()).toBeUndefined()
  location.href = 'https://show.example/?view=queue'
  expect(takePlace()).toBeUndefined()
})

test('where storage is refused there is no place, and nothing throws', () => {
  refuses = true
  keepPlace(episode)
  expect(takePlace()).toBeUndefined()
})
