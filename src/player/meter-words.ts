/**
 * The meter in words and shares: where an episode's bytes came from, and how the line to other listeners stands.
 *
 * Pure. Megabytes are decimal (1 MB = 1,000,000 bytes), as data plans count them.
 */
import { PieceSource, type SessionSnapshot, type TransferMeter } from '../peer/types.ts'
import { pausedWords } from './paused-words.ts'

/** `0 MB`, `0.4 MB`, `12.3 MB`, `1.2 GB`. Something is never shown as nothing: `under 0.1 MB`. */
export function megabytes(bytes: number): string {
  if (!(bytes > 0)) return '0 MB'
  if (bytes >= 999_950_000) return `${(bytes / 1e9).toFixed(1)} GB`
  return bytes < 50_000 ? 'under 0.1 MB' : `${(bytes / 1e6).toFixed(1)} MB`
}

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
  if (arrived <= 0) return 'Nothing loaded yet.'
  const percent = Math.round((meter.fromPeersBytes / arrived) * 100)
  if (meter.fromPeersBytes > 0)
    return `${percent > 0 ? percent : 'under 1'}% of what you have came from other listeners.`
  if (meter.fromOriginBytes > 0) {
    const also = meter.fromCacheBytes > 0 ? ', and part of it was already in this browser' : ''
    return `So far it came from the show's host${also}.`
  }
  return 'What you have so far was already in this browser.'
}

/** How the line to other listeners stands, in a sentence. */
export function lineWords(snapshot: SessionSnapshot): string {
  if (snapshot.mode === 'plain') return plainWords(snapshot)
  switch (snapshot.sharing) {
    case 'off':
      return 'Not sharing: nothing comes from other listeners, or goes to them.'
    case 'unavailable':
      return "This browser can't connect to other listeners; it plays without them."
    case 'paused':
      return pausedWords(snapshot)
    case 'connecting':
    case 'on':
      return `${peerWords(snapshot)}${trackerWords(snapshot)}`
  }
}

/** The episode as a strip of pieces, for those who can't see it. */
export function piecesWords(pieces: Uint8Array): string {
  if (pieces.length === 0) return 'The pieces of this episode are not known yet.'
  const count = (source: number) => pieces.reduce((sum, piece) => sum + (piece === source ? 1 : 0), 0)
  const peers = count(PieceSource.peers)
  const origin = count(PieceSource.origin)
  const cache = count(PieceSource.cache)
  const held = `${peers + origin + cache} of ${pieces.length} pieces here`
  return `${held}: ${peers} from listeners, ${origin} from the host, ${cache} from this browser.`
}

function peerWords({ peers }: SessionSnapshot): string {
  if (peers === 0) return 'Looking for other listeners.'
  return peers === 1 ? 'Connected to 1 listener.' : `Connected to ${peers} listeners.`
}

function trackerWords({ tracker, peers }: SessionSnapshot): string {
  switch (tracker) {
    case 'off':
    case 'connected':
      return ''
    case 'connecting':
      return ' Asking the tracker who is around.'
    case 'retrying':
      return peers > 0
        ? " The tracker can't be reached; it is asked again soon."
        : " The tracker can't be reached; it is asked again soon. Playing does not wait for it."
  }
}

function plainWords({ plainReason }: SessionSnapshot): string {
  switch (plainReason ?? 'no-torrent') {
    case 'no-torrent':
      return 'This episode is not prepared for sharing: it comes straight from the host.'
    case 'no-service-worker':
      return 'This time the episode comes straight from the host: the part of the page that streams it did not start in this browser.'
    case 'torrent-unusable':
      return 'What sharing this episode needs could not be loaded or used: it comes straight from the host.'
    case 'origin-refuses-ranges':
      return 'The host sends this episode only as a whole: it comes straight from there.'
    case 'origin-forbids-reading':
      return 'The host lets pages play this episode but not read it, so it comes straight from the host.'
    case 'origin-differs':
      return 'The host sends a different file than the one listeners share: it comes straight from the host.'
  }
}
