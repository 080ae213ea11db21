/** A queue of uploads on a virtual clock: what goes out, in which order, how fast. */
import { expect, test } from 'vitest'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import { BURST_BYTES, LONGEST_WAIT_MS, UploadQueue } from './upload-queue.ts'
import { LEAST_CHARGE_BYTES, type Upload } from './upload-turn.ts'

const BLOCK = 16_384
const RATE = BLOCK * 8

function setUp() {
  const clock = new VirtualClock()
  const queue = new UploadQueue(clock)
  queue.setLimits({ allowed: true, bytesPerSecond: RATE })
  const sent: string[] = []
  const refused: string[] = []
  const block = (name: string, more: Partial<Upload> = {}): Upload => ({
    peer: more.peer ?? sent,
    dueAtMs: clock.now() + 1_000,
    copies: 0,
    piece: 0,
    pieceBytes: BLOCK,
    offset: 0,
    length: BLOCK,
    patient: false,
    ready: () => true,
    send: () => sent.push(name),
    refuse: () => refused.push(name),
    ...more,
  })
  const useUpBurst = (): void => {
    for (let bytes = 0; bytes < BURST_BYTES; bytes += BLOCK) queue.add(block('burst'))
    sent.splice(0)
  }
  return { clock, queue, sent, refused, block, useUpBurst }
}

test('a burst goes out at once, then no more than the cap', () => {
  const { clock, queue, sent, block, useUpBurst } = setUp()
  useUpBurst()
  for (let i = 0; i < 8; i++) queue.add(block(`${i}`, { piece: i }))
  expect(sent).toEqual([])
  clock.advance(500)
  expect(sent).toEqual(['0', '1', '2', '3'])
})

test('who needs it first is served first, whoever asked first', () => {
  const { clock, queue, sent, block, useUpBurst } = setUp()
  useUpBurst()
  queue.add(block('later', { piece: 1, dueAtMs: 9_000 }))
  queue.add(block('sooner', { piece: 2, dueAtMs: 300 }))
  clock.advance(1_000)
  expect(sent).toEqual(['sooner', 'later'])
})

test('what was given before comes after what was not, but not for ever', () => {
  const { clock, queue, sent, block, useUpBurst } = setUp()
  useUpBurst()
  queue.add(block('third copy', { piece: 1, copies: 2 }))
  queue.add(block('first copy', { piece: 2 }))
  queue.add(block('first copy, needed much later', { piece: 3, dueAtMs: 20_000 }))
  clock.advance(1_000)
  expect(sent).toEqual(['first copy', 'third copy', 'first copy, needed much later'])
})

test('a piece that was begun is finished before a more urgent one', () => {
  const { clock, queue, sent, block, useUpBurst } = setUp()
  useUpBurst()
  for (const i of [0, 1]) queue.add(block(`a${i}`, { piece: 1, offset: i * BLOCK, pieceBytes: 2 * BLOCK }))
  clock.advance(130)
  expect(sent).toEqual(['a0'])
  queue.add(block('urgent', { piece: 2, dueAtMs: 0, peer: [] }))
  clock.advance(1_000)
  expect(sent).toEqual(['a0', 'a1', 'urgent'])
})

test('what would wait too long is refused at once, unless its peer knows no refusals', () => {
  const { queue, block, useUpBurst } = setUp()
  useUpBurst()
  const room = Math.floor((LONGEST_WAIT_MS / 1000) * 8) + 1
  for (let i = 0; i < room; i++) expect(queue.add(block(`${i}`, { piece: i }))).toBe(true)
  expect(queue.add(block('too late', { piece: 99 }))).toBe(false)
  expect(queue.add(block('stock', { piece: 98, patient: true }))).toBe(true)
})

test('those whom the urgent push too far back are refused after all', () => {
  const { queue, refused, block, useUpBurst } = setUp()
  useUpBurst()
  for (let i = 0; i < 13; i++) queue.add(block(`calm ${i}`, { piece: i, dueAtMs: 60_000 }))
  for (let i = 0; i < 13; i++) queue.add(block(`urgent ${i}`, { piece: 100 + i, dueAtMs: 0 }))
  expect(refused).toContain('calm 12')
  expect(refused.some((name) => name.startsWith('urgent'))).toBe(false)
})

test('a pause holds everything back and loses nothing; what is cancelled or whose peer left does not go out', () => {
  const { clock, queue, sent, block, useUpBurst } = setUp()
  useUpBurst()
  const [a, b] = [{}, {}]
  queue.add(block('a', { peer: a, piece: 1 }))
  queue.add(block('b', { peer: b, piece: 2 }))
  queue.add(block('c', { piece: 3 }))
  queue.setLimits({ allowed: false, bytesPerSecond: RATE })
  clock.advance(5_000)
  expect(sent).toEqual([])
  queue.leave(a)
  queue.cancel(b, 2, 0)
  queue.setLimits({ allowed: true, bytesPerSecond: RATE })
  clock.advance(1_000)
  expect(sent).toEqual(['c'])
})

test('a clogged data channel is passed over until it has room', () => {
  const { clock, queue, sent, block } = setUp()
  let room = false
  queue.add(block('clogged', { piece: 1, ready: () => room }))
  queue.add(block('free', { piece: 2 }))
  expect(sent).toEqual(['free'])
  room = true
  clock.advance(100)
  expect(sent).toEqual(['free', 'clogged'])
})

test('a clogged peer, however urgent, does not make others wait or be refused', () => {
  const { clock, queue, sent, refused, block, useUpBurst } = setUp()
  useUpBurst()
  for (let i = 0; i < 100; i++) {
    queue.add(block('clogged', { piece: i, dueAtMs: 0, patient: true, peer: refused, ready: () => false }))
  }
  expect(queue.add(block('free', { piece: 500 }))).toBe(true)
  // One more of them goes before it: neither is pushed back by it.
  queue.add(block('clogged', { piece: 501, dueAtMs: 0, patient: true, peer: refused, ready: () => false }))
  expect(refused).toEqual([])
  clock.advance(200)
  expect(sent).toEqual(['free'])
})

test('the smallest requests cost what reading them costs', () => {
  const { queue, sent, block } = setUp()
  for (let i = 0; i < 1_000; i++) queue.add(block(`${i}`, { offset: i, length: 1, patient: true }))
  expect(sent).toHaveLength(BURST_BYTES / LEAST_CHARGE_BYTES)
})

test('what goes out past the queue makes it wait', () => {
  const { clock, queue, sent, block, useUpBurst } = setUp()
  useUpBurst()
  queue.charge(4 * BLOCK)
  queue.add(block('a', { piece: 1 }))
  clock.advance(500)
  expect(sent).toEqual([])
  clock.advance(200)
  expect(sent).toEqual(['a'])
})

test('one more request costs once through the queue, not once for each that waits', () => {
  const { queue, block, useUpBurst } = setUp()
  useUpBurst()
  let reads = 0
  const counted = (piece: number, dueAtMs: number): Upload =>
    Object.defineProperty(block('stock', { piece, dueAtMs, patient: true }), 'length', {
      get: () => {
        reads += 1
        return BLOCK
      },
    })
  for (let i = 1; i < 256; i++) queue.add(counted(i, 60_000))
  reads = 0
  queue.add(counted(256, 0))
  expect(reads).toBeLessThan(3 * 256)
})

/** Blocks `from` to `to` of a piece of `of` blocks. @returns what the queue said to each. */
function addBlocks(
  { queue, block }: ReturnType<typeof setUp>,
  name: string,
  { from = 0, to, of = to, ...more }: { from?: number; to: number; of?: number } & Partial<Upload>,
): boolean[] {
  return Array.from({ length: to - from }, (_, i) =>
    queue.add(block(`${name}${from + i}`, { ...more, offset: (from + i) * BLOCK, pieceBytes: of * BLOCK })),
  )
}

test('whether a piece is taken on is decided at its first block; none of it is refused later', () => {
  const set = setUp()
  const { clock, sent, refused, useUpBurst } = set
  useUpBurst()
  // Eight seconds' work.
  expect(addBlocks(set, 'large ', { to: 64, piece: 1, peer: {} })).not.toContain(false)
  clock.advance(200)
  expect(addBlocks(set, 'urgent ', { to: 4, piece: 2, dueAtMs: 0, peer: {} })).toEqual([false, false, false, false])
  clock.advance(8_000)
  expect(sent).toHaveLength(64)
  expect(refused).toEqual([])
})

test('a piece that others push too far back is refused as a whole, unless it was begun', () => {
  const set = setUp()
  const { clock, sent, refused, useUpBurst } = set
  useUpBurst()
  addBlocks(set, 'begun ', { to: 4, piece: 1, peer: {}, dueAtMs: 60_000 })
  clock.advance(130)
  expect(sent).toEqual(['begun 0'])
  addBlocks(set, 'calm ', { to: 4, piece: 2, peer: {}, dueAtMs: 60_000 })
  addBlocks(set, 'urgent ', { to: 40, piece: 3, peer: {}, dueAtMs: 0 })
  expect(refused).toEqual(['calm 0', 'calm 1', 'calm 2', 'calm 3'])
  clock.advance(10_000)
  expect(sent).toHaveLength(44)
})

test('others are told how long a stock client’s piece takes, of which it asks for a little at a time', () => {
  const set = setUp()
  const { clock, queue, sent, block, useUpBurst } = set
  useUpBurst()
  const stock = { peer: {}, piece: 1, of: 64, patient: true }
  addBlocks(set, 'stock ', { ...stock, to: 2 })
  for (let next = 2; next < 60; next++) {
    clock.advance(125)
    addBlocks(set, 'stock ', { ...stock, from: next, to: next + 1 })
    const isTaken = queue.add(block('ours', { piece: 2, dueAtMs: 0, peer: {} }))
    // Once it takes no longer than what is promised, it is promised.
    expect(isTaken).toBe(64 - sent.length <= (LONGEST_WAIT_MS / 1000) * 8)
    if (isTaken) break
  }
  addBlocks(set, 'stock ', { ...stock, from: 58, to: 64 })
  clock.advance(LONGEST_WAIT_MS + 125)
  expect(sent).toContain('ours')
})

test('who asks for one piece again and again has its turn once, then stands in line', () => {
  const set = setUp()
  const { clock, sent, useUpBurst } = set
  useUpBurst()
  const greedy = { peer: {}, piece: 1, of: 4, patient: true }
  let asked = 0
  const again = (): void => {
    addBlocks(set, 'greedy ', { ...greedy, from: asked % 4, to: (asked % 4) + 1, dueAtMs: clock.now() + 5_000 })
    asked += 1
  }
  for (let i = 0; i < 4; i++) again()
  clock.advance(130)
  addBlocks(set, 'ours ', { to: 4, piece: 2, peer: {} })
  for (let i = 0; i < 8; i++) {
    again()
    clock.advance(125)
  }
  expect(sent.filter((name) => name.startsWith('ours'))).toHaveLength(4)
  expect(sent.indexOf('ours 0')).toBe(4)
})

test('a piece that was taken back is decided anew when it is asked for again', () => {
  const set = setUp()
  const { clock, queue, sent, useUpBurst } = set
  useUpBurst()
  const [a, b] = [{}, {}]
  addBlocks(set, 'a', { to: 4, piece: 1, peer: a })
  clock.advance(130)
  for (const i of [1, 2, 3]) queue.cancel(a, 1, i * BLOCK)
  addBlocks(set, 'b', { to: 40, piece: 2, peer: b, dueAtMs: 0 })
  expect(addBlocks(set, 'a', { to: 4, piece: 1, peer: a })).toEqual([false, false, false, false])
  clock.advance(10_000)
  expect(sent).toHaveLength(41)
})
