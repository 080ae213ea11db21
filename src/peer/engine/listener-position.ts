/**
 * Works out where in the file the listener is, in bytes, and how urgent each place is: the planner's cursors.
 *
 * The media element's own requests say which bytes it needs next; its buffer says when. Pure.
 */
import { START_BYTES } from '../media-start.ts'
import type { Cursor } from '../plan.ts'
import type { MediaFacts } from '../types.ts'

/** Taken while neither the feed nor the element has said how long the episode is: 128 kbit/s audio, 2 Mbit/s video. */
const ASSUMED_AUDIO_RATE = 16_000
const ASSUMED_VIDEO_RATE = 250_000
const SLOWEST_RATE = 0.25
/** Whoever was given what it takes to sound and still waits after this is given as much again, and soon twice that, and so on. */
export const BURST_PATIENCE_MS = 250
/** From then on what it was given beyond is doubled after each of these: some elements read far before they know the duration. */
export const BURST_STEP_MS = 125
/** It takes at least so much of the media to sound: {@link START_BYTES}, or this long at the playing rate. */
const START_SECONDS = 1
/** An element that has so much to play (at normal speed) does not stand still for want of bytes. */
const ENOUGH_SECONDS = 0.5
/** Whoever got this many times as much and still waits gets the rest at the rate it will be played at. */
const BURSTS = 16

/** @returns bytes of media played per second of wall clock, for files of even bitrate (VBR evens out over seconds). */
export function playingBytesPerSecond(
  lengthBytes: number,
  type: string,
  feedSeconds: number | undefined,
  facts: MediaFacts | undefined,
): number {
  const known = facts !== undefined && facts.durationSeconds > 0 && Number.isFinite(facts.durationSeconds)
  const seconds = known ? facts.durationSeconds : feedSeconds
  const perSecond =
    seconds !== undefined && seconds > 0
      ? lengthBytes / seconds
      : type.startsWith('video/')
        ? ASSUMED_VIDEO_RATE
        : ASSUMED_AUDIO_RATE
  return perSecond * Math.max(SLOWEST_RATE, facts?.playbackRate ?? 1)
}

/** Where the media element reads, and what it got since it last spoke. */
export interface Reading {
  /** Next byte of each open request of the media element. */
  readonly readers: readonly number[]
  /** Where the last request ended, if nothing is open. */
  readonly lastByte: number | undefined
  /** Bytes handed to it since its last facts, or since it began to wait: its buffer is by so much longer than it said. */
  readonly handedBytes: number
  /** Of the file's beginning, so much stands before the media. */
  readonly headerBytes: number
  /** Milliseconds since it was given what it takes to sound; 0: not yet. */
  readonly waitedMs: number
}

/**
 * @returns one cursor per open request, or the place where the element will ask again. All are due when its buffer runs dry;
 * before it knows even the duration, at once. Without an open request an episode that was never `played` needs nothing.
 */
export function cursorsOf(
  reading: Reading,
  bytesPerSecond: number,
  facts: MediaFacts | undefined,
  played = true,
): readonly Cursor[] {
  const waiting = isWaiting(facts)
  // Before sound an element reads as fast as it can: headers, cover art, and what it decodes ahead. Not without end.
  const startBytes = startBytesAt(bytesPerSecond)
  const mostBytes = BURSTS * startBytes + reading.headerBytes
  if (waiting && reading.readers.length > 0 && reading.handedBytes < mostBytes) {
    return reading.readers.map((byte) => {
      const burst = burstBytes(byte, bytesPerSecond, reading)
      // What it takes to sound is there: it is about to, and then lasts for a while.
      if (burst === 0) return { byte, dueMs: (startBytes / bytesPerSecond) * 1000 }
      return { byte, dueMs: 0, burstBytes: burst }
    })
  }
  const bufferedMs =
    waiting || facts === undefined
      ? 0
      : (facts.bufferedAheadSeconds * 1000) / Math.max(SLOWEST_RATE, facts.playbackRate)
  const handedBytes = waiting ? Math.max(0, reading.handedBytes - mostBytes) : reading.handedBytes
  const dueMs = bufferedMs + (handedBytes / bytesPerSecond) * 1000
  if (reading.readers.length > 0) return reading.readers.map((byte) => ({ byte, dueMs }))
  return reading.lastByte === undefined || (!played && isIdle(facts)) ? [] : [{ byte: reading.lastByte, dueMs }]
}

/** @returns bytes it takes to sound, from where a reader at `byte` is on; 0 or less: it was given them, and so much more. */
export function missingToSound(
  byte: number,
  bytesPerSecond: number,
  { handedBytes, headerBytes }: Pick<Reading, 'handedBytes' | 'headerBytes'>,
): number {
  const startBytes = startBytesAt(bytesPerSecond)
  return Math.max(headerBytes + startBytes - byte, startBytes - handedBytes)
}

function startBytesAt(bytesPerSecond: number): number {
  return Math.max(START_BYTES, START_SECONDS * bytesPerSecond)
}

/** What is due at once beyond `byte`: the rest of what it takes to sound; where that did not do, as much again, then twice that, … */
function burstBytes(byte: number, bytesPerSecond: number, reading: Reading): number {
  const missing = missingToSound(byte, bytesPerSecond, reading)
  if (missing > 0) return missing
  if (reading.waitedMs < BURST_PATIENCE_MS) return 0
  const doublings = 1 + Math.floor((reading.waitedMs - BURST_PATIENCE_MS) / BURST_STEP_MS)
  return Math.max(0, startBytesAt(bytesPerSecond) * Math.min(BURSTS, 2 ** doublings - 1) + missing)
}

/**
 * @returns whether the element has too little to go on with, or does not even know the duration yet. One that stands still with
 * so much in hand waits for the processor, not for bytes.
 */
export function isWaiting(facts: MediaFacts | undefined): boolean {
  if (facts === undefined || Number.isNaN(facts.durationSeconds)) return true
  return facts.starving && facts.bufferedAheadSeconds < ENOUGH_SECONDS * Math.max(1, facts.playbackRate)
}

/** @returns whether an episode that was not played yet is only open: nobody waits for sound, or for a place in it. */
export function isIdle(facts: MediaFacts | undefined): boolean {
  return facts?.paused === true && !facts.starving
}
