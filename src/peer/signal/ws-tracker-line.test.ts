/** When the line is opened again, and what its members hear; the socket is a stand-in. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { InfoHash } from '../../shared/ids.ts'
import { VirtualClock } from './testing/virtual-clock.ts'
import { type LineMember, TrackerLine } from './ws-tracker-line.ts'

class StandInSocket {
  static readonly OPEN = 1
  static made: StandInSocket[] = []
  readyState = 0
  onopen: () => void = () => {}
  onmessage: (event: { data: unknown }) => void = () => {}
  readonly sent: string[] = []
  onclose: (event: { code: number }) => void = () => {}

  constructor() {
    StandInSocket.made.push(this)
  }

  open(): void {
    this.readyState = 1
    this.onopen()
  }

  send(text: string): void {
    this.sent.push(text)
  }

  close(code = 1006): void {
    this.readyState = 3
    this.onclose({ code })
  }
}

beforeEach(() => {
  StandInSocket.made = []
  vi.stubGlobal('WebSocket', StandInSocket)
})
afterEach(() => vi.unstubAllGlobals())

const SHOW = 'ee'.repeat(20) as InfoHash
const ACK = JSON.stringify({
  action: 'announce',
  info_hash: '\xee'.repeat(20),
  interval: 120,
  complete: 0,
  incomplete: 1,
})

function start() {
  const clock = new VirtualClock()
  const line = new TrackerLine('wss://tracker.example', clock, () => 0.5)
  const heard: string[] = []
  const member: LineMember = {
    infoHash: SHOW,
    opened: () => void heard.push('opened'),
    received: ({ type }) => void heard.push(type),
    statusChanged: (status) => void heard.push(status),
  }
  const leave = line.join(member)
  const socket = () => StandInSocket.made[StandInSocket.made.length - 1]
  /** The socket there is opens, hears this, and is closed. @returns milliseconds until there is another. */
  const flap = (...data: string[]) => {
    socket()?.open()
    for (const text of data) socket()?.onmessage({ data: text })
    socket()?.close()
    const { length } = StandInSocket.made
    const before = clock.now()
    while (StandInSocket.made.length === length && clock.now() - before < 60_000) clock.advance(100)
    return clock.now() - before
  }
  return { clock, line, heard, leave, flap }
}

test('a tracker that accepts and closes again is tried ever less often', () => {
  const { flap } = start()
  expect([flap(), flap(), flap(), flap(), flap(), flap()]).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 16_000])
})

test('one that has said something is tried again soon; rubbish does not count', () => {
  const { flap } = start()
  expect([flap(), flap(), flap('rubbish'), flap(ACK), flap()]).toEqual([1_000, 2_000, 4_000, 1_000, 2_000])
})

test('a member hears of the status from within `join`, and of all else later', () => {
  const { heard, leave, clock } = start()
  expect(heard).toEqual(['connecting'])
  StandInSocket.made[0]?.open()
  StandInSocket.made[0]?.onmessage({ data: ACK })
  expect(heard).toEqual(['connecting', 'connected', 'opened', 'announced'])
  leave()
  expect(heard).toHaveLength(4)
  expect(clock.waiting).toBe(0)
})

test('a tracker that asks its players back has them back at once, from a successor that is not there yet too', () => {
  const { clock, heard } = start()
  const socket = () => StandInSocket.made[StandInSocket.made.length - 1]
  socket()?.open()
  socket()?.onmessage({ data: ACK })
  socket()?.close(1012)
  const toldAt = clock.now()
  clock.advance(200)
  expect(StandInSocket.made).toHaveLength(2)
  // Nobody listens yet.
  socket()?.close(1006)
  clock.advance(375)
  socket()?.close(1006)
  clock.advance(375)
  expect(StandInSocket.made).toHaveLength(4)
  socket()?.open()
  expect(heard).toEqual(['connecting', 'connected', 'opened', 'announced', 'retrying', 'connected', 'opened'])
  expect(clock.now() - toldAt).toBeLessThan(1_000)
})

test('what proves that a peer id is ours outlives the socket, and the member that it was given to', () => {
  const { clock, line, leave } = start()
  expect(line.secretOf(SHOW)).toBeUndefined()
  StandInSocket.made[0]?.open()
  StandInSocket.made[0]?.onmessage({ data: JSON.stringify({ ...JSON.parse(ACK), secret: 's3cret' }) })
  StandInSocket.made[0]?.close()
  clock.advance(2_000)
  StandInSocket.made[1]?.open()
  // It has nothing new to say of it.
  StandInSocket.made[1]?.onmessage({ data: ACK })
  leave()
  expect(line.secretOf(SHOW)).toBe('s3cret')
  expect(line.secretOf('dd'.repeat(20) as InfoHash)).toBeUndefined()
})
