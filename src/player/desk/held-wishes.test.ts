import { expect, test } from 'vitest'
import { feedOf } from '../library/test-shows.ts'
import type { EpisodeWish } from '../library-requests.ts'
import { GIVEN_UP_AFTER_MS, type HeldWish, supersede, takeHeldWishes } from './held-wishes.ts'
import { memoryWishes } from './testing/memory-wishes.ts'

const [A, B] = [feedOf('a'), feedOf('b')]
const NOW = 1_750_000_000_000
const held = (feedUrl: string, guid: string, wish: EpisodeWish = 'play-last'): HeldWish => ({
  episode: { feedUrl, guid },
  wish,
})

interface World {
  /** Feeds that can be read now. */
  readonly readable?: readonly string[]
  /** Guids about which nothing can be carried out now. */
  readonly refused?: readonly string[]
  /** Runs with each wish that is carried out. */
  readonly meanwhile?: (guid: string) => void
}

function stage(wishes: readonly HeldWish[], { readable = [], refused = [], meanwhile = () => {} }: World = {}) {
  const done: string[] = []
  const known = new Set<string>()
  const store = memoryWishes(wishes)
  const aborter = new AbortController()
  const take = (now = NOW) =>
    takeHeldWishes(store, {
      now: () => now,
      signal: aborter.signal,
      isKnown: async ({ feedUrl }) => known.has(feedUrl),
      async readShow(feedUrl) {
        done.push(`read ${feedUrl}`)
        if (readable.includes(feedUrl)) known.add(feedUrl)
        return readable.includes(feedUrl)
      },
      async grant({ episode: { guid }, wish }) {
        await Promise.resolve()
        done.push(`${wish} ${guid}`)
        meanwhile(guid)
        return !refused.includes(guid)
      },
    })
  const left = () => store.read().map(({ episode, wish }) => `${wish} ${episode.guid}`)
  return { done, take, store, left, stop: () => aborter.abort() }
}

test('wishes are granted one after the other, and forgotten only once they are', async () => {
  const seen: (readonly string[])[] = []
  const { done, take, left } = stage([held(A, '1'), held(A, '2', 'play-next')], {
    readable: [A],
    meanwhile: () => seen.push(left()),
  })
  await take()
  expect(done).toEqual([`read ${A}`, 'play-last 1', 'play-next 2'])
  expect(seen).toEqual([['play-last 1', 'play-next 2'], ['play-next 2']])
  expect(left()).toEqual([])
})

test('what can not be named now waits for the next visit, and nothing waits for it', async () => {
  const { done, take, left } = stage([held(A, '1'), held(B, '2')], { readable: [B] })
  await take()
  expect(done).toEqual([`read ${A}`, `read ${B}`, 'play-last 2'])
  expect(left()).toEqual(['play-last 1'])
})

test('what could not be carried out is held on to, and tried at the next visit', async () => {
  const { done, take, left } = stage([held(A, '1', 'keep'), held(A, '2')], { readable: [A], refused: ['1'] })
  await take()
  expect(left()).toEqual(['keep 1'])
  await take()
  expect(done.slice(1)).toEqual(['keep 1', 'play-last 2', 'keep 1'])
})

test('once the library is closed nothing more is carried out, and nothing of that forgotten', async () => {
  const { done, take, left, stop } = stage([held(A, '1'), held(A, '2')], { readable: [A], meanwhile: () => stop() })
  await take()
  expect(done).toEqual([`read ${A}`, 'play-last 1'])
  expect(left()).toEqual(['play-last 2'])
})

test('a wish is given up a month after it was first tried', async () => {
  const { done, take, left, store } = stage([held(A, '1')])
  await take()
  expect(store.read()).toEqual([{ ...held(A, '1'), triedAtMs: NOW }])
  await take(NOW + GIVEN_UP_AFTER_MS - 1)
  expect(left()).toEqual(['play-last 1'])
  await take(NOW + GIVEN_UP_AFTER_MS)
  expect(left()).toEqual([])
  expect(done).toEqual([`read ${A}`, `read ${A}`])
})

test('of the same wish made twice each is carried out, in its order', async () => {
  const { done, take, left } = stage([held(A, '1'), held(A, '2'), held(A, '1')], { readable: [A] })
  await take()
  expect(done.slice(1)).toEqual(['play-last 1', 'play-last 2', 'play-last 1'])
  expect(left()).toEqual([])
})

test.each([
  ['keep', 'unkeep'],
  ['unkeep', 'keep'],
  ['play-last', 'unqueue'],
  ['unqueue', 'play-next'],
  ['mark-heard', 'mark-unheard'],
  ['mark-heard', 'forget'],
] as const)('a held “%s” gives way to a newer “%s” for the same episode, and only for that', (older, newer) => {
  const other = held(A, '2', older)
  const store = memoryWishes([held(A, '1', older), other])
  supersede(store, held(A, '1', newer))
  expect(store.read()).toEqual([other])
})

test('a wish about something else of the episode stays', () => {
  const wishes = [held(A, '1', 'play-last'), held(A, '1', 'mark-heard')]
  const store = memoryWishes(wishes)
  supersede(store, held(A, '1', 'keep'))
  expect(store.read()).toBe(wishes)
})

test('a wish that gives way while others are carried out is not carried out', async () => {
  const { done, take, store } = stage([held(A, '1'), held(A, '2', 'keep')], {
    readable: [A],
    meanwhile: () => supersede(store, held(A, '2', 'unkeep')),
  })
  await take()
  expect(done).toEqual([`read ${A}`, 'play-last 1'])
})
