/**
 * What is left of a client's message under the tracker's candidate policy. Pure.
 *
 * It stands between the door and the protocol, so that no address that is not to be handed on gets any further. All other
 * messages pass as they are; with `all`, every one does.
 */
import type { ClientMessage, Parsed } from '../../src/shared/wire/tracker.ts'
import { type CandidatePolicy, filterCandidates } from './candidate-policy.ts'
import { filterDescription } from './description-policy.ts'

/**
 * @returns the message to go on with, or why its sender is refused; `undefined` where nothing of it is left to hand on, which is
 * no fault. An announce loses the offers that can't be handed on, and stays one.
 */
export function filterMessage(message: ClientMessage, policy: CandidatePolicy): Parsed<ClientMessage> | undefined {
  if (policy === 'all') return { ok: true, message }
  switch (message.type) {
    case 'announce': {
      const offers = message.offers.flatMap((offer) => {
        const sdp = filterDescription(offer.sdp, policy)
        return sdp === undefined ? [] : [{ ...offer, sdp }]
      })
      return { ok: true, message: { ...message, offers } }
    }
    case 'answer':
    case 'directed-offer': {
      const sdp = filterDescription(message.sdp, policy)
      if (sdp !== undefined) return { ok: true, message: { ...message, sdp } }
      const reason = 'this tracker hands on descriptions of data channels only'
      return { ok: false, reason, action: 'announce', infoHash: message.infoHash }
    }
    case 'candidates': {
      const candidates = filterCandidates(message.candidates, policy)
      return candidates.length === 0 ? undefined : { ok: true, message: { ...message, candidates } }
    }
    case 'refusal':
    case 'scrape':
    case 'lease':
      return { ok: true, message }
  }
}
