/**
 * Plans as drawings. Pieces are one second long (100,000 bytes at 100,000 bytes a second), so a column is a second.
 * held: `#`. play: `^` the piece being read, due now. Each peer's line: `#` what it holds; `?`: its bitfield has not arrived.
 * Result: `O` asked from the origin, `p` asked from a peer, `*` both, `L` a lease is asked for, `.` nobody.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PieceIndex, pieceIndex } from '../shared/ids.ts'
import { CLAIM_HORIZON_MS } from './claims.ts'
import {
  ALONE_HORIZON_MS,
  MAX_ORIGIN_RUN_BYTES,
  type OriginRequest,
  originMarginMs,
  type PeerRequest,
  type PlanView,
  plan,
  SOON_MS,
} from './plan.ts'

const SECOND = 100_000

interface Drawing {
  readonly held: string
  readonly play?: string
  readonly peers?: readonly string[]
  readonly choked?: boolean
  readonly rate?: number
  readonly dueMs?: number
  readonly swarm?: PlanView['swarm']
  readonly swarmSize?: number
  readonly flying?: readonly OriginRequest[]
  readonly asked?: readonly PeerRequest[]
  readonly originReady?: boolean
  readonly originFailing?: boolean
  readonly idle?: boolean
  /** One letter per piece: m mine, t taken, a asked, anything else unknown. */
  readonly leases?: string
  readonly fetching?: string
  readonly selfId?: string
}

const LEASES: Readonly<Record<string, 'mine' | 'taken' | 'asked'>> = { m: 'mine', t: 'taken', a: 'asked' }

function draw(d: Drawing): PlanView {
  const at = d.play?.indexOf('^') ?? -1
  const { leases } = d
  return {
    pieceCount: d.held.length,
    pieceLength: SECOND,
    has: (piece) => d.held[piece] === '#',
    originInFlight: d.flying ?? [],
    originReady: d.originReady ?? true,
    originFailing: d.originFailing ?? false,
    originPace: undefined,
    lateMs: 0,
    cursors: at < 0 ? [] : [{ byte: at * SECOND, dueMs: d.dueMs ?? 0 }],
    bytesPerSecond: SECOND,
    idle: d.idle ?? false,
    swarm: d.swarm ?? (d.peers ? 'met' : 'off'),
    swarmSize: d.swarmSize ?? (d.peers?.length ?? 0) + 1,
    selfId: d.selfId ?? 'self',
    peers: (d.peers ?? []).map((line, i) => ({
      id: `peer${i}`,
      has: line.includes('?') ? undefined : (piece: PieceIndex) => line[piece] === '#',
      choking: d.choked ?? false,
      rateBytesPerSecond: d.rate ?? 10_000_000,
      latencyMs: 20,
      heldPieces: line.split('#').length - 1,
      fetching: (piece: PieceIndex) => d.fetching?.[piece] === 'f',
    })),
    peerRequests: d.asked ?? [],
    leases: leases === undefined ? undefined : (piece) => LEASES[leases[piece] ?? ''] ?? 'unknown',
  }
}

function show(view: PlanView): string {
  const marks = Array.from({ length: view.pieceCount }, () => '.')
  for (const command of plan(view).commands) {
    if (command.kind === 'ask-peers') for (const { piece } of command.asks) marks[piece] = 'p'
    if (command.kind === 'fetch-origin')
      for (let i = command.first; i <= command.last; i++) marks[i] = marks[i] === 'p' ? '*' : 'O'
    if (command.kind === 'ask-leases') for (const piece of command.pieces) marks[piece] = 'L'
  }
  return marks.join('')
}

const flight = (first: number, last: number, silentMs = 0): OriginRequest => ({
  first: pieceIndex(first),
  last: pieceIndex(last),
  silentMs,
})
const request = (piece: number, peer = 'peer0', receivedBytes = 0, silentMs = 0): PeerRequest => ({
  piece: pieceIndex(piece),
  peer,
  receivedBytes,
  silentMs,
})
/** Whole columns that are due within the origin's margin. */
const MARGIN_MS = originMarginMs({ originPace: undefined, pieceLength: SECOND, lateMs: 0 })
const MARGIN = Math.floor(MARGIN_MS / 1000)

test('alone, it streams in order from where the listener is', () => {
  expect(show(draw({ held: '##......', play: '  ^' }))).toBe('..OOOOOO')
})

test('alone, it buffers a minute ahead and no more, one request at a time', () => {
  let held = ''
  let text = show(draw({ held: '.'.repeat(100), play: '^' }))
  for (let requests = 0; text.includes('O') && requests < 20; requests++) {
    expect(text.lastIndexOf('O') - held.length + 1).toBeLessThanOrEqual(10)
    held = '#'.repeat(text.lastIndexOf('O') + 1)
    text = show(draw({ held: held.padEnd(100, '.'), play: '^' }))
  }
  expect(held.length).toBeGreaterThanOrEqual(ALONE_HORIZON_MS / 1000 - 11)
  expect(held.length).toBeLessThanOrEqual(ALONE_HORIZON_MS / 1000 + 1)
})

test('alone with its buffer nearly full the origin is left alone: it is not asked for single pieces', () => {
  expect(show(draw({ held: `${'#'.repeat(55)}${'.'.repeat(40)}`, play: '^' }))).not.toContain('O')
})

test('what is due now goes to the origin even when peers hold it, the rest to peers', () => {
  expect(show(draw({ held: '........', play: '^', peers: ['########'], rate: 100_000 }))).toMatch(/^OO?pp/)
})

test('a peer that is fast enough for now is trusted with what is due now', () => {
  expect(show(draw({ held: '....', play: '^', dueMs: 1000, peers: ['####'] }))).not.toContain('O')
})

test('with time in hand peers deliver and the origin is left alone', () => {
  expect(show(draw({ held: '........', play: '^', dueMs: 5000, peers: ['########'] }))).toBe('pppppppp')
})

test('a piece that a peer will deliver in time is waited for; one that would come too late is fetched', () => {
  const half = { held: '....', play: '^', dueMs: 900, peers: ['####'] }
  expect(show(draw({ ...half, rate: 1_000_000, asked: [request(0, 'peer0', 50_000)] }))[0]).toBe('p')
  expect(show(draw({ ...half, rate: 10_000, asked: [request(0, 'peer0', 50_000)] }))[0]).toBe('*')
})

test('who is asked and silent for too long is not waited for: somebody else is asked', () => {
  const view = draw({ held: '.', play: '^', dueMs: 9000, peers: ['#', '#'], asked: [request(0, 'peer0', 0, 60_000)] })
  const [asks] = plan(view).commands.filter((command) => command.kind === 'ask-peers')
  expect(asks).toEqual({ kind: 'ask-peers', asks: [{ piece: 0, peer: 'peer1', dueMs: 9000 }] })
})

test('a full queue takes nothing more; what is not due waits for room', () => {
  const asked = [request(0), request(1), request(2)]
  const text = show(draw({ held: '......', play: '^', dueMs: 9000, peers: ['######'], rate: 50_000, asked }))
  expect(text).toBe('ppp...')
})

test('work is spread over the peers that hold a piece', () => {
  const view = draw({ held: '....', play: '^', dueMs: 9000, peers: ['####', '####'], rate: 100_000 })
  const asks = plan(view).commands.flatMap((command) => (command.kind === 'ask-peers' ? command.asks : []))
  expect(new Set(asks.map(({ peer }) => peer)).size).toBe(2)
})

test('who holds all is left free for what nobody else has', () => {
  const view = draw({ held: '..', play: '^', dueMs: 9000, peers: ['##########', '##'].map((line) => line.slice(0, 2)) })
  const seeder = {
    ...view,
    pieceCount: 2,
    peers: view.peers.map((peer, i) => ({ ...peer, heldPieces: i === 0 ? 2 : 0 })),
  }
  const asks = plan(seeder).commands.flatMap((command) => (command.kind === 'ask-peers' ? command.asks : []))
  expect(asks[0]?.peer).toBe('peer1')
})

test('while peers are short of time for what is due soon, nothing is asked ahead', () => {
  const line = '#'.repeat(60)
  const busy = [request(0), request(1), request(2), request(3)]
  const text = show(draw({ held: '.'.repeat(60), play: '^', dueMs: 9000, peers: [line], rate: 50_000, asked: busy }))
  expect(text.lastIndexOf('p')).toBe(3)
})

test('a burst makes due what it reaches; what follows is due when it is played', () => {
  const view = draw({ held: '.'.repeat(8), play: '^', swarm: 'meeting' })
  const margin = { ...view, originPace: { latencyMs: 0, bytesPerSecond: 1e9 } }
  const bursting = { ...margin, cursors: [{ byte: 0, dueMs: 0, burstBytes: 2 * SECOND }] }
  expect(show(bursting)).toBe('OO......')
  expect(show({ ...bursting, idle: true })).toBe('OO......')
})

test('choking peers deliver nothing: the origin covers what is due, the rest waits', () => {
  const text = show(draw({ held: '......', play: '^', peers: ['######'], choked: true }))
  expect(text).toBe('O'.repeat(MARGIN + 1).padEnd(6, '.'))
})

test('far ahead the rarest comes first, a few at a time', () => {
  const held = `${'#'.repeat(SOON_MS / 1000 + 1)}${'.'.repeat(10)}`
  const common = held.replaceAll('.', '#')
  const rare = `${common.slice(0, -1)}.`
  const text = show(draw({ held, play: '^', peers: [common, rare] }))
  expect(text.at(-1)).toBe('p')
  expect(text.split('p').length - 1).toBeLessThanOrEqual(2)
})

test('an episode that was opened but not played costs what the media element asks for, nothing ahead', () => {
  expect(show(draw({ held: '##......', play: '  ^', idle: true }))).toBe('..O.....')
  expect(show(draw({ held: '##......', play: '  ^', idle: true, dueMs: 5000, peers: ['########'] }))).toBe('..p.....')
})

test('while introductions are under way the origin gives only what is due', () => {
  const text = show(draw({ held: '.'.repeat(40), play: '^', swarm: 'meeting' }))
  expect(text.lastIndexOf('O')).toBe(MARGIN)
})

test('a neighbour whose bitfield has not arrived stops claims ahead, not what is due', () => {
  const text = show(draw({ held: '.'.repeat(40), play: '^', peers: ['?'.repeat(40)], leases: '' }))
  expect(text.lastIndexOf('O')).toBe(MARGIN)
  expect(text).not.toContain('L')
})

test('what no neighbour holds is fetched by who has the lease, and waited for where another has it', () => {
  const view = { held: '.'.repeat(12), play: '^', dueMs: 6000, peers: ['.'.repeat(12)] }
  expect(show(draw({ ...view, leases: '' }))).toMatch(/^L+\.*$/)
  expect(show(draw({ ...view, leases: 'mmmttttaaaaa' }))).toBe('OOO.........')
  expect(show(draw({ ...view, leases: 'tttttttttttt' }))).toBe('............')
  expect(show(draw({ ...view, dueMs: 0, leases: 'tttttttttttt' }))).toBe('O'.repeat(MARGIN + 1).padEnd(12, '.'))
})

test('without leases neighbours in step do not all fetch the same', () => {
  const line = `${'#'.repeat(10)}${'.'.repeat(50)}`
  const fetched = Array.from({ length: 40 }, (_, i) =>
    show(draw({ held: line, play: '^', peers: [line], selfId: `listener${i}`, swarmSize: 40 })),
  )
  // Ten seconds ahead of need: a few of forty.
  const first = fetched.filter((text) => text[10] === 'O').length
  expect(first).toBeLessThan(40)
  expect(fetched.some((text) => text.includes('O'))).toBe(true)
  expect(Math.max(...fetched.map((text) => text.lastIndexOf('O')))).toBeLessThanOrEqual(CLAIM_HORIZON_MS / 1000)
})

test('what a neighbour says it is fetching is not fetched ahead of need', () => {
  const line = '.'.repeat(50)
  const view = { held: line, play: '^', dueMs: 3000, peers: [line] }
  expect(show(draw({ ...view, fetching: 'f'.repeat(50) }))).not.toContain('O')
  // It may have begun before there was anybody to ask the tracker for: it has no leases for that.
  expect(show(draw({ ...view, leases: '', fetching: 'ffff' }))).toMatch(/^\.{4}L+\.*$/)
  expect(show(draw({ ...view, leases: 'm'.repeat(50), fetching: 'ffff' }))).toMatch(/^\.{4}O+\.*$/)
  expect(show(draw({ ...view, dueMs: 0, leases: '', fetching: 'f'.repeat(50) })).lastIndexOf('O')).toBe(MARGIN)
})

test('the origin is left alone while it recovers, peers are still asked', () => {
  expect(show(draw({ held: '....', play: '^', peers: ['####'], originReady: false }))).toBe('pppp')
})

test('an origin that has been failing is asked, and peers too', () => {
  expect(show(draw({ held: '....', play: '^', peers: ['####'], rate: 100_000, originFailing: true }))[0]).toBe('*')
})

test('an origin that owes bytes and sends none is not counted on: peers are asked too', () => {
  const view = { held: '....', play: '^', peers: ['####'], rate: 100_000 }
  expect(show(draw({ ...view, flying: [flight(0, 3)] }))).toBe('....')
  expect(show(draw({ ...view, flying: [flight(0, 3, 5_000)] }))).toMatch(/^p+/)
})

test('an origin that sends too slowly is helped out by peers where it would be late, and only there', () => {
  const slow = (bytesPerSecond: number) => ({ ...flight(0, 9), bytesPerSecond })
  const held = '............'
  const peers = ['############']
  // Half of what is played: a second late with each piece more.
  expect(show(draw({ held, play: '^', dueMs: 5_000, peers, flying: [slow(SECOND / 2)] }))).toBe('....pppppppp')
  expect(show(draw({ held, play: '^', dueMs: 5_000, peers, flying: [slow(10 * SECOND)] }))).toBe('..........pp')
  expect(show(draw({ held, play: '^', dueMs: 5_000, peers, flying: [flight(0, 9)] }))).toBe('..........pp')
  expect(show(draw({ held, play: '^', dueMs: 5_000, peers: ['............'], flying: [slow(1)] }))).toBe('............')
})

test('a listener whose origin fails takes no leases that it could not use', () => {
  const view = { held: '...........', play: '^', dueMs: 8_000, peers: ['...........'], leases: '...........' }
  expect(show(draw(view))).toContain('L')
  expect(show(draw({ ...view, originReady: false }))).not.toContain('L')
  expect(show(draw({ ...view, originFailing: true }))).not.toContain('L')
})

test('nothing is asked of peers when sharing is off', () => {
  expect(show(draw({ held: '....', play: '^', swarm: 'off' }))).toBe('OOOO')
})

test('without a reader nothing is asked at all', () => {
  expect(show(draw({ held: '....', peers: ['####'] }))).toBe('....')
})

test('a request in flight is not made again, and a second one only for what cannot wait', () => {
  expect(show(draw({ held: '......', play: '^', flying: [flight(0, 2)] }))).toBe('......')
  expect(show(draw({ held: '......', play: '   ^', flying: [flight(5, 5)] }))).toBe('...OO.')
})

test('after a seek the request left behind is ended', () => {
  const view = draw({ held: '..........', play: '      ^', flying: [flight(0, 3)] })
  expect(plan(view).commands).toContainEqual({ kind: 'abort-origin', first: 0, last: 3 })
})

test('one request takes at most a mebibyte', () => {
  const view: PlanView = { ...draw({ held: '.'.repeat(20), play: '^' }), pieceLength: 1 << 19, bytesPerSecond: 1 << 20 }
  for (const command of plan(view).commands)
    if (command.kind === 'fetch-origin')
      expect((command.last - command.first + 1) << 19).toBeLessThanOrEqual(MAX_ORIGIN_RUN_BYTES)
})

test('a slow origin is asked earlier, and so is any on a busy machine', () => {
  const slow = { latencyMs: 2_000, bytesPerSecond: 100_000 }
  expect(originMarginMs({ originPace: slow, pieceLength: SECOND, lateMs: 0 })).toBeGreaterThan(6_000)
  expect(originMarginMs({ originPace: undefined, pieceLength: SECOND, lateMs: 400 })).toBe(MARGIN_MS + 800)
})

const drawing = fc.integer({ min: 1, max: 60 }).chain((n) => {
  const line = fc.array(fc.constantFrom('#', '.'), { minLength: n, maxLength: n }).map((chars) => chars.join(''))
  const index = fc.integer({ min: 0, max: n - 1 })
  return fc.record({
    held: line,
    at: index,
    peers: fc.array(line, { maxLength: 4 }),
    rate: fc.integer({ min: 0, max: 1_000_000 }),
    choked: fc.boolean(),
    dueMs: fc.integer({ min: 0, max: 30_000 }),
    flying: fc.option(fc.tuple(index, fc.integer({ min: 0, max: 5_000 })), { nil: undefined }),
    asked: fc.uniqueArray(fc.tuple(index, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 5_000 })), {
      maxLength: 6,
      selector: ([piece]) => piece,
    }),
    leases: fc.option(
      fc.array(fc.constantFrom('m', 't', 'a', '.'), { minLength: n, maxLength: n }).map((chars) => chars.join('')),
      { nil: undefined },
    ),
  })
})
type Drawn = typeof drawing extends fc.Arbitrary<infer T> ? T : never

function viewOf({ held, at, peers, rate, choked, dueMs, flying, asked, leases }: Drawn): PlanView {
  return draw({
    held,
    play: `${' '.repeat(at)}^`,
    peers,
    rate,
    choked,
    dueMs,
    flying: flying ? [flight(flying[0], flying[0], flying[1])] : [],
    asked: asked
      .filter(([piece, peer]) => peer < peers.length && held[piece] === '.')
      .map(([piece, peer, silentMs]) => request(piece, `peer${peer}`, 0, silentMs)),
    ...(leases !== undefined && { leases }),
  })
}

test('property: nothing held is asked for, no piece twice from one source, none of a peer that lacks it', () => {
  fc.assert(
    fc.property(drawing, (d) => {
      const view = viewOf(d)
      const origin: number[] = []
      for (const command of plan(view).commands) {
        if (command.kind === 'fetch-origin')
          for (let i = command.first; i <= command.last; i++) {
            expect(view.has(pieceIndex(i))).toBe(false)
            origin.push(i)
          }
        if (command.kind === 'ask-peers') {
          expect(new Set(command.asks.map(({ piece }) => piece)).size).toBe(command.asks.length)
          for (const { piece, peer } of command.asks) {
            expect(view.has(piece)).toBe(false)
            const underWay = view.peerRequests.some((one) => one.piece === piece && one.peer === peer)
            const holds = view.peers.find(({ id }) => id === peer)?.has?.(piece)
            expect(underWay || holds).toBe(true)
          }
        }
      }
      for (const { first, last } of view.originInFlight) for (let i = first; i <= last; i++) origin.push(i)
      expect(new Set(origin).size).toBe(origin.length)
    }),
  )
})

test('property: whatever is due within the margin is in flight somewhere, or behind what is due sooner', () => {
  fc.assert(
    fc.property(drawing, (d) => {
      const view = viewOf(d)
      const { commands } = plan(view)
      const asks = commands.flatMap((command) => (command.kind === 'ask-peers' ? command.asks : []))
      const runs = commands.filter((command) => command.kind === 'fetch-origin')
      const isIn = (run: { first: number; last: number }, piece: number): boolean =>
        piece >= run.first && piece <= run.last
      for (let piece = d.at; piece < d.held.length; piece++) {
        const dueMs = d.dueMs + (piece - d.at) * 1000
        if (dueMs > MARGIN_MS || d.held[piece] === '#') continue
        const isCovered =
          asks.some((ask) => ask.piece === piece) || [...view.originInFlight, ...runs].some((run) => isIn(run, piece))
        // The origin is asked for one run at a time: it goes on from there.
        if (!isCovered) expect(runs.some(({ first }) => first >= d.at && first < piece)).toBe(true)
      }
    }),
  )
})

test('property: alone from the first byte to the last, it is a plain stream: each piece once, in order', () => {
  const lengths = fc.integer({ min: 1, max: 300 })
  fc.assert(
    fc.property(lengths, fc.integer({ min: 0, max: 40 }), fc.boolean(), (count, ahead, trackerIsThere) => {
      const held = Array.from({ length: count }, () => '.')
      const fetched: number[] = []
      let play = 0
      for (let step = 0; step < 3 * count + 10 && fetched.length < count; step++) {
        const drawn = draw({ held: held.join(''), play: `${' '.repeat(play)}^`, dueMs: ahead * 10 })
        const { commands } = plan({ ...drawn, swarm: trackerIsThere ? 'met' : 'off' })
        for (const command of commands) {
          if (command.kind === 'ask-peers') expect(command.asks).toEqual([])
          if (command.kind !== 'fetch-origin') continue
          for (let piece = command.first; piece <= command.last; piece++) {
            fetched.push(piece)
            held[piece] = '#'
          }
        }
        if (play < count - 1) play += 1
      }
      expect(fetched).toEqual(held.map((_, piece) => piece))
    }),
  )
})

test('property: the first missing piece that is due now is in flight somewhere', () => {
  fc.assert(
    fc.property(drawing, (d) => {
      const view = viewOf({ ...d, dueMs: 0 })
      const missing = d.held.indexOf('.', d.at)
      if (missing !== d.at) return
      const isFlying = view.originInFlight.some(({ first, last }) => missing >= first && missing <= last)
      expect(isFlying || show(view)[missing] !== '.').toBe(true)
    }),
  )
})

test('property: with no peers the origin is asked exactly as a plain stream would, from the first gap on', () => {
  fc.assert(
    fc.property(drawing, (d) => {
      const view = viewOf({ ...d, peers: [], asked: [], flying: undefined, dueMs: 0 })
      const commands = plan(view).commands.filter(({ kind }) => kind === 'fetch-origin')
      const gap = d.held.indexOf('.', d.at)
      if (gap < 0 || gap - d.at > 30) return
      const end = d.held.indexOf('#', gap)
      const last = (end < 0 ? d.held.length : end) - 1
      const most = gap + Math.floor(MAX_ORIGIN_RUN_BYTES / SECOND) - 1
      expect(commands).toEqual([{ kind: 'fetch-origin', first: gap, last: Math.min(last, most) }])
    }),
  )
})
