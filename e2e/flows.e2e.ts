/** What goes to and fro between listeners, as a session tells it: in both browsers, and in a tab that uses another tab's swarm. */
import type { PeerFlow, SessionSnapshot } from '../src/peer/types.ts'
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'
import type { Listener } from './support/listener.ts'

const { video } = EPISODES

function flowsOf(listener: Listener): Promise<readonly PeerFlow[]> {
  return listener.page
    .locator('gv-meter')
    .evaluate((meter) => (meter as HTMLElement & { snapshot?: SessionSnapshot }).snapshot?.flows ?? [])
}

test('who gives what to whom is told alike at both ends, in every tab, and by no address', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'yes' })
  // Ten times as fast as by default, so that nobody waits for it.
  await a.page.evaluate(() => localStorage.setItem('grapevine:sharing-settings', '{"uploadBytesPerSecond":1250000}'))
  await a.page.reload()
  await a.choose(video)
  await a.play()
  await a.storesAll(video, 30_000)
  // The host is gone: what B gets comes from A.
  stage.origin.mediaDown = true
  const b = await listen('B', { consent: 'yes' })
  const second = await b.anotherTab('B')
  await b.choose(video)
  await b.play()
  await b.storesAll(video, 30_000)

  const { fromPeers } = await b.meter()
  expect(fromPeers).toBe(video.bytes(stage))
  await expect.poll(async () => (await flowsOf(b)).map(({ receivedBytes }) => receivedBytes)).toEqual([fromPeers])
  expect(await flowsOf(b)).toMatchObject([{ id: '1', kind: 'seeder', has: 1, givenBytes: 0 }])
  await expect.poll(async () => (await flowsOf(a))[0]?.givenBytes ?? 0).toBeGreaterThanOrEqual(fromPeers)
  await expect.poll(async () => (await flowsOf(a))[0]?.has).toBe(1)
  expect(JSON.stringify([await flowsOf(a), await flowsOf(b)])).not.toMatch(/\d+\.\d+\.\d+\.\d+|\.local|[0-9a-f]{20}/)

  // One of the two tabs holds no swarm: it shows what the other one has.
  await second.choose(video)
  await expect.poll(async () => (await flowsOf(second))[0]?.receivedBytes, { timeout: 15_000 }).toBe(fromPeers)
  await b.page.getByRole('switch', { name: 'Share with other listeners' }).click()
  await expect.poll(() => flowsOf(b)).toEqual([])
})
