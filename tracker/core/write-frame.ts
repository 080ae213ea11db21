/**
 * Messages as text frames: JSON, in UTF-8, a character for each byte (`utf8-bytes.ts`).
 *
 * Session descriptions that are handed on, nine in ten of all messages, are put together from their tokens (`read-frame.ts`)
 * instead of from an object. Pure.
 */
import {
  encodeTrackerMessage,
  type RelayedAnswer,
  type RelayedOffer,
  type TrackerMessage,
} from '../../src/shared/wire/tracker.ts'
import { BYTE_IDS } from './byte-ids.ts'
import { utf8Bytes } from './utf8-bytes.ts'

/** @param message Its ids in bytes, each `sdp` a JSON token, ICE servers in bytes; its words are text. */
export function writeFrame(message: TrackerMessage): string {
  switch (message.type) {
    case 'offer':
    case 'answer':
      return descriptionFrame(message)
    case 'failure':
      return encodeTrackerMessage({ ...message, reason: utf8Bytes(message.reason) }, BYTE_IDS)
    default:
      return encodeTrackerMessage(message, BYTE_IDS)
  }
}

function descriptionFrame(message: RelayedOffer | RelayedAnswer): string {
  const { type, infoHash, peerId, offerId, sdp } = message
  const ids = `"info_hash":${hashToken(infoHash)},"peer_id":${peerToken(peerId)},"offer_id":${token(offerId)}`
  const directed = type === 'offer' && message.directed ? ',"directed":true' : ''
  return `{"action":"announce",${ids},"${type}":{"type":"${type}","sdp":${sdp}}${directed}}`
}

/** Printing escapes nothing from U+0080 on, so that bytes stay bytes. */
const token = (bytes: string) => JSON.stringify(bytes)

/** The offers of one announce are written one after another, and have these in common. */
const hashToken = rememberingLast(token)
const peerToken = rememberingLast(token)

function rememberingLast(make: (bytes: string) => string): (bytes: string) => string {
  let last = { bytes: '', token: make('') }
  return (bytes) => {
    if (bytes !== last.bytes) last = { bytes, token: make(bytes) }
    return last.token
  }
}
