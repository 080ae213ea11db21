/** What goes to and fro between peers, as it is shown. */
import { afterEach, expect, test, vi } from 'vitest'
import { FlowRate } from './flow-rate.ts'
import { askAll, connect, endAll, FILE, join, knows, listener, peerIdOf, TORRENT } from './node-test-swarm.ts'

afterEach(() => {
  vi.restoreAllMocks()
  endAll()
})

test('both ends show what went to and fro, and who holds everything; by numbers of their own, not by id', async () => {
  const [a, b] = [listener(1, 'all'), listener(2, 'nothing')]
  join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
  expect(b.swarm.flows()[0]).toMatchObject({ id: '1', receivedBytes: 0, has: 1, kind: 'seeder' })
  askAll(b, a.id)
  await expect.poll(() => b.arrived.size).toBe(TORRENT.pieceCount)
  expect(b.swarm.flows()).toMatchObject([{ id: '1', receivedBytes: FILE.length, givenBytes: 0 }])
  expect(a.swarm.flows()).toMatchObject([{ id: '1', receivedBytes: 0, givenBytes: FILE.length }])
  // It had nothing, and says piece by piece what it has got.
  await expect.poll(() => a.swarm.flows()[0]?.has).toBe(1)
})

test('false bytes are not counted as received', async () => {
  const liar = listener(
    1,
    'all',
    FILE.map((byte) => byte ^ 1),
  )
  const b = listener(2, 'nothing')
  join(liar, b)
  await expect.poll(knows(b, 0)).toBe(true)
  let most = 0
  askAll(b, liar.id)
  await expect
    .poll(() => {
      for (const { receivedBytes } of b.swarm.flows()) most = Math.max(most, receivedBytes)
      return b.bannedPeers.length
    })
    .toBe(1)
  expect(most).toBe(0)
})

test('nothing is worked out per block: only when somebody looks', async () => {
  const look = vi.spyOn(FlowRate.prototype, 'look')
  const [a, b] = [listener(1, 'all'), listener(2, 'nothing')]
  join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, a.id)
  await expect.poll(() => b.arrived.size).toBe(TORRENT.pieceCount)
  expect(look).not.toHaveBeenCalled()
  b.swarm.flows()
  expect(look).toHaveBeenCalledTimes(2)
})

test('who has not greeted is not shown, and who comes again is somebody new', async () => {
  const b = listener(2, 'nothing')
  b.swarm.addConnection(connect(peerIdOf(7), b.id)[1])
  expect(b.swarm.peers()).toHaveLength(1)
  expect(b.swarm.flows()).toEqual([])
  const a = listener(1, 'all')
  const [, atB] = join(a, b)
  await expect.poll(() => b.swarm.flows().map(({ id }) => id)).toEqual(['2'])
  atB.destroy()
  await expect.poll(() => a.swarm.peers()).toHaveLength(0)
  join(a, b)
  await expect.poll(() => b.swarm.flows().map(({ id }) => id)).toEqual(['3'])
})
