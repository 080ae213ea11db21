import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { lengthenCandidate, lengthenDescription, shortenCandidate, shortenDescription } from './short-description.ts'

const FINGERPRINT = Array.from({ length: 32 }, (_, i) => (i * 7 + 3).toString(16).toUpperCase().padStart(2, '0')).join(
  ':',
)
const MDNS = 'candidate:1876313031 1 udp 2113937151 5b51b0f7-3c33-4dd5-9a9a-1a2b3c4d5e6f.local 51413 typ host'
const SRFLX =
  'candidate:842163049 1 udp 1677729535 203.0.113.7 51413 typ srflx raddr 0.0.0.0 rport 0 generation 0 network-cost 999'

/** As Chromium 156 says it. */
const CHROMIUM = `v=0
o=- 4611731400430051336 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0
a=extmap-allow-mixed
a=msid-semantic: WMS
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 0.0.0.0
a=candidate:${MDNS.slice(10)} generation 0 network-cost 999
a=ice-ufrag:4ZcD
a=ice-pwd:2/1muCWoOi3uLifh0NuRHlqK
a=ice-options:trickle
a=fingerprint:sha-256 ${FINGERPRINT}
a=setup:actpass
a=mid:0
a=sctp-port:5000
a=max-message-size:262144
`.replaceAll('\n', '\r\n')

/** As Firefox 153 says it. */
const FIREFOX = `v=0
o=mozilla...THIS_IS_SDPARTA-99.0 8167284720118294501 0 IN IP4 0.0.0.0
s=-
t=0 0
a=fingerprint:sha-256 ${FINGERPRINT}
a=group:BUNDLE 0
a=ice-options:trickle
a=msid-semantic:WMS *
m=application 51413 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 203.0.113.7
a=candidate:0 1 UDP 2122252543 5b51b0f7-3c33-4dd5-9a9a-1a2b3c4d5e6f.local 51413 typ host
a=candidate:2 1 TCP 2105524479 5b51b0f7-3c33-4dd5-9a9a-1a2b3c4d5e6f.local 9 typ host tcptype active
a=sendrecv
a=end-of-candidates
a=ice-pwd:5dd27dbe2e2f0a2b4d1f2f9a6f3c1d20
a=ice-ufrag:2c5b7a61
a=mid:0
a=setup:active
a=sctp-port:5000
a=max-message-size:1073741823
`.replaceAll('\n', '\r\n')

const linesOf = (sdp: string | undefined) => (sdp ?? '').split('\r\n')

test.each([
  ['Chromium', CHROMIUM, 'offer', 170],
  ['Firefox', FIREFOX, 'answer', 190],
] as const)('what %s says fits into a few words, and nothing is lost that connects', (_, sdp, type, length) => {
  const short = shortenDescription(sdp)
  expect(short.length).toBeLessThan(length)
  const whole = linesOf(lengthenDescription(short, type))
  const matters = /^a=(?:ice-ufrag|ice-pwd|fingerprint|setup|mid|sctp-port|max-message-size):/
  expect(whole.filter((line) => matters.test(line)).sort()).toEqual(
    linesOf(sdp)
      .filter((l) => matters.test(l))
      .sort(),
  )
  expect(whole.filter((line) => line.startsWith('a=candidate:'))).toHaveLength(1)
  expect(shortenDescription(whole.join('\r\n'))).toBe(short)
})

test('a candidate keeps type, priority, address and port', () => {
  expect(lengthenCandidate(shortenCandidate(MDNS), 0)).toBe(MDNS.replace('1876313031', '1'))
  expect(lengthenCandidate(shortenCandidate(SRFLX), 1)).toBe(
    'candidate:2 1 udp 1677729535 203.0.113.7 51413 typ srflx raddr 0.0.0.0 rport 0',
  )
  expect(shortenCandidate(SRFLX).length).toBeLessThan(30)
  const v6 = 'candidate:1 1 udp 2122262783 2001:db8::7 51413 typ host'
  expect(lengthenCandidate(shortenCandidate(v6), 0)).toBe(v6)
})

test('a candidate over TCP is left out, one of an unknown kind is sent as it is', () => {
  expect(shortenCandidate('candidate:2 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active')).toBe('')
  const strange = 'candidate:2 1 sctp 1 192.0.2.1 9 typ host'
  expect(shortenCandidate(strange)).toBe(strange)
  expect(lengthenCandidate(strange, 0)).toBe(strange)
})

test.each([
  ['another media section', `${CHROMIUM}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n`],
  ['another fingerprint', CHROMIUM.replace('sha-256', 'sha-512')],
  ['another section name', CHROMIUM.replace('mid:0', 'mid:data')],
  ['no password', CHROMIUM.replace(/a=ice-pwd.*\r\n/, '')],
  ['an unknown line', `${CHROMIUM}a=new-and-important:1\r\n`],
  ['another role', CHROMIUM.replace('actpass', 'passive')],
  ['an unknown candidate', CHROMIUM.replace(' udp ', ' sctp ')],
])('a description with %s is sent as it is', (_, sdp) => {
  expect(shortenDescription(sdp)).toBe(sdp)
  expect(lengthenDescription(sdp, 'offer')).toBe(sdp)
})

test('no text becomes a line of SDP that was not meant', () => {
  const short = shortenDescription(CHROMIUM)
  const change = fc.record({ at: fc.nat(), cut: fc.nat({ max: 6 }), put: fc.string({ unit: 'binary', maxLength: 6 }) })
  fc.assert(
    fc.property(change, ({ at, cut, put }) => {
      const start = at % short.length
      const changed = lengthenDescription(short.slice(0, start) + put + short.slice(start + cut), 'offer')
      if (changed === undefined || changed.startsWith('v=') === false) return
      const known =
        /^(?:v|o|s|t|m|c)=|^a=(?:group|candidate|ice-|fingerprint:sha-256 [0-9A-F:]{95}$|setup|mid|sctp|max-)/
      for (const line of linesOf(changed).slice(0, -1)) expect(line).toMatch(known)
    }),
    { numRuns: 2000 },
  )
  for (const text of ['', 'gv1', 'gv2 a b c', `${short} x`, `${short} h1,a\r\na=x,9`, `${short} hzzzzzzz,1.2.3.4,9`]) {
    expect(lengthenDescription(text, 'offer')).toBeUndefined()
  }
})
