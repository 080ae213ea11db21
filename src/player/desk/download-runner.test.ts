import { afterEach, expect, test } from 'vitest'
import type { DownloadProblem } from '../library/download.ts'
import { KeptLibrary } from '../library/kept-library.ts'
import { MemoryTables } from '../library/memory-tables.ts'
import { feedOf, testEpisode } from '../library/test-shows.ts'
import { DownloadRunner } from './download-runner.ts'
import { FakeEngine, keptBytes } from './testing/fake-engine.ts'
import { FakeNetwork, FakeTime } from './testing/fake-time.ts'
import { settled } from './testing/node-settled.ts'

const A = feedOf('a')
let stop: (() => void)[] = []
afterEach(() => {
  for (const one of stop) one()
  stop = []
})

async function setUp({ wants = 1, shared = false } = {}) {
  let now = 1_750_000_000_000
  const library = await KeptLibrary.open({
    tables: new MemoryTables(),
    now: () => {
      now += 1000
      return now
    },
  })
  for (let number = 1; number <= wants; number++) await library.want(A, testEpisode(number), { title: 'A Show' })
  const engine = new FakeEngine()
  const network = new FakeNetwork()
  const time = new FakeTime()
  const ended: (DownloadProblem | 'kept')[] = []
  const state = { shared, loads: 0, turn: () => {} }
  const runner = new DownloadRunner({
    library,
    engine: async () => {
      state.loads += 1
      return engine
    },
    network,
    isShared: () => state.shared,
    scopeOf: (feedUrl) => `scope of ${feedUrl}`,
    clock: time,
    alone: (work) => {
      state.turn = () => void work()
    },
    warn: () => {},
    ended: (_, problem) => ended.push(problem ?? 'kept'),
  })
  stop.push(
    () => runner.dispose(),
    () => library.close(),
  )
  runner.start()
  const states = () => library.downloads.snapshot.map((one) => one.problem ?? one.state)
  return { library, engine, network, time, ended, state, runner, states }
}

const hashOf = (number: number) => {
  const { infoHash } = testEpisode(number).enclosure ?? {}
  if (infoHash === undefined) throw new Error('no info hash')
  return infoHash
}

test('all that is wanted is pinned before anything is fetched, and two are fetched side by side', async () => {
  const { engine, state, ended, states, library } = await setUp({ wants: 3 })
  state.turn()
  await settled()
  expect(engine.calls).toEqual(['pin 3', 'keep https://cdn.example/1.mp3', 'keep https://cdn.example/2.mp3'])
  engine.keeping[0]?.progress.set({ state: 'kept', heldBytes: 9, lengthBytes: 9 })
  await settled()
  expect(ended).toEqual(['kept'])
  expect(states()[0]).toBe('kept')
  expect(library.downloads.snapshot[0]).toMatchObject({ heldBytes: 9, lengthBytes: 9 })
  expect(engine.calls.at(-1)).toBe('keep https://cdn.example/3.mp3')
  expect(engine.keeping).toHaveLength(3)
})

test('another tab fetches: nothing is begun here until its turn comes', async () => {
  const { engine, state } = await setUp()
  await settled()
  expect(engine.calls).toEqual([])
  expect(state.loads).toBe(0)
  state.turn()
  await settled()
  expect(engine.keeping).toHaveLength(1)
})

test('where nothing is wanted the engine is not loaded', async () => {
  const { state, library } = await setUp({ wants: 0 })
  state.turn()
  await settled()
  expect(state.loads).toBe(0)
  await library.want(A, testEpisode(1), { title: 'A Show' })
  await settled()
  expect(state.loads).toBe(1)
})

test('how far it is stands in the library, at most once a second', async () => {
  const { engine, state, time, library } = await setUp()
  state.turn()
  await settled()
  for (let held = 1; held <= 5; held++)
    engine.keeping[0]?.progress.set({ state: 'loading', heldBytes: held, lengthBytes: 9 })
  await settled()
  expect(library.downloads.snapshot[0]?.heldBytes).toBe(0)
  time.pass(1000)
  await settled()
  expect(library.downloads.snapshot[0]).toMatchObject({ state: 'loading', heldBytes: 5, lengthBytes: 9 })
})

test('what fails says why, and is not tried again by itself', async () => {
  const { engine, state, states, ended } = await setUp()
  state.turn()
  await settled()
  engine.keeping[0]?.progress.set({ state: 'failed', failure: 'host-differs', heldBytes: 0, lengthBytes: 0 })
  await settled()
  expect(states()).toEqual(['differs'])
  expect(ended).toEqual(['differs'])
  expect(engine.keeping).toHaveLength(1)
})

test('a host that was away is asked again when the network is back', async () => {
  const { engine, state, network, states } = await setUp()
  state.turn()
  await settled()
  engine.keeping[0]?.progress.set({ state: 'failed', failure: 'host-unreachable', heldBytes: 0, lengthBytes: 0 })
  await settled()
  expect(states()).toEqual(['unreachable'])
  network.online = false
  network.online = true
  await settled()
  expect(engine.keeping).toHaveLength(2)
})

test('without a network it waits, and goes on with it', async () => {
  const { engine, state, network, states } = await setUp()
  state.turn()
  await settled()
  network.online = false
  await settled()
  expect(engine.keeping[0]?.options.signal.aborted).toBe(true)
  expect(engine.keeping).toHaveLength(1)
  network.online = true
  await settled()
  expect(engine.keeping).toHaveLength(2)
  expect(states()).not.toContain('failed')
})

test('where data is to be saved only what was asked for by hand is fetched', async () => {
  const { engine, state, network, runner } = await setUp({ wants: 2 })
  network.savesData = true
  state.turn()
  await settled()
  expect(engine.keeping).toHaveLength(0)
  runner.askedFor({ feedUrl: A, guid: 'e2' })
  await settled()
  expect(engine.calls.filter((call) => call.startsWith('keep'))).toEqual(['keep https://cdn.example/2.mp3'])
})

test('what is not wanted any more is stopped, and pinned no longer', async () => {
  const { engine, state, library } = await setUp({ wants: 2 })
  state.turn()
  await settled()
  await library.unwant({ feedUrl: A, guid: 'e1' })
  await settled()
  expect(engine.keeping[0]?.options.signal.aborted).toBe(true)
  expect([...engine.pinned]).toEqual([hashOf(2)])
  expect(engine.keeping).toHaveLength(2)
})

test('others are asked only for a show that is shared, and a no ends that', async () => {
  const { engine, state, runner } = await setUp({ shared: true })
  state.turn()
  await settled()
  expect(engine.keeping[0]?.options.shares).toBe(true)
  expect(engine.keeping[0]?.source.sharingScope).toBe(`scope of ${A}`)
  state.shared = false
  runner.plan()
  await settled()
  expect(engine.keeping[0]?.options.signal.aborted).toBe(true)
  expect(engine.keeping[1]?.options.shares).toBe(false)
})

test('a kept episode whose bytes are gone is fetched again', async () => {
  const { engine, state, time, states } = await setUp()
  engine.held = [keptBytes(hashOf(1))]
  state.turn()
  await settled()
  engine.keeping[0]?.progress.set({ state: 'kept', heldBytes: 1000, lengthBytes: 1000 })
  await settled()
  engine.hold([])
  time.pass(2000)
  await settled()
  expect(states()).not.toEqual(['kept'])
  expect(engine.keeping).toHaveLength(2)
})

test('with the page all of it ends', async () => {
  const { engine, state, runner } = await setUp()
  state.turn()
  await settled()
  runner.dispose()
  await settled()
  expect(engine.keeping[0]?.options.signal.aborted).toBe(true)
  expect(engine.keeping).toHaveLength(1)
})

const BARE = { url: 'https://cdn.example/same.mp3', type: 'audio/mpeg', trackers: [] }

test('two episodes with one file are fetched one after the other', async () => {
  const { engine, state, library } = await setUp({ wants: 0 })
  state.turn()
  await library.want(A, testEpisode(1, { enclosure: BARE }), { title: 'A Show' })
  await library.want(feedOf('b'), testEpisode(1, { enclosure: BARE }), { title: 'B Show' })
  await settled()
  expect(engine.keeping).toHaveLength(1)
  engine.keeping[0]?.progress.set({ state: 'kept', heldBytes: 9, lengthBytes: 9 })
  await settled()
  expect(engine.keeping).toHaveLength(2)
})

test('what another tab took away is not begun anew at once, but by hand it is', async () => {
  const { engine, state, time, runner } = await setUp()
  state.turn()
  await settled()
  engine.keeping[0]?.progress.set({ state: 'stopped', heldBytes: 5, lengthBytes: 9 })
  await settled()
  runner.plan()
  await settled()
  expect(engine.keeping).toHaveLength(1)
  time.pass(30_000)
  await settled()
  expect(engine.keeping).toHaveLength(2)
  engine.keeping[1]?.progress.set({ state: 'stopped', heldBytes: 5, lengthBytes: 9 })
  await settled()
  runner.askedFor({ feedUrl: A, guid: 'e1' })
  await settled()
  expect(engine.keeping).toHaveLength(3)
})

test('what was begun at an address that nobody wants it from any more is cleared', async () => {
  const { engine, state } = await setUp()
  const part = { heldBytes: 5, roomBytes: 9, isWhole: false }
  engine.files = [
    { url: 'https://cdn.example/before.mp3', ...part },
    { url: 'https://cdn.example/whole.mp3', ...part, isWhole: true },
  ]
  state.turn()
  await settled()
  expect(engine.files.map(({ url }) => url)).toEqual(['https://cdn.example/whole.mp3'])
})
