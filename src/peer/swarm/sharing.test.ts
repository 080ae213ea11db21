/** How many connections the swarms of a tab take together; trackers, connections and wires are stand-ins. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PeerId } from '../../shared/ids.ts'
import type { ClientMessage, OfferId, TrackerMessage } from '../../shared/wire/tracker.ts'
import { MAX_PEERS, MAX_TAB_PEERS } from '../signal/offer-budget.ts'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import type { LineMember, TrackerLine } from '../signal/ws-tracker-line.ts'
import { MemoryPieceStore } from '../store/memory-piece-store.ts'
import { testMedia } from '../store/node-test-torrent.ts'
import { VerifiedPieces } from '../store/verified-store.ts'
import { sha1 } from '../webcrypto-hash.ts'
import { SharedEpisode } from './sharing.ts'
import type { Swarm, SwarmHost } from './swarm.ts'

const made: string[] = vi.hoisted(() => [])
vi.mock('../signal/simple-peer-attempt.ts', () => ({
  warmUp: () => {},
  Attempt: class {
    constructor({ to }: { to: string }) {
      made.push(to)
    }
    accept() {}
    end() {}
  },
}))

const id = (byte: number) => byte.toString(16).padStart(2, '0').repeat(20) as PeerId
const shared: SharedEpisode[] = []

beforeEach(() => void made.splice(0))
afterEach(() => {
  vi.restoreAllMocks()
  for (const one of shared.splice(0)) one.dispose()
})

/** An episode of a tab whose other swarms have so many connections. */
async function share({ others = 0, own = 0, isWanted = false }) {
  const { torrent } = await testMedia('a.mp3')
  const store = new MemoryPieceStore({ budgetBytes: () => 10_000, now: () => 1 })
  const pieces = await VerifiedPieces.open({ torrent, store, sha1 })
  const sent: ClientMessage[] = []
  let member: LineMember | undefined
  let host: SwarmHost | undefined
  const line = {
    url: 'wss://tracker.example/',
    status: 'connected',
    secretOf: () => undefined,
    join: (joining: LineMember) => {
      member = joining
      return () => {}
    },
    send: (message: ClientMessage) => sent.push(message),
  } as unknown as TrackerLine
  const peers = Array.from({ length: own }, (_, i) => ({ id: id(i + 100) }))
  const swarm = { peers: () => peers, shutsOut: () => false, destroy: () => {} } as unknown as Swarm
  const left = vi.fn()
  const withdrawn = vi.fn()
  const episode = new SharedEpisode(
    { peerId: id(1), iceServers: [], network: () => ({}), clock: new VirtualClock(), rng: () => 0.5 },
    [line],
    {
      torrent,
      pieces,
      trackers: [],
      isWanted: () => isWanted,
      listener: { pieceArrived: async () => {}, peersChanged: () => {}, given: () => {}, withdrawn },
    },
    {
      join: (joining) => {
        host = joining
        return swarm
      },
      connections: () => others + own,
      left,
    },
  )
  shared.push(episode)
  host?.peersChanged()
  member?.opened()
  const hear = (message: object) => member?.received({ infoHash: torrent.infoHash, ...message } as TrackerMessage)
  hear({ type: 'offer', peerId: id(9), offerId: '0a'.repeat(20) as OfferId, sdp: 'v=0', directed: true })
  const [announce] = sent.filter((message) => message.type === 'announce')
  return {
    episode,
    left,
    hear,
    withdrawn,
    asksFor: announce?.want,
    refused: sent.some(({ type }) => type === 'refusal'),
  }
}

test('an episode that is only offered takes nobody more, and looks for nobody, where the tab has enough connections', async () => {
  expect(await share({ others: MAX_TAB_PEERS })).toMatchObject({ refused: true, asksFor: 0 })
  expect(made).toEqual([])
  expect(await share({ others: MAX_TAB_PEERS - 1 })).toMatchObject({ refused: false, asksFor: 6 })
  expect(made).toEqual([id(9)])
})

test('one that somebody hears or keeps takes them all the same, up to its own places', async () => {
  expect(await share({ others: MAX_TAB_PEERS, isWanted: true })).toMatchObject({ refused: false, asksFor: 6 })
  expect(await share({ others: 0, own: MAX_PEERS, isWanted: true })).toMatchObject({ refused: true, asksFor: 0 })
})

test('an episode that is left counts no more', async () => {
  const { episode, left } = await share({})
  episode.dispose()
  episode.dispose()
  expect(left).toHaveBeenCalledTimes(1)
})

test('a tracker that says the file is withdrawn is named to whoever shares it', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { hear, withdrawn } = await share({})
  hear({ type: 'failure', action: 'announce', reason: 'the publisher took it back', code: 'withdrawn' })
  expect(withdrawn.mock.calls).toEqual([['wss://tracker.example/']])
})
