/**
 * Listeners behind routers of their own, as at home: what STUN and TURN change, and that nobody's sound depends on it.
 *
 * Needs Linux, root and network namespaces; everything runs inside of them. Bytes are counted at the origin.
 */
import { test as base, expect } from 'playwright/test'
import type { IceServer } from '../../src/shared/wire/tracker.ts'
import { EPISODES } from '../support/episodes.ts'
import { INTERNET_PORTS, TURN_LOGIN } from '../support/internet-servers.ts'
import { candidateTypes, countStalls, publicPorts } from '../support/listened.ts'
import type { Listener } from '../support/listener.ts'
import { INTERNET_ADDRESS, type NatKind, whyNoNamespaces } from '../support/nat-network.ts'
import { type NatStage, openNatStage } from '../support/nat-stage.ts'
import { whyNoProgram } from '../support/programs.ts'

const { long } = EPISODES
const STUN_URLS = INTERNET_PORTS.stun.map((port) => `stun:${INTERNET_ADDRESS}:${port}`)
const STUN: IceServer = { urls: STUN_URLS[0] ?? '' }
const TURN: IceServer = { urls: `turn:${INTERNET_ADDRESS}:${INTERNET_PORTS.turn}`, ...TURN_LOGIN }

interface Homes {
  readonly a: Listener
  readonly b: Listener
}

interface NatFixtures {
  /** Sets the network up, then opens one listener in each home; closed after the test. */
  readonly open: (kind: NatKind, iceServers: readonly IceServer[]) => Promise<Homes>
}

const test = base.extend<NatFixtures, { nat: NatStage }>({
  nat: [
    async ({ launchOptions }, use) => {
      const stage = await openNatStage(launchOptions)
      await use(stage)
      await stage.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  open: async ({ nat }, use) => {
    const listeners: Listener[] = []
    await use(async (kind, iceServers) => {
      nat.network.become(kind)
      await nat.internet.ask('begin', iceServers)
      const [a, b] = [await nat.listenAt('a', 'A'), await nat.listenAt('b', 'B')]
      listeners.push(a, b)
      return { a, b }
    })
    for (const listener of listeners) await listener.close()
  },
})

const noNamespaces = whyNoNamespaces()
test.skip(noNamespaces !== undefined, noNamespaces)

/** A is well ahead when B comes a little later. @returns how often B had to wait for bytes, when called */
async function oneAfterTheOther({ a, b }: Homes): Promise<() => Promise<number>> {
  await a.choose(long)
  await a.play()
  await a.reaches(1)
  await a.setRate(4)
  await a.reaches(40)
  await b.choose(long)
  const stalls = await countStalls(b)
  await b.play()
  await b.reaches(3)
  return stalls
}

/** B plays a minute of the episode in a quarter of one: longer than introductions are given to succeed. */
async function playsFromTheHost({ a, b }: Homes, stalls: () => Promise<number>, nat: NatStage): Promise<void> {
  await b.setRate(4)
  await b.reaches(75, 40_000)
  expect(await stalls()).toBe(0)
  // They were introduced, and tried.
  expect((await b.connections()).peerConnections).toBeGreaterThan(0)
  expect((await a.connections()).peerConnections).toBeGreaterThan(0)
  expect(await b.peers()).toBe(0)
  expect(await candidateTypes(b)).toEqual([])
  const { fromHost, fromPeers } = await b.meter()
  expect(fromPeers).toBe(0)
  expect(fromHost).toBeGreaterThan(0)
  expect(await nat.internet.ask('mediaBytes', 'B')).toBeGreaterThanOrEqual(fromHost)
}

test('with STUN, listeners behind separate routers connect, and the second gets at least half of its bytes from the first', async ({
  nat,
  open,
}) => {
  const homes = await open('endpoint-independent', [STUN])
  expect(await publicPorts(homes.b, STUN_URLS)).toHaveLength(1)
  await oneAfterTheOther(homes)
  const held = async (): Promise<number> => {
    const { fromHost, fromPeers } = await homes.b.meter()
    return fromHost + fromPeers
  }
  await expect.poll(held, { timeout: 60_000, message: 'B has heard, or holds, minutes' }).toBeGreaterThan(2_200_000)
  expect((await homes.b.meter()).fromPeers).toBeGreaterThanOrEqual(await nat.internet.ask('mediaBytes', 'B'))
  // Each reaches the other at its router's public address; `prflx` where its check came before word of that.
  const types = await candidateTypes(homes.b)
  expect(types.length).toBeGreaterThan(0)
  for (const type of types.flatMap(Object.values)) expect(['srflx', 'prflx']).toContain(type)
})

test('without STUN, listeners behind separate routers do not connect, and play from the host without a stall', async ({
  nat,
  open,
}) => {
  const homes = await open('endpoint-independent', [])
  await playsFromTheHost(homes, await oneAfterTheOther(homes), nat)
})

test('behind symmetric routers STUN does not help: listeners play from the host without a stall', async ({
  nat,
  open,
}) => {
  const homes = await open('symmetric', [STUN])
  // The routers are what they are said to be: two servers see two ports of one socket.
  expect(await publicPorts(homes.b, STUN_URLS)).toHaveLength(2)
  const before = await nat.internet.ask('stunAnswered')
  await playsFromTheHost(homes, await oneAfterTheOther(homes), nat)
  expect(await nat.internet.ask('stunAnswered')).toBeGreaterThan(before)
})

test('behind symmetric routers, with TURN configured, listeners connect through it and share', async ({
  nat,
  open,
}) => {
  const noTurn = whyNoProgram('turnserver')
  test.skip(noTurn !== undefined, noTurn)
  await nat.internet.ask('startTurn')
  const homes = await open('symmetric', [STUN, TURN])
  const stalls = await oneAfterTheOther(homes)
  const fromA = async (): Promise<number> => (await homes.b.meter()).fromPeers
  await expect.poll(fromA, { timeout: 60_000, message: 'B gets a megabyte from A' }).toBeGreaterThan(1_000_000)
  expect(await stalls()).toBe(0)
  // One side's relay is enough: the other reaches it from whatever port its router gives.
  const types = await candidateTypes(homes.b)
  expect(types.length).toBeGreaterThan(0)
  for (const type of types) expect(Object.values(type)).toContain('relay')
})
