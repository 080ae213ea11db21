import { afterEach, beforeAll, expect, test } from 'vitest'
import { feedOf, testShow } from '../library/test-shows.ts'
import { AddShowRequest, ExportRequest, ImportRequest } from '../library-requests.ts'
import { ShowError } from '../show-error.ts'
import { keptBytes } from './testing/fake-engine.ts'
import { A, hashOf, setUpDesk, stopDesks } from './testing/node-desk-stage.ts'
import { settled } from './testing/node-settled.ts'

// Here before it is wanted, so that nothing takes longer than its turns.
beforeAll(() => import('./file-work.ts'))
afterEach(stopDesks)

test('adding looks at the feed, follows it, and says so', async () => {
  const { desk, feeds, library } = await setUpDesk()
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
  const { desk, feeds, library } = await setUpDesk({ forbidsReading: async () => forbids })
  feeds.set(feedUrl, answer)
  desk.handle(new AddShowRequest(feedUrl))
  await settled()
  expect(desk.addState).toEqual({ kind: 'failed', problem })
  expect(library.subscriptions.snapshot).toEqual([])
})

test('without a network nobody is asked whether the host forbids it', async () => {
  const { desk, network } = await setUpDesk({
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
  const { desk, feeds, library, state, time } = await setUpDesk()
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
  const { desk, said } = await setUpDesk()
  desk.handle(new ImportRequest(new File(['{"format":"else"}'], 'x.json')))
  await settled()
  expect(desk.importState).toEqual({ kind: 'unreadable' })
  expect(said()).toContain('no library')
})

test.each(['shows.opml', 'grapevine.json'])(
  'a file that can’t be opened any more is said to be so: %s',
  async (name) => {
    const { desk, said, library } = await setUpDesk()
    const file = new File(['<opml/>'], name)
    file.arrayBuffer = () => Promise.reject(new DOMException('It was moved.', 'NotReadableError'))
    desk.handle(new ImportRequest(file))
    await settled()
    expect(said()).toContain('can’t be opened')
    expect(desk.importState, 'what stands in it is not to blame').toEqual({ kind: 'idle' })
    expect(library.subscriptions.snapshot).toEqual([])
  },
)

test('where the engine can not be had nothing of a file is taken, and that is said', async () => {
  const warned: unknown[] = []
  const gone = new TypeError('Failed to fetch dynamically imported module')
  const { desk, said, library } = await setUpDesk({
    engine: () => Promise.reject(gone),
    warn: (_, error) => warned.push(error),
  })
  const text = JSON.stringify({ format: 'grapevine-library', version: 1, subscriptions: [{ feedUrl: A }] })
  desk.handle(new ImportRequest(new File([text], 'grapevine.json')))
  await settled()
  expect(said()).toContain('could not be done')
  expect(warned).toEqual([gone])
  expect(desk.importState).toEqual({ kind: 'idle' })
  expect(library.subscriptions.snapshot).toEqual([])
})

test('everything goes out into a file and comes in again elsewhere', async () => {
  const first = await setUpDesk()
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

  const second = await setUpDesk()
  second.desk.handle(new ImportRequest(new File([file?.text ?? ''], 'whatever.opml')))
  await settled()
  expect(second.desk.importState).toMatchObject({ kind: 'done', added: 1 })
  expect(second.library.queue.snapshot.map(({ guid }) => guid)).toEqual(['e1'])
  expect(second.library.downloads.snapshot.map(({ guid }) => guid)).toEqual(['e2'])
  expect(await second.library.place({ feedUrl: A, guid: 'e0' })).toBe(90)
})

test.each([
  ['nothing has to go for it', 100, 500],
  ['something would have to go for it', 900, 1_000_000_000],
])('how much may be kept comes with a file, but takes nothing away: %s', async (_, heldBytes, budget) => {
  const { desk, engine } = await setUpDesk()
  engine.held = [keptBytes(hashOf(1), { heldBytes })]
  const text = JSON.stringify({ format: 'grapevine-library', version: 1, storage: { budget: 500 } })
  desk.handle(new ImportRequest(new File([text], 'grapevine.json')))
  await settled()
  expect(desk.importState).toMatchObject({ kind: 'done' })
  expect(engine.budget).toBe(budget)
  expect(engine.held).toHaveLength(1)
})

test('the shows go out as OPML that comes in again', async () => {
  const { desk, library, state } = await setUpDesk()
  await library.subscribe([{ feedUrl: A, title: 'A & B' }])
  desk.handle(new ExportRequest('opml'))
  await settled()
  expect(state.saved[0]?.text).toContain('text="A &amp; B"')
  expect(state.saved[0]?.name).toMatch(/\.opml$/)
})
