/** Each proxy of deploy/ for real: TLS, a listener through it to the real tracker, and whose address counts there. */
import { Agent, request } from 'node:https'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { whyNoProgram } from '../e2e/support/programs.ts'
import { hashOf, offerOf, peerOf } from '../tracker/testing/ids.ts'
import { WireClient } from '../tracker/testing/ws-test-client.ts'
import { PROXIES } from './testing/node-proxies.ts'
import { startTrackerProcess } from './testing/node-tracker-process.ts'
import { freePorts, untilServed, Workbench } from './testing/workbench.ts'

const SHOW = hashOf(0x51)
const announce = (peer: number) => ({ type: 'announce' as const, infoHash: SHOW, peerId: peerOf(peer), offers: [] })

let bench: Workbench
beforeEach(async () => {
  bench = await Workbench.open()
})
afterEach(() => bench.close())

describe.for(PROXIES)('behind $name', { timeout: 60_000 }, (proxy) => {
  test('a listener meets another, and addresses count as their own, whatever they claim', async ({ skip }) => {
    const why = whyNoProgram(proxy.program)
    if (why !== undefined) skip(why)
    const tls = await bench.certificate()
    const [port = 0, unused = 0] = await freePorts(2)
    const tracker = await startTrackerProcess(bench, ['--open', '--trust-proxy', '--max-sockets-per-address', '1'])
    const program = await proxy.start(bench, { port, trackers: [tracker.port, unused], tls })
    const connect = async (localAddress: string, headers = {}) => {
      const client = await WireClient.connect(`wss://localhost:${port}/tracker`, {
        ca: tls.cert,
        family: 4,
        localAddress,
        headers,
      })
      bench.atEnd(() => client.close())
      return client
    }
    await untilServed(program, () => connect('127.0.0.9'))

    const [a, b] = [await connect('127.0.0.2'), await connect('127.0.0.3')]
    expect(await a.ask(announce(1))).toMatchObject({ type: 'announced', incomplete: 1 })
    expect(await b.ask({ ...announce(2), offers: [offerOf(7)] })).toMatchObject({ incomplete: 2 })
    expect(await a.next()).toEqual({ type: 'offer', infoHash: SHOW, peerId: peerOf(2), ...offerOf(7) })
    await expect(connect('127.0.0.2')).rejects.toThrow('429')
    await expect(connect('127.0.0.2', { 'x-forwarded-for': '192.0.2.1' })).rejects.toThrow('429')
  })

  test('status and metrics stay inside', async ({ skip }) => {
    const why = whyNoProgram(proxy.program)
    if (why !== undefined) skip(why)
    const tls = await bench.certificate()
    const [port = 0, unused = 0] = await freePorts(2)
    const tracker = await startTrackerProcess(bench, ['--open', '--trust-proxy'])
    const program = await proxy.start(bench, { port, trackers: [tracker.port, unused], tls })
    const statusOf = (path: string) =>
      new Promise<number>((resolve, reject) => {
        const agent = new Agent({ ca: tls.cert, family: 4 })
        request(`https://localhost:${port}${path}`, { agent }, (answer) => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        })
          .once('error', reject)
          .end()
      })
    await untilServed(program, () => statusOf('/'))
    for (const path of ['/', '/stats.json', '/metrics', '/ready', '/tracker/stats.json']) {
      expect(await statusOf(path)).toBe(404)
    }
    expect((await fetch(`http://127.0.0.1:${tracker.port}/stats.json`)).status).toBe(200)
  })
})
