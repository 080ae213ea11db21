/** What the status page calls things: every state and every reason in the words of an operator, one table each. Pure. */
import type { ClientMessage, TrackerMessage } from '../../../src/shared/wire/tracker.ts'
import type { Limit, MessageRefusal, SocketClosing, SocketRefusal } from '../tracker-counts.ts'
import type { TrackerState } from '../tracker-view.ts'

export const STATE_WORDS: Readonly<Record<TrackerState, string>> = {
  starting: 'Starting',
  'no-list': 'No allowlist yet',
  ready: 'Ready',
  draining: 'Draining',
}

export const SOCKET_REFUSAL_WORDS: Readonly<Record<SocketRefusal, string>> = {
  'address-limit': 'Connection refused: too many from one address',
  'connection-limit': 'Connection cut unread: far too many from one address',
  'socket-limit': 'Connection refused: the tracker is full',
  memory: 'Connection refused: memory is short',
  origin: 'Connection refused: from the page of another site',
  draining: 'Connection refused: the tracker drains',
  'bad-request': 'Connection refused: not a WebSocket request',
}

export const SOCKET_CLOSING_WORDS: Readonly<Record<SocketClosing, string>> = {
  'slow-reader': 'Connection cut: did not read what it was sent',
  silent: 'Connection cut: silent, not even an answer to a ping',
  'too-many-messages': 'Connection closed: far too many messages',
  binary: 'Connection closed: sent a binary frame',
  'too-long': 'Connection closed: sent a message that is too long',
  'too-many-fragments': 'Connection closed: sent a message in too many parts',
  'bad-text': 'Connection closed: sent broken UTF-8',
  'bad-frame': 'Connection closed: sent a frame that is none',
  'no-announce': 'Connection closed: asked for nothing in time',
  replaced: 'Connection cut: its listener came back on another one',
  moved: 'Connection closed: sent to another process',
  stopping: 'Connection closed: the tracker stops',
  internal: 'Connection closed: the tracker failed, see its log',
}

export const MESSAGE_REFUSAL_WORDS: Readonly<Record<MessageRefusal, string>> = {
  unreadable: 'Message refused: could not be read',
  'too-fast': 'Message dropped: too many in a minute',
  unlisted: 'Message refused: for a file that is not served',
  withdrawn: 'Message refused: for a file that was taken back',
  token: 'Message refused: no good join token',
  'not-a-member': 'Message refused: its sender is not in that swarm',
  'second-peer': 'Message refused: leases for a second peer of a connection',
}

export const LIMIT_WORDS: Readonly<Record<Limit, string>> = {
  offers: 'Offers beyond the limit of one announce',
  memberships: 'Announce refused: in too many swarms already',
  'peers-per-swarm': 'Announce refused: the swarm is full',
}

export const RECEIVED_WORDS: Readonly<Record<ClientMessage['type'], string>> = {
  announce: 'Announces',
  answer: 'Answers',
  'directed-offer': 'Offers for one peer',
  candidates: 'Candidates',
  refusal: 'Refusals',
  scrape: 'Scrapes',
  lease: 'Lease requests',
}

export const SENT_WORDS: Readonly<Record<TrackerMessage['type'], string>> = {
  announced: 'Acknowledgements',
  offer: 'Offers',
  answer: 'Answers',
  candidates: 'Candidates',
  refused: 'Refusals',
  scraped: 'Scrape results',
  leased: 'Leases',
  failure: 'Failures',
}
