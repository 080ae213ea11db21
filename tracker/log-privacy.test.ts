/** What a tracker logs, under traffic of every kind, has nothing of its listeners in it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { parseTrackerSettings, startTracker } from './index.ts'
import { openTrackerLog } from './ops/pino-log.ts'
import { hashOf, offerIdOf, peerOf } from './testing/ids.ts'
import { WireClient } from './testing/ws-test-client.ts'

const ADDRESSES = ['203.0.113.77', '2001:db8:77::1', '198.51.100.9', '192.168.7.7']
const TOKEN = 'eyJhbGciOiJFZERTQSJ9.eyJpbmZvX2hhc2hlcyI6W119.c2lnbmF0dXJl'
const SDP = `v=0\r\nc=IN IP4 ${ADDRESSES[2]}\r\na=candidate:1 1 udp 1 ${ADDRESSES[3]} 5000 typ host\r\na=ice-pwd:verysecretpassword\r\n`
const [PEER, OTHER] = [peerOf(0x41), peerOf(0x42)]
const binary = (hex: string) => Buffer.from(hex, 'hex').toString('latin1')
const PRIVATE = [...ADDRESSES, TOKEN, 'verysecretpassword', 'typ host', PEER, OTHER, binary(PEER), binary(OTHER)]

const disposers: (() => unknown)[] = []
afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose()
})

test('no address, token, peer id or SDP is ever logged', async () => {
  const lines: string[] = []
  const log = openTrackerLog({ level: 'debug', isTerminal: false, out: { write: (line) => lines.push(line) } })
  const folder = await mkdtemp(join(tmpdir(), 'log-privacy-'))
  disposers.push(() => rm(folder, { recursive: true }))
  const allowlistFile = join(folder, 'allow.txt')
  await writeFile(allowlistFile, `${hashOf(1)}\n`)
  const settings = { port: 0, allowlistFile, trustedProxies: 1, maxSocketsPerAddress: 2, messagesPerMinute: 40 }
  const tracker = await startTracker(parseTrackerSettings(settings), { log })
  disposers.push(() => tracker.close())
  const from = (address: string | undefined) =>
    WireClient.connect(tracker.url, { headers: { 'x-forwarded-for': address, authorization: `Bearer ${TOKEN}` } })

  const [a, b] = [await from(ADDRESSES[0]), await from(ADDRESSES[0])]
  await expect(from(ADDRESSES[0])).rejects.toThrow()
  const announce = { type: 'announce', infoHash: hashOf(1), peerId: PEER, token: TOKEN, offers: [] } as const
  await a.ask(announce)
  await b.ask({ ...announce, peerId: OTHER, offers: [{ offerId: offerIdOf(1), sdp: SDP }] })
  await a.ask({ ...announce, infoHash: hashOf(2) })
  await b.ask({ ...announce, peerId: OTHER, event: 'stopped' })
  for (const text of [SDP, `{"action":"announce","peer_id":"${binary(PEER)}","sdp":${SDP}`, `{"token":"${TOKEN}"}`]) {
    a.socket.send(text)
    await a.next()
  }
  for (let i = 0; i < 100; i++) a.send(announce)
  await a.closed
  const c = await from(ADDRESSES[1])
  c.socket.send(Buffer.from(SDP), { binary: true })
  await c.closed
  const d = await from(ADDRESSES[1])
  d.socket.send(SDP.repeat(2000))
  await d.closed
  await writeFile(allowlistFile, `${hashOf(1)}\n${hashOf(3)}\n`)
  await expect.poll(() => tracker.stats().allowlisted).toBe(2)
  await tracker.close()

  const text = lines.join('')
  // It did have something to say: of its start, of its list, and of what it refused.
  const levels = new Set(lines.map((line) => (JSON.parse(line) as { readonly level: string }).level))
  expect([lines.length >= 3, levels]).toEqual([true, new Set(['info', 'warn'])])
  for (const secret of PRIVATE) expect(text).not.toContain(secret)
})
