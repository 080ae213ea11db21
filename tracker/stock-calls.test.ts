/**
 * Every documented call and event of the stock `bittorrent-tracker` client (its README, "client"), against our tracker and against
 * bittorrent-tracker's own server: the client has to report the same of both.
 */
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StockAnnounceOptions, StockClient, StockClientClass, StockPeer } from 'bittorrent-tracker/client'
import Server from 'bittorrent-tracker/server'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { InfoHash, PeerId } from '../src/shared/ids.ts'
import { formatAllowlist, parseTrackerSettings, startTracker } from './index.ts'
import { hashOf, peerOf } from './testing/ids.ts'
import { loadStockClient } from './testing/node-stock-client.ts'
import { TRANSPORTS } from './testing/transports.ts'

const SHOW = hashOf(0x11)
const OTHER_SHOW = hashOf(0x12)
const UNLISTED = hashOf(0x13)
const NOT_SERVED = 'this tracker does not serve this file'
const [ALICE, BOB, CAROL, DAVE] = [peerOf(0xa1), peerOf(0xb2), peerOf(0xc3), peerOf(0xd4)]

interface RunningTracker {
  readonly url: string
  close(): Promise<void>
}

async function startOurs(transport: (typeof TRANSPORTS)[number]): Promise<RunningTracker> {
  const folder = await mkdtemp(join(tmpdir(), 'tracker-'))
  const allowlistFile = join(folder, 'allow.txt')
  const listed = [SHOW, OTHER_SHOW].map((infoHash) => ({ infoHash, name: 'a show' }))
  await writeFile(allowlistFile, formatAllowlist(listed))
  const tracker = await startTracker(parseTrackerSettings({ transport, port: 0, allowlistFile }))
  return {
    url: tracker.url,
    close: async () => {
      await tracker.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function startItsOwn(): Promise<RunningTracker> {
  const server = new Server({
    ...{ udp: false, http: false, ws: true, stats: false },
    filter: (infoHash, _, done) => done(infoHash === UNLISTED ? new Error(NOT_SERVED) : null),
  })
  // It warns of what it refuses.
  server.on('warning', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port }: AddressInfo = server.http.address()
  return { url: `ws://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) }
}

const SERVERS: readonly (readonly [string, () => Promise<RunningTracker>])[] = [
  ['its own server', startItsOwn],
  ...TRANSPORTS.map((transport) => [`ours over ${transport}`, () => startOurs(transport)] as const),
]

let Client: StockClientClass
let server: RunningTracker
let clients: StockClient[]
let errors: unknown[]
let sockets = 0

beforeAll(async () => {
  Client = await loadStockClient()
})

interface ClientOptions {
  readonly infoHash?: InfoHash
  readonly getAnnounceOpts?: () => StockAnnounceOptions
  /** Stock clients of one URL share a socket. */
  readonly socket?: string
}

function client(peerId: PeerId, { infoHash = SHOW, socket, ...more }: ClientOptions = {}): StockClient {
  sockets += 1
  const announce = `${server.url}?${socket ?? sockets}`
  const made = new Client({ infoHash, peerId, announce, port: 6881, ...more })
  made.on('error', (error) => errors.push(error))
  made.on('peer', (peer: StockPeer) => peer.on('error', () => {}))
  clients.push(made)
  return made
}

/** What the next event of that name brings, after `call`. */
async function heard(one: StockClient, name: 'update' | 'scrape' | 'warning', call: () => void): Promise<unknown> {
  const event = once(one, name)
  call()
  return (await event)[0]
}

const update = (one: StockClient, call: () => void) => heard(one, 'update', call)
const joined = (one: StockClient, options?: StockAnnounceOptions) => update(one, () => one.start(options))
const counts = (complete: number, incomplete: number) => expect.objectContaining({ complete, incomplete })
const destroyed = (one: StockClient) => new Promise<void>((resolve) => one.destroy(resolve))

async function nextPeer(one: StockClient): Promise<StockPeer> {
  const [peer]: StockPeer[] = await once(one, 'peer')
  if (peer === undefined) throw new Error('no peer')
  if (!peer.connected) await once(peer, 'connect')
  return peer
}

const scraped = (infoHash: string | readonly string[]) =>
  new Promise((resolve, reject) => {
    sockets += 1
    const announce = `${server.url}?${sockets}`
    Client.scrape({ announce, infoHash }, (error, result) => (error ? reject(error) : resolve(result)))
  })

describe.each(SERVERS)('a stock client and %s', (_, start) => {
  beforeEach(async () => {
    server = await start()
    clients = []
    errors = []
  })

  afterEach(async () => {
    await Promise.all(clients.map(destroyed))
    await server.close()
    expect(errors).toEqual([])
  })

  test('start: an update with the counts, the interval and whose answer it is, and nothing else', async () => {
    const alice = client(ALICE, { socket: 'alice' })
    expect(await joined(alice)).toEqual({
      action: 'announce',
      announce: `${server.url}?alice`,
      complete: 0,
      incomplete: 1,
      info_hash: '\u0011'.repeat(20),
      infoHash: SHOW,
      interval: 120,
    })
  })

  test('start with nothing left: a seeder', async () => {
    expect(await joined(client(ALICE), { left: 0 })).toEqual(counts(1, 0))
    expect(await joined(client(BOB), { left: 5, uploaded: 1, downloaded: 2 })).toEqual(counts(1, 1))
  })

  test('start again: counted once', async () => {
    const alice = client(ALICE)
    await joined(alice)
    expect(await joined(alice)).toEqual(counts(0, 1))
  })

  test('update: an update more; with nothing left, a seeder', async () => {
    const alice = client(ALICE)
    await joined(alice, { left: 5 })
    expect(await update(alice, () => alice.update())).toEqual(counts(0, 1))
    expect(await update(alice, () => alice.update({ uploaded: 0, downloaded: 5, left: 0 }))).toEqual(counts(1, 0))
  })

  test('update before start: joins', async () => {
    const alice = client(ALICE)
    expect(await update(alice, () => alice.update({ left: 1 }))).toEqual(counts(0, 1))
  })

  test('complete: a seeder, also where said twice or before start', async () => {
    const [alice, bob] = [client(ALICE), client(BOB)]
    await joined(alice, { left: 5 })
    expect(await update(alice, () => alice.complete())).toEqual(counts(1, 0))
    expect(await update(alice, () => alice.complete({ left: 0 }))).toEqual(counts(1, 0))
    expect(await update(bob, () => bob.complete({ left: 0 }))).toEqual(counts(2, 0))
  })

  test('stop: gone, and may come back', async () => {
    const [alice, bob] = [client(ALICE), client(BOB)]
    await joined(alice, { left: 0 })
    // Without offers: an answer that comes after the stop makes a member of the answerer again, at its own server.
    await joined(bob, { numwant: 0 })
    expect(await update(alice, () => alice.stop({ uploaded: 7 }))).toEqual(counts(0, 1))
    expect(await update(bob, () => bob.update())).toEqual(counts(0, 1))
    expect(await joined(alice, { left: 0 })).toEqual(counts(1, 1))
  })

  test('stop before start: answered', async () => {
    const alice = client(ALICE)
    expect(await update(alice, () => alice.stop())).toEqual(counts(0, 0))
  })

  test('destroy: gone without a word', async () => {
    const [alice, bob] = [client(ALICE), client(BOB)]
    await joined(alice, { left: 0 })
    expect(await joined(bob)).toEqual(counts(1, 1))
    await destroyed(alice)
    clients = [bob]
    await expect.poll(() => update(bob, () => bob.update())).toEqual(counts(0, 1))
  })

  test('scrape: of its own torrent, and of those it names', async () => {
    const alice = client(ALICE, { socket: 'alice' })
    await joined(alice)
    await update(alice, () => alice.complete())
    expect(await heard(alice, 'scrape', () => alice.scrape())).toEqual({
      announce: `${server.url}?alice`,
      infoHash: SHOW,
      complete: 1,
      incomplete: 0,
      downloaded: 1,
    })
    const results: unknown[] = []
    alice.on('scrape', (data) => results.push(data))
    alice.scrape({ infoHash: [SHOW, OTHER_SHOW] })
    await expect.poll(() => results.length).toBe(2)
    expect(results).toEqual([
      expect.objectContaining({ infoHash: SHOW, complete: 1, incomplete: 0, downloaded: 1 }),
      expect.objectContaining({ infoHash: OTHER_SHOW, complete: 0, incomplete: 0, downloaded: 0 }),
    ])
  })

  test('scrape without a client: of one torrent, and of several', async () => {
    await joined(client(ALICE), { left: 1 })
    expect(await scraped(SHOW)).toEqual(expect.objectContaining({ infoHash: SHOW, complete: 0, incomplete: 1 }))
    expect(await scraped([SHOW])).toEqual(counts(0, 1))
    expect(await scraped([SHOW, OTHER_SHOW])).toEqual({ [SHOW]: counts(0, 1), [OTHER_SHOW]: counts(0, 0) })
  })

  test('setInterval: announces by itself; the answer sets the interval anew', async () => {
    const alice = client(ALICE)
    await joined(alice)
    for (let i = 0; i < 2; i++) expect(await update(alice, () => alice.setInterval(20))).toEqual(counts(0, 1))
  })

  test('getAnnounceOpts: asked for each announce, custom parameters and all', async () => {
    let left = 5
    const alice = client(ALICE, { getAnnounceOpts: () => ({ left, customParam: { blah: [1] } }) })
    expect(await joined(alice)).toEqual(counts(0, 1))
    left = 0
    expect(await update(alice, () => alice.update())).toEqual(counts(1, 0))
  })

  test('peer: two clients meet, know each other by their ids, and talk', async () => {
    const [alice, bob] = [client(ALICE), client(BOB)]
    await joined(alice)
    const [bobAtAlice, aliceAtBob] = await Promise.all([nextPeer(alice), nextPeer(bob), joined(bob)])
    expect([bobAtAlice.id, aliceAtBob.id]).toEqual([BOB, ALICE])
    const data = once(aliceAtBob, 'data')
    bobAtAlice.send('through the grapevine')
    expect(Buffer.from((await data)[0]).toString()).toBe('through the grapevine')
    for (const peer of [bobAtAlice, aliceAtBob]) peer.destroy()
  })

  test.each([0, 1, 2, 3])('numwant %i: as many peers', async (numwant) => {
    const others = [client(ALICE), client(BOB), client(CAROL)]
    for (const other of others) await joined(other, { numwant: 0 })
    const met: string[] = []
    for (const other of others) other.on('peer', (peer: StockPeer) => met.push(peer.id))
    const dave = client(DAVE)
    const answers: string[] = []
    dave.on('peer', (peer: StockPeer) => answers.push(peer.id))
    await joined(dave, { numwant })
    await expect.poll(() => answers.length).toBe(numwant)
    expect(met).toEqual(Array(numwant).fill(DAVE))
    expect(new Set(answers).size).toBe(numwant)
    // All have been answered once more by then: nobody else was offered anything.
    for (const other of others) await update(other, () => other.update({ numwant: 0 }))
    expect([met.length, answers.length]).toEqual([numwant, numwant])
  })

  test('several torrents on one socket: each has its own counts and peers, and ends by itself', async () => {
    const show = client(ALICE, { socket: 'shared' })
    const other = client(ALICE, { socket: 'shared', infoHash: OTHER_SHOW })
    const updates: unknown[] = []
    other.on('update', (data) => updates.push(data))
    expect(await joined(show, { left: 0 })).toEqual(counts(1, 0))
    expect(updates).toEqual([])
    expect(await joined(other, { left: 1 })).toMatchObject({ infoHash: OTHER_SHOW, complete: 0, incomplete: 1 })
    const bob = client(BOB, { infoHash: OTHER_SHOW })
    const [peer] = await Promise.all([nextPeer(other), nextPeer(bob), joined(bob)])
    expect(peer.id).toBe(BOB)

    await update(show, () => show.stop())
    await destroyed(show)
    clients = [other, bob]
    expect(await update(other, () => other.update())).toEqual(counts(0, 2))
    expect(await scraped([SHOW, OTHER_SHOW])).toEqual({ [SHOW]: counts(0, 0), [OTHER_SHOW]: counts(0, 2) })
  })

  test('warning: a no in words, after which the same socket goes on', async () => {
    const unlisted = client(ALICE, { socket: 'shared', infoHash: UNLISTED })
    const alice = client(ALICE, { socket: 'shared' })
    const warning = await heard(unlisted, 'warning', () => unlisted.start())
    expect(warning).toMatchObject({ message: NOT_SERVED })
    expect(await joined(alice)).toEqual(counts(0, 1))
  })
})
