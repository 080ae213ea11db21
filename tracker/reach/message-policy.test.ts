import { expect, test } from 'vitest'
import type { Announce, Answer, Candidates, ClientMessage, DirectedOffer } from '../../src/shared/wire/tracker.ts'
import { hashOf, offerIdOf, peerOf } from '../testing/ids.ts'
import { filterMessage } from './message-policy.ts'

const IDS = { infoHash: hashOf(1), peerId: peerOf(2), toPeerId: peerOf(3), offerId: offerIdOf(4) }
const HEAD = `gv1 4ZcD 2/1muCWoOi3uLifh0NuRHlqK ${'AbCd'.repeat(10)}xyz`
const [HOST, RELAY] = ['h1,192.168.1.2,51413', 'r1,198.51.100.9,49170']
const SDP = `${HEAD} ${HOST} ${RELAY}`
const LEFT = `${HEAD} ${RELAY}`

const announce: Announce = {
  type: 'announce',
  infoHash: IDS.infoHash,
  peerId: IDS.peerId,
  want: 3,
  offers: [
    { offerId: offerIdOf(5), sdp: 'no description' },
    { offerId: offerIdOf(6), sdp: SDP },
  ],
}
const answer: Answer = { type: 'answer', ...IDS, sdp: SDP }
const directed: DirectedOffer = { type: 'directed-offer', ...IDS, sdp: SDP }
const candidates: Candidates = { type: 'candidates', ...IDS, candidates: [HOST, RELAY] }

test.each<ClientMessage>([announce, answer, directed, candidates])('with all, $type passes as it is', (message) => {
  const result = filterMessage(message, 'all')
  expect(result?.ok && result.message).toBe(message)
})

test.each<ClientMessage>([
  { type: 'refusal', ...IDS },
  { type: 'scrape', infoHashes: [IDS.infoHash] },
  { type: 'lease', infoHash: IDS.infoHash, peerId: IDS.peerId, pieces: [], have: [] },
])('$type tells no address, and passes as it is with every policy', (message) => {
  const result = filterMessage(message, 'relay')
  expect(result?.ok && result.message).toBe(message)
})

test('an announce loses addresses, and offers that describe nothing, and stays an announce', () => {
  expect(filterMessage(announce, 'relay')).toEqual({
    ok: true,
    message: { ...announce, offers: [{ offerId: offerIdOf(6), sdp: LEFT }] },
  })
})

test.each([answer, directed])('$type loses addresses; one that describes nothing is refused in words', (message) => {
  expect(filterMessage(message, 'relay')).toEqual({ ok: true, message: { ...message, sdp: LEFT } })
  expect(filterMessage({ ...message, sdp: 'no description' }, 'relay')).toEqual({
    ok: false,
    action: 'announce',
    infoHash: IDS.infoHash,
    reason: 'this tracker hands on descriptions of data channels only',
  })
})

test('candidates are handed on where any are left, and are no fault where none are', () => {
  expect(filterMessage(candidates, 'relay')).toEqual({ ok: true, message: { ...candidates, candidates: [RELAY] } })
  expect(filterMessage({ ...candidates, candidates: [HOST] }, 'relay')).toBeUndefined()
})
