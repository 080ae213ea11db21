import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type InfoHash, type PeerId, pieceIndex } from '../../shared/ids.ts'
import type { Leased, TakenPieces } from '../../shared/wire/tracker.ts'
import { TrackerLeaseDesk } from './lease-desk.ts'
import { VirtualClock } from './testing/virtual-clock.ts'

const [SELF, OTHER] = ['aa'.repeat(20) as PeerId, 'bb'.repeat(20) as PeerId]
const at = (...indices: number[]) => indices.map(pieceIndex)

/** A desk at a tracker that leases for 8 s. `sent` is `[ms, pieces, have]`. */
function open() {
  const clock = new VirtualClock()
  clock.advance(1_000_000)
  const began = clock.now()
  const line = { open: true }
  const sent: [number, readonly number[], readonly number[]][] = []
  const told = { changes: 0, named: [] as PeerId[] }
  const desk = new TrackerLeaseDesk({
    clock,
    selfId: SELF,
    send: (pieces, have) => {
      if (line.open) sent.push([clock.now() - began, pieces, have])
      return line.open
    },
    changed: () => {
      told.changes += 1
    },
    named: (peers) => void told.named.push(...peers),
  })
  const answer = (granted: number[], taken: TakenPieces[] = []) =>
    desk.answered({ type: 'leased', infoHash: 'cc'.repeat(20) as InfoHash, seconds: 8, granted: at(...granted), taken })
  return { clock, line, sent, told, desk, answer }
}

function opened() {
  const all = open()
  all.desk.acknowledged(8)
  return all
}

test('before a tracker has said that it knows leases there are none', () => {
  const { desk, sent, clock } = open()
  expect(desk.available).toBe(false)
  desk.request(at(1))
  desk.verified(pieceIndex(1))
  clock.advance(60_000)
  expect(sent).toEqual([])
  desk.acknowledged(undefined)
  expect(desk.available).toBe(false)
  desk.acknowledged(8)
  expect(desk.available).toBe(true)
})

test('asked, then mine until the lease runs out, or taken until the word is stale', () => {
  const { desk, sent, clock, answer, told } = opened()
  desk.request(at(1, 2))
  expect(sent).toEqual([[0, [1, 2], []]])
  expect(desk.state(pieceIndex(1))).toBe('asked')
  clock.advance(50)
  answer([1], [{ peerId: OTHER, fetching: at(2), held: [] }])
  expect([desk.state(pieceIndex(1)), desk.state(pieceIndex(2)), desk.state(pieceIndex(3))]).toEqual([
    'mine',
    'taken',
    'unknown',
  ])
  expect(told.named).toEqual([OTHER])
  clock.advance(7_999)
  expect(desk.state(pieceIndex(1))).toBe('mine')
  const before = told.changes
  clock.advance(1)
  expect([desk.state(pieceIndex(1)), desk.state(pieceIndex(2))]).toEqual(['unknown', 'unknown'])
  expect(told.changes).toBe(before + 1)
})

test('asking again costs nothing while it is asked, mine or taken; new pieces go at most ten times a second', () => {
  const { desk, sent, clock, answer } = opened()
  desk.request(at(1))
  desk.request(at(1, 2))
  desk.request(at(2, 3))
  clock.advance(99)
  expect(sent).toHaveLength(1)
  clock.advance(1)
  expect(sent).toEqual([
    [0, [1], []],
    [100, [2, 3], []],
  ])
  answer([1])
  answer([], [{ peerId: OTHER, fetching: [], held: at(2, 3) }])
  desk.request(at(1, 2, 3))
  clock.advance(5_000)
  expect(sent).toHaveLength(2)
})

test('what is neither granted nor taken is left alone for half a lease', () => {
  const { desk, sent, clock, answer } = opened()
  desk.request(at(1, 2))
  answer([1])
  expect(desk.state(pieceIndex(2))).toBe('unknown')
  desk.request(at(2))
  clock.advance(3_900)
  expect(sent).toHaveLength(1)
  clock.advance(100)
  desk.request(at(2))
  expect(sent).toHaveLength(2)
})

test('a leased piece that was verified is told within 250 ms, others with the next message or within 5 s', () => {
  const { desk, sent, clock, answer } = opened()
  desk.request(at(1))
  answer([1])
  desk.verified(pieceIndex(7))
  desk.verified(pieceIndex(1))
  desk.verified(pieceIndex(1))
  clock.advance(250)
  expect(sent.slice(1)).toEqual([[250, [], [7, 1]]])
  expect(desk.state(pieceIndex(1))).toBe('unknown')
  desk.verified(pieceIndex(8))
  clock.advance(4_999)
  expect(sent).toHaveLength(2)
  clock.advance(1)
  expect(sent[2]).toEqual([5_250, [], [8]])
  desk.verified(pieceIndex(9))
  desk.request(at(10))
  expect(sent[3]).toEqual([5_250, [10], [9]])
})

test('two thousand pieces at once are told in messages of 64', () => {
  const { desk, sent, clock } = opened()
  for (let i = 0; i < 2000; i++) desk.verified(pieceIndex(i))
  clock.advance(60_000)
  expect(sent.flatMap(([, , have]) => have)).toEqual([...Array(2000).keys()])
  for (const [, , have] of sent) expect(have.length).toBeLessThanOrEqual(64)
})

test('a tracker that does not answer within a second counts as having no leases, longer each time', () => {
  const { desk, clock, told, answer } = opened()
  desk.request(at(1))
  clock.advance(999)
  expect(desk.state(pieceIndex(1))).toBe('asked')
  clock.advance(1)
  expect(desk.available).toBe(false)
  expect(desk.state(pieceIndex(1))).toBe('unknown')
  expect(told.changes).toBe(2)
  clock.advance(5_000)
  expect(desk.available).toBe(true)
  desk.request(at(1))
  clock.advance(1_000 + 9_999)
  expect(desk.available).toBe(false)
  clock.advance(1)
  expect(desk.available).toBe(true)
  // One that answers in time is trusted again.
  desk.request(at(1))
  answer([1])
  desk.request(at(2))
  clock.advance(100 + 1_000 + 5_000)
  expect(desk.available).toBe(true)
})

test('an answer that comes too late still counts for what it grants', () => {
  const { desk, clock, answer } = opened()
  desk.request(at(1))
  clock.advance(1_500)
  answer([1])
  expect(desk.state(pieceIndex(1))).toBe('mine')
})

test('a lost line is the end of what was leased over it', () => {
  const { desk, clock, answer, line } = opened()
  desk.request(at(1))
  answer([1])
  line.open = false
  desk.lost()
  expect([desk.available, desk.state(pieceIndex(1))]).toEqual([false, 'unknown'])
  line.open = true
  desk.acknowledged(8)
  expect(desk.available).toBe(true)
  desk.dispose()
  expect(clock.waiting).toBe(0)
})

test('whatever the tracker says, no word outlives a lease, nothing is sent twice a tick and no timer stays behind', () => {
  const step = fc.record({
    op: fc.constantFrom('request', 'request', 'verified', 'answer', 'lost', 'acknowledged', 'refused'),
    pieces: fc.uniqueArray(fc.nat({ max: 80 }).map(pieceIndex), { maxLength: 70 }),
    others: fc.uniqueArray(fc.nat({ max: 80 }).map(pieceIndex), { maxLength: 10 }),
    from: fc.constantFrom(SELF, OTHER),
    waitMs: fc.constantFrom(0, 10, 100, 999, 9_000),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { desk, clock, sent } = opened()
      for (const { op, pieces, others, from, waitMs } of steps) {
        clock.advance(waitMs)
        if (op === 'request') desk.request(pieces)
        else if (op === 'verified') for (const piece of pieces) desk.verified(piece)
        else if (op === 'lost') desk.lost()
        else if (op === 'acknowledged') desk.acknowledged(8)
        else if (op === 'refused') desk.refused()
        else {
          const taken = [{ peerId: from, fetching: others, held: [] }]
          desk.answered({ type: 'leased', infoHash: '' as InfoHash, seconds: 8, granted: pieces, taken } as Leased)
        }
      }
      for (const [, pieces, have] of sent) {
        expect(pieces.length).toBeLessThanOrEqual(64)
        expect(have.length).toBeLessThanOrEqual(64)
      }
      const asking = sent.filter(([, pieces]) => pieces.length > 0).map(([ms]) => ms)
      for (const [i, ms] of asking.entries()) if (i > 0) expect(ms - (asking[i - 1] ?? 0)).toBeGreaterThanOrEqual(100)
      clock.advance(70_000)
      for (let i = 0; i <= 80; i++) expect(desk.state(pieceIndex(i))).toBe('unknown')
      desk.dispose()
      expect(clock.waiting).toBe(0)
    }),
  )
})
