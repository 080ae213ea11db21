import { afterEach, expect, test } from 'vitest'
import type { Show } from '../../feed/types.ts'
import { KeptLibrary } from '../library/kept-library.ts'
import { MemoryTables } from '../library/memory-tables.ts'
import { type AnswerStore, SharingChoices } from '../library/sharing-choices.ts'
import { feedOf, testEpisode, testShow } from '../library/test-shows.ts'
import {
  AddShowRequest,
  ClearRequest,
  type EpisodeWish,
  ExportRequest,
  ImportRequest,
  LibraryEpisodeRequest,
  LibraryShowRequest,
  PersistRequest,
  type ShowWish,
} from '../library-requests.ts'
import { MemoryPreferences } from '../memory-preferences.ts'
import type { SharingAnswer } from '../sharing-consent.ts'
import { ShowError } from '../show-error.ts'
import type { DeskPorts } from './desk-ports.ts'
import { KeptDesk } from './kept-desk.ts'
import { FakeEngine, keptBytes } from './testing/fake-engine.ts'
import { FakeNetwork, FakeTime } from './testing/fake-time.ts'
import { settled } from './testing/node-settled.ts'

const A = feedOf('a')
const B = feedOf('b')
const looked = { isChecking: false }

let stop: (() => void)[] = []
afterEach(() => {
  for (const one of stop) one()
  stop = []
})

function answerStore(): AnswerStore {
  const answers = new Map<string, SharingAnswer>()
  return {
    canRemember: true,
    read: (key) => answers.get(key),
    write(key, answer) {
      if (answer === undefined) answers.delete(key)
      else answers.set(key, answer)
      return true
    },
    keys: () => [...answers.keys()],
    watch: () => () => {},
  }
}

async function setUp(ports: Partial<DeskPorts> = {}) {
  let now = 1_750_000_000_000
  const tick = (): number => {
    now += 1000
    return now
  }
  const library = await KeptLibrary.open({ tables: new MemoryTables(), now: tick })
  const engine = new FakeEngine()
  const network = new FakeNetwork()
  const time = new FakeTime()
  const feeds = new Map<string, Show | ShowError>()
  const state = {
    loads: 0,
    marks: 0,
    loaded: [] as string[],
    saved: [] as { readonly name: string; readonly text: string }[],
    answered: [] as string[],
    frames: [] as (() => void)[],
  }
  const desk = new KeptDesk({
    library,
    quickPositions: { read: () => 0 },
    preferences: new MemoryPreferences(),
    choices: new SharingChoices(answerStore(), { ownFeedUrl: undefined, setting: 'ask' }),
    ownFeedUrl: undefined,
    canShare: true,
    engine: async () => {
      state.loads += 1
      return engine
    },
    async load(feedUrl) {
      state.loaded.push(feedUrl)
      const found = feeds.get(feedUrl) ?? new ShowError('feed-unreachable')
      if (found instanceof ShowError) throw found
      return found
    },
    network,
    clock: time,
    now: tick,
    frame: (callback) => state.frames.push(callback),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    storage: {
      estimate: async () => ({ quotaBytes: 10_000 }),
      isPersistent: async () => false,
      persist: async () => true,
    },
    alone: (work) => void work(),
    save: (name, _, parts) => state.saved.push({ name, text: parts.join('') }),
    dates: (moment) => ({ iso: new Date(moment).toISOString(), rfc822: new Date(moment).toUTCString() }),
    linkOf: (feedUrl) => `https://here.example/?feed=${feedUrl}`,
    sendLink: async () => 'copied',
    isSecurePage: true,
    forbidsReading: async () => false,
    answered: (feedUrl, isShared) => state.answered.push(`${feedUrl} ${isShared}`),
    warn: (_, error) => {
      throw error
    },
    mark: () => {
      state.marks += 1
    },
    ...ports,
  })
  stop.push(() => desk.dispose())
  const said = () => desk.said.snapshot.words
  const episode = async (guid: string, wish: EpisodeWish, feedUrl = A) => {
    desk.handle(new LibraryEpisodeRequest({ feedUrl, guid }, wish))
    await settled()
  }
  const show = async (wish: ShowWish, feedUrl = A) => {
    desk.handle(new LibraryShowRequest(feedUrl, wish))
    await settled()
  }
  return { desk, library, engine, network, time, feeds, state, said, episode, show }
}

const hashOf = (number: number) => {
  const { infoHash } = testEpisode(number).enclosure ?? {}
  if (infoHash === undefined) throw new Error('no info hash')
  return infoHash
}

test('a show that is open and not followed: its episodes can be queued, kept and marked', async () => {
  const { desk, episode, library, said, state } = await setUp()
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
  const { desk, episode } = await setUp()
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

test('changes are told once a frame, and not while nothing changes', async () => {
  const { desk, state, episode } = await setUp()
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
  const { desk, show, episode, library, said } = await setUp()
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

test('adding looks at the feed, follows it, and says so', async () => {
  const { desk, feeds, library } = await setUp()
  feeds.set(A, testShow(2))
  desk.handle(new AddShowRequest(A))
  expect(desk.addState).toEqual({ kind: 'looking' })
  await settled()
  expect(desk.addState).toEqual({ kind: 'added', feedUrl: A, title: 'A Show', wasThere: false })
  expect(library.subscriptions.snapshot).toHaveLength(1)
  expect((await desk.show(A))?.episodes).toHaveLength(2)
  desk.handle(new AddShowRequest(A))
  await settled()
  expect(desk.addState).toMatchObject({ kind: 'added', wasThere: true })
})

test.each([
  ['its host forbids it', A, new ShowError('feed-unreachable'), true, 'forbidden'],
  ['its host is away', A, new ShowError('feed-unreachable'), false, 'unreachable'],
  ['it is not encrypted', 'http://a.example/feed', new ShowError('feed-unreachable'), true, 'insecure'],
  ['it is not there', A, new ShowError('feed-refused', { cause: new Error('status 404') }), false, 'not-found'],
  ['its host is in trouble', A, new ShowError('feed-refused', { cause: 'Error: status 503' }), false, 'unreachable'],
  ['it is no feed', A, new ShowError('feed-unreadable'), false, 'unreadable'],
  ['it is too large', A, new ShowError('feed-too-large'), false, 'too-large'],
  ['it is empty', A, { ...testShow(1), episodes: [] }, false, 'no-episodes'],
] as const)('a feed that can’t be added says why: %s', async (_, feedUrl, answer, forbids, problem) => {
  const { desk, feeds, library } = await setUp({ forbidsReading: async () => forbids })
  feeds.set(feedUrl, answer)
  desk.handle(new AddShowRequest(feedUrl))
  await settled()
  expect(desk.addState).toEqual({ kind: 'failed', problem })
  expect(library.subscriptions.snapshot).toEqual([])
})

test('without a network nobody is asked whether the host forbids it', async () => {
  const { desk, network } = await setUp({
    forbidsReading: async () => {
      throw new Error('asked')
    },
  })
  network.online = false
  desk.handle(new AddShowRequest(A))
  await settled()
  expect(desk.addState).toEqual({ kind: 'failed', problem: 'unreachable' })
})

test('a list of shows is taken in, each feed read once, and those that can’t be read are counted', async () => {
  const { desk, feeds, library, state, time } = await setUp()
  feeds.set(A, testShow(1))
  await library.subscribe([{ feedUrl: feedOf('c') }])
  desk.start()
  time.pass(2000)
  await settled()
  const outlines = ['a', 'b', 'c'].map((name) => `<outline text="${name}" xmlUrl="${feedOf(name)}"/>`)
  const text = `<?xml version="1.0"?><opml version="2.0"><body>${outlines.join('')}</body></opml>`
  desk.handle(new ImportRequest(new File([text], 'shows.json')))
  await settled()
  expect(desk.importState).toEqual({ kind: 'done', added: 2, already: 1, failed: 1 })
  expect(state.loaded.filter((one) => one === A)).toHaveLength(1)
  expect((await desk.show(A))?.episodes).toHaveLength(1)
})

test('what is no file of ours or of an app is said to be none', async () => {
  const { desk, said } = await setUp()
  desk.handle(new ImportRequest(new File(['{"format":"else"}'], 'x.json')))
  await settled()
  expect(desk.importState).toEqual({ kind: 'unreadable' })
  expect(said()).toContain('no library')
})

test('everything goes out into a file and comes in again elsewhere', async () => {
  const first = await setUp()
  await first.desk.took(A, testShow(3), true)
  await first.show('follow')
  await first.episode('e1', 'play-last')
  await first.episode('e2', 'keep')
  await first.library.heard({ feedUrl: A, guid: 'e0', title: 'Episode 0' }, { atSeconds: 90, durationSeconds: 1800 })
  first.desk.handle(new ExportRequest('everything'))
  await settled()
  expect(first.desk.exportState).toBe('written')
  const [file] = first.state.saved
  expect(file?.name).toMatch(/^grapevine-\d{4}-\d\d-\d\d\.json$/)

  const second = await setUp()
  second.desk.handle(new ImportRequest(new File([file?.text ?? ''], 'whatever.opml')))
  await settled()
  expect(second.desk.importState).toMatchObject({ kind: 'done', added: 1 })
  expect(second.library.queue.snapshot.map(({ guid }) => guid)).toEqual(['e1'])
  expect(second.library.downloads.snapshot.map(({ guid }) => guid)).toEqual(['e2'])
  expect(await second.library.place({ feedUrl: A, guid: 'e0' })).toBe(90)
})

test('the shows go out as OPML that comes in again', async () => {
  const { desk, library, state } = await setUp()
  await library.subscribe([{ feedUrl: A, title: 'A & B' }])
  desk.handle(new ExportRequest('opml'))
  await settled()
  expect(state.saved[0]?.text).toContain('text="A &amp; B"')
  expect(state.saved[0]?.name).toMatch(/\.opml$/)
})

test('a kept episode is fetched, and goes from the device when it is not wanted', async () => {
  const { desk, engine, episode, library, said } = await setUp()
  desk.start()
  await desk.took(A, testShow(3), true)
  await episode('e1', 'keep')
  expect(engine.calls).toEqual(['pin 1', 'keep https://cdn.example/1.mp3'])
  engine.held = [keptBytes(hashOf(1))]
  engine.keeping[0]?.progress.set({ state: 'kept', heldBytes: 1000, lengthBytes: 1000 })
  await settled()
  expect(said()).toBe('“Episode 1” is kept on this device.')
  expect(desk.downloads[0]?.keep).toEqual({ kind: 'kept', bytes: 1000 })
  await episode('e1', 'unkeep')
  expect(library.downloads.snapshot).toEqual([])
  expect(engine.held).toEqual([])
  expect(engine.calls.slice(-2)).toEqual(['pin 0', 'forget 1'])
  expect(said()).toBe('“Episode 1” is no longer on this device.')
})

test('what plays stays on the device, and that is said', async () => {
  const { desk, engine, episode, said } = await setUp()
  await desk.took(A, testShow(3), true)
  engine.held = [keptBytes(hashOf(1), { inUse: true })]
  await episode('e1', 'unkeep')
  expect(engine.held).toHaveLength(1)
  expect(said()).toContain('plays now')
})

test('the storage screen lists what is held, and clears what was only heard, a show, or all', async () => {
  const { desk, engine, episode, show, library } = await setUp()
  await desk.took(A, testShow(4), true)
  await episode('e1', 'keep')
  engine.held = [keptBytes(hashOf(1)), keptBytes(hashOf(2)), keptBytes(hashOf(3))]
  expect(desk.storage).toBeUndefined()
  await settled()
  expect(desk.storage?.shows[0]?.episodes.map(({ guid, isPinned }) => [guid, isPinned])).toEqual([
    ['e1', true],
    ['e2', false],
    ['e3', false],
  ])
  expect(desk.storage).toBe(desk.storage)
  desk.handle(new ClearRequest('heard'))
  await settled()
  expect(engine.held.map(({ infoHash }) => infoHash)).toEqual([hashOf(1)])
  expect(desk.storage?.shows[0]?.episodes).toHaveLength(3)
  await settled()
  expect(desk.storage?.shows[0]?.episodes).toHaveLength(1)
  await show('clear')
  expect(engine.held).toEqual([])
  expect(library.downloads.snapshot).toEqual([])
  engine.held = [keptBytes(hashOf(2))]
  desk.handle(new ClearRequest('kept'))
  await settled()
  expect(engine.held).toEqual([])
})

test('a yes to a show is for its player too, and what is held of it is offered', async () => {
  const { desk, engine, library, show, state } = await setUp()
  await desk.took(A, testShow(3), true)
  await library.want(A, testEpisode(1), testShow(0))
  engine.held = [keptBytes(hashOf(1)), keptBytes(hashOf(2))]
  desk.start()
  await settled()
  expect(engine.offered).toEqual([])
  expect(desk.headView(A, testShow(3), looked).isShared).toBe(false)
  await show('share')
  expect(state.answered).toEqual([`${A} true`])
  expect(engine.offered.map(({ infoHash }) => infoHash)).toEqual([hashOf(1)])
  expect(desk.background.snapshot).toEqual({ hasOffers: true, mayShare: true })
  expect(desk.headView(A, testShow(3), looked).isShared).toBe(true)
  await show('unshare')
  expect(engine.offered).toEqual([])
  expect(desk.background.snapshot).toEqual({ hasOffers: false, mayShare: false })
})

test('without a network shows are not read, and it is told', async () => {
  const { desk, library, network, state, time, feeds } = await setUp()
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
  const { desk, library, show } = await setUp()
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
  const { desk, library, episode } = await setUp()
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
  const { desk, show, episode } = await setUp()
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
  const { desk, episode, library } = await setUp()
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
  const { desk, said, show } = await setUp()
  desk.handle(new PersistRequest())
  await settled()
  expect(said()).toContain('promised')
  await show('send-link')
  expect(said()).toContain('clipboard')
})

test('a library that only lasts as long as the page says so on the storage screen, and loads no engine for nothing', async () => {
  const { desk, state } = await setUp()
  desk.start()
  await settled()
  expect(state.loads).toBe(0)
  expect(state.marks).toBe(0)
  void desk.storage
  await settled()
  expect(desk.storage?.problem).toBe('memory')
  expect(state.loads).toBe(1)
})
