/**
 * The world that is simulated, in numbers: links, sessions, signalling, the host. Every distribution stands here and in
 * docs/simulator.md; nothing is hidden in the code that uses them.
 */
import { OWN_BLOCK_BYTES } from '../src/peer/swarm/piece-download.ts'
import type { Rng } from '../src/shared/clock.ts'

/** Bytes a millisecond, from Mbit/s. */
export function mbit(megabits: number): number {
  return (megabits * 1_000_000) / 8 / 1000
}

/** What a listener gives at most: the governor's default of 1 Mbit/s, with bursts from a token bucket. */
export const GIVING_CAP = mbit(1)
export const GIVING_BURST_BYTES = 256 * 1024
/** The upload queue (src/peer/swarm/upload-queue.ts): what would wait longer than the first says is refused, and what has come to wait longer than the second. */
export const LONGEST_WAIT_MS = 1_500
export const WAITED_TOO_LONG_MS = 2 * LONGEST_WAIT_MS
/** Each copy of a piece that was given before counts as if it were needed so much later, up to so many. */
export const COPY_MS = 600
export const MOST_COPIES = 4
/** A peer was asked in vain: after so long without a block. How long it is left alone then: src/peer/swarm/refusals.ts. */
export const IN_VAIN_MS = 1_000
export const BLOCK_BYTES = OWN_BLOCK_BYTES

/** Downlinks: Mbit/s and how many have them. */
export const DOWNLINKS = [
  { megabits: 2, share: 0.05 },
  { megabits: 5, share: 0.1 },
  { megabits: 10, share: 0.2 },
  { megabits: 25, share: 0.3 },
  { megabits: 100, share: 0.35 },
] as const

/** Uplinks: 1 to 20 Mbit/s, evenly spread on a logarithmic scale (median 4.5). @returns bytes a millisecond. */
export function drawUplink(rng: Rng): number {
  return mbit(20 ** rng())
}

/** @returns index into {@link DOWNLINKS}. */
export function drawDownlink(rng: Rng): number {
  let rest = rng()
  for (const [index, { share }] of DOWNLINKS.entries()) {
    if (rest < share) return index
    rest -= share
  }
  return DOWNLINKS.length - 1
}

/** From a listener to the middle of the network, one way: 3 ms and exponential with mean 12, at most 80. A pair's RTT: 60 ms at the median. */
export function drawAccessMs(rng: Rng): number {
  return Math.min(80, 3 - 12 * Math.log(1 - rng()))
}

/** The host: this far behind the middle of the network, this long until it sends, this fast on one connection. */
export const ORIGIN_ACCESS_MS = 5
export const ORIGIN_FIRST_BYTE_MS = 40
export const ORIGIN_CONNECTION = 1_500
/** Room for everybody at once on plain HTTP, and a quarter more; never less than this in Mbit/s. */
export const ORIGIN_HEADROOM = 1.25
export const ORIGIN_LEAST_MEGABITS = 100

/** The tracker: this far behind the middle; how long until its socket is open; when a client asks again. */
export const TRACKER_ACCESS_MS = 20
export const PEERS_PER_ANNOUNCE = 6
export const PEERS_SOUGHT = 8
export const MOST_PEERS = 24
/** Who holds a piece that is wanted is met while fewer than this are connected. */
export const HOLDERS_MET_BELOW = 24
export const ANNOUNCE_AGAIN_MS = 8_000
export const ANNOUNCE_REST_MS = 120_000
/** Pairs that never connect (NATs), noticed after so long. */
export const UNCONNECTABLE = 0.15
export const ATTEMPT_LIMIT_MS = 15_000

/** Code, torrent file and socket, before the first announce. */
export function drawSetUpMs(rng: Rng): number {
  return 100 + 300 * rng()
}

/** From introduction to an open data channel. */
export function drawConnectMs(rng: Rng): number {
  return 300 + 1_200 * rng()
}

/** Of those who leave, so many vanish without a word; neighbours notice after so long. */
export const VANISHING = 0.2
export const SILENT_PEER_MS = 5_000

/** Leaving early: 10 % in the first minute, 2 % in each later one. @returns how long they stay at most, ms. */
export function drawStayMs(rng: Rng): number {
  const first = -Math.log(1 - 0.1)
  const later = -Math.log(1 - 0.02)
  const hazard = -Math.log(1 - rng())
  return 60_000 * (hazard <= first ? hazard / first : 1 + (hazard - first) / later)
}

/** After the end the page stays open: exponential, mean one minute. */
export function drawLingerMs(rng: Rng): number {
  return -60_000 * Math.log(1 - rng())
}

/** One in seven seeks, on average once in five minutes; of these seeks seven in ten skip 15 to 60 s ahead, the rest go anywhere. */
export const SEEKERS = 1 / 7
export const SEEK_MEAN_MS = 300_000

/** The element's first sound after a click or a seek: with so many bytes. After a stall it goes on with so much. */
export const FIRST_SOUND_BYTES = 48_000
export const RESUME_MS = 2_000
/** The start window: bytes due in so long after joining or seeking, at most so many. */
export const WINDOW_MS = 10_000
export const WINDOW_BYTES = 160_000
/** A plain audio element reads ahead to the second mark, and again below the first. */
export const PLAIN_LOW_MS = 30_000
export const PLAIN_HIGH_MS = 60_000

/** A lease of the tracker, and how long a word of it is believed. */
export const LEASE_MS = 8_000
