/**
 * Finds out from a file's first bytes how MediaSource could be fed with it. Pure: bytes come through the stream's port.
 */
import { anchorBefore, byteAt, byteTimeMap, secondsAt } from './byte-time-map.ts'
import { Mp3Cutter } from './mp3-cutter.ts'
import { id3Length } from './mp3-frame.ts'
import { readMp3Layout } from './mp3-layout.ts'
import { findFragment } from './mp4-fragment.ts'
import { type Mp4Layout, readMp4Layout } from './mp4-layout.ts'
import { joined, PlainCutter, type SegmentCutter } from './segment-cutter.ts'
import { readSome } from './steady-reading.ts'

/** Opens the file at a byte, to its end. */
export type ReadFrom = (byte: number) => AsyncIterable<Uint8Array>

export interface MediaLayout {
  readonly mimeType: string
  readonly durationSeconds: number
  /** Appended before anything else, where there is one. */
  readonly init: Uint8Array<ArrayBuffer> | undefined
  /** Finds where to begin reading, so that `seconds` can be played. */
  locate(seconds: number, readFrom: ReadFrom): Promise<{ readonly byte: number; readonly seconds: number }>
  /** When what begins at `byte` is played; `undefined` for files whose parts say it themselves. */
  timeOf(byte: number): number | undefined
  cutter(): SegmentCutter
}

export interface FileFacts {
  /** From the file's beginning on. */
  readonly readFrom: ReadFrom
  readonly fileBytes: number
  readonly feedSeconds: number | undefined
}

/** Enough for a frame, its tag and a frame that follows. */
const MP3_HEAD_BYTES = 4 * 1024
/** Descriptions of fragmented files are small; their index has 12 bytes for each fragment. */
const MAX_MP4_HEAD_BYTES = 256 * 1024
/** The frames before the one that is sought: MP3 frames borrow bytes from those before them. */
const PREROLL_SECONDS = 0.3
/** Nearer than this to a place that is sought, a fragment is as good as any. */
const NEAR_SECONDS = 15
const MAX_GUESSES = 5

/** @returns `undefined` for a file that MediaSource can't be fed with. */
export async function readMediaLayout(file: FileFacts): Promise<MediaLayout | undefined> {
  let head: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  for await (const chunk of file.readFrom(0)) {
    head = joined(head, chunk)
    if (head.length < 16) continue
    if (!startsLikeMp4(head)) return mp3Layout(file, head)
    const mp4 = readMp4Layout({ ...file, bytes: head })
    if (mp4 !== 'more') return mp4 && mp4MediaLayout(mp4, head.slice(0, mp4.initBytes))
    if (head.length > MAX_MP4_HEAD_BYTES) break
  }
  return undefined
}

function startsLikeMp4(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(4, 8)) === 'ftyp'
}

async function mp3Layout(file: FileFacts, head: Uint8Array<ArrayBuffer>): Promise<MediaLayout | undefined> {
  let bytes = head
  let at = 0
  for (let tag = id3Length(bytes, 0); tag > 0; tag = id3Length(bytes, 0)) {
    at += tag
    // A tag with a picture in it is long: what it holds is not asked for here.
    bytes = tag + MP3_HEAD_BYTES <= bytes.length ? bytes.slice(tag) : await readSome(file.readFrom(at), MP3_HEAD_BYTES)
  }
  if (bytes.length < MP3_HEAD_BYTES && at + bytes.length < file.fileBytes)
    bytes = await readSome(file.readFrom(at), MP3_HEAD_BYTES)
  const mp3 = readMp3Layout({ ...file, bytes, at })
  if (mp3 === undefined) return undefined
  const { durationSeconds, map, soundFrom } = mp3
  return {
    mimeType: 'audio/mpeg',
    durationSeconds,
    init: undefined,
    locate: async (seconds) => {
      const byte = Math.max(soundFrom, byteAt(map, seconds - PREROLL_SECONDS))
      return { byte, seconds: secondsAt(map, byte) }
    },
    timeOf: (byte) => secondsAt(map, byte),
    cutter: () => new Mp3Cutter(),
  }
}

function mp4MediaLayout(mp4: Mp4Layout, init: Uint8Array<ArrayBuffer>): MediaLayout {
  const { mimeType, durationSeconds } = mp4
  let { map } = mp4
  const [first = { seconds: 0, byte: mp4.initBytes }] = map
  /** Without an index: guesses, each with what the one before has taught. */
  const search = async (seconds: number, readFrom: ReadFrom) => {
    let best = first
    let aim = seconds
    for (let guess = 0; guess < MAX_GUESSES; guess++) {
      const from = byteAt(map, aim)
      if (from <= first.byte) return best
      const found = await fragmentAfter(from, readFrom(from), mp4.timescales)
      if (found === undefined || found.seconds > seconds) aim -= NEAR_SECONDS / 2
      else best = found.seconds > best.seconds ? found : best
      if (found !== undefined) map = byteTimeMap([...map, found])
      if (seconds - best.seconds < NEAR_SECONDS) break
    }
    return best
  }
  return {
    mimeType,
    durationSeconds,
    init,
    locate: async (seconds, readFrom) =>
      mp4.indexed ? (anchorBefore(map, seconds) ?? first) : search(seconds, readFrom),
    timeOf: () => undefined,
    cutter: () => new PlainCutter(),
  }
}

async function fragmentAfter(from: number, chunks: AsyncIterable<Uint8Array>, timescales: ReadonlyMap<number, number>) {
  let held: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  let at = from
  for await (const chunk of chunks) {
    held = joined(held, chunk)
    const { searched, fragment } = findFragment(held, at, timescales)
    if (fragment !== undefined) return fragment
    held = held.subarray(searched)
    at += searched
  }
  return undefined
}
