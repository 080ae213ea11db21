import { expect, test } from 'vitest'
import type { PeerFlow, SessionSnapshot } from '../peer/types.ts'
import { flowFigures, flowLine, flowSum, pictureSummary, unseen } from './swarm-words.ts'

const flow: PeerFlow = {
  id: '7',
  receivedBytes: 3_000_000,
  givenBytes: 1_000_000,
  receiveBytesPerSecond: 125_000,
  giveBytesPerSecond: 0,
  has: 0.8,
  kind: 'listener',
}
const session: SessionSnapshot = {
  mode: 'stream',
  sharing: 'on',
  tracker: 'connected',
  peers: 1,
  flows: [flow],
  meter: { fromPeersBytes: 3e6, fromOriginBytes: 1e6, fromCacheBytes: 0, givenBytes: 1e6 },
  pieces: new Uint8Array(0),
  lengthBytes: 8e6,
}

test('each listener has a line, under the name it has in the picture', () => {
  const { kind: _, ...unknown } = flow
  expect([flow, { ...flow, id: '8', has: 1, kind: 'seeder' } as const, unknown].map(flowLine)).toEqual([
    'Listener 7 gave you 3.0 MB, took 1.0 MB, and has 80% of the episode.',
    'Listener 8 gave you 3.0 MB, took 1.0 MB, and has the whole episode.',
    'Listener 7 gave you 3.0 MB and took 1.0 MB.',
  ])
})

test('figures beside a listener say what comes and goes, and nothing while it rests', () => {
  expect(flowFigures(125_000, 62_500)).toBe('↓\u20091  ↑\u20090.5')
  expect(flowFigures(0, 100)).toBe('↑\u20090.1')
  expect(flowFigures(0, 0)).toBe('')
})

test('the picture in words: who is there, and how much is here from where', () => {
  expect(pictureSummary(session)).toBe(
    'Connected to 1 listener. 50% of the episode is here: 3.0 MB from listeners, 1.0 MB from the host, 0 MB from this browser.',
  )
  expect(pictureSummary({ ...session, mode: 'plain', plainReason: 'no-torrent' })).toMatch(/straight from the host/)
})

test('who is not in the picture is counted, and all flows are added up', () => {
  expect(unseen(new Array(30).fill(flow))).toBe(6)
  expect(flowSum([flow, flow])).toEqual({ incoming: 250_000, outgoing: 0 })
})
