/**
 * Reads a client's text frame, without decoding it where that can be spared.
 *
 * JSON's own characters are ASCII, so its bytes parse as its text would. Ids come out as their bytes (`byte-ids.ts`), and session
 * descriptions as the JSON tokens that they came as: once parsed they are known to be text within the bounds, and are handed on
 * without being printed again. All other fields that matter are ASCII. A client that writes `\u00e9` for a byte of an id is read a
 * second time, decoded; so is one whose tokens can't be told apart. Pure; never throws.
 */
import { type ClientMessage, type Parsed, parseClientMessage } from '../../src/shared/wire/tracker.ts'
import type { CandidatePolicy } from '../reach/candidate-policy.ts'
import { filterMessage } from '../reach/message-policy.ts'
import { BYTE_IDS, DECODED_IDS } from './byte-ids.ts'
import { descriptionTokens } from './description-tokens.ts'
import { textOfBytes, utf8Bytes } from './utf8-bytes.ts'

/**
 * @param bytes Valid UTF-8, a character for each byte.
 * @param policy Which candidates are handed on (`candidate-policy.ts`).
 * @returns a message with its ids as bytes and each `sdp` as a JSON token in bytes; `undefined` where the policy leaves nothing of
 * it, which is no fault.
 */
export function readFrame(bytes: string, policy: CandidatePolicy = 'all'): Parsed<ClientMessage> | undefined {
  if (policy === 'all') {
    const parsed = parseClientMessage(bytes, BYTE_IDS)
    const message = parsed.ok ? withTokens(parsed.message, bytes) : undefined
    if (message) return { ok: true, message }
  }
  const parsed = parseClientMessage(textOfBytes(bytes), DECODED_IDS)
  const filtered = parsed.ok ? filterMessage(parsed.message, policy) : parsed
  return filtered?.ok ? { ok: true, message: withWritten(filtered.message) } : filtered
}

/** @returns `undefined` where the tokens can't be told apart. What was parsed is no help: bytes are not what is printed. */
function withTokens(message: ClientMessage, bytes: string): ClientMessage | undefined {
  switch (message.type) {
    case 'announce': {
      const { offers } = message
      if (offers.length === 0) return message
      const tokens = descriptionTokens(bytes, offers.length)
      return tokens && { ...message, offers: offers.map(({ offerId }, i) => ({ offerId, sdp: tokens[i] as string })) }
    }
    case 'answer':
    case 'directed-offer': {
      const [sdp] = descriptionTokens(bytes, 1) ?? []
      return sdp === undefined ? undefined : { ...message, sdp }
    }
    default:
      return message
  }
}

function withWritten(message: ClientMessage): ClientMessage {
  const written = (sdp: string) => utf8Bytes(JSON.stringify(sdp))
  switch (message.type) {
    case 'announce':
      return { ...message, offers: message.offers.map(({ offerId, sdp }) => ({ offerId, sdp: written(sdp) })) }
    case 'answer':
    case 'directed-offer':
      return { ...message, sdp: written(message.sdp) }
    default:
      return message
  }
}
