/**
 * Directed signalling, client to tracker: an offer for one peer, candidates that turned up later, a refusal.
 *
 * All three name `to_peer_id`, as an answer does, and travel under `action: "announce"`, so that a tracker that knows none of
 * them reads an announce without offers. See docs/protocol.md, "Directed signalling".
 */
import { hexToBinaryString, type IdForm, type InfoHash, type PeerId } from '../ids.ts'
import type { JsonObject } from './json-fields.ts'
import { readCandidates, readOfferId, readPeerId, readSdp } from './tracker-fields.ts'
import { type Candidates, type DirectedOffer, type Parsed, type Refusal, WIRE_LIMITS } from './tracker-messages.ts'

type Directed = DirectedOffer | Candidates | Refusal

const isThere = (value: unknown) => value !== undefined && value !== null

/** Whether an announce is one of these three. */
export function isDirected(fields: JsonObject): boolean {
  return isThere(fields.to_peer_id) && [fields.offer, fields.candidates, fields.refused].some(isThere)
}

export function parseDirected(fields: JsonObject, infoHash: InfoHash, peerId: PeerId, form: IdForm): Parsed<Directed> {
  const unreadable = (reason: string): Parsed<never> => ({ ok: false, reason, action: 'announce', infoHash })
  const toPeerId = readPeerId(fields.to_peer_id, form)
  if (toPeerId === undefined) return unreadable("'to_peer_id' must be 20 bytes")
  const offerId = readOfferId(fields.offer_id, form)
  if (offerId === undefined) return unreadable("'offer_id' must be 20 bytes")
  const ids = { infoHash, peerId, toPeerId, offerId }
  if (isThere(fields.offer)) {
    const sdp = readSdp(fields.offer, 'offer')
    if (sdp === undefined) {
      return unreadable(`'offer' must be {type: 'offer', sdp}, of at most ${WIRE_LIMITS.sdpBytes} bytes`)
    }
    return { ok: true, message: { type: 'directed-offer', ...ids, sdp } }
  }
  if (isThere(fields.candidates)) {
    const candidates = readCandidates(fields.candidates)
    if (candidates === undefined) {
      return unreadable(`'candidates' must be a list of 1 to ${WIRE_LIMITS.candidatesPerMessage} candidate lines`)
    }
    return { ok: true, message: { type: 'candidates', ...ids, candidates } }
  }
  return fields.refused === true
    ? { ok: true, message: { type: 'refusal', ...ids } }
    : unreadable("'refused' must be true, if it is there")
}

export function directedFields(message: Directed): object {
  const head = {
    action: 'announce',
    info_hash: hexToBinaryString(message.infoHash),
    peer_id: hexToBinaryString(message.peerId),
    to_peer_id: hexToBinaryString(message.toPeerId),
    offer_id: hexToBinaryString(message.offerId),
  }
  switch (message.type) {
    case 'directed-offer':
      return { ...head, offer: { type: 'offer', sdp: message.sdp } }
    case 'candidates':
      return { ...head, candidates: message.candidates }
    case 'refusal':
      return { ...head, refused: true }
  }
}
