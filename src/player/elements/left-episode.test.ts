import { expect, test } from 'vitest'
import type { Episode } from '../../feed/types.ts'
import { feedOf, testEpisode } from '../library/test-shows.ts'
import { findLeft } from './left-episode.ts'

const route = { view: 'episode', feedUrl: feedOf('a'), guid: 'e1' } as const
const deskWith = (episode: Episode | undefined) => async () => ({ episode: async () => episode })

test('what the library has of an episode that left its feed is its page', async () => {
  expect(await findLeft({ mayKnow: true, wanted: deskWith(testEpisode(1)) }, route)).toEqual({
    of: route,
    episode: testEpisode(1),
    astray: 'episode-left-feed',
  })
})

test('what nobody knows was never there, or is gone', async () => {
  const left = await findLeft({ mayKnow: true, wanted: deskWith(undefined) }, route)
  expect(left).toEqual({ of: route, episode: undefined, astray: 'episode-not-in-feed' })
})

test('where nothing is kept no library is opened to look', async () => {
  const wanted = () => Promise.reject(new Error('opened'))
  expect((await findLeft({ mayKnow: false, wanted }, route)).astray).toBe('episode-not-in-feed')
})
