import { expect, test } from 'vitest'
import type { PeerView } from '../plan.ts'
import { type KeepView, MAX_RUN_BYTES, planKeeping } from './keep-plan.ts'

const MIB = 1 << 20

function view(held: readonly number[], changes: Partial<KeepView> = {}): KeepView {
  return {
    pieceCount: 20,
    pieceLength: MIB,
    has: (piece) => held.includes(piece),
    peers: [],
    requests: [],
    peersStuck: false,
    originBusy: false,
    meeting: false,
    playerHungry: false,
    isOpenInPlayer: false,
    ...changes,
  }
}

function peer(id: string, held: readonly number[], changes: Partial<PeerView> = {}): PeerView {
  const has = (piece: number) => held.includes(piece)
  return { id, has, heldPieces: held.length, choking: false, rateBytesPerSecond: 0, latencyMs: 0, ...changes }
}

const asked = (plan: ReturnType<typeof planKeeping>) => plan.asks?.map(({ piece, peer }) => `${piece}${peer}`)

test('alone, the host is asked for one run of missing pieces after the other', () => {
  expect(planKeeping(view([])).run).toEqual({ first: 0, last: MAX_RUN_BYTES / MIB - 1 })
  expect(planKeeping(view([0, 1, 4])).run).toEqual({ first: 2, last: 3 })
  expect(planKeeping(view([], { originBusy: true })).run).toBeUndefined()
})

test('what a peer can give is asked of it, and not of the host', () => {
  const plan = planKeeping(view([], { peers: [peer('p', [0, 1, 2])] }))
  expect(asked(plan)).toEqual(['0p', '1p'])
  expect(plan.run?.first).toBe(3)
})

test('peers share the load, and what is under way stays with its peer', () => {
  const requests = [{ piece: 2, peer: 'p', receivedBytes: 5, silentMs: 0 }] as unknown as KeepView['requests']
  const peers = [peer('p', [0, 1, 2, 3]), peer('q', [0, 1, 2, 3])]
  expect(asked(planKeeping(view([], { peers, requests })))).toEqual(['2p', '0q', '1p', '3q'])
})

test('a peer that chokes, has declined or is stuck is not waited for', () => {
  expect(planKeeping(view([], { peers: [peer('p', [0], { choking: true })] })).run?.first).toBe(0)
  expect(planKeeping(view([], { peers: [peer('p', [0], { declined: () => true })] })).run?.first).toBe(0)
  expect(planKeeping(view([], { peers: [peer('p', [0])], peersStuck: true })).run?.first).toBe(0)
})

test('while peers are about to be met, or have not said yet what they hold, the host is not asked', () => {
  expect(planKeeping(view([], { meeting: true })).run).toBeUndefined()
  const silent = peer('p', [], { has: undefined })
  expect(planKeeping(view([], { peers: [silent] })).run).toBeUndefined()
})

test('while something that plays is short of data nothing is asked', () => {
  expect(planKeeping(view([], { playerHungry: true, peers: [peer('p', [0])] }))).toEqual({ asks: [], run: undefined })
})

test('what is open in a player is fetched from its end, and its engine speaks with the peers', () => {
  const plan = planKeeping(view([19], { isOpenInPlayer: true, peers: [peer('p', [17])] }))
  expect(plan).toEqual({ asks: undefined, run: { first: 18, last: 18 } })
})

test('where everything is held nothing is asked', () => {
  const all = Array.from({ length: 20 }, (_, i) => i)
  expect(planKeeping(view(all))).toEqual({ asks: [], run: undefined })
})
