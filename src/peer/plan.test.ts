/**
 * Plans as drawings. Pieces are one second long (1,000 bytes at 1,000 bytes a second), so a column is a second.
 * held: `#`. play: `^` the piece being read, due now. Each peer's line: `#` what it holds.
 * Result: `O` asked from the origin, `p` asked from peers, `*` both, `.` nobody.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PieceIndex, pieceIndex } from '../shared/ids.ts'
import { FIRST_TURN_MS, LAST_TURN_MS } from './claims.ts'
import { ALONE_HORIZON_MS, MAX_ORIGIN_RUN_BYTES, type PieceRun, type PlanView, plan, START_WINDOW_MS } from './plan.ts'

interface Drawing {
  readonly held: string
  readonly play?: string
  readonly peers?: readonly string[]
  readonly choked?: boolean
  readonly rate?: number
  readonly dueMs?: number
  readonly swarm?: PlanView['swarm']
  readonly flying?: readonly PieceRun[]
  readonly originReady?: boolean
  readonly idle?: boolean
}

function draw(d: Drawing): PlanView {
  const at = d.play?.indexOf('^') ?? -1
  return {
    pieceCount: d.held.length,
    pieceLength: 1000,
    has: (piece) => d.held[piece] === '#',
    originInFlight: d.flying ?? [],
    originReady: d.originReady ?? true,
    cursors: at < 0 ? [] : [{ byte: at * 1000, dueMs: d.dueMs ?? 0 }],
    bytesPerSecond: 1000,
    idle: d.idle ?? false,
    swarm: d.swarm ?? (d.peers ? 'met' : 'off'),
    selfId: 'self',
    peers: (d.peers ?? []).map((line, i) => ({
      id: `peer${i}`,
      has: line.includes('?') ? undefined : (piece: PieceIndex) => line[piece] === '#',
      choking: d.choked ?? false,
      rateBytesPerSecond: d.rate ?? 1_000_000,
    })),
  }
}

function show(view: PlanView): string {
  const marks = Array.from({ length: view.pieceCount }, () => '.')
  for (const command of plan(view).commands) {
    if (command.kind === 'ask-peers')
      for (const piece of command.pieces) marks[piece] = marks[piece] === 'O' ? '*' : 'p'
    if (command.kind === 'fetch-origin')
      for (let i = command.first; i <= command.last; i++) marks[i] = marks[i] === 'p' ? '*' : 'O'
  }
  return marks.join('')
}

const run = (first: number, last: number): PieceRun => ({ first: pieceIndex(first), last: pieceIndex(last) })

test('alone, it streams in order from where the listener is', () => {
  expect(show(draw({ held: '##......', play: '  ^' }))).toBe('..OOOOOO')
})

test('alone, it buffers a minute ahead and no more', () => {
  const text = show(draw({ held: '.'.repeat(100), play: '^' }))
  expect(text.lastIndexOf('O')).toBe(ALONE_HORIZON_MS / 1000)
})

test('what is due now goes to the origin even when peers hold it', () => {
  expect(show(draw({ held: '........', play: '^', peers: ['########'] }))).toBe('*ppppppp')
})

test('with time in hand peers deliver and the origin is left alone', () => {
  expect(show(draw({ held: '........', play: '^', dueMs: 5000, peers: ['########'] }))).toBe('pppppppp')
})

test('a peer that is too slow for the deadlines is helped by the origin', () => {
  // 500 bytes a second: piece n arrives after 2n seconds, but is due after n.
  const text = show(draw({ held: '......', play: '^', dueMs: 3000, peers: ['######'], rate: 1 }))
  expect(text.startsWith('p')).toBe(true)
  expect(show(draw({ held: '......', play: '^', dueMs: 3000, peers: ['######'], choked: true }))).toBe('******')
})

test('an episode that was opened but not played costs what the media element asks for, nothing ahead', () => {
  expect(show(draw({ held: '##......', play: '  ^', idle: true }))).toBe('..O.....')
  expect(show(draw({ held: '##......', play: '  ^', idle: true, dueMs: 5000, peers: ['########'] }))).toBe('..p.....')
})

test('while introductions are under way only the start window is taken from the origin', () => {
  const text = show(draw({ held: '.'.repeat(40), play: '^', swarm: 'meeting' }))
  expect(text.lastIndexOf('O')).toBe(START_WINDOW_MS / 1000)
})

test('a neighbour whose bitfield has not arrived stops claims ahead, not the start window', () => {
  const text = show(draw({ held: '.'.repeat(40), play: '^', peers: ['?'.repeat(40)] }))
  expect(text.lastIndexOf('O')).toBe(START_WINDOW_MS / 1000)
})

test('what no neighbour holds is claimed ahead of need, a little at a time, once nothing is due', () => {
  const due = show(draw({ held: '.'.repeat(80), play: '^', peers: ['.'.repeat(80)] }))
  expect(due).toBe('O'.repeat(LAST_TURN_MS / 1000 + 1).padEnd(80, '.'))
  const ahead = show(
    draw({ held: '#'.repeat(14) + '.'.repeat(66), play: '^', peers: ['#'.repeat(14) + '.'.repeat(66)] }),
  )
  expect(ahead.indexOf('O')).toBeGreaterThanOrEqual(14)
  expect(ahead.lastIndexOf('O')).toBeLessThanOrEqual(FIRST_TURN_MS / 1000)
})

test('two neighbours in step claim different pieces first', () => {
  const view = draw({ held: '#'.repeat(14) + '.'.repeat(66), play: '^', peers: ['#'.repeat(14) + '.'.repeat(66)] })
  const other = { ...view, selfId: 'peer0', peers: view.peers.map((peer) => ({ ...peer, id: 'self' })) }
  const [mine, theirs] = [show(view), show(other)]
  for (let i = 0; i < 80; i++) expect(mine[i] === 'O' && theirs[i] === 'O').toBe(false)
})

test('the origin is left alone while it recovers, peers are still asked', () => {
  expect(show(draw({ held: '....', play: '^', peers: ['####'], originReady: false }))).toBe('pppp')
})

test('nothing is asked of peers when sharing is off', () => {
  expect(show(draw({ held: '....', play: '^', swarm: 'off' }))).toBe('OOOO')
})

test('without a reader nothing is asked at all', () => {
  expect(show(draw({ held: '....', peers: ['####'] }))).toBe('....')
})

test('a request in flight is not made again', () => {
  const view = draw({ held: '......', play: '^', flying: [run(0, 2)] })
  expect(show(view)).toBe('...OOO')
})

test('after a seek the request left behind is ended', () => {
  const view = draw({ held: '..........', play: '      ^', flying: [run(0, 3)] })
  expect(plan(view).commands).toContainEqual({ kind: 'abort-origin', first: 0, last: 3 })
})

test('one request takes at most a mebibyte', () => {
  const view: PlanView = { ...draw({ held: '.'.repeat(20), play: '^' }), pieceLength: 1 << 19, bytesPerSecond: 1 << 20 }
  for (const command of plan(view).commands)
    if (command.kind === 'fetch-origin')
      expect((command.last - command.first + 1) << 19).toBeLessThanOrEqual(MAX_ORIGIN_RUN_BYTES)
})

const drawing = fc.integer({ min: 1, max: 60 }).chain((n) => {
  const line = fc.array(fc.constantFrom('#', '.'), { minLength: n, maxLength: n }).map((chars) => chars.join(''))
  return fc.record({
    held: line,
    at: fc.integer({ min: 0, max: n - 1 }),
    peers: fc.array(line, { maxLength: 4 }),
    rate: fc.integer({ min: 0, max: 100_000 }),
    choked: fc.boolean(),
    dueMs: fc.integer({ min: 0, max: 30_000 }),
    flying: fc.option(
      fc.integer({ min: 0, max: n - 1 }).map((i) => run(i, i)),
      { nil: undefined },
    ),
  })
})

function viewOf(d: typeof drawing extends fc.Arbitrary<infer T> ? T : never): PlanView {
  return draw({
    held: d.held,
    play: `${' '.repeat(d.at)}^`,
    peers: d.peers,
    rate: d.rate,
    choked: d.choked,
    dueMs: d.dueMs,
    flying: d.flying ? [d.flying] : [],
  })
}

test('property: nothing held is asked for, and no piece twice from one source', () => {
  fc.assert(
    fc.property(drawing, (d) => {
      const view = viewOf(d)
      const origin: number[] = []
      for (const command of plan(view).commands) {
        if (command.kind === 'fetch-origin') for (let i = command.first; i <= command.last; i++) origin.push(i)
        if (command.kind === 'ask-peers') {
          expect(new Set(command.pieces).size).toBe(command.pieces.length)
          for (const piece of command.pieces) expect(view.has(piece)).toBe(false)
        }
      }
      for (const flying of view.originInFlight) for (let i = flying.first; i <= flying.last; i++) origin.push(i)
      expect(new Set(origin).size).toBe(origin.length)
    }),
  )
})

test('property: the first missing piece that is due now is on its way from the origin', () => {
  fc.assert(
    fc.property(drawing, (d) => {
      const view = { ...viewOf({ ...d, dueMs: 0, flying: undefined }) }
      const missing = d.held.indexOf('.', d.at)
      if (missing !== d.at) return
      expect(show(view)[missing]).toMatch(/[O*]/)
    }),
  )
})
