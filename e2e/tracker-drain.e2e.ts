/** A tracker is replaced while people listen: everybody is back in the swarm in no time, and nobody hears of it. */
import { parseInfoHash } from '../src/shared/ids.ts'
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'
import { countStalls } from './support/listened.ts'
import { joinPlayers } from './support/signalling-players.ts'

const { audio, long } = EPISODES
const PLAYERS = 20
const RESTARTS = 1012

test('a tracker that is replaced has its players back within 3 s; sound and connections stay', async ({
  stage,
  listen,
}) => {
  const giver = await listen('A', { consent: 'yes' })
  await giver.choose(audio)
  await giver.play()
  await giver.setRate(16)
  await giver.holdsAll(60_000)
  const taker = await listen('B', { consent: 'yes' })
  await taker.choose(audio)
  const stalls = await countStalls(taker)
  await taker.play()
  await taker.reaches(0.5)
  await expect.poll(() => taker.peers()).toBe(1)

  // Neither is what the page opens by itself.
  const otherSwarm = parseInfoHash(long.infoHash(stage))
  if (otherSwarm === undefined) throw new Error('the episode has no info hash')
  const players = await joinPlayers(stage.tracker.url, [otherSwarm], PLAYERS, 10_000)
  try {
    const socketsBefore = await Promise.all([giver, taker].map((one) => one.connections()))
    const position = await taker.position()
    await stage.tracker.replace()
    // The last was told to come over when the old one went.
    await expect.poll(() => [players.inSwarms, stage.tracker.stats().sockets]).toEqual([PLAYERS, PLAYERS + 2])
    expect(players.closeCodes).toEqual(Array.from({ length: PLAYERS }, () => RESTARTS))
    expect(players.absencesMs).toHaveLength(PLAYERS)
    expect(players.absencesMs[PLAYERS - 1]).toBeLessThan(3_000)
    await taker.reaches(position + 5)
    const socketsAfter = await Promise.all([giver, taker].map((one) => one.connections()))
    expect(socketsAfter.map(({ sockets }) => sockets)).toEqual(socketsBefore.map(({ sockets }) => sockets + 1))
    expect(socketsAfter.map(({ peerConnections }) => peerConnections)).toEqual(
      socketsBefore.map(({ peerConnections }) => peerConnections),
    )
    expect(await taker.peers()).toBe(1)
    expect(await stalls()).toBe(0)
  } finally {
    players.leave()
  }
})
