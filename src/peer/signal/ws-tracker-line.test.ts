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
  onclose: () => void = () => {}

  constructor() {
    StandInSocket.made.push(this)
  }

  open(): void {
    this.readyState = 1
    this.onopen()
  }

  close(): void {
    this.readyState = 3
    this.onclose()
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
