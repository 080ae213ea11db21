/**
 * What the tabs of one browser say to each other about the one swarm, and the door it comes in by.
 *
 * Only pages of our own origin can speak here, but of any version: what makes no sense is passed over. Every message
 * names its sender; what is for one tab goes over a channel of its own and names the holder it is meant for, so that one
 * who was superseded, and wakes up late, neither answers nor is heard.
 */
import { type InfoHash, type PieceIndex, parseInfoHash } from '../../shared/ids.ts'
import type { PeerFlow, TrackerStatus } from '../types.ts'
import { parseFlows } from './parse-flows.ts'

/** To all tabs, but the answer, which goes over the line of the tab that asked. */
export type CommonMessage =
  /** A tab without a swarm asks whether somebody holds one. `active`: it is seen or heard. */
  | { readonly kind: 'ping'; readonly from: string; readonly active: boolean }
  /** The holder answers; the one who holds it longest counts least (`since`, wall clock in ms: it was superseded). */
  | { readonly kind: 'pong'; readonly from: string; readonly since: number }
  /** The holder leaves: nobody need wait for it. Or a tab that used the swarm: it wants nothing more. */
  | { readonly kind: 'bye'; readonly from: string }

/** A tab to the holder, about one episode. */
export type GuestMessage =
  | { readonly kind: 'want'; readonly torrentFile: Uint8Array; readonly trackers: readonly string[] }
  | { readonly kind: 'unwant' }
  /** Replaces the list before; most urgent first. */
  | { readonly kind: 'ask'; readonly pieces: readonly PieceIndex[] }
  /** Verified here, and in the store that all tabs have in common. */
  | { readonly kind: 'stored'; readonly piece: PieceIndex }
  /** It fetches these from the origin: neighbours need not. */
  | { readonly kind: 'fetching'; readonly first: PieceIndex; readonly last: PieceIndex }
  | { readonly kind: 'lost'; readonly piece: PieceIndex }

/** The holder to a tab, about one episode. */
export type HolderMessage =
  | {
      readonly kind: 'state'
      /** Bitfield of what the holder or one of its peers can deliver. */
      readonly has: Uint8Array
      readonly peers: number
      readonly flows: readonly PeerFlow[]
      readonly swarmSize: number
      readonly tracker: TrackerStatus
      readonly meeting: boolean
    }
  | {
      readonly kind: 'piece'
      readonly piece: PieceIndex
      readonly bytes: Uint8Array
      /** It was fetched from peers for this. False: this browser held it already. */
      readonly fromPeers: boolean
    }
  | { readonly kind: 'given'; readonly bytes: number }
  /** A tracker says that the episode's publisher took it back. */
  | { readonly kind: 'withdrawn'; readonly tracker: string }
  /** The holder does not share this episode (any more): the tab is alone with the host, until it hears a state. */
  | { readonly kind: 'unshared' }

/** Over the channel of one guest. */
export interface PairMessage<M> {
  readonly from: string
  readonly to: string
  readonly infoHash: InfoHash
  readonly message: M
}

type Fields = Readonly<Record<string, unknown>>

export function parseCommonMessage(data: unknown): CommonMessage | undefined {
  if (!isFields(data) || typeof data.from !== 'string') return undefined
  const { kind, from } = data
  if (kind === 'ping') return { kind, from, active: data.active === true }
  if (kind === 'pong' && typeof data.since === 'number') return { kind, from, since: data.since }
  return kind === 'bye' ? { kind, from } : undefined
}

export function parseGuestMessage(data: unknown): PairMessage<GuestMessage> | undefined {
  return parsePair(data, (message) => {
    const { kind, piece, pieces, first, last, torrentFile, trackers } = message
    switch (kind) {
      case 'want':
        return torrentFile instanceof Uint8Array && isArrayOf(trackers, 'string')
          ? { kind, torrentFile, trackers: trackers as string[] }
          : undefined
      case 'unwant':
        return { kind }
      case 'ask':
        return isArrayOf(pieces, 'number') ? { kind, pieces: (pieces as unknown[]).filter(isPiece) } : undefined
      case 'fetching':
        return isPiece(first) && isPiece(last) && first <= last ? { kind, first, last } : undefined
      case 'stored':
      case 'lost':
        return isPiece(piece) ? { kind, piece } : undefined
      default:
        return undefined
    }
  })
}

export function parseHolderMessage(data: unknown): PairMessage<HolderMessage> | undefined {
  return parsePair(data, (message) => {
    const { kind, has, peers, flows, swarmSize, tracker, meeting, piece, bytes, fromPeers } = message
    switch (kind) {
      case 'state':
        return has instanceof Uint8Array &&
          typeof peers === 'number' &&
          typeof swarmSize === 'number' &&
          isTrackerStatus(tracker)
          ? { kind, has, peers, flows: parseFlows(flows), swarmSize, tracker, meeting: meeting === true }
          : undefined
      case 'piece':
        return bytes instanceof Uint8Array && isPiece(piece)
          ? { kind, piece, bytes, fromPeers: fromPeers === true }
          : undefined
      case 'given':
        return typeof bytes === 'number' && bytes > 0 ? { kind, bytes } : undefined
      case 'withdrawn':
        return typeof tracker === 'string' ? { kind, tracker } : undefined
      case 'unshared':
        return { kind }
      default:
        return undefined
    }
  })
}

function parsePair<M>(data: unknown, parse: (message: Fields) => M | undefined): PairMessage<M> | undefined {
  if (!isFields(data) || typeof data.from !== 'string' || typeof data.to !== 'string') return undefined
  const infoHash = parseInfoHash(data.infoHash)
  const message = isFields(data.message) ? parse(data.message) : undefined
  if (infoHash === undefined || message === undefined) return undefined
  return { from: data.from, to: data.to, infoHash, message }
}

function isFields(data: unknown): data is Fields {
  return typeof data === 'object' && data !== null
}

function isArrayOf(value: unknown, type: 'string' | 'number'): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === type)
}

function isPiece(value: unknown): value is PieceIndex {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isTrackerStatus(value: unknown): value is TrackerStatus {
  return value === 'off' || value === 'connecting' || value === 'connected' || value === 'retrying'
}
