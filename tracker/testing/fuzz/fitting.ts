/**
 * What a tracker may answer to one text, and whether it did.
 *
 * The text is read by the very parser that the tracker uses, whose own rules are tested beside it: here it is about the way from
 * there back to the socket. Pure.
 */
import { isDeepStrictEqual } from 'node:util'
import type { InfoHash } from '../../../src/shared/ids.ts'
import {
  type Answer,
  type ClientMessage,
  type Failure,
  parseClientMessage,
  parseTrackerMessage,
  type TrackerMessage,
  type Unreadable,
} from '../../../src/shared/wire/tracker.ts'

/** What became of a text: the outcome that is counted, and the relay that has to turn up at somebody, if that is one. */
export interface Outcome {
  readonly name: string
  readonly relay?: string
  /** The answer waits for a peer id's owner to be found alive. */
  readonly contested?: InfoHash
}

/** How the name of an outcome begins that no rule of the protocol explains. */
export const UNEXPLAINED = 'UNEXPLAINED'
const unexplained = (why: string): Outcome => ({ name: `${UNEXPLAINED}: ${why}` })

/**
 * @param replies What came over the same socket between the text and the next one, relays left out; a fitting one is taken
 * out of the list.
 */
export function outcomeOf(text: string, replies: TrackerMessage[]): Outcome {
  const read = parseClientMessage(text)
  return read.ok ? outcomeOfMessage(read.message, replies) : outcomeOfUnreadable(read, replies)
}

function outcomeOfUnreadable({ action, reason, infoHash }: Unreadable, replies: TrackerMessage[]): Outcome {
  const expected: Failure = { type: 'failure', action, reason, ...(infoHash === undefined ? {} : { infoHash }) }
  const reply = take(replies, (one) => isDeepStrictEqual(one, expected))
  return reply
    ? { name: `refused ${action}: unreadable` }
    : unexplained(`no word about an unreadable message (${reason})`)
}

function outcomeOfMessage(message: ClientMessage, replies: TrackerMessage[]): Outcome {
  const failure = take(replies, (one): one is Failure => isFailureOf(message, one))
  if (failure) return { name: `refused ${failure.action}: ${failure.reason}` }
  switch (message.type) {
    case 'announce': {
      const ack = take(replies, (one) => one.type === 'announced' && one.infoHash === message.infoHash)
      if (ack) return { name: 'served' }
      return { name: 'id contested: answered later', contested: message.infoHash }
    }
    case 'scrape': {
      const wanted = [...message.infoHashes].sort()
      const isIt = (one: TrackerMessage) =>
        one.type === 'scraped' && isDeepStrictEqual([...one.files.keys()].sort(), wanted)
      return take(replies, isIt) ? { name: 'served' } : unexplained('a scrape without an answer')
    }
    case 'lease': {
      if (message.pieces.length === 0) return { name: 'silent: noted what is held' }
      const leased = take(replies, (one) => one.type === 'leased' && one.infoHash === message.infoHash)
      return leased ? { name: 'served' } : unexplained('a lease without an answer')
    }
    case 'answer':
      return { name: 'relayed', relay: relayOf(message) }
    case 'directed-offer': {
      const { toPeerId, offerId } = message
      const isIt = (one: TrackerMessage) => one.type === 'refused' && one.peerId === toPeerId && one.offerId === offerId
      if (take(replies, isIt)) return { name: 'told that nobody is there' }
      return { name: 'relayed', relay: relayOf({ ...message, type: 'offer' }) }
    }
    case 'candidates':
    case 'refusal':
      return { name: 'silent: relayed or too late' }
  }
}

const ID_IN_USE = 'this peer id is in use on another connection'

/** A "no" for this message; not one for too many messages, which attackers take care not to send. */
function isFailureOf(message: ClientMessage, reply: TrackerMessage): reply is Failure {
  if (reply.type !== 'failure' || /messages a minute/.test(reply.reason)) return false
  // It may come late, between other messages.
  if (reply.reason === ID_IN_USE && message.type !== 'announce') return false
  const action = message.type === 'scrape' || message.type === 'lease' ? message.type : 'announce'
  return reply.action === action && (message.type === 'scrape' || reply.infoHash === message.infoHash)
}

/** The late answer to an announce whose peer id was somebody else's. */
export function isLateAnswer(reply: TrackerMessage, infoHash: InfoHash): boolean {
  if (reply.type === 'failure') return reply.infoHash === infoHash && reply.reason === ID_IN_USE
  return reply.type === 'announced' && reply.infoHash === infoHash
}

type Relay = Extract<TrackerMessage, { type: 'offer' | 'answer' | 'candidates' }>

/** What somebody said to somebody. */
export function isRelay(message: TrackerMessage): message is Relay {
  return message.type === 'offer' || message.type === 'answer' || message.type === 'candidates'
}

/** Names a relay by what its receiver learns. */
export function relayOf(relay: Relay | Answer): string {
  const { type, infoHash, peerId, offerId } = relay
  return [type, infoHash, peerId, offerId, 'sdp' in relay ? relay.sdp : ''].join(' ')
}

/** @throws Error where a tracker says what its clients cannot read, or more than they know. */
export function readStrictly(text: string): TrackerMessage {
  const read = parseTrackerMessage(text)
  if (!read.ok) throw new Error(`the tracker sent what its clients cannot read: ${read.reason}: ${text}`)
  if (isRelay(read.message) && !holdsNothingElse(JSON.parse(text))) {
    throw new Error(`the tracker relayed more than it should: ${text}`)
  }
  return read.message
}

const RELAYED_FIELDS = ['action', 'info_hash', 'peer_id', 'offer_id', 'candidates', 'directed']
const DESCRIPTION_FIELDS = ['type', 'sdp']

function holdsNothingElse({ offer = {}, answer = {}, ...others }: Readonly<Record<string, object>>): boolean {
  const descriptions = [...Object.keys(offer), ...Object.keys(answer)]
  return (
    Object.keys(others).every((name) => RELAYED_FIELDS.includes(name)) &&
    descriptions.every((name) => DESCRIPTION_FIELDS.includes(name))
  )
}

function take<T extends TrackerMessage>(
  replies: TrackerMessage[],
  isIt: (one: TrackerMessage) => one is T,
): T | undefined
function take(replies: TrackerMessage[], isIt: (one: TrackerMessage) => boolean): TrackerMessage | undefined
function take(replies: TrackerMessage[], isIt: (one: TrackerMessage) => boolean): TrackerMessage | undefined {
  const at = replies.findIndex(isIt)
  return at === -1 ? undefined : replies.splice(at, 1)[0]
}
