import { expect, test } from 'vitest'
import { feedOf } from '../library/test-shows.ts'
import type { EpisodeWish } from '../library-requests.ts'
import { type HeldWish, takeHeldWishes } from './held-wishes.ts'

const [A, B] = [feedOf('a'), feedOf('b')]
const held = (feedUrl: string, guid: string, wish: EpisodeWish = 'play-last'): HeldWish => ({
  episode: { feedUrl, guid },
  wish,
})

/** @param readable feeds that can be read now */
function stage(wishes: readonly HeldWish[], readable: readonly string[] = []) {
  const done: string[] = []
  const known = new Set<string>()
  let left = wishes
  const taken = takeHeldWishes(
    {
      read: () => left,
      forget(wish) {
        done.push(`forget ${wish.episode.guid}`)
        left = left.filter((one) => one !== wish)
      },
    },
    {
      isKnown: async ({ feedUrl }) => known.has(feedUrl),
      async readShow(feedUrl) {
        done.push(`read ${feedUrl}`)
        if (readable.includes(feedUrl)) known.add(feedUrl)
        return readable.includes(feedUrl)
      },
      async grant({ episode, wish }) {
        await Promise.resolve()
        done.push(`${wish} ${episode.guid}`)
      },
    },
  )
  return { done, taken, left: () => left }
}

test('wishes are granted one after the other, and forgotten only once they are', async () => {
  const { done, taken } = stage([held(A, '1'), held(A, '2', 'play-next')], [A])
  await taken
  expect(done).toEqual([`read ${A}`, 'play-last 1', 'forget 1', 'play-next 2', 'forget 2'])
})

test('what can not be named now waits for the next visit, and nothing waits for it', async () => {
  const { done, taken, left } = stage([held(A, '1'), held(B, '2')], [B])
  await taken
  expect(done).toEqual([`read ${A}`, `read ${B}`, 'play-last 2', 'forget 2'])
  expect(left()).toEqual([held(A, '1')])
})
