import { expect, test } from 'vitest'
import { BATCH_MS, FIRST_MOMENTS_MS, Gathering, SETTLE_MS, TRYING_MS } from './gathering.ts'
import { VirtualClock } from './testing/virtual-clock.ts'

const SDP = 'v=0\r\na=mid:0\r\n'
const host = (n: number) => `candidate:${n} 1 udp 2113937151 192.0.2.${n} 50000 typ host`

/** What was sent, as `[ms, description or candidates]`. */
function start() {
  const clock = new VirtualClock()
  const sent: [number, string | readonly string[]][] = []
  const gathering = new Gathering(clock, {
    description: (sdp) => sent.push([clock.now(), sdp]),
    candidates: (candidates) => sent.push([clock.now(), candidates]),
  })
  return { clock, sent, gathering }
}

test('where everything is found at once, one message says it all, at once', () => {
  const { clock, sent, gathering } = start()
  gathering.described(SDP)
  gathering.found(host(1))
  gathering.found(host(2))
  gathering.finished()
  clock.advance(60_000)
  expect(sent).toEqual([[0, `${SDP}a=${host(1)}\r\na=${host(2)}\r\n`]])
})

test('slow STUN delays nothing: the description leaves with the first moments’ candidates, the others follow in one message', () => {
  const { clock, sent, gathering } = start()
  gathering.described(SDP)
  clock.advance(3)
  gathering.found(host(1))
  clock.advance(SETTLE_MS)
  expect(sent).toEqual([[3 + SETTLE_MS, `${SDP}a=${host(1)}\r\n`]])
  clock.advance(100)
  gathering.found(host(2))
  clock.advance(1)
  gathering.found(host(3))
  gathering.finished()
  clock.advance(60_000)
  expect(sent.slice(1)).toEqual([[3 + SETTLE_MS + 101, [host(2), host(3)]]])
})

test('where nothing is found, the description leaves after the first moments all the same', () => {
  const { clock, sent, gathering } = start()
  gathering.described(SDP)
  clock.advance(60_000)
  expect(sent).toEqual([[FIRST_MOMENTS_MS, SDP]])
})

test('an answer leaves at once; its candidates wait a moment, and are not sent if the offer’s were enough', () => {
  const { clock, sent, gathering } = start()
  gathering.trying()
  gathering.described(SDP)
  clock.advance(10)
  gathering.found(host(1))
  gathering.finished()
  clock.advance(TRYING_MS - 1)
  expect(sent).toEqual([[0, SDP]])
  clock.advance(1)
  expect(sent[1]).toEqual([10 + TRYING_MS, [host(1)]])

  const other = start()
  other.gathering.trying()
  other.gathering.described(SDP)
  other.clock.advance(10)
  other.gathering.found(host(1))
  other.gathering.pathFound()
  other.gathering.found(host(2))
  other.gathering.finished()
  other.clock.advance(60_000)
  expect(other.sent).toEqual([[0, SDP]])
})

test('later candidates of an offer whose answer has come wait for what the first ones do', () => {
  const { clock, sent, gathering } = start()
  gathering.described(SDP)
  clock.advance(FIRST_MOMENTS_MS)
  gathering.trying()
  gathering.found(host(1))
  clock.advance(TRYING_MS)
  expect(sent[1]).toEqual([FIRST_MOMENTS_MS + TRYING_MS, [host(1)]])
})

test('a path that is found before the description is out does not keep it back', () => {
  const { clock, sent, gathering } = start()
  gathering.described(SDP)
  clock.advance(2)
  gathering.found(host(1))
  gathering.pathFound()
  clock.advance(60_000)
  expect(sent).toEqual([[2, `${SDP}a=${host(1)}\r\n`]])
})

test('candidates that trickle in without end make no more messages than the tracker relays', () => {
  const { clock, sent, gathering } = start()
  gathering.described(SDP)
  for (let i = 1; i < 200; i++) {
    clock.advance(100)
    gathering.found(host(i))
  }
  gathering.finished()
  clock.advance(60_000)
  expect(sent).toHaveLength(1 + BATCH_MS.length)
  expect(clock.waiting).toBe(0)
})

test('a candidate that the browser has written into the description already is not said twice', () => {
  const { sent, gathering } = start()
  gathering.found(host(1))
  gathering.found(host(2))
  gathering.finished()
  gathering.described(`${SDP}a=${host(1)}\r\n`)
  expect(sent).toEqual([[0, `${SDP}a=${host(1)}\r\na=${host(2)}\r\n`]])
})

test('what was given up says nothing more', () => {
  const { clock, sent, gathering } = start()
  gathering.described(SDP)
  gathering.dispose()
  gathering.found(host(1))
  gathering.finished()
  clock.advance(60_000)
  expect(sent).toEqual([])
  expect(clock.waiting).toBe(0)
})
