/** Who is let in, and to what, by a whole tracker: lists, origins, join tokens. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, expect, test } from 'vitest'
import { domClock } from '../src/shared/dom-clock.ts'
import type { Announce } from '../src/shared/wire/tracker.ts'
import { type OpenList, parseTrackerSettings, startTracker, type Tracker, type TrackerPorts } from './index.ts'
import { hashOf, offerOf, peerOf } from './testing/ids.ts'
import { WireClient } from './testing/ws-test-client.ts'

const [SHOW, OTHER] = [hashOf(0xe9), hashOf(0x52)]
const [A, B] = [peerOf(1), peerOf(2)]
const announce = (more: Partial<Announce> = {}): Announce => ({
  type: 'announce',
  infoHash: SHOW,
  peerId: A,
  want: 0,
  offers: [],
  ...more,
})

const disposers: (() => unknown)[] = []
afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose()
})

async function start(settings: object, ports: TrackerPorts = {}): Promise<Tracker> {
  const tracker = await startTracker(parseTrackerSettings({ port: 0, ...settings }), ports)
  disposers.push(() => tracker.close())
  return tracker
}

async function client(tracker: Tracker, options?: object): Promise<WireClient> {
  const connected = await WireClient.connect(tracker.url, options)
  disposers.push(() => connected.close())
  return connected
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'grapevine-'))
  disposers.push(() => rm(path, { recursive: true }))
  return path
}

test('what its publisher took back is said to be withdrawn: to those in its swarm, and to who comes later', async () => {
  const allowlistFile = join(await folder(), 'allowlist.txt')
  await writeFile(allowlistFile, `${SHOW}\n${OTHER}\n`)
  const tracker = await start({ allowlistFile })
  const [a, b] = [await client(tracker), await client(tracker)]
  await a.ask(announce())
  await b.ask(announce({ infoHash: OTHER, peerId: B }))
  await writeFile(allowlistFile, `withdrawn ${SHOW}\n${OTHER}\n`)
  await tracker.reload()
  const withdrawn = { type: 'failure', infoHash: SHOW, code: 'withdrawn' }
  expect(await a.next()).toMatchObject(withdrawn)
  expect(await b.ask(announce({ peerId: B }))).toMatchObject(withdrawn)
  expect(tracker.stats()).toMatchObject({ swarms: 1, peers: 1, allowlisted: 1 })
})

test('a list of another kind counts beside the file, and what changes in it takes effect', async () => {
  const allowlistFile = join(await folder(), 'allowlist.txt')
  await writeFile(allowlistFile, `${OTHER}\n`)
  const served = new Set<string>()
  let change = () => {}
  const openList: OpenList = async ({ written, onChange }) => {
    change = onChange
    served.add(written(SHOW))
    return {
      standing: (infoHash) => (served.has(infoHash) ? 'listed' : 'unlisted'),
      size: 1,
      reads: { ok: 1, failed: 0, lastGoodAt: domClock.now() },
      reload: async () => {},
      close: () => {},
    }
  }
  const tracker = await start({ allowlistFile }, { lists: [openList] })
  const a = await client(tracker)
  expect(await a.ask(announce())).toMatchObject({ type: 'announced' })
  expect(await a.ask(announce({ infoHash: OTHER }))).toMatchObject({ type: 'announced' })
  expect(tracker.stats().allowlisted).toBe(2)
  served.clear()
  change()
  expect(await a.next()).toMatchObject({ type: 'failure', infoHash: SHOW, code: 'unlisted' })
})

test('pages of other sites get no socket; programs, which could say anything, do', async () => {
  const tracker = await start({ open: true, origins: ['https://show.example'] })
  await client(tracker, { origin: 'https://show.example' })
  await client(tracker)
  await expect(client(tracker, { origin: 'https://other.example' })).rejects.toThrow(/403/)
  expect(tracker.stats().socketsRefused).toBe(1)
})

async function signer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const keyFile = join(await folder(), 'keys.json')
  await writeFile(keyFile, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'one' }] }))
  const sign = (hashes: readonly string[], { audience = 'tracker.example', expires = '1h' } = {}) =>
    new SignJWT({ info_hashes: hashes })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setAudience(audience)
      .setExpirationTime(expires)
      .sign(privateKey)
  return { settings: { open: true, tokenKeys: keyFile, tokenAudience: 'tracker.example' }, sign }
}

test('where join tokens are asked for, a good one lets in, and nothing else does', async () => {
  const { settings, sign } = await signer()
  const tracker = await start(settings)
  const a = await client(tracker)
  const refused = { type: 'failure', code: 'token', infoHash: SHOW }
  expect(await a.ask(announce())).toMatchObject(refused)
  expect(await a.ask(announce({ token: 'no.token.atall' }))).toMatchObject(refused)
  expect(await a.ask(announce({ token: await sign([OTHER]) }))).toMatchObject(refused)
  expect(await a.ask(announce({ token: await sign([SHOW], { audience: 'elsewhere' }) }))).toMatchObject(refused)
  expect(await a.ask(announce({ token: await sign([SHOW], { expires: '1h ago' }) }))).toMatchObject(refused)
  expect(tracker.stats().peers).toBe(0)
  const token = await sign([SHOW])
  expect(await a.ask(announce({ token }))).toMatchObject({ type: 'announced', incomplete: 1 })
  // Known by now.
  expect(await a.ask(announce({ token }))).toMatchObject({ type: 'announced' })
  expect(await a.ask(announce({ event: 'stopped' }))).toMatchObject({ type: 'announced', incomplete: 0 })
})

test('what comes while a token is being checked waits behind it, in order', async () => {
  const { settings, sign } = await signer()
  const tracker = await start(settings)
  const [a, b] = [await client(tracker), await client(tracker)]
  const token = await sign([SHOW])
  await a.ask(announce({ token }))
  b.send(announce({ token: await sign([SHOW]), peerId: B }))
  b.send(announce({ token, peerId: B, offers: [offerOf(1)] }))
  b.send({ type: 'scrape', infoHashes: [SHOW] })
  expect([await b.next(), await b.next(), await b.next()]).toMatchObject([
    { type: 'announced' },
    { type: 'announced' },
    { type: 'scraped' },
  ])
  expect(await a.next()).toMatchObject({ type: 'offer', peerId: B })
})

test('addresses of the own network are not handed on where the tracker is told so', async () => {
  const tracker = await start({ open: true, candidates: 'no-host' })
  const [a, b] = [await client(tracker), await client(tracker)]
  await a.ask(announce())
  const lines = ['v=0', 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0']
  const candidate = (address: string, type: string) => `a=candidate:1 1 udp 2113937151 ${address} 50000 typ ${type}`
  const sdp = [
    ...lines,
    candidate('192.168.7.7', 'host'),
    candidate('203.0.113.9', 'srflx raddr 192.168.7.7 rport 1'),
    '',
  ]
  await b.ask(announce({ peerId: B, offers: [{ ...offerOf(1), sdp: sdp.join('\r\n') }] }))
  const offer = await a.next()
  expect(offer).toMatchObject({ type: 'offer', sdp: expect.stringContaining('203.0.113.9') })
  expect(offer).not.toMatchObject({ sdp: expect.stringContaining('192.168.7.7') })
})
