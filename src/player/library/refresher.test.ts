import { afterEach, expect, test } from 'vitest'
import { Subject } from '../../shared/emitter.ts'
import { KeptLibrary } from './kept-library.ts'
import { MemoryTables } from './memory-tables.ts'
import { type ReadFeed, Refresher } from './refresher.ts'
import { feedOf, testShow } from './test-shows.ts'

const A = feedOf('a')
const B = feedOf('b')

let stop: (() => void)[] = []
afterEach(() => {
  for (const one of stop) one()
  stop = []
})

async function start(feeds: Readonly<Record<string, () => ReadFeed | Promise<ReadFeed>>>, follows: readonly string[]) {
  const state = {
    now: 1_750_000_000_000,
    online: true,
    savesData: false,
    most: 0,
    loads: [] as string[],
    moved: [] as string[],
  }
  const timers: { readonly at: number; readonly run: () => void }[] = []
  const library = await KeptLibrary.open({ tables: new MemoryTables(), now: () => state.now })
  await library.subscribe(follows.map((feedUrl) => ({ feedUrl })))
  const network = new Subject({})
  let side = 0
  const refresher = new Refresher({
    library,
    now: () => state.now,
    clock: {
      after(delayMs, run) {
        const timer = { at: state.now + delayMs, run }
        timers.push(timer)
        return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
      },
    },
    network: {
      get online() {
        return state.online
      },
      get savesData() {
        return state.savesData
      },
      watch: (changed) => network.subscribe(changed),
    },
    async load(feedUrl) {
      state.loads.push(feedUrl)
      side += 1
      state.most = Math.max(state.most, side)
      try {
        await new Promise((resolve) => setImmediate(resolve))
        const read = feeds[feedUrl]
        if (read === undefined) throw new Error('unreachable')
        return await read()
      } finally {
        side -= 1
      }
    },
    problemOf: () => 'feed-unreachable',
    onMoved: (from, to) => state.moved.push(`${from} ${to}`),
  })
  stop.push(
    () => refresher.dispose(),
    () => library.close(),
  )
  /** Until nothing is read any more. */
  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      if (refresher.running.snapshot.size === 0) return resolve()
      const unsubscribe = refresher.running.subscribe((running) => {
        if (running.size > 0) return
        unsubscribe()
        // The plan that follows may start the next ones.
        setImmediate(() => resolve(idle()))
      })
    })
  const pass = async (ms: number): Promise<void> => {
    state.now += ms
    for (const { at, run } of [...timers]) if (at <= state.now) run()
    await idle()
  }
  refresher.start()
  return { library, refresher, state, network, timers, idle, pass }
}

test('what is followed is read on start, four at a time, and again after half an hour', async () => {
  const names = Array.from({ length: 9 }, (_, index) => feedOf(`n${index}`))
  const { library, state, idle, pass } = await start(
    Object.fromEntries(names.map((n) => [n, () => ({ show: testShow(1) })])),
    names,
  )
  await idle()
  expect(state.loads).toEqual(names)
  expect(state.most).toBe(4)
  expect(library.subscriptions.snapshot.every(({ title }) => title === 'A Show')).toBe(true)
  await pass(29 * 60_000)
  expect(state.loads).toHaveLength(9)
  await pass(60_000)
  expect(state.loads).toHaveLength(18)
})

test('a show that is followed later is read at once', async () => {
  const { library, state, idle } = await start({ [A]: () => ({ show: testShow(1) }) }, [])
  expect(state.loads).toEqual([])
  await library.subscribe([{ feedUrl: A }])
  await idle()
  expect(state.loads).toEqual([A])
})

test('a feed that fails is noted, and asked again later and later', async () => {
  const { library, state, idle, pass } = await start({}, [A])
  await idle()
  expect(library.subscriptions.snapshot[0]).toMatchObject({ failures: 1, problem: 'feed-unreachable' })
  await pass(30 * 60_000)
  expect(library.subscriptions.snapshot[0]).toMatchObject({ failures: 2 })
  await pass(59 * 60_000)
  expect(state.loads).toHaveLength(2)
  await pass(60_000)
  expect(state.loads).toHaveLength(3)
})

test('by hand a show is read at once, however fresh it is', async () => {
  const { refresher, state, idle } = await start(
    { [A]: () => ({ show: testShow(1) }), [B]: () => ({ show: testShow(1) }) },
    [A, B],
  )
  await idle()
  await refresher.refresh([A])
  expect(state.loads).toEqual([A, B, A])
  state.online = false
  await refresher.refresh()
  expect(state.loads).toHaveLength(3)
})

test('who asks is answered also where the show is no longer followed, or the network goes', async () => {
  const { library, refresher, state, network, idle } = await start({ [A]: () => ({ show: testShow(1) }) }, [A])
  await idle()
  const asked = refresher.refresh([A])
  await library.unsubscribe(A)
  await asked
  state.online = false
  network.set({})
  await refresher.refresh([A])
})

test('without a network nothing is read; when it is back, what is due is', async () => {
  const { state, network, idle, library } = await start({ [A]: () => ({ show: testShow(1) }) }, [])
  state.online = false
  await library.subscribe([{ feedUrl: A }])
  expect(state.loads).toEqual([])
  state.online = true
  network.set({})
  await idle()
  expect(state.loads).toEqual([A])
})

test('a feed that has moved is followed where the same show is found, with everything that was kept', async () => {
  let moved = false
  const { library, refresher, state, idle } = await start(
    {
      [A]: () => (moved ? { show: testShow(1, { title: 'We have moved' }), movedTo: B } : { show: testShow(3) }),
      [B]: () => ({ show: testShow(4), movedTo: B }),
    },
    [A],
  )
  await idle()
  await library.heard({ feedUrl: A, guid: 'e1' }, { atSeconds: 100, durationSeconds: 1800 })
  moved = true
  await refresher.refresh()
  await idle()
  expect(library.subscriptions.snapshot.map(({ feedUrl }) => feedUrl)).toEqual([B])
  expect(state.moved).toEqual([`${A} ${B}`])
  expect(await library.place({ feedUrl: B, guid: 'e1' })).toBe(100)
  expect(library.newEpisodes.snapshot.map(({ guid }) => guid)).toEqual(['e3'])
  expect(state.loads).toEqual([A, A, B])
})

test('a feed that names a stranger, or an address that can not be read, stays where it is', async () => {
  const stranger = testShow(2, {
    episodes: testShow(2).episodes.map((one) => ({ guid: `x${one.guid}`, title: 'X', summary: '', transcripts: [] })),
  })
  const { library, idle } = await start(
    {
      [A]: () => ({ show: testShow(2), movedTo: B }),
      [B]: () => ({ show: stranger }),
      [feedOf('c')]: () => ({ show: testShow(2), movedTo: 'https://nowhere.example/' }),
    },
    [A, feedOf('c')],
  )
  await idle()
  expect(library.subscriptions.snapshot).toMatchObject([
    { feedUrl: A, failures: 0, title: 'A Show' },
    { feedUrl: feedOf('c'), failures: 0, title: 'A Show' },
  ])
})

test('disposed of, it reads nothing any more and leaves no timer', async () => {
  const { refresher, library, state, timers, idle } = await start({ [A]: () => ({ show: testShow(1) }) }, [A])
  await idle()
  const asked = refresher.refresh()
  refresher.dispose()
  await asked
  await library.subscribe([{ feedUrl: B }])
  expect(timers).toEqual([])
  expect(state.loads.filter((one) => one === B)).toEqual([])
})
