/** Episodes that are kept without being played, and forgotten, by the engine alone: real storage, real locks between tabs. */
import type { BrowserContext, Page } from 'playwright/test'
import type { EpisodeSource } from '../src/peer/types.ts'
import { type EnginePage, openEngineTab, sourceOf } from './support/engine-page.ts'
import { EPISODES } from './support/episodes.ts'
import { test as base, expect, type Stage } from './support/fixtures.ts'

const { audio, video } = EPISODES

const test = base.extend<{ readonly browserOf: BrowserContext }>({
  browserOf: async ({ stage }, use) => {
    const context = await stage.browser.newContext()
    await use(context)
    await context.close()
  },
})

/** Resolves with how it ended. */
function keep(tab: Page, source: EpisodeSource, shares: boolean) {
  return tab.evaluate(
    ([from, agreed]) => {
      const { engine } = globalThis as unknown as EnginePage
      const { signal } = new AbortController()
      const progress = engine.keep(from, { signal, shares: agreed })
      return new Promise<typeof progress.snapshot>((resolve) => {
        progress.subscribe((snapshot) => snapshot.state !== 'loading' && resolve(snapshot))
      })
    },
    [source, shares] as const,
  )
}

const held = (tab: Page) =>
  tab.evaluate(async () => {
    const kept = await (globalThis as unknown as EnginePage).engine.keptEpisodes()
    return kept.map(({ infoHash, heldBytes, inUse, pinned }) => ({ infoHash, heldBytes, inUse, pinned }))
  })

const forget = (tab: Page, { infoHash }: EpisodeSource) =>
  tab.evaluate(
    (hash) => (globalThis as unknown as EnginePage).engine.forget(hash === undefined ? [] : [hash]),
    infoHash,
  )

test('an episode is kept from the host alone, listed in every tab, and forgotten', async ({ stage, browserOf }) => {
  const [one, other] = [await openEngineTab(stage, browserOf), await openEngineTab(stage, browserOf)]
  const source = sourceOf(stage, video)
  const bytes = video.bytes(stage)
  expect(await keep(one, source, false)).toMatchObject({ state: 'kept', heldBytes: bytes })
  expect(stage.origin.mediaBytes(undefined, video.file)).toBe(bytes)
  expect(stage.tracker.stats().messagesReceived).toBe(0)
  await one.evaluate(
    (hash) => (globalThis as unknown as EnginePage).engine.pin(new Set(hash === undefined ? [] : [hash])),
    source.infoHash,
  )
  expect(await held(other)).toEqual([{ infoHash: source.infoHash, heldBytes: bytes, inUse: false, pinned: true }])
  expect(await forget(other, source)).toEqual({ forgotten: [source.infoHash], inUse: [], bytes })
  expect(await held(one)).toEqual([])
})

test('what one tab plays no other forgets, though nobody shares; a tab that only shows it does not hold it', async ({
  stage,
  browserOf,
}) => {
  const [playing, other] = [await openEngineTab(stage, browserOf), await openEngineTab(stage, browserOf)]
  const source = sourceOf(stage, audio)
  await keep(other, source, false)
  await playing.evaluate((from) => {
    const session = (globalThis as unknown as EnginePage).engine.openSession(from)
    Object.assign(globalThis, { session })
    return new Promise<void>((resolve) => session.subscribe(({ lengthBytes }) => lengthBytes > 0 && resolve()))
  }, source)
  expect((await held(other)).map(({ inUse }) => inUse)).toEqual([false])
  await playing.evaluate(() => {
    const { session } = globalThis as unknown as { session: ReturnType<EnginePage['engine']['openSession']> }
    session.report({
      currentTimeSeconds: 0,
      durationSeconds: Number.NaN,
      playbackRate: 1,
      paused: false,
      bufferedAheadSeconds: 0,
      starving: true,
    })
  })
  await expect.poll(async () => (await held(other)).map(({ inUse }) => inUse)).toEqual([true])
  expect(await forget(other, source)).toEqual({ forgotten: [], inUse: [source.infoHash], bytes: 0 })
  // A tab that is closed holds nothing any more.
  await playing.close()
  await expect.poll(async () => (await forget(other, source)).forgotten).toEqual([source.infoHash])
})

test('what is kept comes from listeners where the show is shared, and the host sends nothing', async ({
  stage,
  browserOf,
}) => {
  const source = sourceOf(stage, video)
  const elsewhere = await stage.browser.newContext()
  try {
    const seeder = await openEngineTab(stage, elsewhere)
    await keep(seeder, source, false)
    await share(seeder, stage, source)
    await expect.poll(() => stage.tracker.stats().memberships).toBe(1)
    const sent = stage.origin.mediaBytes(undefined, video.file)
    const listener = await openEngineTab(stage, browserOf)
    await share(listener, stage)
    expect(await keep(listener, source, true)).toMatchObject({ state: 'kept', heldBytes: video.bytes(stage) })
    expect(stage.origin.mediaBytes(undefined, video.file)).toBe(sent)
  } finally {
    await elsewhere.close()
  }
})

test('a smaller budget takes what was kept first and is not pinned, and holds in the other tab and after a reload', async ({
  stage,
  browserOf,
}) => {
  const [one, other] = [await openEngineTab(stage, browserOf), await openEngineTab(stage, browserOf)]
  const [short, long] = [sourceOf(stage, audio), sourceOf(stage, video)]
  for (const source of [short, long]) await keep(one, source, false)
  const set = (tab: Page, bytes: number) =>
    tab.evaluate((budget) => (globalThis as unknown as EnginePage).engine.setStorageBudget(budget), bytes)
  const room = audio.bytes(stage) + video.bytes(stage)
  expect(await set(other, room)).toEqual({ forgotten: [], inUse: [], bytes: 0 })
  expect(await set(other, room - 1)).toEqual({ forgotten: [short.infoHash], inUse: [], bytes: audio.bytes(stage) })
  expect((await held(one)).map(({ infoHash }) => infoHash)).toEqual([long.infoHash])

  await one.evaluate(
    (hash) => (globalThis as unknown as EnginePage).engine.pin(new Set(hash === undefined ? [] : [hash])),
    long.infoHash,
  )
  expect(await set(other, 1), 'what is pinned stays').toMatchObject({ forgotten: [] })
  expect((await held(one)).map(({ infoHash }) => infoHash)).toEqual([long.infoHash])

  // Its store was open before the other tab chose.
  await keep(one, short, false)
  expect((await held(other)).map(({ infoHash }) => infoHash)).toEqual([long.infoHash])

  await one.reload()
  await one.waitForFunction(() => 'engine' in globalThis)
  expect(await one.evaluate(() => (globalThis as unknown as EnginePage).engine.storageBudget())).toBe(1)
})

/** Turns sharing on, and offers what is held of an episode. */
async function share(tab: Page, stage: Stage, source?: EpisodeSource): Promise<void> {
  await tab.evaluate(
    async ([infoHash, tracker]) => {
      const { engine } = globalThis as unknown as EnginePage
      engine.configure({ iceServers: [] })
      await engine.configureSharing({ uploadBytesPerSecond: 5_000_000, shareOnUnknownConnection: true })
      engine.setSharing(true)
      if (infoHash !== undefined) engine.reseed([{ infoHash, trackers: [tracker] }])
    },
    [source?.infoHash, stage.tracker.url] as const,
  )
}
