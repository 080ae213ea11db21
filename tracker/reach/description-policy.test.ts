import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CandidatePolicy } from './candidate-policy.ts'
import { filterDescription } from './description-policy.ts'

const FINGERPRINT = Array.from({ length: 32 }, (_, i) => (i * 7 + 3).toString(16).toUpperCase().padStart(2, '0')).join(
  ':',
)
const NAME = '5b51b0f7-3c33-4dd5-9a9a-1a2b3c4d5e6f.local'

/** As Firefox says it where nothing is hidden: the default candidate's address stands in `c=`, its port in `m=`. */
const FIREFOX = `v=0
o=mozilla...THIS_IS_SDPARTA-99.0 8167284720118294501 0 IN IP4 0.0.0.0
s=-
t=0 0
a=fingerprint:sha-256 ${FINGERPRINT}
a=group:BUNDLE 0
a=ice-options:trickle
a=msid-semantic:WMS *
m=application 51413 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 192.168.1.2
a=candidate:0 1 UDP 2122252543 192.168.1.2 51413 typ host
a=candidate:1 1 UDP 1686052863 203.0.113.7 51413 typ srflx raddr 192.168.1.2 rport 51413
a=candidate:2 1 UDP 92217343 198.51.100.9 49170 typ relay raddr 203.0.113.7 rport 51413
a=rtcp:51414 IN IP4 192.168.1.2
a=remote-candidates:1 192.168.1.3 51413
a=sendrecv
a=end-of-candidates
a=ice-pwd:5dd27dbe2e2f0a2b4d1f2f9a6f3c1d20
a=ice-ufrag:2c5b7a61
a=mid:0
a=setup:active
a=sctp-port:5000
a=max-message-size:1073741823
`.replaceAll('\n', '\r\n')

/** As Chromium says it by itself. */
const CHROMIUM = `v=0
o=- 4611731400430051336 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0
a=extmap-allow-mixed
a=msid-semantic: WMS
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 0.0.0.0
a=ice-ufrag:4ZcD
a=ice-pwd:2/1muCWoOi3uLifh0NuRHlqK
a=ice-options:trickle
a=fingerprint:sha-256 ${FINGERPRINT}
a=setup:actpass
a=mid:0
a=sctp-port:5000
a=max-message-size:262144
`.replaceAll('\n', '\r\n')

/** A key in base64: 43 characters. */
const SHORT_HEAD = `gv1 4ZcD 2/1muCWoOi3uLifh0NuRHlqK ${'AbCd'.repeat(10)}xyz`

test('with all, a description passes as it came, whatever it is', () => {
  expect(filterDescription(FIREFOX, 'all')).toBe(FIREFOX)
  fc.assert(fc.property(fc.string(), (text) => filterDescription(text, 'all') === text))
})

test('no-host leaves what STUN and TURN saw, and what makes the connection', () => {
  expect(filterDescription(FIREFOX, 'no-host')).toBe(
    FIREFOX.replace('m=application 51413', 'm=application 9')
      .replace('c=IN IP4 192.168.1.2', 'c=IN IP4 0.0.0.0')
      .replace(/a=candidate:0 .*\r\n/, '')
      .replace(/a=(?:rtcp|remote-candidates):.*\r\n/g, '')
      .replace('candidate:1 ', 'candidate:1686052863 ')
      .replace('candidate:2 ', 'candidate:92217343 ')
      .replaceAll(/raddr \S+ rport \d+/g, 'raddr 0.0.0.0 rport 0'),
  )
})

test('relay leaves TURN’s addresses alone', () => {
  const left = filterDescription(FIREFOX, 'relay') ?? ''
  expect(left.match(/a=candidate.*/g)).toEqual([
    'a=candidate:92217343 1 UDP 92217343 198.51.100.9 49170 typ relay raddr 0.0.0.0 rport 0',
  ])
})

test('a description that tells no address keeps every line', () => {
  const left = filterDescription(CHROMIUM, 'relay')
  expect(left).toBe(CHROMIUM.replace('IN IP4 127.0.0.1', 'IN IP4 0.0.0.0'))
})

test('older browsers’ way to describe a data channel passes too', () => {
  const older = CHROMIUM.replace('UDP/DTLS/SCTP webrtc-datachannel', 'DTLS/SCTP 5000').replace(
    'a=sctp-port:5000',
    'a=sctpmap:5000 webrtc-datachannel 1024',
  )
  expect(filterDescription(older, 'no-host')).toContain('m=application 9 DTLS/SCTP 5000\r\n')
  expect(filterDescription(older, 'no-host')).toContain('a=sctpmap:5000 webrtc-datachannel 1024\r\n')
})

test('a data channel that was turned down stays so', () => {
  expect(filterDescription(CHROMIUM.replace('m=application 9', 'm=application 0'), 'relay')).toContain(
    'm=application 0 ',
  )
})

test.each([
  ['sound', `${CHROMIUM}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n`],
  ['nothing', 'v=0\r\n'],
  ['no SDP', 'hello'],
  ['no text', ''],
  ['another short form', SHORT_HEAD.replace('gv1', 'gv2')],
  ['half a short form', 'gv1 4ZcD'],
  ['an address for a name', SHORT_HEAD.replace('4ZcD', '10.0.0.1')],
])('what describes no data channel is not handed on: %s', (_, sdp) => {
  expect(filterDescription(sdp, 'no-host')).toBeUndefined()
})

test('of a short description only candidates go', () => {
  const candidates = [
    'hyyl0cf,192.168.1.2,51413',
    `hyyl0cf,${NAME},51413`,
    'srsuv3j,203.0.113.7,51413',
    'roxu7z,198.51.100.9,49170',
  ]
  const [, mdns, srflx, relay] = candidates
  for (const head of [SHORT_HEAD, `${SHORT_HEAD} 1073741823`]) {
    const text = [head, ...candidates].join(' ')
    expect(filterDescription(text, 'no-host')).toBe([head, mdns, srflx, relay].join(' '))
    expect(filterDescription(text, 'relay')).toBe([head, relay].join(' '))
    expect(filterDescription(head, 'relay')).toBe(head)
    expect(filterDescription(`${head} junk candidate:x 10.0.0.1`, 'relay')).toBe(head)
  }
})

describe('no address is left that was only in what was dropped', () => {
  // Each kind of address has a prefix of its own, by which it is found again wherever it stands.
  // Three digits, so that no prefix turns up at another's end.
  const byte = fc.integer({ min: 100, max: 255 })
  const v4 = (prefix: string) => fc.tuple(byte, byte).map(([a, b]) => `${prefix}.${a}.${b}`)
  const v6 = (prefix: string) => fc.nat({ max: 0xffff }).map((group) => `${prefix}::${group.toString(16)}`)
  const KINDS = {
    host: { short: 'h', prefixes: ['10.77', '2001:db8:aaaa'] },
    prflx: { short: 'p', prefixes: ['10.78', '2001:db8:bbbb'] },
    srflx: { short: 's', prefixes: ['100.79', '2001:db8:cccc'] },
    relay: { short: 'r', prefixes: ['100.80', '2001:db8:dddd'] },
  } as const
  type Kind = keyof typeof KINDS
  const kinds = Object.keys(KINDS) as Kind[]
  const addressOf = (kind: Kind) => fc.oneof(v4(KINDS[kind].prefixes[0]), v6(KINDS[kind].prefixes[1]))
  const anyAddress = fc.oneof(...kinds.map(addressOf))
  const PASSING: Record<Exclude<CandidatePolicy, 'all'>, readonly Kind[]> = {
    'no-host': ['srflx', 'relay'],
    relay: ['relay'],
  }

  const candidate = (isShort: boolean) =>
    fc.constantFrom(...kinds).chain((kind) =>
      fc
        .tuple(addressOf(kind), anyAddress, fc.constantFrom('udp', 'UDP', 'tcp'), fc.nat({ max: 2 ** 31 }))
        .map(([address, related, protocol, priority]) => ({
          kind,
          text: isShort
            ? `${KINDS[kind].short}${priority.toString(36)},${address},51413`
            : `candidate:7 1 ${protocol} ${priority} ${address} 51413 typ ${kind}${
                kind === 'host' ? '' : ` raddr ${related} rport 51413`
              } generation 0 x-base ${related}`,
        })),
    )
  const telling = anyAddress.chain((address) =>
    fc.constantFrom(
      ...[`c=IN IP4 ${address}`, `o=anna 1 1 IN IP6 ${address}`, `o=${address} 1 1 IN IP4 ${address}`, `s=${address}`],
      ...[`a=rtcp:9 IN IP4 ${address}`, `a=remote-candidates:1 ${address} 9`, `i=${address}`, `u=http://${address}/`],
      ...[`a=x-new:${address}`, `a=mid:0 ${address}`, `a=ice-options:${address}`, `a=fingerprint:sha-256 ${address}`],
    ),
  )
  const description = fc.boolean().chain((isShort) =>
    fc
      .tuple(fc.array(candidate(isShort), { maxLength: 8 }), fc.array(telling, { maxLength: 4 }))
      .map(([all, lines]) => ({
        all,
        text: isShort
          ? [SHORT_HEAD, ...all.map(({ text }) => text)].join(' ')
          : [CHROMIUM.trimEnd(), ...lines, ...all.map(({ text }) => `a=${text}`), ''].join('\r\n'),
      })),
  )

  test.each(['no-host', 'relay'] as const)('with %s', (policy) => {
    fc.assert(
      fc.property(description, ({ text, all }) => {
        const left = filterDescription(text, policy) ?? ''
        const passing = all.filter(({ kind }) => PASSING[policy].includes(kind))
        for (const kind of kinds) {
          const found = KINDS[kind].prefixes.flatMap((prefix) => left.split(prefix).slice(1))
          expect(found, `${kind} in ${left}`).toHaveLength(passing.filter((one) => one.kind === kind).length)
        }
        expect(filterDescription(left, policy), 'a second time').toBe(left)
      }),
      { numRuns: 1000 },
    )
  })
})
