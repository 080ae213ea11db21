/** Who makes or sends far more than anybody needs, over each transport: it waits in its own network, and others do not. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseTrackerSettings, startTracker, type Tracker } from './index.ts'
import { hashOf, peerOf } from './testing/ids.ts'
import { TRANSPORTS } from './testing/transports.ts'
import { WireClient } from './testing/ws-test-client.ts'

const ANNOUNCE = { type: 'announce', infoHash: hashOf(1), peerId: peerOf(1), offers: [] } as const
const SCRAPE = JSON.stringify({ action: 'scrape', info_hash: '\u0001'.repeat(20) })

const disposers: (() => unknown)[] = []
afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose()
})

describe.each(TRANSPORTS)('over %s', (transport) => {
  let tracker: Tracker

  async function start(settings: object): Promise<void> {
    tracker = await startTracker(parseTrackerSettings({ port: 0, transport, open: true, ...settings }))
    disposers.push(() => tracker.close())
  }

  async function client(from = '127.0.0.1'): Promise<WireClient> {
    const connected = await WireClient.connect(tracker.url, { localAddress: from })
    disposers.push(() => connected.close())
    return connected
  }

  beforeEach(() => start({ maxSocketsPerAddress: 1 }))

  test('an address that makes connection after connection is cut unread, and others are not', async () => {
    const there = await client('127.0.0.2')
    const knock = async () => {
      const socket = connect({ port: Number(new URL(tracker.url).port), host: '127.0.0.1', localAddress: '127.0.0.3' })
      socket.end('GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
      return answerOf(socket)
    }
    const knockAt = async (times: number) => Promise.all(Array.from({ length: times }, knock))
    let answered = 0
    let tookMs = 0
    for (let isCut = false; !isCut && answered < 5000; ) {
      const began = performance.now()
      const answers = await knockAt(10)
      expect(answers.filter((answer) => answer !== '' && !answer.startsWith('HTTP/1.1 200'))).toEqual([])
      tookMs = performance.now() - began
      answered += answers.filter((answer) => answer.startsWith('HTTP/1.1 200')).length
      isCut = answers.includes('')
    }
    expect(answered).toBeGreaterThanOrEqual(500)
    // uWebSockets can't keep a connection that it does not read.
    if (transport === 'ws') expect(tookMs).toBeGreaterThan(450)
    expect((await knockAt(100)).filter((answer) => answer === '').length).toBeGreaterThan(50)
    expect(tracker.stats().socketsRefused).toBeGreaterThan(50)
    expect(await there.ask(ANNOUNCE)).toMatchObject({ type: 'announced' })
    expect(await (await client('127.0.0.4')).ask({ ...ANNOUNCE, peerId: peerOf(2) })).toMatchObject({
      type: 'announced',
    })
  })

  test('who is refused for too many sockets hears so half a second later or more, and may be gone by then', async () => {
    await client('127.0.0.5')
    const began = performance.now()
    const options = { localAddress: '127.0.0.5' }
    await expect(WireClient.connect(tracker.url, options)).rejects.toThrow('429')
    expect(performance.now() - began).toBeGreaterThan(450)
    const impatient = connect({ port: Number(new URL(tracker.url).port), host: '127.0.0.1', ...options })
    impatient.write(
      'GET /tracker HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
    const refused = () => tracker.stats().socketsRefused
    await expect.poll(refused).toBe(2)
    impatient.resetAndDestroy()
    await new Promise((resolve) => setTimeout(resolve, 1700))
    expect(await (await client('127.0.0.6')).ask(ANNOUNCE)).toMatchObject({ type: 'announced' })
  })

  test('a tracker that stops keeps nobody waiting for a refusal', async () => {
    await client('127.0.0.5')
    const refused = expect(WireClient.connect(tracker.url, { localAddress: '127.0.0.5' })).rejects.toThrow('429')
    await expect.poll(() => tracker.stats().socketsRefused).toBe(1)
    // More than an address may have at a time (1 and 32): the last ones are cut, late, on `ws`.
    const port = Number(new URL(tracker.url).port)
    const idle = Array.from({ length: 40 }, () => connect({ port, host: '127.0.0.1', localAddress: '127.0.0.6' }))
    const allEnded = Promise.all(idle.map(answerOf))
    await Promise.all(idle.map((socket) => once(socket, 'connect')))
    if (transport === 'ws') await expect.poll(() => tracker.stats().socketsRefused).toBe(1 + 40 - 33)
    const began = performance.now()
    await tracker.close()
    await allEnded
    expect(performance.now() - began).toBeLessThan(450)
    await refused
  })
})

test('what a flooding socket sends is not even read at once, and others are served', async () => {
  const tracker = await startTracker(parseTrackerSettings({ port: 0, open: true, messagesPerMinute: 600 }))
  disposers.push(() => tracker.close())
  const flooding = await WireClient.connect(tracker.url)
  disposers.push(() => flooding.socket.terminate())
  const long = SCRAPE + ' '.repeat(10_000)
  // 20 MB, of which the network holds some.
  for (let i = 0; i < 2000; i++) flooding.socket.send(long)
  await expect.poll(() => tracker.stats().messagesRefused, { timeout: 5000 }).toBeGreaterThan(0)
  expect(flooding.socket.bufferedAmount).toBeGreaterThan(1_000_000)
  const other = await WireClient.connect(tracker.url)
  disposers.push(() => other.close())
  expect(await other.ask(ANNOUNCE)).toMatchObject({ type: 'announced' })
})

/** What came until it ended, one way or another. */
function answerOf(socket: Socket): Promise<string> {
  let answer = ''
  socket.setEncoding('latin1')
  socket.on('data', (text) => {
    answer += text
  })
  // A cut is seen as a reset.
  socket.on('error', () => {})
  return new Promise((resolve) => socket.once('close', () => resolve(answer)))
}
