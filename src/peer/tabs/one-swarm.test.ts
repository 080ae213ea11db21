import { expect, test } from 'vitest'
import { at } from '../store/test-episode.ts'
import { EPISODE, piece, settle, TestBrowser, type TestTab } from './node-test-browser.ts'

const asks = (...indices: number[]) => indices.map((index) => ({ piece: at(index), peer: 'tab:a' }))

/** Tab a holds the swarm, tab b plays the episode through it. */
async function twoTabs(): Promise<{ browser: TestBrowser; a: TestTab; b: TestTab }> {
  const browser = new TestBrowser()
  const a = await browser.open('a')
  a.swarm.join()
  await settle()
  const b = await browser.open('b')
  b.swarm.join()
  b.share()
  await browser.pass(1_000)
  return { browser, a, b }
}

test('the first tab holds the swarm; the second has none', async () => {
  const { a, b } = await twoTabs()
  expect([a.swarm.holding, b.swarm.holding]).toEqual([true, false])
  expect([a.sharers, b.sharers]).toEqual([1, 0])
  expect(a.events).toEqual(['opened for b'])
  expect(b.real).toBeUndefined()
})

test('the swarm is one peer to the second tab, who has what any peer has', async () => {
  const { b } = await twoTabs()
  const [peer, ...others] = b.link?.peers() ?? []
  expect(others).toEqual([])
  expect(peer?.id).toBe('tab:a')
  expect(peer?.has?.(at(9))).toBe(true)
  expect(b.link).toMatchObject({ peerCount: 1, swarmSize: 2, trackerStatus: 'connected', meeting: false })
})

test('what it asks for is asked of peers, and comes as theirs', async () => {
  const { browser, a, b } = await twoTabs()
  b.link?.ask(asks(3, 5))
  await settle()
  expect(a.real?.asks).toEqual([
    { piece: 3, peer: 'p' },
    { piece: 5, peer: 'p' },
  ])
  expect(b.link?.requests().map(({ piece }) => piece)).toEqual([3, 5])
  await browser.pass(500)
  await a.real?.send(3)
  await settle()
  expect(b.arrived).toEqual([3])
  expect(b.pieces.has(at(3))).toBe(true)
  expect(b.link?.requests()).toEqual([{ piece: 5, peer: 'tab:a', receivedBytes: 0, silentMs: 0 }])
  expect(b.link?.peers()[0]?.latencyMs).toBe(500)
})

test('what this browser held already is no gift of peers', async () => {
  const { a, b } = await twoTabs()
  await a.pieces.write(at(4), piece(4))
  b.link?.ask(asks(4))
  await settle()
  // It is held, and was so before the listener heard of it.
  expect(b.pieces.has(at(4))).toBe(true)
  expect(b.arrived).toEqual([])
  expect(a.real?.asks).toEqual([])
})

test('bytes that do not match their hash are not taken from a tab either', async () => {
  const { browser, b } = await twoTabs()
  const line = browser.ports(await browser.open('x'), true).openLine('grapevine-tab:b', () => {})
  const message = { kind: 'piece', piece: 2, bytes: piece(3), fromPeers: true }
  line.post({ from: 'a', to: 'b', infoHash: EPISODE.infoHash, message })
  await settle()
  expect(b.pieces.has(at(2))).toBe(false)
  line.post({ from: 'x', to: 'b', infoHash: EPISODE.infoHash, message: { ...message, bytes: piece(2) } })
  await settle()
  expect(b.pieces.has(at(2))).toBe(false)
})

test('a piece that a guest stored, and what it fetches, is told to peers', async () => {
  const { a, b } = await twoTabs()
  b.link?.fetching({ first: at(1), last: at(2) })
  await b.pieces.write(at(1), piece(1))
  b.link?.pieceVerified(at(1))
  await settle()
  expect(a.real?.told).toEqual(['fetching 1-2', 'have 1'])
  expect(await a.pieces.read(at(1))).toEqual(piece(1))
})

test('a holder that is closed hands over at once: the next one shares for real, and asks for what was wanted', async () => {
  const { browser, a, b } = await twoTabs()
  b.link?.ask(asks(6))
  await settle()
  browser.close(a)
  await settle()
  expect(b.swarm.holding).toBe(true)
  expect(b.link?.peers().map(({ id }) => id)).toEqual(['p'])
  await b.real?.send(6)
  expect(b.arrived).toEqual([6])
})

test('what came is not asked for again, when another tab wants something before the next plan', async () => {
  const { a, b } = await twoTabs()
  a.link?.ask([
    { piece: at(3), peer: 'p' },
    { piece: at(4), peer: 'p' },
  ])
  await a.real?.send(3)
  await settle()
  expect(a.pieces.has(at(3))).toBe(true)
  b.link?.ask(asks(8))
  await settle()
  expect(a.real?.asks.map(({ piece }) => piece)).toEqual([4, 8])
})

test('a third tab goes over to the new holder', async () => {
  const { browser, a, b } = await twoTabs()
  const c = await browser.open('c')
  c.swarm.join()
  c.share()
  await browser.pass(1_000)
  browser.close(a)
  await browser.pass(1_000)
  expect([b.swarm.holding, c.swarm.holding]).toEqual([true, false])
  c.link?.ask(asks(7))
  await settle()
  await b.real?.send(7)
  await settle()
  expect(c.arrived).toEqual([7])
})

test('each tab that wants an episode, and does not any more, is told apart', async () => {
  const { browser, a, b } = await twoTabs()
  const c = await browser.open('c')
  c.swarm.join()
  c.share()
  await browser.pass(1_000)
  c.link?.dispose()
  await browser.pass(1_000)
  expect(a.events).toEqual(['opened for b', 'opened for c', 'closed for c'])
  expect(b.link?.peers()).toHaveLength(1)
})

test('a new holder that must open the episode first is told again what is wanted', async () => {
  const { browser, a } = await twoTabs()
  const [c, d] = [await browser.open('c'), await browser.open('d')]
  // It holds the swarm of whatever it plays itself: something else.
  c.swarm.join()
  d.swarm.join()
  d.share()
  await browser.pass(1_000)
  d.link?.ask(asks(7))
  await settle()
  const b = [...browser.lines].find(({ tab }) => tab.id === 'b')?.tab
  if (b !== undefined) browser.close(b)
  let opened = (): void => {}
  c.opening = new Promise((resolve) => {
    opened = resolve
  })
  browser.close(a)
  await browser.pass(1_000)
  expect(c.swarm.holding).toBe(true)
  opened()
  await settle()
  await browser.pass(100)
  expect(c.real?.asks.map(({ piece }) => piece)).toContain(7)
})

test('a holder that hangs is superseded; when it wakes it lets go, and is not heard any more', async () => {
  const { browser, a, b } = await twoTabs()
  a.hang()
  await browser.pass(2_000)
  expect(b.swarm.holding).toBe(false)
  await browser.pass(2_000)
  expect(b.swarm.holding).toBe(true)
  expect(b.link?.peers().map(({ id }) => id)).toEqual(['p'])
  expect(a.real?.disposed).toBe(false)
  a.wake()
  await browser.pass(2_000)
  expect(a.real?.disposed).toBe(true)
  expect([a.swarm.holding, b.swarm.holding]).toEqual([false, true])
  // And the other way round.
  browser.close(b)
  await settle()
  expect(a.swarm.holding).toBe(true)
})

test('a machine that slept all night supersedes nobody', async () => {
  const { browser, a } = await twoTabs()
  browser.nowMs += 8 * 3_600_000
  await browser.pass(5_000)
  expect(a.swarm.holding).toBe(true)
})

test('with a tab that is gone goes what only it wanted', async () => {
  const { browser, a, b } = await twoTabs()
  expect(a.real?.disposed).toBe(false)
  browser.close(b)
  await settle()
  expect(a.events).toEqual(['opened for b', 'closed for b'])
  expect(a.real?.disposed).toBe(true)
})

test('sharing turned off where the swarm is held ends it there, and the other tab may hold it', async () => {
  const { browser, a, b } = await twoTabs()
  a.swarm.leave()
  await settle()
  expect(a.real?.disposed).toBe(true)
  expect([a.swarm.holding, b.swarm.holding]).toEqual([false, true])
  b.swarm.leave()
  await browser.pass(5_000)
  expect(b.real?.disposed).toBe(true)
  expect([...browser.lines].length).toBe(0)
})

test('the holder knows whether a tab that uses its swarm is seen or heard', async () => {
  const { browser, a, b } = await twoTabs()
  expect(a.swarm.guestsActive).toBe(true)
  b.active = false
  await browser.pass(1_000)
  expect(a.swarm.guestsActive).toBe(false)
})

test('without locks every tab is for itself', async () => {
  const browser = new TestBrowser()
  const a = await browser.open('a', { locks: false })
  const b = await browser.open('b', { locks: false })
  for (const tab of [a, b]) {
    tab.swarm.join()
    tab.share()
  }
  await settle()
  expect([a.real?.disposed, b.real?.disposed]).toEqual([false, false])
  a.swarm.leave()
  expect(a.real?.disposed).toBe(true)
})

test('what is given is shown in all tabs that have the episode open, and counted by the one it went through', async () => {
  const { a, b } = await twoTabs()
  a.real?.give(16_384)
  await settle()
  expect([a.given, b.given]).toEqual([16_384, 16_384])
  expect([a.givenHere, b.givenHere]).toEqual([16_384, 0])
  expect([a.gives, b.gives]).toEqual([true, false])
})

test('who gives what to whom is shown in a tab that uses the swarm, and when it has ceased', async () => {
  const { browser, a, b } = await twoTabs()
  const flow = { id: '1', receivedBytes: 5, givenBytes: 0, receiveBytesPerSecond: 9, giveBytesPerSecond: 0, has: 1 }
  if (a.real !== undefined) a.real.flowing = [flow]
  await a.real?.send(2)
  await browser.pass(1_000)
  expect(b.link?.flows()).toEqual([flow])
  if (a.real !== undefined) a.real.flowing = [{ ...flow, receiveBytesPerSecond: 0 }]
  await browser.pass(2_000)
  expect(b.link?.flows()).toEqual([{ ...flow, receiveBytesPerSecond: 0 }])
})

test('the tab that takes over counts what is given from then on', async () => {
  const { browser, a, b } = await twoTabs()
  browser.close(a)
  await browser.pass(1_000)
  expect(b.gives).toBe(true)
  b.real?.give(1_000)
  expect(b.givenHere).toBe(1_000)
})

test('a tab whose holder does not share the episode is alone with the host, until it does', async () => {
  const browser = new TestBrowser()
  const a = await browser.open('a')
  a.barred = true
  a.swarm.join()
  await settle()
  const b = await browser.open('b')
  b.swarm.join()
  b.share()
  await browser.pass(1_000)
  expect(b.link).toMatchObject({ meeting: false, peerCount: 0 })
  expect(b.link?.peers()).toEqual([])
  a.share()
  await browser.pass(1_000)
  expect(b.link).toMatchObject({ meeting: false, peerCount: 1 })
  a.link?.dispose()
  await browser.pass(1_000)
  expect(b.link?.peers()).toEqual([])
})

test('a tab that turns sharing off wants nothing more of the holder, and keeps it from no rest', async () => {
  const { browser, a, b } = await twoTabs()
  expect(a.swarm.guestsActive).toBe(true)
  b.link?.dispose()
  b.swarm.leave()
  await settle()
  expect(a.swarm.guestsActive).toBe(false)
  expect(a.events).toEqual(['opened for b', 'closed for b'])
  b.swarm.join()
  await browser.pass(1_000)
  expect(a.swarm.guestsActive).toBe(true)
})

test('what is withdrawn is so in every tab that plays it', async () => {
  const { browser, a, b } = await twoTabs()
  a.real?.withdrawn('wss://tracker.example')
  await browser.pass(100)
  expect(b.events).toContain('withdrawn at wss://tracker.example')
})
