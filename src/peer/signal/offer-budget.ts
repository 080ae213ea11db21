/**
 * Decides how many introductions to ask for, and when to ask the tracker again.
 *
 * A listener who is alone makes no offers at all (each costs a PeerConnection); newcomers make theirs to the ones they
 * find. Pure.
 */

/** Connections a listener seeks by itself; more may come in from others. */
export const WANTED_PEERS = 10
/** Beyond those some are sought for the sake of a piece that they have, while fewer are connected. */
export const WANTED_HOLDERS = WANTED_PEERS + 4
/** A newcomer's first: enough for its pieces, and each later one brings it another. */
export const FIRST_PEERS = 6
/** No more than this many, sought or offered: every one costs memory and processor time. */
export const MAX_PEERS = 24
/**
 * Connections of all swarms of a tab together: beyond it only episodes that somebody is at get more. Twenty kept ones could have 480, and
 * Chromium makes some 500 for all tabs of a site.
 */
export const MAX_TAB_PEERS = 120
/** Blind offers (for trackers without directed signalling) that may be under way at one time. */
export const MAX_OFFERS = 5
/** Ask again this soon while somebody is out there whom we do not know yet. */
export const EAGER_MS = 8_000
/** A tracker that does not serve the file may do so one day: asked this soon, and at last twice as late. */
const UNLISTED_MS = 10 * 60_000
/** The same where the tracker names peers, doubling each time that leads to no connection: asking costs little there. */
const SEEK_MS = 2_000

export interface SwarmCensus {
  /** Peers of use to us as the tracker counts them, without ourselves. */
  readonly others: number
  readonly connected: number
  /** Offers made and not yet answered or expired, and answers not yet connected. */
  readonly pending: number
}

/** @param isWanted somebody hears the episode, or keeps it. @returns whether its swarm takes no more. */
export function isSwarmFull(connected: number, connectedInTab: number, isWanted: boolean): boolean {
  return connected >= MAX_PEERS || (!isWanted && connectedInTab >= MAX_TAB_PEERS)
}

/** @returns how many blind offers the next announce carries. */
export function offersToMake({ others, connected, pending }: SwarmCensus): number {
  const missing = Math.min(WANTED_PEERS, others) - connected - pending
  return Math.max(0, Math.min(missing, MAX_OFFERS - pending))
}

/** @returns how many peers the tracker is to name. */
export function peersToWant({ connected, pending }: Omit<SwarmCensus, 'others'>): number {
  return Math.max(0, Math.min(WANTED_PEERS - connected - pending, FIRST_PEERS))
}

/** @param intervalMs what the tracker asks for. @returns milliseconds until the next announce, with +-20 % of jitter. */
export function nextAnnounceMs(census: SwarmCensus, intervalMs: number, random: number): number {
  return jittered(isShort(census) ? Math.min(EAGER_MS, intervalMs) : intervalMs, random)
}

/** The same where the tracker names peers. @param fruitless times that it was asked since a connection came of it. */
export function nextSeekMs(census: SwarmCensus, intervalMs: number, fruitless: number, random: number): number {
  const soon = Math.min(SEEK_MS * 2 ** Math.min(fruitless, 10), intervalMs)
  return jittered(isShort(census) ? soon : intervalMs, random)
}

/** @returns milliseconds until a tracker that does not serve the file is asked again: 10 to 30 min. */
export function nextUnlistedMs(random: number): number {
  return UNLISTED_MS * (1 + 2 * random)
}

const isShort = ({ connected, others }: SwarmCensus) => connected < Math.min(WANTED_PEERS, others)
const jittered = (delayMs: number, random: number) => delayMs * (0.8 + 0.4 * random)
