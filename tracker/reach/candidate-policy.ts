/**
 * Which of a listener's addresses the tracker hands on: of ICE candidates, and of nothing beside the one each is for. Pure.
 *
 * `all`: as it came. `no-host`: none of the listener's own network, only what STUN and TURN saw. Names that browsers make up in place
 * of such an address (`….local`) stay: they tell none, only the same network can resolve them, and without them two listeners in
 * one house would go round by the internet. `relay`: TURN's addresses alone.
 *
 * What is kept loses where it was gathered (`raddr`: behind a router, the private address), and its foundation, which some
 * browsers make as a checksum of that address, short enough to try them all. What is in no known form goes. A player that
 * wants to keep an address to itself must not gather it; this is for what honest players say, by the operator's choice.
 */
import { ADDRESS, CANDIDATE, IS_MDNS_NAME, SHORT_CANDIDATE, SHORT_TYPES } from '../../src/shared/wire/ice-candidate.ts'
import { parseIpAddress } from './ip-address.ts'

export type CandidatePolicy = 'all' | 'no-host' | 'relay'

/** Extensions that tell no address: RFC 6544, and what Chromium adds. */
const KEPT_EXTENSIONS: readonly string[] = ['tcptype', 'generation', 'ufrag', 'network-id', 'network-cost']
const EXTENSION_VALUE = /^[A-Za-z0-9+/]+$/

/** @returns those that may be handed on, as they may be; the very list where that is all. It may be empty: say nothing then. */
export function filterCandidates(candidates: readonly string[], policy: CandidatePolicy): readonly string[] {
  if (policy === 'all') return candidates
  return candidates.map((text) => filterCandidate(text, policy)).filter((text) => text !== undefined)
}

/** @param text `candidate:…` of RFC 8839, or one of our short ones. @returns `undefined` where it may not be handed on. */
export function filterCandidate(text: string, policy: CandidatePolicy): string | undefined {
  if (policy === 'all') return text
  const [, shortType, , shortAddress = ''] = SHORT_CANDIDATE.exec(text) ?? []
  if (shortType !== undefined) {
    return mayPass(SHORT_TYPES[shortType as keyof typeof SHORT_TYPES], shortAddress, policy) ? text : undefined
  }
  const [, protocol, priority, address = '', port, type = '', extensions = ''] = CANDIDATE.exec(text) ?? []
  if (!mayPass(type.toLowerCase(), address, policy)) return undefined
  // A foundation only has to differ from those of other kinds; priorities do.
  const kept = `candidate:${priority} 1 ${protocol} ${priority} ${address} ${port} typ ${type}`
  return `${kept}${type.toLowerCase() === 'host' ? '' : related(address)}${keptExtensions(extensions)}`
}

function mayPass(type: string, address: string, policy: Exclude<CandidatePolicy, 'all'>): boolean {
  if (type === 'host') return policy === 'no-host' && IS_MDNS_NAME.test(address)
  // `prflx` is learnt from checks and said by nobody; it may be an address within a network.
  const isSeenFromOutside = type === 'relay' || (type === 'srflx' && policy === 'no-host')
  return isSeenFromOutside && ADDRESS.test(address) && parseIpAddress(address) !== undefined
}

/** Required by the grammar; said as browsers say it where they hide it. */
const related = (address: string): string => ` raddr ${address.includes(':') ? '::' : '0.0.0.0'} rport 0`

function keptExtensions(extensions: string): string {
  return [...extensions.matchAll(/ (\S+) (\S+)/g)]
    .filter(([, name = '', value = '']) => KEPT_EXTENSIONS.includes(name) && EXTENSION_VALUE.test(value))
    .map(([pair]) => pair)
    .join('')
}
