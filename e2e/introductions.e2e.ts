/** How listeners get to know each other: at what cost, and through other people's trackers. */
import TrackerServer from 'bittorrent-tracker/server'
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'

const { audio } = EPISODES

test('each pair of listeners costs one PeerConnection at either end, and a lone listener none', async ({ listen }) => {
  const listeners = []
  // In the swarm of the episode that the page opens by itself.
  for (const name of ['A', 'B', 'C', 'D']) {
    listeners.push(await listen(name, { consent: 'yes' }))
    const others = listeners.length - 1
    for (const one of listeners) await expect.poll(() => one.peers(), { timeout: 15_000 }).toBe(others)
    const made = await Promise.all(listeners.map((one) => one.connections()))
    expect(made.map(({ peerConnections }) => peerConnections)).toEqual(listeners.map(() => others))
  }
})

test('listeners meet through a stock tracker, which names nobody', async ({ stage, listen }) => {
  await stage.tracker.stop()
  const stock = new TrackerServer({ udp: false, http: false, ws: true, stats: false })
  const { port, hostname } = new URL(stage.tracker.url)
  await new Promise<void>((resolve) => stock.listen(Number(port), hostname, resolve))
  try {
    const a = await listen('A', { consent: 'yes' })
    await a.choose(audio)
    const b = await listen('B', { consent: 'yes' })
    await b.choose(audio)
    await expect.poll(() => b.peers(), { timeout: 20_000 }).toBe(1)
    await expect.poll(() => a.peers()).toBe(1)
  } finally {
    await new Promise<void>((resolve) => stock.close(resolve))
  }
})
