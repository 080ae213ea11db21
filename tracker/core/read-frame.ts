/**
 * Reads a client's text frame, without decoding it where that can be spared.
 *
 * JSON's own characters are ASCII, so its bytes parse as its text would. Ids come out as their bytes (`byte-ids.ts`), and session
 * descriptions as the JSON tokens that they came as: once parsed they are known to be text within the bounds, and are handed on
 * without being printed again. All other fields that matter are ASCII. A client that writes `\u00e9` for a byte of an id is read a
 * second time, decoded; so is one whose tokens can't be told apart. Pure; never throws.
 */
import { type ClientMessage, type Offer, type Parsed, parseClientMessage } from '../../src/shared/wire/tracker.ts'
import type { CandidatePolicy } from '../reach/candidate-policy.ts'
import { filterMessage } from '../reach/message-policy.ts'
import { BYTE_IDS, DECODED_IDS } from './byte-ids.ts'
import { exciseDescriptions } from './description-tokens.ts'
import { textOfBytes, utf8Bytes } from './utf8-bytes.ts'

/** In bytes it could be taken for half of a character. */
const ESCAPED_BYTE = /\\u(?!00[0-7])/

/**
 * @param bytes Valid UTF-8, a character for each byte.
 * @param policy Which candidates are handed on (`candidate-policy.ts`).
 * @returns a message with its ids as bytes and each `sdp` as a JSON token in bytes; `undefined` where the policy leaves nothing of
 * it, which is no fault.
 */
export function readFrame(bytes: string, policy: CandidatePolicy = 'all'): Parsed<ClientMessage> | undefined {
  const excised = policy === 'all' ? exciseDescriptions(bytes) : undefined
  if (excised && !ESCAPED_BYTE.test(excised.rest)) {
    const parsed = parseClientMessage(excised.rest, BYTE_IDS)
    if (parsed.ok && putBack(parsed.message, excised.tokens)) return parsed
  }
  const parsed = parseClientMessage(textOfBytes(bytes), DECODED_IDS)
  const filtered = parsed.ok ? filterMessage(parsed.message, policy) : parsed
  return filtered?.ok ? { ok: true, message: withWritten(filtered.message) } : filtered
}

/**
 * Puts the tokens where their stand-ins are: the message was made a moment ago, and nobody else has it yet.
 * @returns false where there are more or fewer tokens than descriptions, so that they can't be told apart
 */
function putBack(message: ClientMessage, tokens: readonly string[]): boolean {
  switch (message.type) {
    case 'announce': {
      if (message.offers.length !== tokens.length) return false
      for (const [i, token] of tokens.entries()) (message.offers[i] as Mutable<Offer>).sdp = token
      return true
    }
    case 'answer':
    case 'directed-offer': {
      const [token] = tokens
      if (token === undefined || tokens.length > 1) return false
      const mutable: Mutable<typeof message> = message
      mutable.sdp = token
      return true
    }
    default:
      return true
  }
}

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] }

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
