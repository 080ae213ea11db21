/**
 * The meter in words and shares: where an episode's bytes came from, and how the line to other listeners stands.
 *
 * Pure.
 */
import { msg, str } from '@lit/localize'
import { PieceSource, type SessionSnapshot, type TransferMeter } from '../peer/types.ts'
import { numberFormat } from './locale.ts'
import { pausedWords } from './paused-words.ts'
import { plural } from './plural.ts'

/** Shares of the whole file, 0 to 1; of what arrived, where the file's length is not known yet. */
export interface MeterShares {
  readonly peers: number
  readonly origin: number
  readonly cache: number
}

export function meterShares(meter: TransferMeter, lengthBytes: number): MeterShares {
  const arrived = meter.fromPeersBytes + meter.fromOriginBytes + meter.fromCacheBytes
  // What arrived can exceed the length: bytes heard twice, or a length the feed understated. The bar never overflows.
  const whole = Math.max(lengthBytes, arrived, 1)
  return {
    peers: meter.fromPeersBytes / whole,
    origin: meter.fromOriginBytes / whole,
    cache: meter.fromCacheBytes / whole,
  }
}

/** One sentence on where the bytes so far came from. */
export function meterSentence(meter: TransferMeter): string {
  const arrived = meter.fromPeersBytes + meter.fromOriginBytes + meter.fromCacheBytes
  if (arrived <= 0) return msg('Nothing loaded yet.')
  if (meter.fromPeersBytes > 0) {
    const share = meter.fromPeersBytes / arrived
    if (share < 0.005) return msg('Less than 1 % of what you have came from other listeners.')
    return msg(str`${numberFormat({ style: 'percent' }).format(share)} of what you have came from other listeners.`)
  }
  if (meter.fromOriginBytes === 0) return msg('What you have so far was already in this browser.')
  return meter.fromCacheBytes > 0
    ? msg("So far it came from the show's host, and part of it was already in this browser.")
    : msg("So far it came from the show's host.")
}

/** How the line to other listeners stands, in a sentence. */
export function lineWords(snapshot: SessionSnapshot): string {
  if (snapshot.mode === 'plain') return plainWords(snapshot)
  if (snapshot.isWholeFile) return msg('This episode plays from this device. It is not prepared for sharing.')
  switch (snapshot.sharing) {
    case 'off':
      return msg('Not sharing: nothing comes from other listeners, or goes to them.')
    case 'unavailable':
      return msg("This browser can't connect to other listeners; it plays without them.")
    case 'paused':
      return pausedWords(snapshot)
    case 'connecting':
    case 'on':
      return [peerWords(snapshot), trackerWords(snapshot)].filter((words) => words !== '').join(' ')
  }
}

/** The episode as a strip of pieces, for those who can't see it. */
export function piecesWords(pieces: Uint8Array): string {
  if (pieces.length === 0) return msg('The pieces of this episode are not known yet.')
  const count = (source: number) => pieces.reduce((sum, piece) => sum + (piece === source ? 1 : 0), 0)
  const peers = count(PieceSource.peers)
  const origin = count(PieceSource.origin)
  const cache = count(PieceSource.cache)
  return msg(
    str`${peers + origin + cache} of ${pieces.length} pieces here: ${peers} from listeners, ${origin} from the host, ${cache} from this browser.`,
  )
}

function peerWords({ peers }: SessionSnapshot): string {
  if (peers === 0) return msg('Looking for other listeners.')
  return plural(peers, msg('one {Connected to # listener.} other {Connected to # listeners.}'))
}

function trackerWords({ tracker, peers }: SessionSnapshot): string {
  switch (tracker) {
    case 'off':
    case 'connected':
      return ''
    case 'connecting':
      return msg('Asking the tracker who is around.')
    case 'retrying':
      return peers > 0
        ? msg("The tracker can't be reached; it is asked again soon.")
        : msg("The tracker can't be reached; it is asked again soon. Playing does not wait for it.")
  }
}

function plainWords({ plainReason }: SessionSnapshot): string {
  switch (plainReason ?? 'no-torrent') {
    case 'no-torrent':
      return msg('This episode is not prepared for sharing: it comes straight from the host.')
    case 'no-service-worker':
      return msg(
        'This time the episode comes straight from the host: the part of the page that streams it did not start in this browser.',
      )
    case 'torrent-unusable':
      return msg('What sharing this episode needs could not be loaded or used: it comes straight from the host.')
    case 'origin-refuses-ranges':
      return msg('The host sends this episode only as a whole: it comes straight from there.')
    case 'origin-forbids-reading':
      return msg('The host lets pages play this episode but not read it, so it comes straight from the host.')
    case 'withdrawn':
      return msg(
        'The publisher took this episode back: it is not shared any more, and what this browser kept of it is gone. It plays from the host for as long as it is there.',
      )
    case 'origin-differs':
      return msg('The host sends a different file than the one listeners share: it comes straight from the host.')
  }
}
