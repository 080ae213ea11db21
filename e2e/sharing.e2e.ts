/** The main job: listeners carry the show for each other. Bytes are counted at the origin, and by the page's meter. */
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'

const { audio, long, video } = EPISODES

test('the second listener is fed by the first: at least half of its bytes', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'yes' })
  await a.choose(long)
  await a.play()
  await a.reaches(1)
  // Four times as fast, so that A is well ahead when B comes a little later.
  await a.setRate(4)
  await a.reaches(40)
  expect(a.originBytes()).toBeGreaterThan(0)

  const b = await listen('B', { consent: 'yes' })
  await b.choose(long)
  await b.play()
  await b.reaches(3)
  const heldByB = async () => {
    const { fromHost, fromPeers } = await b.meter()
    return fromHost + fromPeers
  }
  await expect.poll(heldByB, { timeout: 40_000 }).toBeGreaterThan(2_200_000)
  const meter = await b.meter()
  expect(meter.fromPeers).toBeGreaterThanOrEqual(b.originBytes())
  expect(meter.fromHost).toBeLessThanOrEqual(b.originBytes())
  expect((await a.meter()).given).toBeGreaterThanOrEqual(meter.fromPeers * 0.95)
  expect(stage.origin.mediaBytes('unknown')).toBe(0)
})

test('a returning listener re-seeds: with the host’s media off, another one plays the episode through from its cache', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'yes' })
  await a.choose(video)
  await a.play()
  await a.storesAll(video, 20_000)

  // Back on the page, no click: what it holds is on offer.
  await a.page.goto('about:blank')
  await expect.poll(() => stage.tracker.stats().peers).toBe(0)
  await a.page.goto(stage.pageUrl)
  await expect.poll(() => stage.tracker.stats().peers, { timeout: 15_000 }).toBe(1)
  stage.origin.mediaDown = true

  const c = await listen('C', { consent: 'yes' })
  await c.choose(video)
  await c.play()
  await c.reaches(2)
  await c.setRate(4)
  await c.ends(40_000)
  expect((await c.meter()).fromPeers).toBe(video.bytes(stage))
  expect(c.originBytes()).toBe(0)
})

test('a replay comes from the cache and costs the host nothing', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'no' })
  await a.choose(video)
  await a.play()
  await a.storesAll(video, 20_000)
  await a.page.goto('about:blank')
  // The host is up and would answer: it is not asked.
  const before = stage.origin.mediaRequests()
  await a.page.goto(stage.pageUrl)
  await a.choose(video)
  await a.play()
  await a.reaches(3)
  const meter = await a.meter()
  expect(meter.fromCache).toBe(video.bytes(stage))
  expect(meter.fromHost + meter.fromPeers).toBe(0)
  expect(stage.origin.mediaRequests() - before).toBe(0)
})

for (const late of ['late', 'missing'] as const) {
  test(`what it takes to share is ${late}: a replay comes from the cache all the same`, { tag: '@full' }, async ({
    stage,
    listen,
  }) => {
    const a = await listen('A', { consent: 'yes' })
    await a.choose(video)
    await a.play()
    await a.storesAll(video, 20_000)
    await a.page.goto('about:blank')
    const before = stage.origin.mediaRequests()
    await a.context.route(/assets\/late\/(?:dom-one-swarm|dom-governor|episode-engine)-.*\.js/, async (route) => {
      if (late === 'missing') return route.abort()
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      await route.continue()
    })
    await a.page.goto(stage.pageUrl)
    await a.choose(video)
    await a.play()
    await a.reaches(2)
    expect((await a.meter()).fromCache).toBe(video.bytes(stage))
    expect(stage.origin.mediaRequests() - before).toBe(0)
    expect(await a.source()).toContain('~media/')
  })
}

test('turning sharing off ends it at once: connections are closed and the swarm is left', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'yes' })
  await a.choose(audio)
  const b = await listen('B', { consent: 'yes' })
  await b.choose(audio)
  await expect.poll(() => b.peers(), { timeout: 20_000 }).toBe(1)
  await a.page.getByRole('switch', { name: 'Share with other listeners' }).click()
  await expect.poll(() => b.peers(), { timeout: 5_000 }).toBe(0)
  await expect.poll(() => stage.tracker.stats().peers, { timeout: 5_000 }).toBe(1)
})
