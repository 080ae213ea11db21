import { afterEach, expect, test } from 'vitest'
import { testEpisode, testShow } from '../library/test-shows.ts'
import { BudgetRequest, ClearRequest } from '../library-requests.ts'
import { keptBytes } from './testing/fake-engine.ts'
import { A, B, hashOf, looked, setUpDesk, stopDesks } from './testing/node-desk-stage.ts'
import { settled } from './testing/node-settled.ts'

type DeskStage = Awaited<ReturnType<typeof setUpDesk>>

afterEach(stopDesks)

test('a kept episode is fetched, and goes from the device when it is not wanted', async () => {
  const { desk, engine, episode, library, said } = await setUpDesk()
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

const BARE = { url: 'https://cdn.example/7.mp3', type: 'audio/mpeg', trackers: [] }
const bareShow = () => testShow(0, { episodes: [testEpisode(7, { enclosure: BARE })] })
const whole = { url: BARE.url, heldBytes: 700, roomBytes: 700, isWhole: true }

test('an episode without a torrent is kept as a whole file, listed, and goes when it is not wanted', async () => {
  const { desk, engine, episode, library, said } = await setUpDesk()
  desk.start()
  await desk.took(A, bareShow(), true)
  await episode('e7', 'keep')
  expect(engine.calls).toEqual([`keep ${BARE.url}`])
  engine.files = [whole]
  engine.keeping[0]?.progress.set({ state: 'kept', heldBytes: 700, lengthBytes: 700 })
  await settled()
  expect(said()).toBe('“Episode 7” is kept on this device.')
  expect(desk.downloads[0]?.keep).toEqual({ kind: 'kept', bytes: 700 })
  expect(desk.keptSource({ feedUrl: A, guid: 'e7' })?.url).toBe(BARE.url)
  void desk.storage
  await settled()
  expect(desk.storage?.shows.map(({ feedUrl, bytes }) => [feedUrl, bytes])).toEqual([[A, 700]])
  expect(desk.passingOn({ givenTodayBytes: 0, allowanceBytesPerDay: 0 })?.episodes).toEqual([])
  await episode('e7', 'unkeep')
  expect(library.downloads.snapshot).toEqual([])
  expect(engine.files).toEqual([])
  expect(said()).toBe('“Episode 7” is no longer on this device.')
})

test.each([
  ['it is not wanted any more', (stage: DeskStage) => stage.episode('e7', 'unkeep')],
  ['its show is cleared', (stage: DeskStage) => stage.show('clear')],
])('a file that another show’s episode is kept under, too, stays when %s', async (_, remove) => {
  const stage = await setUpDesk()
  const { desk, engine, library } = stage
  await desk.took(A, bareShow(), true)
  for (const feedUrl of [A, B]) await library.want(feedUrl, testEpisode(7, { enclosure: BARE }), testShow(0))
  engine.files = [whole]
  await remove(stage)
  await settled()
  expect(library.downloads.snapshot.map(({ feedUrl }) => feedUrl)).toEqual([B])
  expect(engine.files).toEqual([whole])
  await stage.episode('e7', 'unkeep', B)
  expect(engine.files).toEqual([])
})

test('files that can’t be looked up for once are not said to be gone', async () => {
  const { desk, engine, time } = await setUpDesk()
  engine.files = [whole]
  void desk.storage
  await settled()
  const { keptFiles } = engine
  Object.assign(engine, { keptFiles: () => Promise.reject(new Error('the database hangs')) })
  time.pass(5_000)
  void desk.storage
  await settled()
  expect(desk.storage?.shows).toHaveLength(1)
  Object.assign(engine, { keptFiles })
})

test('keeping one that is called off leaves nothing of it', async () => {
  const { desk, engine, episode, library } = await setUpDesk()
  desk.start()
  await desk.took(A, bareShow(), true)
  await episode('e7', 'keep')
  engine.files = [{ ...whole, heldBytes: 300, isWhole: false }]
  await episode('e7', 'unkeep')
  expect(engine.keeping[0]?.options.signal.aborted).toBe(true)
  expect(library.downloads.snapshot).toEqual([])
  expect(engine.files).toEqual([])
})

test('a host that lets no page keep it is named', async () => {
  const { desk, engine, episode, said } = await setUpDesk()
  desk.start()
  await desk.took(A, bareShow(), true)
  await episode('e7', 'keep')
  engine.keeping[0]?.progress.set({ state: 'failed', failure: 'host-forbids-reading', heldBytes: 0, lengthBytes: 0 })
  await settled()
  expect(said()).toContain('lets pages play this episode but not keep it')
  expect(desk.downloads[0]?.keep).toEqual({ kind: 'failed', why: 'host-refuses' })
})

test.each([
  ['a show', (desk: DeskStage) => desk.show('clear')],
  ['everything', async (desk: DeskStage) => desk.desk.handle(new ClearRequest('kept'))],
])('with %s its whole files are cleared, and counted', async (_what, clear) => {
  const stage = await setUpDesk()
  const { desk, engine, library, said } = stage
  await desk.took(A, bareShow(), true)
  await library.want(A, testEpisode(7, { enclosure: BARE }), testShow(0))
  engine.files = [{ ...whole, heldBytes: 3_000_000 }]
  await clear(stage)
  await settled()
  expect(engine.files).toEqual([])
  expect(library.downloads.snapshot).toEqual([])
  expect(said()).toBe('3.0 MB cleared.')
})

test('a file that nobody wants any more is listed by its name, and removed', async () => {
  const { desk, engine, episode, said } = await setUpDesk()
  engine.files = [whole]
  void desk.storage
  await settled()
  const [left] = desk.storage?.shows ?? []
  expect(left?.episodes[0]).toMatchObject({ title: '7.mp3', isPinned: false })
  await episode(left?.episodes[0]?.guid ?? '', 'unkeep', left?.feedUrl)
  expect(engine.files).toEqual([])
  expect(said()).toBe('“7.mp3” is no longer on this device.')
})

test('as long as somebody looks at what is held it is looked up again, and not any longer', async () => {
  const { desk, engine, time, state } = await setUpDesk()
  await desk.took(A, testShow(2), true)
  engine.held = [keptBytes(hashOf(1))]
  const giving = { givenTodayBytes: 0, allowanceBytesPerDay: 0 }
  void desk.passingOn(giving)
  await settled()
  expect(desk.passingOn(giving)?.episodes[0]?.isOffered).toBe(false)
  engine.held = [keptBytes(hashOf(1), { isOffered: true })]
  time.pass(5_000)
  void desk.passingOn(giving)
  await settled()
  expect(desk.passingOn(giving)?.episodes[0]?.isOffered).toBe(true)
  const loads = state.loads
  time.pass(5_000)
  time.pass(5_000)
  await settled()
  expect(state.loads).toBe(loads)
})

test('what a smaller budget would take is told with each choice; what is chosen takes it, and that is said', async () => {
  const { desk, engine, said } = await setUpDesk({
    storage: {
      estimate: async () => ({ quotaBytes: 2_000_000_000 }),
      isPersistent: async () => false,
      persist: async () => true,
    },
  })
  const heldBytes = 700_000_000
  engine.held = [keptBytes(hashOf(1), { heldBytes }), keptBytes(hashOf(2), { heldBytes: 1_000_000, pinned: true })]
  void desk.storage
  await settled()
  expect(desk.storage?.choices).toEqual([
    { budget: 500_000_000, clearsBytes: heldBytes },
    { budget: 1_000_000_000, clearsBytes: 0 },
    { budget: 2_000_000_000, clearsBytes: 0 },
    { budget: 'unlimited', clearsBytes: 0 },
  ])
  desk.handle(new BudgetRequest(2_000_000_000))
  await settled()
  expect(said(), 'nothing has happened that is not seen').toBe('')
  desk.handle(new BudgetRequest(500_000_000))
  await settled()
  expect(said()).toBe('700.0 MB cleared.')
  expect(engine.held.map(({ infoHash }) => infoHash)).toEqual([hashOf(2)])
  void desk.storage
  await settled()
  expect(desk.storage?.budget).toBe(500_000_000)
})

test('what plays stays on the device, and that is said', async () => {
  const { desk, engine, episode, said } = await setUpDesk()
  await desk.took(A, testShow(3), true)
  engine.held = [keptBytes(hashOf(1), { inUse: true })]
  await episode('e1', 'unkeep')
  expect(engine.held).toHaveLength(1)
  expect(said()).toContain('plays now')
})

test('the storage screen lists what is held, and clears what was only heard, a show, or all', async () => {
  const { desk, engine, episode, show, library } = await setUpDesk()
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
  const { desk, engine, library, show, state } = await setUpDesk()
  await desk.took(A, testShow(3), true)
  await library.want(A, testEpisode(1), testShow(0))
  engine.held = [keptBytes(hashOf(1)), keptBytes(hashOf(2))]
  desk.start()
  await settled()
  expect(engine.offered).toEqual([])
  expect(desk.headView(A, testShow(3), looked).isShared).toBe(false)
  await show('share')
  expect(state.answered).toEqual([`${A} true`])
  expect(engine.offered.map(({ infoHash, sharingScope }) => [infoHash, sharingScope])).toEqual([
    [hashOf(1), `scope of ${A}`],
  ])
  expect(desk.headView(A, testShow(3), looked).isShared).toBe(true)
  await show('unshare')
  expect(state.answered).toEqual([`${A} true`, `${A} false`])
  expect(engine.offered).toEqual([])
})

test('a library that only lasts as long as the page says so on the storage screen, and loads no engine for nothing', async () => {
  const { desk, state } = await setUpDesk()
  desk.start()
  await settled()
  expect(state.loads).toBe(0)
  expect(state.marks).toBe(0)
  void desk.storage
  await settled()
  expect(desk.storage?.problem).toBe('memory')
  expect(state.loads).toBe(1)
})
