import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CandidatePolicy, filterCandidate, filterCandidates } from './candidate-policy.ts'

const NAME = '5b51b0f7-3c33-4dd5-9a9a-1a2b3c4d5e6f.local'
const HOST = 'candidate:842163049 1 udp 2122260223 192.168.1.2 51413 typ host generation 0 network-id 1'
const MDNS = `candidate:1876313031 1 udp 2113937151 ${NAME} 51413 typ host generation 0`
const SRFLX =
  'candidate:842163049 1 udp 1677729535 203.0.113.7 51413 typ srflx raddr 192.168.1.2 rport 51413 generation 0'
const RELAY = 'candidate:1 1 UDP 41885439 198.51.100.9 49170 typ relay raddr 203.0.113.7 rport 51413'
const PRFLX = 'candidate:1 1 udp 1 192.168.1.2 49170 typ prflx raddr 192.168.1.2 rport 51413'

test('with all, everything passes as it came, whatever it is', () => {
  fc.assert(fc.property(fc.string(), (text) => filterCandidate(text, 'all') === text))
  const list = [HOST, 'junk']
  expect(filterCandidates(list, 'all')).toBe(list)
})

test.each<[string, CandidatePolicy, boolean]>([
  [HOST, 'no-host', false],
  ['hyyl0cf,192.168.1.2,51413', 'no-host', false],
  ['candidate:1 1 tcp 1518280447 192.168.1.2 9 typ host tcptype active', 'no-host', false],
  ['candidate:1 1 udp 1 laptop-of-anna.local 9 typ host', 'no-host', false],
  ['h1,laptop-of-anna.local,9', 'no-host', false],
  [PRFLX, 'no-host', false],
  ['p1,203.0.113.7,51413', 'no-host', false],
  [MDNS, 'no-host', true],
  [`hyyl0cf,${NAME},51413`, 'no-host', true],
  [SRFLX, 'no-host', true],
  ['srsuv3j,2001:db8::7,51413', 'no-host', true],
  [RELAY, 'no-host', true],
  [HOST, 'relay', false],
  [MDNS, 'relay', false],
  [`hyyl0cf,${NAME},51413`, 'relay', false],
  [SRFLX, 'relay', false],
  ['srsuv3j,203.0.113.7,51413', 'relay', false],
  [PRFLX, 'relay', false],
  [RELAY, 'relay', true],
  ['roxu7z,198.51.100.9,49170', 'relay', true],
])('%s with %s is handed on: %s', (candidate, policy, passes) => {
  expect(filterCandidate(candidate, policy) !== undefined).toBe(passes)
  expect(filterCandidates([candidate], policy)).toHaveLength(passes ? 1 : 0)
})

test('what is kept loses where it was gathered, and the checksum of that', () => {
  expect(filterCandidate(SRFLX, 'no-host')).toBe(
    'candidate:1677729535 1 udp 1677729535 203.0.113.7 51413 typ srflx raddr 0.0.0.0 rport 0 generation 0',
  )
  expect(filterCandidate(RELAY, 'relay')).toBe(
    'candidate:41885439 1 UDP 41885439 198.51.100.9 49170 typ relay raddr 0.0.0.0 rport 0',
  )
  expect(filterCandidate(SRFLX.replace('203.0.113.7', '2001:db8::7'), 'no-host')).toContain(' raddr :: rport 0')
  expect(filterCandidate(MDNS, 'no-host')).toBe(
    `candidate:2113937151 1 udp 2113937151 ${NAME} 51413 typ host generation 0`,
  )
})

test('an extension that is not known goes, and so does a known one that tells an address', () => {
  const candidate = (extensions: string) => filterCandidate(`${SRFLX} ${extensions}`, 'no-host')
  expect(candidate('x-was 10.0.0.1 ufrag 4ZcD network-cost 999')).toMatch(
    / rport 0 generation 0 ufrag 4ZcD network-cost 999$/,
  )
  expect(candidate('ufrag 10.0.0.1')).toMatch(/ generation 0$/)
})

test.each([
  '',
  'junk',
  'candidate:x',
  'a=candidate:1 1 udp 1 203.0.113.7 9 typ srflx',
  's1,203.0.113.7 10.0.0.1,9',
  's1,here,9',
])('what is in no known form goes: %j', (text) => {
  expect(filterCandidate(text, 'no-host')).toBeUndefined()
})
