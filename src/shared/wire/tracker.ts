/**
 * The WebTorrent tracker protocol: JSON in WebSocket text frames, as stock clients and trackers speak it.
 *
 * This is the one door for both ends: the tracker reads `ClientMessage`s, the player's signalling `TrackerMessage`s.
 * Parsers never throw, whatever comes in; what they return is checked and may be believed. See docs/protocol.md.
 */
export * from './tracker-messages.ts'
export { encodeClientMessage, parseClientMessage } from './tracker-request.ts'
export { encodeTrackerMessage, parseTrackerMessage } from './tracker-response.ts'
