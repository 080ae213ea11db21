/**
 * What goes wrong while listeners play, in real browsers: nobody's sound stops, and the host is not asked for more than the fault
 * makes necessary. `npm run test:faults` runs these alone.
 *
 * In each, A holds the whole episode and gives at most 1 Mbit/s (the default), and B plays at four times the speed, which takes a third
 * of that: B is never far ahead when the fault comes.
 */
import { EPISODES } from './support/episodes.ts'
import { expect, type Stage, test } from './support/fixtures.ts'
import { countStalls } from './support/listened.ts'
import type { Listener, ListenerOptions } from './support/listener.ts'
import { openStockWebtorrent } from './support/stock-page.ts'

const { long } = EPISODES
const RATE = 4
/** What is due in a listener's first ten seconds, at most. */
const START_WINDOW_BYTES = 160_000
const PIECE_BYTES = 65_536
/** Pieces asked of the host because of the fault, or twice. */
const SPARE_BYTES = 4 * PIECE_BYTES
/** B has heard little more than its start when the fault comes. */
const FED_BYTES = 2 * PIECE_BYTES
/** Listened to after the fault, in seconds of the episode: a quarter as long by the clock. */
const HEARD_SECONDS = 60

test.describe.configure({ mode: 'parallel' })

type Listen = (name: string, options?: ListenerOptions) => Promise<Listener>

/** A listener who has the whole episode, and plays no more. */
async function seeder(listen: Listen, name: string): Promise<Listener> {
  const one = await listen(name)
  await one.choose(long)
  await one.play()
  // It does not share yet, so it takes a minute ahead: at this rate, all there is.
  await one.setRate(16)
  await one.holdsAll(30_000)
  await one.answerSharing('yes')
  await one.page.getByRole('button', { name: 'Pause', exact: true }).click()
  return one
}

/** A listener who has begun to play, its stalls counted from the first sound on. */
async function player(listen: Listen, name: string) {
  const one = await listen(name, { consent: 'yes' })
  await one.choose(long)
  await one.setRate(RATE)
  const stalls = await countStalls(one)
  await one.play()
  await one.reaches(0.5)
  return Object.assign(one, { stalls })
}

async function isFed(one: Listener): Promise<void> {
  await expect
    .poll(async () => (await one.meter()).fromPeers, { timeout: 20_000, message: `${one.name} is fed by peers` })
    .toBeGreaterThanOrEqual(FED_BYTES)
}

/** Without a stall, {@link HEARD_SECONDS} further than now. */
async function playsOn(one: Awaited<ReturnType<typeof player>>): Promise<void> {
  await one.reaches((await one.position()) + HEARD_SECONDS, 60_000)
  expect(await one.stalls(), 'stalls').toBe(0)
}

/** Of the host's bytes, where peers can't deliver any more: each byte once, and no further ahead than a minute of playing. */
async function eachByteOnce(one: Listener, stage: Stage): Promise<void> {
  const { fromPeers } = await one.meter()
  const bytesPerSecond = long.bytes(stage) / (await one.duration())
  const ahead = ((await one.position()) + 60 * RATE) * bytesPerSecond
  expect(one.originBytes()).toBeLessThanOrEqual(ahead - fromPeers + SPARE_BYTES)
}

test('every peer goes silent at once: no stall, and each byte costs the host once', async ({ stage, listen }) => {
  const silent = [await seeder(listen, 'A'), await seeder(listen, 'A2')]
  const b = await player(listen, 'B')
  await isFed(b)
  await expect.poll(() => b.peers()).toBe(2)
  // Their connections stand, and nothing runs any more that could answer.
  const pauses = await Promise.all(silent.map(({ context, page }) => context.newCDPSession(page)))
  await Promise.all(pauses.map((cdp) => cdp.send('Debugger.enable')))
  await Promise.all(pauses.map((cdp) => cdp.send('Debugger.pause')))
  const before = b.originBytes()
  await expect.poll(() => b.peers(), { timeout: 10_000, message: 'the silent are let go' }).toBe(0)
  await playsOn(b)
  expect(b.originBytes(), 'the host helps out').toBeGreaterThan(before)
  await eachByteOnce(b, stage)
})

test('the only seeder closes its browser: no stall, and each byte costs the host once', async ({ stage, listen }) => {
  const a = await seeder(listen, 'A')
  const b = await player(listen, 'B')
  await isFed(b)
  await a.close()
  await playsOn(b)
  expect(await b.peers()).toBe(0)
  await eachByteOnce(b, stage)
})

test('the tracker dies: connected peers go on, at no cost to the host', async ({ stage, listen }) => {
  await seeder(listen, 'A')
  const b = await player(listen, 'B')
  await isFed(b)
  await stage.tracker.stop()
  await playsOn(b)
  expect(b.originBytes()).toBeLessThanOrEqual(START_WINDOW_BYTES + SPARE_BYTES)
})

test('the host answers 503 for twenty seconds while a peer has it all: no stall, also for one who joins then', async ({
  stage,
  listen,
}) => {
  await seeder(listen, 'A')
  const b = await player(listen, 'B')
  await isFed(b)
  stage.origin.mediaUnavailable = true
  const c = await player(listen, 'C')
  const deadline = new Promise((resolve) => setTimeout(resolve, 20_000))
  await Promise.all([playsOn(b), deadline])
  expect(c.originBytes()).toBe(0)
  stage.origin.mediaUnavailable = false
  await c.reaches((await c.position()) + 20)
  expect(await c.stalls(), 'stalls of the one who joined then').toBe(0)
  expect(b.originBytes()).toBeLessThanOrEqual(START_WINDOW_BYTES + SPARE_BYTES)
  expect(c.originBytes()).toBeLessThanOrEqual(START_WINDOW_BYTES + SPARE_BYTES)
})

test('the host takes requests and answers none while a peer has it all: no stall, and who joins then hears it from the peer', async ({
  stage,
  listen,
}) => {
  await seeder(listen, 'A')
  const b = await player(listen, 'B')
  await isFed(b)
  stage.origin.mediaHangs = true
  const c = await player(listen, 'C')
  await Promise.all([playsOn(b), c.reaches((await c.position()) + 20)])
  expect(c.originBytes()).toBe(0)
  expect(await c.stalls(), 'stalls of the one who joined then').toBe(0)
  expect(b.originBytes()).toBeLessThanOrEqual(START_WINDOW_BYTES + SPARE_BYTES)
})

test('the host ignores Range: no stall, and it sends the file once', async ({ stage, listen }) => {
  await seeder(listen, 'A')
  stage.origin.ignoresRange = true
  stage.origin.mediaPaced = true
  const b = await player(listen, 'B')
  await playsOn(b)
  expect(b.originBytes()).toBeLessThanOrEqual(long.bytes(stage) + SPARE_BYTES)
})

test('the host begins to ignore Range while a peer feeds: no stall, and peers go on', async ({ stage, listen }) => {
  await seeder(listen, 'A')
  const b = await player(listen, 'B')
  await isFed(b)
  stage.origin.ignoresRange = true
  await playsOn(b)
  expect(b.originBytes()).toBeLessThanOrEqual(START_WINDOW_BYTES + SPARE_BYTES)
})

test('a peer sends rubbish beside a true one: no stall, and the true one is asked instead', async ({
  stage,
  listen,
}) => {
  await seeder(listen, 'A')
  const liar = await openStockWebtorrent(stage, long.file, 'rubbish')
  const b = await player(listen, 'B')
  await expect.poll(() => liar.uploadedBytes(), { timeout: 20_000 }).toBeGreaterThan(0)
  await playsOn(b)
  const { fromPeers } = await b.meter()
  expect(fromPeers).toBeGreaterThan(FED_BYTES)
  expect(b.originBytes()).toBeLessThanOrEqual(START_WINDOW_BYTES + SPARE_BYTES)
  await liar.close()
})
