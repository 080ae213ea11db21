import { afterEach, expect, test, vi } from 'vitest'
import type { Show } from '../../feed/types.ts'
import { LibraryError } from '../library/library-error.ts'
import { testShow } from '../library/test-shows.ts'
import { ClearRequest, type EpisodeWish, PersistRequest } from '../library-requests.ts'
import { memoryWishes } from './testing/memory-wishes.ts'
import { A, B, looked, setUpDesk, stopDesks } from './testing/node-desk-stage.ts'
import { settled } from './testing/node-settled.ts'

afterEach(stopDesks)

test('a show that is open and not followed: its episodes can be queued, kept and marked', async () => {
  const { desk, episode, library, said, state } = await setUpDesk()
  const open = testShow(3)
  await desk.took(A, open, true)
  await episode('e1', 'play-last')
  expect(library.queue.snapshot[0]).toMatchObject({ feedUrl: A, guid: 'e1', title: 'Episode 1', showTitle: 'A Show' })
  expect(said()).toContain('Episode 1')
  expect(desk.queued).toBe(1)
  await episode('e2', 'keep')
  expect(library.downloads.snapshot[0]).toMatchObject({ guid: 'e2', state: 'wanted' })
  await episode('e0', 'mark-heard')
  expect(desk.episodeViews(A, open)).toHaveLength(3)
  await settled()
  const [, one, zero] = desk.episodeViews(A, open)
  expect(one).toMatchObject({ isQueued: true })
  expect(zero).toMatchObject({ isHeard: true })
  expect(library.subscriptions.snapshot).toEqual([])
  expect(state.marks).toBeGreaterThan(0)
})

test('rows are the same objects as long as nothing of theirs has changed', async () => {
  const { desk, episode } = await setUpDesk()
  const open = testShow(3)
  await desk.took(A, open, true)
  desk.episodeViews(A, open)
  await settled()
  const before = desk.episodeViews(A, open)
  expect(desk.episodeViews(A, open)).toBe(before)
  await episode('e1', 'play-last')
  const after = desk.episodeViews(A, open)
  expect(after.map((view, i) => view === before[i])).toEqual([true, false, true])
  desk.setNow({ feedUrl: A, guid: 'e2', isPlaying: true })
  expect(desk.episodeViews(A, open)[0]).toMatchObject({ isCurrent: true, isPlaying: true })
  expect(desk.episodeViews(A, open)[1]).toBe(after[1])
})

test('an episode that has left its feed after it was heard or kept is known, with its marks', async () => {
  const { desk, episode, library } = await setUpDesk()
  await desk.took(A, testShow(4), true)
  await library.heard({ feedUrl: A, guid: 'e3', title: 'Episode 3' }, { atSeconds: 900, durationSeconds: 1800 })
  await episode('e2', 'keep')
  const now = testShow(2)
  await desk.took(A, now, true)
  void desk.episodeViews(A, now)
  await settled()
  for (const [guid, view] of [
    ['e3', { title: 'Episode 3', atSeconds: 900, isPlayable: true }],
    ['e2', { title: 'Episode 2', isPlayable: true, keep: { kind: 'waiting' } }],
  ] as const) {
    const left = await desk.episode({ feedUrl: A, guid })
    if (left === undefined) throw new Error(`${guid} is not known`)
    expect(desk.leftView(A, now, left)).toMatchObject(view)
    expect(desk.leftView(A, now, left), 'the same as long as nothing has changed').toBe(desk.leftView(A, now, left))
  }
  expect(
    desk.episodeViews(A, now).map(({ guid }) => guid),
    'the list is the feed’s',
  ).toEqual(['e1', 'e0'])
})

test('wishes that were held until the library was here are carried out, with the words their show has for them', async () => {
  const held = (guid: string, feedUrl: string, wish: EpisodeWish) => ({ episode: { feedUrl, guid }, wish })
  const waiting = held('e1', B, 'play-last')
  const heldWishes = memoryWishes([held('e1', A, 'play-last'), held('e2', A, 'play-next'), waiting])
  const { desk, feeds, library, said, state } = await setUpDesk({ heldWishes })
  feeds.set(A, testShow(3))
  desk.takeHeld()
  await settled()
  expect(library.queue.snapshot.map(({ guid, title, showTitle }) => [guid, title, showTitle])).toEqual([
    ['e2', 'Episode 2', 'A Show'],
    ['e1', 'Episode 1', 'A Show'],
  ])
  expect(said()).toBe('“Episode 2” plays next.')
  expect(state.loaded, 'each feed once, where it can be read').toEqual([A, B])
  expect(heldWishes.read(), 'the other one waits').toEqual([{ ...waiting, triedAtMs: expect.any(Number) }])
})

test('a held wish that the library refuses is held on to', async () => {
  const heldWishes = memoryWishes([{ episode: { feedUrl: A, guid: 'e1' }, wish: 'play-last' }])
  const { desk, library } = await setUpDesk({ heldWishes })
  await desk.took(A, testShow(3), true)
  vi.spyOn(library, 'changeQueue').mockRejectedValue(new LibraryError('full', 'no room'))
  desk.takeHeld()
  await settled()
  expect(heldWishes.read()).toHaveLength(1)
})

test('a desk that is closed while it takes held wishes forgets none of those it did not come to', async () => {
  const episode = { feedUrl: A, guid: 'e1' }
  const heldWishes = memoryWishes([{ episode, wish: 'keep' }])
  let answer = (_: Show) => {}
  const load = () =>
    new Promise<Show>((resolve) => {
      answer = resolve
    })
  const { desk, library } = await setUpDesk({ heldWishes, load })
  desk.takeHeld()
  await settled()
  desk.dispose()
  answer(testShow(3))
  await settled()
  expect(heldWishes.read()).toHaveLength(1)
  expect(library.downloads.snapshot).toEqual([])
})

test('what is wished for now takes the place of what was held about the same', async () => {
  const episode = { feedUrl: A, guid: 'e1' }
  const heldWishes = memoryWishes([
    { episode, wish: 'keep' },
    { episode, wish: 'play-last' },
  ])
  const stage = await setUpDesk({ heldWishes })
  await stage.desk.took(A, testShow(3), true)
  await stage.episode('e1', 'unkeep')
  expect(heldWishes.read()).toEqual([{ episode, wish: 'play-last' }])
})

test('changes are told once a frame, and not while nothing changes', async () => {
  const { desk, state, episode } = await setUpDesk()
  await desk.took(A, testShow(2), true)
  await settled()
  const run = (): number => {
    const frames = state.frames.splice(0)
    for (const frame of frames) frame()
    return frames.length
  }
  run()
  const before = desk.changes.snapshot
  await settled()
  expect(run()).toBe(0)
  await episode('e1', 'play-last')
  await episode('e0', 'play-next')
  expect(run()).toBe(1)
  expect(desk.changes.snapshot).toBe(before + 1)
})

test('a show is followed with what was read of it, and what stays is named when it is not any more', async () => {
  const { desk, show, episode, library, said } = await setUpDesk()
  const open = testShow(3)
  await desk.took(A, open, true)
  expect(desk.headView(A, open, looked).isFollowed).toBe(false)
  await show('follow')
  expect(said()).toBe('You follow “A Show” now.')
  expect(desk.headView(A, open, looked).isFollowed).toBe(true)
  expect(library.subscriptions.snapshot[0]?.lastRefreshedAt).toBeGreaterThan(0)
  expect(desk.home.shows.map(({ title }) => title)).toEqual(['A Show'])
  await episode('e1', 'play-last')
  await show('unfollow')
  expect(said()).toContain('You no longer follow “A Show”. What stays: 1 in the queue')
  expect(library.subscriptions.snapshot).toEqual([])
})

test('without a network shows are not read, and it is told', async () => {
  const { desk, library, network, state, time, feeds } = await setUpDesk()
  network.online = false
  feeds.set(A, testShow(1))
  await library.subscribe([{ feedUrl: A }])
  desk.start()
  time.pass(2000)
  await settled()
  expect(desk.isOffline).toBe(true)
  expect(state.loaded).toEqual([])
  network.online = true
  await settled()
  expect(state.loaded).toEqual([A])
})

test('new episodes of a show are known once it was looked at and left', async () => {
  const { desk, library, show } = await setUpDesk()
  await desk.took(A, testShow(2), true)
  await show('follow')
  await library.takeShow(A, testShow(3))
  expect(desk.home.fresh.map(({ guid }) => guid)).toEqual(['e2'])
  desk.looksAt(A)
  desk.looksAt(A)
  await settled()
  expect(desk.home.fresh).toHaveLength(1)
  desk.looksAt(B)
  await settled()
  expect(desk.home.fresh).toEqual([])
})

test('the history goes on behind its first page, and an episode is forgotten wherever it stands', async () => {
  const { desk, library, episode } = await setUpDesk()
  for (let i = 0; i < 60; i++) {
    await library.heard({ feedUrl: A, guid: `h${i}`, title: `H ${i}` }, { atSeconds: 900, durationSeconds: 1800 })
  }
  expect(desk.history).toHaveLength(50)
  expect(desk.hasMoreHistory).toBe(true)
  await desk.moreHistory()
  expect(desk.history.map(({ episode }) => episode.guid).at(-1)).toBe('h0')
  expect(desk.hasMoreHistory).toBe(false)
  await episode('h3', 'forget')
  await desk.moreHistory()
  expect(desk.history).toHaveLength(59)
  expect(await library.place({ feedUrl: A, guid: 'h3' })).toBe(0)
  desk.handle(new ClearRequest('history'))
  await settled()
  expect(desk.history).toEqual([])
})

test('what was searched for is found in the shows one follows, and stays in step with the queue', async () => {
  const { desk, show, episode } = await setUpDesk()
  expect(desk.searchable).toBe(0)
  await desk.took(A, testShow(5), true)
  await show('follow')
  const { signal } = new AbortController()
  expect(desk.searchable).toBeUndefined()
  await desk.prepareSearch(signal)
  expect(desk.searchable).toBe(5)
  const result = await desk.search('episode 3', signal)
  if (result === undefined) throw new Error('no result')
  const found = desk.foundView(result)
  expect(found.episodes.map(({ guid, showTitle }) => [guid, showTitle])).toEqual([['e3', 'A Show']])
  expect(desk.foundView(result)).toBe(found)
  await episode('e3', 'play-last')
  expect(desk.foundView(result).episodes[0]?.isQueued).toBe(true)
})

test('the queue of all shows is changed by its keys', async () => {
  const { desk, episode, library } = await setUpDesk()
  await desk.took(A, testShow(2), true)
  await desk.took(B, testShow(2, { title: 'B Show' }), true)
  await episode('e1', 'play-last')
  await episode('e1', 'play-last', B)
  const [first, second] = desk.queue
  if (first === undefined || second === undefined) throw new Error('no queue')
  expect(desk.refOfKey(second.id)).toEqual({ feedUrl: B, guid: 'e1' })
  desk.changeQueue({ kind: 'move', id: second.id, toIndex: 0 })
  await settled()
  expect(library.queue.snapshot.map(({ feedUrl }) => feedUrl)).toEqual([B, A])
  await episode('e1', 'unqueue')
  expect(desk.queue.map(({ feedUrl }) => feedUrl)).toEqual([B])
  expect(desk.queueOf(B, { title: 'B Show' }).snapshot[0]?.id).toBe('e1')
})

test('the browser’s word about clearing is said, and so is a link that was copied', async () => {
  const { desk, said, show } = await setUpDesk()
  desk.handle(new PersistRequest())
  await settled()
  expect(said()).toContain('promised')
  await show('send-link')
  expect(said()).toContain('clipboard')
})
