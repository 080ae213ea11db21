/** The same page in Firefox: in one swarm with Chromium, with its cache and its seeking. Bytes are counted at the origin. */
import { EPISODES } from '../support/episodes.ts'
import { FirefoxListener } from '../support/firefox-listener.ts'
import { test as base, expect } from '../support/fixtures.ts'
import { needProgram, whyNoProgram } from '../support/programs.ts'

const { long, video } = EPISODES
const NAMES = ['firefox-esr', 'firefox'] as const

const test = base.extend<{ listenInFirefox: (name: string) => Promise<FirefoxListener> }>({
  listenInFirefox: async ({ stage }, use) => {
    const listeners: FirefoxListener[] = []
    await use(async (name) => {
      const listener = await FirefoxListener.open(stage, name, needProgram(...NAMES))
      listeners.push(listener)
      return listener
    })
    for (const listener of listeners) await listener.close()
  },
})

const noFirefox = whyNoProgram(...NAMES)
test.skip(noFirefox !== undefined, noFirefox)

test('Firefox is fed by a Chromium listener: at least half of its bytes', async ({
  stage,
  listen,
  listenInFirefox,
}) => {
  const a = await listen('A', { consent: 'yes' })
  await a.choose(video)
  await a.play()
  await a.holdsAll(20_000)

  const f = await listenInFirefox('F')
  await f.choose(video)
  await expect.poll(() => f.peers(), { timeout: 20_000 }).toBe(1)
  await f.play()
  await f.reaches(5)
  await f.holdsAll(60_000)
  const { fromPeers, fromHost } = await f.meter()
  expect(fromPeers).toBeGreaterThanOrEqual(f.originBytes())
  expect(fromHost).toBeLessThanOrEqual(f.originBytes())
  expect((await a.meter()).given).toBeGreaterThanOrEqual(fromPeers * 0.95)
  expect(stage.origin.mediaBytes('unknown')).toBe(0)
})

test('a Chromium listener is fed by Firefox: all of its bytes, with the host’s media off', async ({
  stage,
  listen,
  listenInFirefox,
}) => {
  const f = await listenInFirefox('F')
  await f.choose(video)
  await f.play()
  await f.reaches(1)
  await f.holdsAll(20_000)
  expect(f.originBytes()).toBeGreaterThanOrEqual(video.bytes(stage))
  stage.origin.mediaDown = true

  const a = await listen('A', { consent: 'yes' })
  await a.choose(video)
  await a.play()
  await a.reaches(5)
  await a.holdsAll(60_000)
  expect((await a.meter()).fromPeers).toBe(video.bytes(stage))
  expect(a.originBytes()).toBe(0)
  expect((await f.meter()).given).toBeGreaterThanOrEqual(video.bytes(stage) * 0.95)
})

test('Firefox replays from its cache after a reload, seeks in it, and costs the host nothing', async ({
  stage,
  listenInFirefox,
}) => {
  const f = await listenInFirefox('F')
  await f.choose(video)
  await f.play()
  await f.reaches(1)
  await f.storesAll(20_000)
  await f.leave()
  // The host is up and would answer: it is not asked.
  const before = stage.origin.mediaRequests()
  await f.visit()
  await f.choose(video)
  await f.play()
  await f.reaches(2)
  await f.seekTo(45)
  await f.reaches(47)
  await f.seekTo(20)
  expect(await f.position()).toBeLessThan(45)
  await f.reaches(22)
  expect(await f.source()).toContain('~media/')
  const { fromCache, fromHost, fromPeers } = await f.meter()
  expect(fromCache).toBe(video.bytes(stage))
  expect(fromHost + fromPeers).toBe(0)
  expect(stage.origin.mediaRequests() - before).toBe(0)
})

test('Firefox seeks to what it does not hold yet, and fetches no more than it needs', async ({
  stage,
  listenInFirefox,
}) => {
  const f = await listenInFirefox('F')
  await f.choose(long)
  await f.play()
  await f.reaches(1)
  const end = await f.duration()
  await f.seekTo(end - 20)
  await f.reaches(end - 18)
  expect(await f.source()).toContain('~media/')
  expect(f.originBytes()).toBeLessThan(long.bytes(stage) / 2)
})
