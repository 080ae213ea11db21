/** Stock software in the same swarm, and a peer that lies. */
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'
import { openStockTrackerClient, openStockWebtorrent } from './support/stock-page.ts'
import { startStockTracker } from './support/stock-tracker.ts'

const { video } = EPISODES

test('a stock webtorrent page downloads the episode from our player', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'yes' })
  await a.choose(video)
  await a.play()
  await a.holdsAll(20_000)
  stage.origin.mediaDown = true
  const stock = await openStockWebtorrent(stage, video.file, 'nothing')
  await expect.poll(() => stock.progress(), { timeout: 60_000 }).toBe(1)
  expect((await a.meter()).given).toBeGreaterThanOrEqual(video.bytes(stage))
  await stock.close()
})

test('our player plays the episode from a stock webtorrent page', async ({ stage, listen }) => {
  const stock = await openStockWebtorrent(stage, video.file, 'all')
  stage.origin.mediaDown = true
  const a = await listen('A', { consent: 'yes' })
  await a.choose(video)
  await a.play()
  await a.reaches(5, 30_000)
  await a.holdsAll(30_000)
  expect((await a.meter()).fromPeers).toBe(video.bytes(stage))
  expect(await stock.uploadedBytes()).toBeGreaterThanOrEqual(video.bytes(stage))
  await stock.close()
})

for (const whose of ['our tracker', 'its own tracker'] as const) {
  test(`two stock webtorrent pages download from each other over ${whose}`, async ({ stage }) => {
    if (whose === 'its own tracker') await stage.tracker.stop()
    const own = whose === 'its own tracker' ? await startStockTracker(stage.tracker.url) : undefined
    try {
      const pages = await Promise.all([
        openStockWebtorrent(stage, video.file, 'even'),
        openStockWebtorrent(stage, video.file, 'odd'),
      ])
      for (const page of pages) await expect.poll(() => page.progress(), { timeout: 60_000 }).toBe(1)
      // Each had every other piece, and gave those to the one without.
      for (const page of pages) expect(await page.uploadedBytes()).toBeGreaterThan(video.bytes(stage) / 3)
      await Promise.all(pages.map((page) => page.close()))
    } finally {
      await own?.close()
    }
  })
}

test('a stock bittorrent-tracker client meets our player, whoever comes first', async ({ stage, listen }) => {
  const infoHash = video.infoHash(stage)
  const early = await openStockTrackerClient(stage, infoHash)
  await expect.poll(() => stage.tracker.stats().peers).toBe(1)
  const a = await listen('A', { consent: 'yes' })
  await a.choose(video)
  await expect.poll(() => early.met(), { timeout: 20_000 }).toBeGreaterThan(0)
  await early.close()

  const late = await openStockTrackerClient(stage, infoHash)
  await expect.poll(() => late.met(), { timeout: 20_000 }).toBeGreaterThan(0)
  await late.close()
})

// That playing goes on beside such a peer: faults.e2e.
test('a peer that sends wrong bytes: nothing wrong is played, stored or shared', { tag: '@full' }, async ({
  stage,
  listen,
}) => {
  const liar = await openStockWebtorrent(stage, video.file, 'rubbish')
  const a = await listen('A', { consent: 'yes' })
  await a.choose(video)
  await a.play()
  // It did send us something: the test would mean nothing otherwise.
  await expect.poll(() => liar.uploadedBytes(), { timeout: 30_000 }).toBeGreaterThan(0)
  await a.holdsAll(30_000)
  await expect.poll(() => a.peers()).toBe(0)
  const meter = await a.meter()
  expect(meter.fromPeers).toBe(0)
  expect(meter.fromHost).toBe(video.bytes(stage))
  await liar.close()

  // What is stored and shared is the true file: another player takes all of it from A, and the bytes are compared.
  stage.origin.mediaDown = true
  const b = await listen('B', { consent: 'yes' })
  await b.choose(video)
  await b.play()
  await b.holdsAll(40_000)
  expect(Buffer.from(await b.storedBytes(video.infoHash(stage)))).toEqual(await video.content(stage))
  expect(Buffer.from(await a.storedBytes(video.infoHash(stage)))).toEqual(await video.content(stage))
})
