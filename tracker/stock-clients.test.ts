/** What the tracker knows of stock clients, and does for them beside our own. Their calls one by one: `stock-calls.test.ts`. */
import { once } from 'node:events'
import type { StockClient, StockClientClass } from 'bittorrent-tracker/client'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PeerId } from '../src/shared/ids.ts'
import { parseTrackerSettings, startTracker, type Tracker } from './index.ts'
import { hashOf, offerOf, peerOf } from './testing/ids.ts'
import { loadStockClient } from './testing/node-stock-client.ts'
import { TRANSPORTS } from './testing/transports.ts'
import { WireClient } from './testing/ws-test-client.ts'

const SHOW = hashOf(0x11)
const [ALICE, CAROL] = [peerOf(0xa1), peerOf(0xc3)]

let Client: StockClientClass
let tracker: Tracker
let started: StockClient[]

beforeAll(async () => {
  Client = await loadStockClient()
})

let sockets = 0

/** Each on a socket of its own: stock clients share one per URL. */
function stockClient(peerId: PeerId): StockClient {
  sockets += 1
  const client = new Client({ infoHash: SHOW, peerId, announce: `${tracker.url}?${sockets}`, port: 1 })
  client.on('error', () => {})
  started.push(client)
  return client
}

async function joined(client: StockClient): Promise<void> {
  client.start()
  await once(client, 'update')
}

describe.each(TRANSPORTS)('over %s', (transport) => {
  beforeEach(async () => {
    tracker = await startTracker(parseTrackerSettings({ transport, port: 0, open: true }))
    started = []
  })

  afterEach(async () => {
    await Promise.all(started.map((client) => new Promise<void>((resolve) => client.destroy(resolve))))
    await tracker.close()
  })

  test('a stock client that stopped is forgotten, and its socket stays', async () => {
    const alice = stockClient(ALICE)
    await joined(alice)
    expect(tracker.stats()).toMatchObject({ sockets: 1, peers: 1, swarms: 1 })
    alice.stop()
    await once(alice, 'update')
    expect(tracker.stats()).toMatchObject({ sockets: 1, peers: 0, swarms: 0 })
  })

  test('a stock client that is destroyed leaves its swarms', async () => {
    const alice = stockClient(ALICE)
    await joined(alice)
    await new Promise<void>((resolve) => alice.destroy(resolve))
    started = []
    await expect.poll(() => tracker.stats()).toMatchObject({ sockets: 0, peers: 0, swarms: 0 })
  })

  test('a refusal reaches a stock client as a warning in words, and its socket stays', async () => {
    await joined(stockClient(ALICE))
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

  test('a stock client is closed politely by a tracker that drains: it complains of nothing, and goes on', async () => {
    const alice = stockClient(ALICE)
    await joined(alice)
    const complaints: unknown[] = []
    alice.on('error', (error) => complaints.push(error))
    alice.on('warning', (warning) => complaints.push(warning))
    await tracker.drain()
    expect(tracker.stats()).toMatchObject({ sockets: 0, peers: 0 })
    // It comes back by itself after 10 s at the earliest; until then it takes calls as ever.
    alice.update()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(complaints).toEqual([])
    expect(alice).not.toHaveProperty('destroyed', true)
  })
})
