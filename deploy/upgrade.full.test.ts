/** One tracker process for another: nobody who listens is lost, and no newcomer turned away. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { whyNoProgram } from '../e2e/support/programs.ts'
import { WireClient } from '../tracker/testing/ws-test-client.ts'
import { PROXIES } from './testing/node-proxies.ts'
import { launchTracker, portOf, startTrackerProcess } from './testing/node-tracker-process.ts'
import { freePorts, untilServed, Workbench } from './testing/workbench.ts'
import { Listeners } from './testing/ws-listeners.ts'

const LISTENERS = 100

let bench: Workbench
beforeEach(async () => {
  bench = await Workbench.open()
})
afterEach(() => bench.close())

const statsAt = async (port: number) =>
  (await (await fetch(`http://127.0.0.1:${port}/stats.json`)).json()) as Readonly<Record<string, number>>

test('on one port the next process waits for its turn, and everybody comes back to it', {
  timeout: 60_000,
}, async () => {
  const [port = 0] = await freePorts(1)
  // The notice is the time in which the next one gets as far as waiting.
  const settings = ['--open', '--drain-seconds', '2', '--drain-notice-seconds', '5']
  const old = await startTrackerProcess(bench, settings, port)
  const listeners = await Listeners.join(LISTENERS, () => WireClient.connect(`ws://127.0.0.1:${port}/tracker`))
  bench.atEnd(() => listeners.close())
  const next = launchTracker(bench, ['--open', '--port', String(port), '--wait-for-port-seconds', '60'])
  const back = listeners.comeBack()
  old.signal('SIGTERM')
  expect(new Set(await back)).toEqual(new Set([1012]))
  expect(await old.ended).toBe(0)
  expect(await portOf(next)).toBe(port)
  expect(await statsAt(port)).toMatchObject({ sockets: LISTENERS, peers: LISTENERS, memberships: LISTENERS })
})

describe.for(PROXIES)('behind $name', { timeout: 60_000 }, (proxy) => {
  test('everybody comes back to the other process, and newcomers are served all the while', async ({ skip }) => {
    const why = whyNoProgram(proxy.program)
    if (why !== undefined) skip(why)
    const tls = await bench.certificate()
    const [port = 0, first = 0, second = 0] = await freePorts(3)
    const settings = ['--open', '--trust-proxy', '--drain-seconds', '2', '--max-sockets-per-address', '1000']
    settings.push('--drain-notice-seconds', String(proxy.drainNoticeSeconds))
    const old = await startTrackerProcess(bench, settings, first)
    const program = await proxy.start(bench, { port, trackers: [first, second], tls })
    const connect = () => WireClient.connect(`wss://localhost:${port}/tracker`, { ca: tls.cert, family: 4 })
    await untilServed(program, async () => (await connect()).close())

    const listeners = await Listeners.join(LISTENERS, connect)
    bench.atEnd(() => listeners.close())
    expect(await statsAt(first)).toMatchObject({ sockets: LISTENERS })
    await startTrackerProcess(bench, settings, second)
    const [back, newcomers] = [listeners.comeBack(), listeners.newcomers(old.ended)]
    old.signal('SIGTERM')
    expect(new Set(await back)).toEqual(new Set([1012]))
    expect(await newcomers).toBeGreaterThan(5)
    expect(await old.ended).toBe(0)
    await expect.poll(() => statsAt(second)).toMatchObject({ sockets: LISTENERS, memberships: LISTENERS })
  })
})
