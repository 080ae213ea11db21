/**
 * Messages as text frames: JSON, in UTF-8, a character for each byte (`json-bytes.ts`).
 *
 * Session descriptions that are handed on, nine in ten of all messages, are put together from their tokens instead of from an
 * object. Pure.
 */
import { WIRE_IDS } from '../../src/shared/ids.ts'
import {
  encodeTrackerMessage,
  type RelayedAnswer,
  type RelayedOffer,
  type TrackerMessage,
} from '../../src/shared/wire/tracker.ts'
import { idToken, textToken, utf8Bytes } from './json-bytes.ts'

/** @param message Its ids in the wire's form. */
export function writeFrame(message: TrackerMessage): string {
  return message.type === 'offer' || message.type === 'answer'
    ? descriptionFrame(message)
    : utf8Bytes(encodeTrackerMessage(message, WIRE_IDS))
}

function descriptionFrame(message: RelayedOffer | RelayedAnswer): string {
  const { type, infoHash, peerId, offerId, sdp } = message
  const ids = `"info_hash":${idToken(infoHash)},"peer_id":${idToken(peerId)},"offer_id":${idToken(offerId)}`
  const directed = type === 'offer' && message.directed ? ',"directed":true' : ''
  return `{"action":"announce",${ids},"${type}":{"type":"${type}","sdp":${textToken(sdp)}}${directed}}`
}
