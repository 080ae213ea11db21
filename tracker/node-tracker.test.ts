import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Announce } from '../src/shared/wire/tracker.ts'
import { formatAllowlist, parseTrackerSettings, startTracker, type Tracker, type TrackerPorts } from './index.ts'
import { FIRST, SECOND, type TestCertificate, THIRD } from './testing/certificates.ts'
import { hashOf, offerIdOf, offerOf, peerOf } from './testing/ids.ts'
import { TRANSPORTS } from './testing/transports.ts'
import { WireClient } from './testing/ws-test-client.ts'

let transport: 'ws' | 'fast' = 'ws'

const SHOW = hashOf(0x51)
const [A, B] = [peerOf(1), peerOf(2)]
const announce = (peerId = A, more: Partial<Announce> = {}): Announce => ({
  type: 'announce',
  infoHash: SHOW,
  peerId,
  offers: [],
  ...more,
})

const disposers: (() => unknown)[] = []
afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose()
})

async function start(settings: object = {}, ports: TrackerPorts = {}): Promise<Tracker> {
  const open = 'allowlistFile' in settings ? {} : { open: true }
  const tracker = await startTracker(parseTrackerSettings({ port: 0, transport, ...open, ...settings }), ports)
  disposers.push(() => tracker.close())
  return tracker
}

async function client(tracker: Tracker, options?: object): Promise<WireClient> {
  const connected = await WireClient.connect(tracker.url, options)
  disposers.push(() => connected.close())
  return connected
}

async function httpServer(): Promise<Server> {
  const server = createServer((_, response) => response.end('the player'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  disposers.push(() => new Promise((resolve) => server.close(resolve)))
  return server
}

const httpUrl = (tracker: Tracker, path: string) => tracker.url.replace('ws:', 'http:').replace('/tracker', path)

describe.each(TRANSPORTS)('over %s', (name) => {
  beforeEach(() => {
    transport = name
  })

  test('two peers meet: announce, offer, answer, scrape, stop', async () => {
    const tracker = await start({ iceServers: [{ urls: 'stun:stun.example.org' }] })
    const [a, b] = [await client(tracker), await client(tracker)]
    const acknowledged = { type: 'announced', infoHash: SHOW, intervalSeconds: 120, complete: 1, incomplete: 0 }
    expect(await a.ask(announce(A, { leftBytes: 0 }))).toEqual({
      ...acknowledged,
      iceServers: [{ urls: 'stun:stun.example.org' }],
    })
    expect(await b.ask(announce(B, { offers: [offerOf(7)] }))).toMatchObject({ complete: 1, incomplete: 1 })
    expect(await a.next()).toEqual({ type: 'offer', infoHash: SHOW, peerId: B, ...offerOf(7) })
    const answer = { type: 'answer' as const, infoHash: SHOW, peerId: A, offerId: offerIdOf(7), sdp: 'v=0 answer' }
    a.send({ ...answer, toPeerId: B })
    expect(await b.next()).toEqual(answer)
    expect(await b.ask({ type: 'scrape', infoHashes: [SHOW] })).toEqual({
      type: 'scraped',
      files: new Map([[SHOW, { complete: 1, incomplete: 1, downloaded: 0 }]]),
    })
    expect(await a.ask(announce(A, { event: 'stopped' }))).toMatchObject({ complete: 0, incomplete: 1 })
    expect(tracker.stats()).toMatchObject({ sockets: 2, peers: 1, swarms: 1, messagesReceived: 5, messagesSent: 6 })
  })

  test('a peer whose socket closes is gone', async () => {
    const tracker = await start()
    const [a, b] = [await client(tracker), await client(tracker)]
    await a.ask(announce(A))
    await a.close()
    await expect.poll(() => tracker.stats().sockets).toBe(1)
    expect(await b.ask(announce(B))).toMatchObject({ complete: 0, incomplete: 1 })
  })

  test('what cannot be read is answered in words, and the socket stays', async () => {
    const a = await client(await start())
    for (const text of ['', 'hello', 'null', '[]', '{}', '{"action":"announce"}']) {
      a.socket.send(text)
      expect(await a.next()).toMatchObject({ type: 'failure', action: 'announce' })
    }
    expect(await a.ask(announce())).toMatchObject({ type: 'announced' })
  })

  // The fast library cuts what is no UTF-8 without a word.
  const BAD_UTF8 = name === 'ws' ? 1007 : 1006

  test.each<[string, number, (socket: WebSocket) => void]>([
    ['a binary frame', 1003, (socket) => socket.send(new Uint8Array([1, 2, 3]))],
    ['bad UTF-8', BAD_UTF8, (socket) => socket.send(Buffer.from([0x7b, 0xff, 0xfe]), { binary: false })],
    ['a message too long', 1009, (socket) => socket.send('x'.repeat(131_073))],
  ])('%s ends its socket with %i, and no other', async (_, code, send) => {
    const tracker = await start()
    const [a, b] = [await client(tracker), await client(tracker)]
    await b.ask(announce(B))
    await a.ask(announce(A))
    send(a.socket)
    expect(await a.closed).toBe(code)
    await expect.poll(() => tracker.stats().sockets).toBe(1)
    expect(await b.ask(announce(B))).toMatchObject({ incomplete: 1 })
  })

  test('the longest legal announce fits', async () => {
    const a = await client(await start())
    // Bytes above 127 take two in UTF-8, and each line end of an SDP two in JSON.
    const offers = Array.from({ length: 10 }, (_, i) => ({ offerId: offerIdOf(0xe0 + i), sdp: 'a=x\r\n'.repeat(1638) }))
    expect(await a.ask(announce(A, { offers }))).toMatchObject({ type: 'announced' })
  })

  test('who sends too much is told once, and then cut', async () => {
    const tracker = await start({ messagesPerMinute: 10 })
    const [a, b] = [await client(tracker), await client(tracker)]
    await b.ask(announce(B))
    for (let i = 0; i < 25; i++) a.send(announce(A))
    for (let i = 0; i < 10; i++) expect(await a.next()).toMatchObject({ type: 'announced' })
    expect(await a.next()).toMatchObject({
      type: 'failure',
      reason: expect.stringMatching(/too many messages a minute/),
    })
    expect(await a.closed).toBe(1008)
    await expect.poll(() => tracker.stats().sockets).toBe(1)
    expect(await b.ask(announce(B))).toMatchObject({ incomplete: 1 })
  })

  test('an address that was cut for sending too much gets no other socket; those it has stay', async () => {
    const tracker = await start({ messagesPerMinute: 10, trustedProxies: 1 })
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
    const flooding = await client(tracker, from('192.0.2.1'))
    const neighbour = await client(tracker, from('192.0.2.1'))
    for (let i = 0; i < 25; i++) flooding.socket.ping()
    expect(await flooding.closed).toBe(1008)
    await expect(WireClient.connect(tracker.url, from('192.0.2.1'))).rejects.toThrow('429')
    expect(await neighbour.ask(announce(A))).toMatchObject({ type: 'announced' })
    expect(await (await client(tracker, from('192.0.2.2'))).ask(announce(B))).toMatchObject({ type: 'announced' })
  })

  test('who makes sockets only to leave them gets no more', async () => {
    const tracker = await start({ maxSocketsPerAddress: 1 })
    const comeAndGo = async () => {
      const visitor = await client(tracker)
      await visitor.close()
      await expect.poll(() => tracker.stats().sockets).toBe(0)
    }
    const untilRefused = async () => {
      for (let visits = 0; visits < 200; visits++) await comeAndGo()
    }
    await expect(untilRefused()).rejects.toThrow('429')
  })

  test('a flood of pings counts as messages', async () => {
    const a = await client(await start({ messagesPerMinute: 10 }))
    for (let i = 0; i < 25; i++) a.socket.ping()
    expect(await a.closed).toBe(1008)
  })

  test('one address has its share of sockets, and no more', async () => {
    const lines: string[] = []
    const log = { info() {}, warn: (line: string) => lines.push(line) }
    const tracker = await start({ maxSocketsPerAddress: 2 }, { log })
    const [a] = [await client(tracker), await client(tracker)]
    await expect(WireClient.connect(tracker.url)).rejects.toThrow('429')
    await expect(WireClient.connect(tracker.url)).rejects.toThrow('429')
    expect(tracker.stats()).toMatchObject({ sockets: 2, socketsRefused: 2 })
    expect(lines).toEqual([expect.stringMatching(/trustedProxies/)])
    await a.close()
    await expect.poll(() => tracker.stats().sockets).toBe(1)
    expect(await (await client(tracker)).ask(announce())).toMatchObject({ type: 'announced' })
  })

  test('behind a proxy the clients addresses count', async () => {
    const tracker = await start({ maxSocketsPerAddress: 1, trustedProxies: 1 })
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
    const first = await client(tracker, from('192.0.2.1'))
    await client(tracker, from('192.0.2.2'))
    await expect(WireClient.connect(tracker.url, from('192.0.2.1'))).rejects.toThrow('429')
    await first.close()
    await expect.poll(() => tracker.stats().sockets).toBe(1)
    await client(tracker, from('192.0.2.1'))
  })

  test('the whole tracker has its share of sockets', async () => {
    const tracker = await start({ maxSockets: 1 })
    await client(tracker)
    await expect(WireClient.connect(tracker.url)).rejects.toThrow('503')
  })

  test('a client that does not answer pings is cut, one that does stays', async () => {
    const tracker = await start({ pingIntervalMs: 100 })
    const silent = await client(tracker, { autoPong: false })
    const alive = await client(tracker)
    let pings = 0
    const threePings = new Promise<void>((resolve) => {
      alive.socket.on('ping', () => {
        pings += 1
        if (pings === 3) resolve()
      })
    })
    expect(await silent.closed).toBe(1006)
    await threePings
    expect(tracker.stats().sockets).toBe(1)
  })

  test('a client that does not read is cut once too much waits for it', async () => {
    const tracker = await start({ maxBufferedBytes: 65_536, messagesPerMinute: 60_000 })
    const [deaf, sender] = [await client(tracker), await client(tracker)]
    await deaf.ask(announce(A))
    deaf.socket.pause()
    const offers = [{ offerId: offerIdOf(1), sdp: 'v'.repeat(8000) }]
    // What the kernel takes comes on top, some megabytes on loopback.
    let sent = 0
    while (tracker.stats().sockets === 2 && sent < 5000) {
      await sender.ask(announce(B, { offers }))
      sent += 1
    }
    expect(tracker.stats()).toMatchObject({ sockets: 1, peers: 1 })
    deaf.socket.resume()
    expect(await deaf.closed).toBe(1006)
  })

  test('a peer id is not given away while its socket lives', async () => {
    const tracker = await start()
    const [a, thief] = [await client(tracker), await client(tracker)]
    await a.ask(announce(A))
    expect(await thief.ask(announce(A, { event: 'stopped' }))).toMatchObject({
      type: 'failure',
      reason: expect.stringMatching(/in use/),
    })
    expect(tracker.stats()).toMatchObject({ sockets: 2, peers: 1 })
  })

  test('a peer id passes to a new socket when the old one has been silent for 3 s', async () => {
    const tracker = await start()
    const [dead, again] = [await client(tracker, { autoPong: false }), await client(tracker)]
    await dead.ask(announce(A))
    again.send(announce(A))
    // Asking twice does not help.
    again.send(announce(A))
    expect(await again.next()).toMatchObject({ type: 'failure', reason: expect.stringMatching(/in use/) })
    expect(await again.next()).toMatchObject({ type: 'announced', incomplete: 1 })
    expect(await dead.closed).toBe(1006)
    expect(tracker.stats()).toMatchObject({ sockets: 1, peers: 1 })
  })

  test('only what is on the list is served, and a delisted show is dropped', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tracker-'))
    disposers.push(() => rm(folder, { recursive: true }))
    const allowlistFile = join(folder, 'allow.txt')
    await writeFile(allowlistFile, formatAllowlist([{ infoHash: SHOW, name: 'Episode 1' }]))
    const tracker = await start({ allowlistFile })
    const a = await client(tracker)
    expect(await a.ask(announce(A, { infoHash: hashOf(9) }))).toMatchObject({ type: 'failure', infoHash: hashOf(9) })
    expect(await a.ask({ type: 'scrape', infoHashes: [hashOf(9)] })).toMatchObject({
      type: 'failure',
      action: 'scrape',
    })
    expect(await a.ask(announce(A))).toMatchObject({ type: 'announced' })
    expect(tracker.stats()).toMatchObject({ allowlisted: 1, swarms: 1 })

    await writeFile(allowlistFile, formatAllowlist([{ infoHash: hashOf(9), name: 'Episode 2, instead' }]))
    expect(await a.next()).toMatchObject({
      type: 'failure',
      infoHash: SHOW,
      reason: expect.stringMatching(/not serve/),
    })
    expect(tracker.stats()).toMatchObject({ allowlisted: 1, swarms: 0, peers: 0 })
  })

  test('alone, it answers plain HTTP with how it does, and never with a hash', async () => {
    const tracker = await start()
    const a = await client(tracker)
    await a.ask(announce(A))
    const response = await fetch(httpUrl(tracker, '/stats.json'))
    const body = await response.text()
    expect(JSON.parse(body)).toMatchObject({ sockets: 1, peers: 1, swarms: 1, memberships: 1, allowlisted: null })
    expect(body).not.toContain(SHOW)
    expect(await (await fetch(httpUrl(tracker, '/'))).text()).toMatch(/tracker/)
    expect((await fetch(httpUrl(tracker, '/nothing'))).status).toBe(404)
    expect((await fetch(httpUrl(tracker, '/'), { method: 'POST' })).status).toBe(405)
  })

  test('alone, it takes WebSockets on any path', async () => {
    const tracker = await start()
    for (const path of ['', '/announce', '/tracker/']) {
      const other = await WireClient.connect(tracker.url.replace('/tracker', path))
      await other.close()
    }
  })

  test('on a shared server it takes its own path, and leaves the rest alone', async () => {
    const server = await httpServer()
    const tracker = await start({}, { server })
    const { port } = server.address() as AddressInfo
    expect(tracker.url).toBe(`ws://127.0.0.1:${port}/tracker`)
    expect(await (await client(tracker)).ask(announce())).toMatchObject({ type: 'announced' })
    expect(await (await fetch(httpUrl(tracker, '/'))).text()).toBe('the player')
    await expect(WireClient.connect(`ws://127.0.0.1:${port}/elsewhere`)).rejects.toThrow('404')
    await tracker.close()
    expect(server.listenerCount('upgrade')).toBe(0)
    expect(await (await fetch(httpUrl(tracker, '/'))).text()).toBe('the player')
  })

  test('on a shared server other WebSockets get theirs', async () => {
    const server = await httpServer()
    await start({}, { server })
    server.on('upgrade', (request, socket) => {
      if (request.url === '/elsewhere') socket.end('HTTP/1.1 418 Somebody else\r\n\r\n')
    })
    const { port } = server.address() as AddressInfo
    await expect(WireClient.connect(`ws://127.0.0.1:${port}/elsewhere`)).rejects.toThrow('418')
  })

  test('closing says goodbye, frees the port, and may be asked for twice', async () => {
    const tracker = await start()
    const { url } = tracker
    const a = await client(tracker)
    await Promise.all([tracker.close(), tracker.close()])
    expect(await a.closed).toBe(1001)
    const again = await start({ port: Number(new URL(url).port) })
    expect(again.url).toBe(url)
  })

  test('closing does not wait for clients that do not answer', async () => {
    const tracker = await start()
    const { port, hostname } = new URL(tracker.url)
    const raw = connect(Number(port), hostname)
    disposers.push(() => raw.destroy())
    raw.write(
      'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    await once(raw, 'data')
    const gone = once(raw, 'close')
    await tracker.close()
    await gone
  })

  test('a port that is taken is said in words', async () => {
    const taken = await start()
    const port = Number(new URL(taken.url).port)
    await expect(start({ port })).rejects.toMatchObject({
      name: 'TrackerError',
      kind: 'cannot-listen',
      message: expect.stringMatching(/something else listens there/),
    })
  })

  test('what clients connect to may be another address', async () => {
    const tracker = await start({ publicUrl: 'wss://tracker.example.org/' })
    expect(tracker.url).toBe('wss://tracker.example.org/')
  })

  test('an upgrade that is none gets no socket', async () => {
    const tracker = await start()
    const { port, hostname } = new URL(tracker.url)
    const raw = connect(Number(port), hostname)
    disposers.push(() => raw.destroy())
    raw.write('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
    const [answer] = await once(raw, 'data')
    expect(String(answer)).toMatch(name === 'ws' ? /^HTTP\/1\.1 4\d\d / : /^HTTP\/1\.1 200/)
    expect(tracker.stats().sockets).toBe(0)
  })

  test('who says nothing that could be served is seen off in time, whatever else it says', async () => {
    const tracker = await start({ firstAnnounceSeconds: 1 })
    const [silent, senseless, scraper] = [await client(tracker), await client(tracker), await client(tracker)]
    senseless.socket.send('null')
    await scraper.ask({ type: 'scrape', infoHashes: [SHOW] })
    expect(await Promise.all([silent.closed, senseless.closed])).toEqual([1008, 1008])
    expect(tracker.stats().sockets).toBe(1)
  })

  test('who shows the secret of its peer id has it at once, and the old socket is closed', async () => {
    const tracker = await start()
    const [older, newer] = [await client(tracker), await client(tracker)]
    const first = await older.ask(announce(A, { want: 0 }))
    const secret = first.type === 'announced' ? first.secret : undefined
    if (secret === undefined) throw new Error('no secret')
    expect(secret).toMatch(/^[\w-]{22}$/)
    expect(await newer.ask(announce(A, { want: 0, secret }))).toMatchObject({ type: 'announced', incomplete: 1 })
    expect(await older.closed).toBe(1008)
  })

  test('who is contested by many loses nothing: they share one ping, and its answer is no message', async () => {
    const tracker = await start({ messagesPerMinute: 10, trustedProxies: 1 })
    const from = (n: number) => client(tracker, { headers: { 'x-forwarded-for': `192.0.2.${n}` } })
    const owner = await from(1)
    await owner.ask(announce(A))
    let pings = 0
    owner.socket.on('ping', () => {
      pings += 1
    })
    const others = await Promise.all(Array.from({ length: 30 }, (_, n) => from(n + 2)))
    const answers = await Promise.all(others.map((other) => other.ask(announce(A))))
    for (const answer of answers)
      expect(answer).toMatchObject({ type: 'failure', reason: expect.stringMatching(/in use/) })
    expect(pings).toBe(1)
    for (let i = 0; i < 8; i++) expect(await owner.ask(announce(A))).toMatchObject({ type: 'announced', incomplete: 1 })
  })

  test('the address that the last proxy wrote counts, in whichever line of the header it is', async () => {
    const tracker = await start({ maxSocketsPerAddress: 1, trustedProxies: 1 })
    const { port, hostname } = new URL(tracker.url)
    const ask = async (spoofed: string) => {
      const raw = connect(Number(port), hostname)
      disposers.push(() => raw.destroy())
      const lines = [
        'GET / HTTP/1.1',
        'Host: x',
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Version: 13',
      ]
      const forwarded = [`X-Forwarded-For: ${spoofed}`, 'X-Forwarded-For: 198.51.100.9']
      raw.write([...lines, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', ...forwarded, '', ''].join('\r\n'))
      return String((await once(raw, 'data'))[0]).slice(9, 12)
    }
    expect([await ask('192.0.2.1'), await ask('192.0.2.2')]).toEqual(['101', '429'])
  })

  test('a spoofed stop removes nobody, and is refused at once', async () => {
    const tracker = await start()
    const [owner, other] = [await client(tracker), await client(tracker)]
    await owner.ask(announce(A))
    expect(await other.ask(announce(A, { event: 'stopped' }))).toMatchObject({ type: 'failure' })
    expect(tracker.stats().peers).toBe(1)
  })

  test('memory that is used up keeps further sockets out, and takes nobody’s', async () => {
    // Node alone takes more.
    const tracker = await start({ maxMemoryMegabytes: 64 })
    const inside = await client(tracker)
    const status = () => statusOf(tracker)
    await expect.poll(status, { timeout: 5000 }).toBe(503)
    expect(await inside.ask(announce())).toMatchObject({ type: 'announced' })
  })

  test('a drain frees the port, asks everybody to move, and ends', async () => {
    const tracker = await start({ drainSeconds: 1 })
    const clients = await Promise.all(Array.from({ length: 10 }, () => client(tracker)))
    expect(tracker.isReady).toBe(true)
    const drained = tracker.drain()
    expect(tracker.isReady).toBe(false)
    const { port } = new URL(tracker.url)
    const successor = await start({ port: Number(port), waitForPortSeconds: 5 })
    expect(await Promise.all(clients.map(({ closed }) => closed))).toEqual(clients.map(() => 1012))
    await drained
    await client(successor)
    expect(successor.stats().sockets).toBe(1)
  })

  test('who is closed while it drains does not wait for the drain', async () => {
    const tracker = await start({ drainNoticeSeconds: 600, drainSeconds: 600 })
    const a = await client(tracker)
    const drained = tracker.drain()
    await tracker.close()
    expect(await a.closed).toBe(1001)
    await drained
  })

  test('all sockets of one address share an allowance, and others have theirs', async () => {
    const tracker = await start({ messagesPerMinutePerAddress: 60, trustedProxies: 1 })
    const from = (address: string) => client(tracker, { headers: { 'x-forwarded-for': address } })
    const [first, second, third] = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.1')]
    const other = await from('192.0.2.2')
    const scrape = { type: 'scrape', infoHashes: [SHOW] } as const
    for (const one of [second, third, second, third, second])
      expect(await one.ask(scrape)).toMatchObject({ type: 'scraped' })
    expect(await third.ask(scrape)).toMatchObject({
      type: 'failure',
      reason: expect.stringMatching(/60 of one address/),
    })
    for (const one of [first, other]) expect(await one.ask(scrape)).toMatchObject({ type: 'scraped' })
  })

  test('over TLS, with a certificate that may change under it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'grapevine-'))
    disposers.push(() => rm(directory, { recursive: true }))
    const [tlsCertFile, tlsKeyFile] = [join(directory, 'cert.pem'), join(directory, 'key.pem')]
    const renew = ({ cert, key }: TestCertificate) =>
      Promise.all([writeFile(tlsCertFile, cert), writeFile(tlsKeyFile, key)])
    await renew(FIRST)
    const tracker = await start({ tlsCertFile, tlsKeyFile })
    expect(tracker.url).toMatch(/^wss:/)
    const options = { rejectUnauthorized: false }
    const a = await client(tracker, options)
    expect(await subjectOf(tracker)).toBe('first')
    await renew(SECOND)
    await tracker.reload()
    expect(await subjectOf(tracker)).toBe('second')
    expect(await a.ask(announce())).toMatchObject({ type: 'announced' })
    await writeFile(tlsKeyFile, 'no key')
    await tracker.reload()
    expect(await subjectOf(tracker)).toBe('second')
    // Without being asked to, too.
    await renew(THIRD)
    await expect.poll(() => subjectOf(tracker), { timeout: 5000 }).toBe('third')
    await writeFile(tlsKeyFile, 'no key')
    await expect(start({ tlsCertFile, tlsKeyFile })).rejects.toMatchObject({ kind: 'tls-unreadable' })
  })
})

test('a message in too many fragments ends its socket', async () => {
  transport = 'ws'
  const tracker = await start({ maxFragments: 3 })
  const a = await client(tracker)
  for (let i = 0; i < 5; i++) a.socket.send('x', { fin: false })
  expect(await a.closed).toBe(1008)
})

/** What an upgrade is answered with. */
function statusOf(tracker: Tracker): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(tracker.url)
    socket.on('error', () => {})
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
  })
}

async function subjectOf(tracker: Tracker): Promise<string | undefined> {
  const { port, hostname } = new URL(tracker.url)
  const socket = connectTls({ port: Number(port), host: hostname, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { CN } = socket.getPeerCertificate().subject
  socket.destroy()
  return String(CN)
}
