/** Several tabs of one browser: one of them holds the swarm, the others play through it, and nobody hears when they take turns. */
import { EPISODES } from './support/episodes.ts'
import { expect, type Stage, test } from './support/fixtures.ts'
import type { Listener } from './support/listener.ts'

const { audio, video } = EPISODES

/** Counts how often the sound stopped for want of bytes, from now on. */
async function watchStalls(tab: Listener): Promise<() => Promise<number>> {
  await tab.media().evaluate((element) => {
    const counted = { stalls: 0 }
    Object.assign(globalThis, { counted })
    element.addEventListener('waiting', () => {
      counted.stalls += 1
    })
  })
  return () => tab.page.evaluate(() => (globalThis as unknown as { counted: { stalls: number } }).counted.stalls)
}

/** A seeder of `audio` in another browser, and two tabs of one that has nothing: the first holds the swarm. */
async function gather(listen: (name: string, options: { consent: 'yes' }) => Promise<Listener>) {
  const seeder = await listen('S', { consent: 'yes' })
  await seeder.choose(audio)
  await seeder.play()
  await seeder.setRate(16)
  await seeder.storesAll(audio, 60_000)
  const first = await listen('A', { consent: 'yes' })
  await expect.poll(async () => (await first.connections()).sockets, { timeout: 15_000 }).toBeGreaterThan(0)
  const second = await first.anotherTab('A')
  return { seeder, first, second }
}

/** Sockets that the tracker has: one for each browser that shares. */
const sockets = (stage: Stage) => stage.tracker.stats().sockets

test('tabs: the second tab plays with peers’ bytes, and has neither a connection nor a tracker of its own', async ({
  stage,
  listen,
}) => {
  const { first, second } = await gather(listen)
  await second.choose(audio)
  // Whatever it plays from now on is not the host's.
  await expect.poll(() => second.peers(), { timeout: 20_000 }).toBe(1)
  stage.origin.mediaDown = true
  await second.play()
  await second.reaches(5, 30_000)
  await expect.poll(async () => (await second.meter()).fromPeers, { timeout: 30_000 }).toBeGreaterThan(300_000)
  expect(await second.connections()).toEqual({ peerConnections: 0, sockets: 0 })
  expect((await first.connections()).peerConnections).toBeGreaterThan(0)
  expect(sockets(stage)).toBe(2)

  // What is in the cache that both have counts as that, in the tab that did not fetch it.
  await first.choose(audio)
  await first.play()
  await first.reaches(2, 30_000)
  expect((await first.meter()).fromCache + (await first.meter()).fromPeers).toBeGreaterThan(300_000)
})

test('tabs: closing the one that holds the swarm hands it over, without a stall', async ({ stage, listen }) => {
  const { first, second } = await gather(listen)
  await second.choose(audio)
  await expect.poll(() => second.peers(), { timeout: 20_000 }).toBe(1)
  await second.play()
  await second.reaches(3, 30_000)
  const stalls = await watchStalls(second)
  await first.page.close()
  await expect.poll(async () => (await second.connections()).peerConnections, { timeout: 20_000 }).toBeGreaterThan(0)
  await expect.poll(() => second.peers(), { timeout: 20_000 }).toBe(1)
  const before = (await second.meter()).fromPeers
  stage.origin.mediaDown = true
  await expect.poll(async () => (await second.meter()).fromPeers, { timeout: 30_000 }).toBeGreaterThan(before)
  await second.reaches((await second.position()) + 3)
  expect(await stalls()).toBe(0)
  expect(sockets(stage)).toBe(2)
})

test('tabs: a frozen tab that holds the swarm is superseded, and gives it up when it wakes', async ({
  stage,
  listen,
}) => {
  const { first, second } = await gather(listen)
  await second.choose(audio)
  await expect.poll(() => second.peers(), { timeout: 20_000 }).toBe(1)
  await second.play()
  await second.reaches(2, 30_000)
  const stalls = await watchStalls(second)
  const cdp = await first.context.newCDPSession(first.page)
  // As frozen as a page can be made here: Chromium freezes no page that it takes for visible, and Playwright's all are.
  await cdp.send('Debugger.enable')
  await cdp.send('Debugger.pause')
  await expect.poll(async () => (await second.connections()).sockets, { timeout: 20_000 }).toBe(1)
  await expect.poll(() => second.peers(), { timeout: 20_000 }).toBe(1)
  await cdp.send('Debugger.resume')
  await cdp.send('Debugger.disable')
  await expect.poll(() => sockets(stage), { timeout: 20_000 }).toBe(2)
  expect(await stalls()).toBe(0)
})

test('tabs: sharing turned off in one tab ends it in all, within a second', async ({ stage, listen }) => {
  const { seeder, second } = await gather(listen)
  await second.choose(video)
  await expect.poll(() => sockets(stage), { timeout: 20_000 }).toBe(2)
  await second.page.getByRole('switch', { name: 'Share with other listeners' }).click()
  await expect.poll(() => sockets(stage), { timeout: 1_000, intervals: [50] }).toBe(1)
  await expect.poll(() => seeder.peers(), { timeout: 5_000 }).toBe(0)
})
