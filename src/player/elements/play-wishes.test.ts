import { expect, test } from 'vitest'
import type { Show } from '../../feed/types.ts'
import { testEpisode, testShow } from '../library/test-shows.ts'
import { type PlaybackRequest, PlayRequest, SeekRequest } from '../player-requests.ts'
import type { Route } from '../routes.ts'
import { type EpisodeRef, keyOf } from '../views/episode-view.ts'
import type { Held } from './held-episode.ts'
import { goOnTo, holdEpisode, type PlayingPage, playEpisode } from './play-wishes.ts'

const FEED = 'https://pods.example/feed.xml'
const e1 = { feedUrl: FEED, guid: 'e1' }
const e2 = { feedUrl: FEED, guid: 'e2' }
const heldOf = (ref: EpisodeRef): Held => ({
  ...ref,
  show: testShow(3),
  episode: testEpisode(Number(ref.guid.slice(1))),
})

/** A page whose feed answers when a test says so. @param inPlayer what stands in its player, and whether it is held there */
function stage({ inPlayer, wasPlayed = false }: { inPlayer?: EpisodeRef; wasPlayed?: boolean } = {}) {
  const done: string[] = []
  let held = inPlayer && heldOf(inPlayer)
  let isHeld = wasPlayed
  let latest = 0
  let answer = (_: Show | undefined): void => {}
  const control = (request: PlaybackRequest): void => {
    if (request instanceof PlayRequest) done.push('play')
    if (request instanceof SeekRequest) done.push(`seek ${request.toSeconds}`)
  }
  /** A wish of its own: the ones before it are no longer the latest. */
  const wish = (): PlayingPage => {
    const own = ++latest
    const route: Route = { view: 'show', feedUrl: FEED }
    return {
      player: {
        control,
        expects: (guid) => void done.push(`expects ${guid}`),
        playsOnceHere: (guid) => void done.push(`awaits ${guid}`),
        updateComplete: Promise.resolve(true),
      },
      route: () => route,
      held: {
        get givesWay() {
          return !isHeld
        },
        get held() {
          return held
        },
        is: (ref) => held !== undefined && keyOf(held) === keyOf(ref),
        get isHeld() {
          return isHeld
        },
        stays() {
          isHeld = true
        },
      },
      library: { desk: undefined, say: (words) => void done.push(words), wanted: async () => undefined },
      reading: { feedUrl: undefined, show: undefined },
      queue: undefined,
      isLatest: () => own === latest,
      drawn: async () => {},
      go: () => void done.push('go'),
      async put(next, { stays, atSeconds }) {
        held = next
        isHeld = stays
        done.push(`put ${next.guid} at ${atSeconds}`)
        return true
      },
      loadShow: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    }
  }
  return {
    done,
    wish,
    isHeld: () => isHeld,
    /** Looked at on its own page. */
    comesByItself(ref: EpisodeRef) {
      held = heldOf(ref)
    },
    async reads(show: Show | undefined = testShow(3)) {
      await Promise.resolve()
      await Promise.resolve()
      await Promise.resolve()
      answer(show)
    },
  }
}

const GONE = 'This episode can’t be had now.'

test('what is played is awaited by the player, and nothing that was on its way before', async () => {
  const { done, wish, reads } = stage()
  const played = playEpisode(wish(), e1)
  await reads()
  await played
  expect(done).toEqual(['expects undefined', 'awaits e1', 'put e1 at undefined'])
})

test('what stands in the player sounds from the moment that was asked for, and nothing else is awaited', async () => {
  const { done, wish, isHeld } = stage({ inPlayer: e1 })
  await playEpisode(wish(), e1, 40)
  expect(done).toEqual(['expects undefined', 'seek 40', 'play'])
  expect(isHeld()).toBe(true)
})

test('a wish that a later one has overtaken puts nothing into the player', async () => {
  const { done, wish, reads } = stage({ inPlayer: e2 })
  const earlier = playEpisode(wish(), e1)
  await playEpisode(wish(), e2)
  await reads()
  await earlier
  expect(done).toEqual(['expects undefined', 'expects undefined', 'play'])
})

test('where the player would go on to what can’t be had, that is not awaited any more', async () => {
  const { done, wish, reads } = stage({ inPlayer: e2, wasPlayed: true })
  const gone = goOnTo(wish(), 'e9')
  await reads(undefined)
  await gone
  expect(done).toEqual(['expects e9', 'expects undefined', GONE])
})

test('what was in the player before the page was loaded again is held, silent, at its place', async () => {
  const { done, wish, reads, isHeld } = stage()
  const holding = holdEpisode(wish(), e1, 30)
  await reads()
  await holding
  expect(done).toEqual(['put e1 at 30'])
  expect(isHeld()).toBe(true)
})

test('it is held also where its own page has put it into the player already', async () => {
  const { done, wish, isHeld } = stage({ inPlayer: e1 })
  await holdEpisode(wish(), e1, 30)
  expect(done).toEqual(['seek 30'])
  expect(isHeld()).toBe(true)
})

test('it is held also where its own page puts it into the player while it is looked for', async () => {
  const { done, wish, reads, isHeld, comesByItself } = stage()
  const holding = holdEpisode(wish(), e1, 30)
  comesByItself(e1)
  await reads()
  await holding
  expect(done).toEqual(['seek 30'])
  expect(isHeld()).toBe(true)
})

test('what the listener plays already is left as it is', async () => {
  const { done, wish } = stage({ inPlayer: e1, wasPlayed: true })
  await holdEpisode(wish(), e1, 30)
  expect(done).toEqual([])
})

test('what was in the player gives way to what was wished for since', async () => {
  const { done, wish, reads } = stage({ inPlayer: e2 })
  const holding = holdEpisode(wish(), e1, 30)
  await playEpisode(wish(), e2)
  await reads()
  await holding
  expect(done).toEqual(['expects undefined', 'play'])
})
