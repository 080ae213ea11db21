/**
 * What stock clients say, as JSON text in bytes, and what a tracker's text is about. Pure: randomness is handed in.
 *
 * Ids are 20 random bytes as "binary strings", as real clients have them. Session descriptions are what Chromium makes for a data
 * channel, 750 bytes of CRLF lines. Each has a number of its own in its `o=` line (RFC 8866, section 5.2), so that its way
 * through the tracker can be followed, and whether it is unchanged can be told by comparing bytes, without parsing.
 */
import type { Rng } from '../../../src/shared/clock.ts'

export const SDP_BYTES = 750

/** Where an offer comes from; its answer has the same. */
export interface OfferMark {
  readonly peer: number
  /** The peer's announces are counted through. */
  readonly round: number
  /** Which of the announce's offers. */
  readonly slot: number
}

const MARK_DIGITS = { lead: '4', peer: 6, round: 9, slot: 2 } as const
const MARK_LENGTH = 18
const SDP_HEAD = 'v=0\r\no=- '
const SDP_TAIL = [
  ' 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'a=extmap-allow-mixed',
  'a=msid-semantic: WMS',
  'm=application 51813 UDP/DTLS/SCTP webrtc-datachannel',
  'c=IN IP4 203.0.113.87',
  'a=candidate:2439871042 1 udp 2113937151 4f1b2f0a-93c5-4e0c-8a57-3d1c2ab60d1e.local 51813 typ host generation 0 network-id 1 network-cost 999',
  'a=candidate:1186279453 1 udp 1677729535 203.0.113.87 51813 typ srflx raddr 192.168.1.23 rport 518 generation 0 network-id 1 network-cost 999',
  'a=ice-ufrag:kD3x',
  'a=ice-pwd:Jq0cW7vZ1mNf5uTb8sRyXhEa',
  'a=ice-options:trickle',
  'a=fingerprint:sha-256 1C:5E:80:A9:F3:27:6B:D4:02:9D:EE:41:B8:73:0F:96:CA:58:24:B1:7D:E6:39:A0:5C:F8:13:84:6E:D7:2B:90',
  'a=setup:actpass',
  'a=mid:0',
  'a=sctp-port:5000',
  'a=max-message-size:262144',
  '',
].join('\r\n')

/** The `"sdp"` value's text before and after its mark. */
const TOKEN_HEAD = Buffer.from(JSON.stringify(SDP_HEAD).slice(0, -1))
const TOKEN_TAIL = Buffer.from(JSON.stringify(SDP_TAIL).slice(1))
const SDP_KEY = Buffer.from('"sdp":')

export function markText({ peer, round, slot }: OfferMark): string {
  const digits = (value: number, length: number) => String(value).padStart(length, '0')
  const { lead } = MARK_DIGITS
  return lead + digits(peer, MARK_DIGITS.peer) + digits(round, MARK_DIGITS.round) + digits(slot, MARK_DIGITS.slot)
}

export function sdpOf(mark: OfferMark): string {
  return SDP_HEAD + markText(mark) + SDP_TAIL
}

export function sdpToken(mark: OfferMark): Buffer {
  return Buffer.concat([TOKEN_HEAD, Buffer.from(markText(mark)), TOKEN_TAIL])
}

/** 20 random bytes, as the text of a JSON string. */
export function randomIdToken(rng: Rng): Buffer {
  const bytes = Array.from({ length: 20 }, () => Math.floor(rng() * 256))
  return Buffer.from(JSON.stringify(String.fromCharCode(...bytes)))
}

export type Heard =
  | { readonly type: 'ack' }
  | { readonly type: 'offer' | 'answer'; readonly mark: OfferMark }
  | { readonly type: 'other' }

const ACK: Heard = { type: 'ack' }
const OTHER: Heard = { type: 'other' }
const OFFER_KEY = Buffer.from('"offer":{')
const ANSWER_KEY = Buffer.from('"answer":{')
const INTERVAL_KEY = Buffer.from('"interval":')

/** What a tracker's text is. Offers and answers whose session description is not whole and unchanged are `other`. */
export function hear(text: Buffer): Heard {
  const key = text.indexOf(SDP_KEY)
  if (key === -1) return text.includes(INTERVAL_KEY) ? ACK : OTHER
  const mark = key + SDP_KEY.length + TOKEN_HEAD.length
  const tail = mark + MARK_LENGTH
  const isWhole =
    tail + TOKEN_TAIL.length <= text.length &&
    text.compare(TOKEN_HEAD, 0, TOKEN_HEAD.length, mark - TOKEN_HEAD.length, mark) === 0 &&
    text.compare(TOKEN_TAIL, 0, TOKEN_TAIL.length, tail, tail + TOKEN_TAIL.length) === 0
  if (!isWhole) return OTHER
  if (text.includes(OFFER_KEY)) return { type: 'offer', mark: readMark(text, mark) }
  return text.includes(ANSWER_KEY) ? { type: 'answer', mark: readMark(text, mark) } : OTHER
}

function readMark(text: Buffer, at: number): OfferMark {
  const peer = at + MARK_DIGITS.lead.length
  const round = peer + MARK_DIGITS.peer
  const slot = round + MARK_DIGITS.round
  return {
    peer: readDigits(text, peer, round),
    round: readDigits(text, round, slot),
    slot: readDigits(text, slot, slot + MARK_DIGITS.slot),
  }
}

function readDigits(text: Buffer, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) value = value * 10 + (text[i] ?? 0) - 48
  return value
}

/** The fixed parts of what one peer says, its ids filled in. In the order of bittorrent-tracker's client, version 11. */
export function phrasesOf(infoHashToken: Buffer, peerIdToken: Buffer) {
  const b = (text: string) => Buffer.from(text)
  const ids = Buffer.concat([b('"action":"announce","info_hash":'), infoHashToken, b(',"peer_id":'), peerIdToken])
  const counts = '"numwant":5,"uploaded":0,"downloaded":0,"left":52428800,'
  return {
    /** A whole text. */
    joining: Buffer.concat([b(`{${counts}"event":"started",`), ids, b(',"offers":[]}')]),
    /** Then offers, with commas between, then `]}`. */
    announcing: Buffer.concat([b(`{${counts}`), ids, b(',"offers":[')]),
    /** Then the other's peer id. */
    answering: Buffer.concat([b('{'), ids, b(',"to_peer_id":')]),
  }
}

export const PHRASES = {
  /** Then a session description. */
  offer: Buffer.from('{"offer":{"type":"offer","sdp":'),
  offerId: Buffer.from('},"offer_id":'),
  offerEnd: Buffer.from('}'),
  comma: Buffer.from(','),
  announceEnd: Buffer.from(']}'),
  answer: Buffer.from(',"answer":{"type":"answer","sdp":'),
  answerOfferId: Buffer.from('},"offer_id":'),
  answerEnd: Buffer.from('}'),
} as const
