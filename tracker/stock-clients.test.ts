/**
 * The published `bittorrent-tracker` client against our tracker, over a fake WebRTC (`testing/node-fake-webrtc.mjs`).
 *
 * Its own WebRTC for Node is a native binary that an install without scripts does not have. Only the import of
 * `webrtc-polyfill` is answered otherwise; client, sockets and simple-peer are the published code. In real browsers: e2e.
 */
import { once } from 'node:events'
import { register } from 'node:module'
import type { StockClient, StockClientClass, StockPeer } from 'bittorrent-tracker/client'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PeerId } from '../src/shared/ids.ts'
import { parseTrackerSettings, startTracker, type Tracker } from './index.ts'
import { hashOf, offerOf, peerOf } from './testing/ids.ts'
import { WireClient } from './testing/ws-test-client.ts'

const fake = new URL('./testing/node-fake-webrtc.mjs', import.meta.url).href
const hooks = `export async function resolve(specifier, context, next) {
  return specifier === 'webrtc-polyfill' ? { url: ${JSON.stringify(fake)}, shortCircuit: true } : next(specifier, context)
}`

const SHOW = hashOf(0x11)
const OTHER_SHOW = hashOf(0x12)
const [ALICE, BOB, CAROL] = [peerOf(0xa1), peerOf(0xb2), peerOf(0xc3)]

let Client: StockClientClass
let tracker: Tracker
let started: StockClient[]

beforeAll(async () => {
  register(`data:text/javascript,${encodeURIComponent(hooks)}`)
  Client = (await import('bittorrent-tracker/client')).default
})

beforeEach(async () => {
  tracker = await startTracker(parseTrackerSettings({ port: 0, open: true }))
  started = []
})

afterEach(async () => {
  await Promise.all(started.map((client) => new Promise<void>((resolve) => client.destroy(resolve))))
  await tracker.close()
})

let sockets = 0

/** Each on a socket of its own: stock clients share one per URL. */
function stockClient(peerId: PeerId, left = 1): StockClient {
  sockets += 1
  const announce = `${tracker.url}?${sockets}`
  const getAnnounceOpts = () => ({ left })
  const client = new Client({ infoHash: SHOW, peerId, announce, port: 1, getAnnounceOpts })
  client.on('error', () => {})
  started.push(client)
  return client
}

async function joined(client: StockClient): Promise<unknown> {
  client.start()
  const [update] = await once(client, 'update')
  return update
}

async function nextPeer(client: StockClient): Promise<StockPeer> {
  const [peer] = await once(client, 'peer')
  if (!peer.connected) await once(peer, 'connect')
  return peer
}

test('two stock clients meet through our tracker and talk', async () => {
  const alice = stockClient(ALICE)
  const bob = stockClient(BOB)
  await joined(alice)
  const [bobAtAlice, aliceAtBob] = await Promise.all([nextPeer(alice), nextPeer(bob), joined(bob)])
  expect([bobAtAlice.id, aliceAtBob.id]).toEqual([BOB, ALICE])
  const heard = once(aliceAtBob, 'data')
  bobAtAlice.send('through the grapevine')
  expect(Buffer.from((await heard)[0]).toString()).toBe('through the grapevine')
  for (const peer of [bobAtAlice, aliceAtBob]) peer.destroy()
})

test('a stock client counts seeders and leechers, and takes our interval', async () => {
  await joined(stockClient(ALICE, 0))
  expect(await joined(stockClient(BOB, 1))).toMatchObject({ complete: 1, incomplete: 1, interval: 120, infoHash: SHOW })
})

test('a stock client that completed is a seeder, and one that stopped is gone', async () => {
  const alice = stockClient(ALICE)
  await joined(alice)
  alice.complete()
  expect((await once(alice, 'update'))[0]).toMatchObject({ complete: 1, incomplete: 0 })
  alice.stop()
  expect((await once(alice, 'update'))[0]).toMatchObject({ complete: 0, incomplete: 0 })
  expect(tracker.stats().peers).toBe(0)
})

test('a stock client that is destroyed leaves its swarms', async () => {
  const alice = stockClient(ALICE)
  await joined(alice)
  expect(tracker.stats()).toMatchObject({ sockets: 1, peers: 1, swarms: 1 })
  await new Promise<void>((resolve) => alice.destroy(resolve))
  started = []
  await expect.poll(() => tracker.stats()).toMatchObject({ sockets: 0, peers: 0, swarms: 0 })
})

test('stock scrapes of one and of several hashes are answered', async () => {
  await joined(stockClient(ALICE, 0))
  const scrape = (infoHash: readonly string[]) =>
    new Promise((resolve, reject) => {
      const announce = `${tracker.url}?scrape${infoHash.length}`
      Client.scrape({ announce, infoHash }, (error, result) => (error ? reject(error) : resolve(result)))
    })
  expect(await scrape([SHOW])).toMatchObject({ complete: 1, incomplete: 0, downloaded: 0 })
  expect(await scrape([SHOW, OTHER_SHOW])).toMatchObject({
    [SHOW]: { complete: 1, incomplete: 0 },
    [OTHER_SHOW]: { complete: 0, incomplete: 0 },
  })
})

test('a refusal reaches a stock client as a warning in words, and its socket stays', async () => {
  const alice = stockClient(ALICE)
  await joined(alice)
  const impostor = stockClient(ALICE)
  impostor.start()
  const [warning] = await once(impostor, 'warning')
  expect(warning.message).toBe('this peer id is in use on another connection')
  expect(tracker.stats()).toMatchObject({ sockets: 2, peers: 1 })
})

test('a client of ours and a stock one get each others offers', async () => {
  const ours = await WireClient.connect(tracker.url)
  await ours.ask({ type: 'announce', infoHash: SHOW, peerId: CAROL, leftBytes: 0, offers: [] })
  const stock = stockClient(ALICE)
  const [offer] = await Promise.all([ours.next(), joined(stock)])
  expect(offer).toMatchObject({ type: 'offer', infoHash: SHOW, peerId: ALICE })

  const warned = once(stock, 'warning')
  await ours.ask({ type: 'announce', infoHash: SHOW, peerId: CAROL, offers: [offerOf(1)] })
  // The offer is no SDP, and the stock client says so: it got it.
  expect((await warned)[0].message).toMatch('not an SDP of this fake')
  await ours.close()
})
