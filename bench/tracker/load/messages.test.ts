import { expect, test } from 'vitest'
import { hear, markText, PHRASES, phrasesOf, randomIdToken, SDP_BYTES, sdpOf, sdpToken } from './messages.ts'

const MARK = { peer: 4021, round: 17, slot: 4 }
const text = (message: object) => Buffer.from(JSON.stringify(message))

test('a session description has the size that is stated, and no two have the same number', () => {
  expect(Buffer.byteLength(sdpOf(MARK))).toBe(SDP_BYTES)
  expect(sdpToken(MARK).toString()).toBe(JSON.stringify(sdpOf(MARK)))
  expect(markText(MARK)).not.toBe(markText({ ...MARK, slot: 3 }))
})

test("offers, answers and acknowledgements are told apart in any tracker's order of fields", () => {
  const offer = { type: 'offer', sdp: sdpOf(MARK) }
  const answer = { type: 'answer', sdp: sdpOf(MARK) }
  expect(hear(text({ action: 'announce', offer, offer_id: 'x' }))).toEqual({ type: 'offer', mark: MARK })
  expect(hear(text({ offer_id: 'x', answer, action: 'announce' }))).toEqual({ type: 'answer', mark: MARK })
  expect(hear(text({ complete: 1, action: 'announce', interval: 120 }))).toEqual({ type: 'ack' })
})

test('a changed session description is neither, and so is a failure', () => {
  for (const sdp of [sdpOf(MARK).replace('mid:0', 'mid:1'), sdpOf(MARK).slice(0, -2), `x${sdpOf(MARK)}`]) {
    expect(hear(text({ offer: { type: 'offer', sdp } }))).toEqual({ type: 'other' })
  }
  expect(hear(text({ action: 'announce', 'failure reason': 'no' }))).toEqual({ type: 'other' })
})

test('the phrases make JSON as stock clients send it', () => {
  let seed = 0
  const rng = () => (seed = (seed + 0.37) % 1)
  const [infoHash, peerId, offerId] = [randomIdToken(rng), randomIdToken(rng), randomIdToken(rng)]
  const { joining, announcing, answering } = phrasesOf(infoHash, peerId)
  expect(JSON.parse(joining.toString())).toMatchObject({ action: 'announce', event: 'started', offers: [] })
  const { offer, offerEnd, announceEnd, answer, answerOfferId, answerEnd } = PHRASES
  const one = Buffer.concat([offer, sdpToken(MARK), PHRASES.offerId, offerId, offerEnd])
  expect(JSON.parse(Buffer.concat([announcing, one, PHRASES.comma, one, announceEnd]).toString())).toMatchObject({
    numwant: 5,
    peer_id: JSON.parse(peerId.toString()),
    offers: [{ offer: { type: 'offer', sdp: sdpOf(MARK) }, offer_id: JSON.parse(offerId.toString()) }, {}],
  })
  const said = Buffer.concat([answering, peerId, answer, sdpToken(MARK), answerOfferId, offerId, answerEnd])
  expect(JSON.parse(said.toString())).toMatchObject({
    to_peer_id: JSON.parse(peerId.toString()),
    answer: { type: 'answer', sdp: sdpOf(MARK) },
  })
})
