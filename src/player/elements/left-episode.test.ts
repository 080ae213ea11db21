import { expect, test } from 'vitest'
import { feedOf, testEpisode, testShow } from '../library/test-shows.ts'
import type { Held } from './held-episode.ts'
import { findLeft } from './left-episode.ts'

const route = { view: 'episode', feedUrl: feedOf('a'), guid: 'e1' } as const
const held: Held = { feedUrl: route.feedUrl, guid: route.guid, show: testShow(0), episode: testEpisode(1) }

test('what the library has of an episode that left its feed is its page', async () => {
  expect(await findLeft({ mayKnow: true, find: async () => held }, route)).toEqual({
    of: route,
    episode: held.episode,
    astray: 'episode-left-feed',
  })
})

test('what nobody knows was never there, or is gone', async () => {
  const left = await findLeft({ mayKnow: true, find: async () => undefined }, route)
  expect(left).toEqual({ of: route, episode: undefined, astray: 'episode-not-in-feed' })
})

test('where nothing is kept no library is opened to look', async () => {
  const find = () => Promise.reject(new Error('opened'))
  expect((await findLeft({ mayKnow: false, find }, route)).astray).toBe('episode-not-in-feed')
})
