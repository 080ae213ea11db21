import { expect, test } from 'vitest'
import type { InfoHash, PeerId } from '../ids.ts'
import {
  type Announce,
  encodeClientMessage,
  encodeTrackerMessage,
  type OfferId,
  parseClientMessage,
  parseTrackerMessage,
} from './tracker.ts'

const HASH = '00ff7f80'.repeat(5) as InfoHash
const PEER = '2d'.repeat(20) as PeerId
const OFFER_ID = 'b2'.repeat(20) as OfferId
const ANNOUNCE: Announce = {
  type: 'announce',
  infoHash: HASH,
  peerId: PEER,
  secret: 's3cret',
  token: 'a.b.c',
  offers: [{ offerId: OFFER_ID, sdp: 'v=0\r\n' }],
}

test('a secret and a join token travel with an announce', () => {
  expect(parseClientMessage(encodeClientMessage(ANNOUNCE))).toEqual({ ok: true, message: ANNOUNCE })
})

test.each([
  ['secret', 5],
  ['secret', 'x'.repeat(65)],
  ['secret', ''],
  ['token', {}],
  ['token', 'x'.repeat(4097)],
])('an announce with %s %j is refused in words', (name, value) => {
  const fields = { ...JSON.parse(encodeClientMessage(ANNOUNCE)), [name]: value }
  expect(parseClientMessage(JSON.stringify(fields))).toMatchObject({ ok: false, reason: expect.stringMatching(name) })
})

test('an acknowledgement carries the secret, a failure what is to be done', () => {
  const counts = { intervalSeconds: 120, complete: 1, incomplete: 0 }
  const ack = { type: 'announced', infoHash: HASH, ...counts, secret: 's3cret' } as const
  expect(parseTrackerMessage(encodeTrackerMessage(ack))).toEqual({ ok: true, message: ack })
  const failure = { type: 'failure', action: 'announce', reason: 'no', infoHash: HASH, code: 'withdrawn' } as const
  expect(parseTrackerMessage(encodeTrackerMessage(failure))).toEqual({ ok: true, message: failure })
  const unknown = { action: 'announce', 'failure reason': 'no', code: 'something new' }
  expect(parseTrackerMessage(JSON.stringify(unknown))).toMatchObject({ ok: true, message: { reason: 'no' } })
  expect(parseTrackerMessage(JSON.stringify(unknown))).not.toHaveProperty('message.code')
})
