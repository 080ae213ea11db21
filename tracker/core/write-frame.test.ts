import { expect, test } from 'vitest'
import { encodeTrackerMessage, type OfferId, type TrackerMessage } from '../../src/shared/wire/tracker.ts'
import { hashOf, offerIdOf, peerOf } from '../testing/ids.ts'
import { bytesOfHex } from './byte-ids.ts'
import { textOfBytes } from './utf8-bytes.ts'
import { writeFrame } from './write-frame.ts'

const inBytes = <Id extends string>(hex: Id) => bytesOfHex(hex) as Id
const [HASH, PEER, OFFER] = [hashOf(0xe9), peerOf(0x22), offerIdOf(0x07)]
const [hash, peer, offerId] = [inBytes(HASH), inBytes(PEER), inBytes(OFFER)]
const OFFERED = { infoHash: HASH, peerId: PEER, offerId: OFFER as OfferId, sdp: 'v=0\r\né' }
const offered = { infoHash: hash, peerId: peer, offerId, sdp: bytesOfText(JSON.stringify(OFFERED.sdp)) }

function bytesOfText(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text))
}

test.each<readonly [string, TrackerMessage, TrackerMessage]>([
  ['an offer', { type: 'offer', ...offered }, { type: 'offer', ...OFFERED }],
  ['a directed offer', { type: 'offer', ...offered, directed: true }, { type: 'offer', ...OFFERED, directed: true }],
  ['an answer', { type: 'answer', ...offered }, { type: 'answer', ...OFFERED }],
  [
    'an acknowledgement',
    { type: 'announced', infoHash: hash, intervalSeconds: 120, complete: 1, incomplete: 2, peers: [peer], stock: [] },
    { type: 'announced', infoHash: HASH, intervalSeconds: 120, complete: 1, incomplete: 2, peers: [PEER], stock: [] },
  ],
  [
    'a scrape',
    { type: 'scraped', files: new Map([[hash, { complete: 1, incomplete: 0, downloaded: 0 }]]) },
    { type: 'scraped', files: new Map([[HASH, { complete: 1, incomplete: 0, downloaded: 0 }]]) },
  ],
  [
    'a failure',
    { type: 'failure', action: 'announce', reason: 'no “words”', infoHash: hash, code: 'unlisted' },
    { type: 'failure', action: 'announce', reason: 'no “words”', infoHash: HASH, code: 'unlisted' },
  ],
])('%s is written as the plain writer would have written it', (_, message, plain) => {
  expect(textOfBytes(writeFrame(message))).toBe(encodeTrackerMessage(plain))
})
