/**
 * Where the sound of an MP3 file begins, how long it is, and which byte is played when.
 *
 * Pure. From the Xing or Info tag (LAME and most encoders), the VBRI tag (Fraunhofer), or, where the file has neither, from
 * its first frames: even bitrate is exact, uneven is an average (the feed's duration, if it gives one, is better).
 * Source: the tags were never standardised; "MPEG Audio Frame Header" by Konrad Windszus describes all three.
 */
import { type ByteTimeMap, byteTimeMap, type TimeAnchor } from './byte-time-map.ts'
import { findFrame, type Mp3Frame, readFrameHeader } from './mp3-frame.ts'

export interface Mp3Layout {
  /** First byte of the first frame that is heard. */
  readonly soundFrom: number
  readonly durationSeconds: number
  readonly map: ByteTimeMap
}

export interface Mp3Head {
  /** From after the ID3v2 tag on, some kilobytes. */
  readonly bytes: Uint8Array
  /** Where in the file they stand. */
  readonly at: number
  readonly fileBytes: number
  readonly feedSeconds: number | undefined
}

/** A tag that counts other bytes than the file has was made for another file (joined or cut since): more than this apart. */
const MAX_COUNT_ERROR = 0.02
/** VBRI stands here, whatever the frame. */
const VBRI_OFFSET = 4 + 32

/** @returns `undefined` where these are no MP3 frames. */
export function readMp3Layout(head: Mp3Head): Mp3Layout | undefined {
  const { at, found } = findFrame(head.bytes, 0)
  const frame = readFrameHeader(head.bytes, at)
  if (!found || frame === undefined) return undefined
  return xingLayout(head, at, frame) ?? vbriLayout(head, at, frame) ?? untaggedLayout(head, at)
}

function xingLayout(head: Mp3Head, frameAt: number, frame: Mp3Frame): Mp3Layout | undefined {
  const view = viewAt(head.bytes, frameAt + 4 + frame.sideInfoBytes, 120)
  const tag = fourCharacters(view, 0)
  if (view === undefined || (tag !== 'Xing' && tag !== 'Info')) return undefined
  const flags = view.getUint32(4)
  let next = 8
  const frames = flags & 1 ? view.getUint32(next) : 0
  if (flags & 1) next += 4
  const countedBytes = flags & 2 ? view.getUint32(next) : 0
  if (flags & 2) next += 4
  const tagAt = head.at + frameAt
  const soundFrom = tagAt + frame.lengthBytes
  if (frames === 0) return untaggedLayout(head, frameAt + frame.lengthBytes)
  const seconds = (frames * frame.samples) / frame.sampleRate
  const { durationSeconds, endByte } = countedEnd(head, tagAt, seconds, countedBytes)
  // Info: the bitrate is even, and the tag's table only coarser than that.
  const hasTable = tag === 'Xing' && (flags & 4) !== 0
  const table = Array.from({ length: hasTable ? 99 : 0 }, (_, i) => ({
    seconds: (durationSeconds * (i + 1)) / 100,
    byte: tagAt + (view.getUint8(next + i + 1) / 256) * (endByte - tagAt),
  }))
  return layout(soundFrom, [...table, { seconds: durationSeconds, byte: endByte }])
}

function vbriLayout(head: Mp3Head, frameAt: number, frame: Mp3Frame): Mp3Layout | undefined {
  const view = viewAt(head.bytes, frameAt + VBRI_OFFSET, 26)
  if (view === undefined || fourCharacters(view, 0) !== 'VBRI') return undefined
  const tagAt = head.at + frameAt
  const soundFrom = tagAt + frame.lengthBytes
  const frameSeconds = frame.samples / frame.sampleRate
  const seconds = view.getUint32(14) * frameSeconds
  const { durationSeconds, endByte } = countedEnd(head, tagAt, seconds, view.getUint32(10))
  const [entries, scale, entryBytes, framesPerEntry] = [18, 20, 22, 24].map((at) => view.getUint16(at))
  const anchors: TimeAnchor[] = [{ seconds: durationSeconds, byte: endByte }]
  const table = viewAt(head.bytes, frameAt + VBRI_OFFSET + 26, (entries ?? 0) * (entryBytes ?? 0))
  let byte = soundFrom
  for (let i = 0; table !== undefined && entries !== undefined && entryBytes !== undefined && i < entries; i++) {
    let size = 0
    for (let j = 0; j < entryBytes; j++) size = size * 256 + table.getUint8(i * entryBytes + j)
    byte += size * (scale ?? 1)
    const at = (i + 1) * (framesPerEntry ?? 0) * frameSeconds
    if (at < durationSeconds && byte < endByte) anchors.push({ seconds: at, byte })
  }
  return layout(soundFrom, anchors)
}

function untaggedLayout(head: Mp3Head, frameAt: number): Mp3Layout | undefined {
  const soundFrom = head.at + frameAt
  const soundBytes = head.fileBytes - soundFrom
  let bytes = 0
  let seconds = 0
  const bitrates = new Set<number>()
  for (let at = frameAt; ; ) {
    const frame = readFrameHeader(head.bytes, at)
    if (frame === undefined) break
    bitrates.add(frame.bitsPerSecond)
    bytes += frame.lengthBytes
    seconds += frame.samples / frame.sampleRate
    at += frame.lengthBytes
  }
  if (seconds === 0) return undefined
  const [bitsPerSecond = 0] = bitrates
  const estimated =
    bitrates.size === 1 ? (soundBytes * 8) / bitsPerSecond : (head.feedSeconds ?? (soundBytes / bytes) * seconds)
  return layout(soundFrom, [{ seconds: estimated, byte: head.fileBytes }])
}

/** What a tag counted, if it counted this file; else the same sound over the bytes that are there. */
function countedEnd(head: Mp3Head, tagAt: number, seconds: number, countedBytes: number) {
  const trueBytes = head.fileBytes - tagAt
  if (countedBytes === 0) return { durationSeconds: seconds, endByte: head.fileBytes }
  const apart = Math.abs(countedBytes - trueBytes) / countedBytes
  if (apart <= MAX_COUNT_ERROR) return { durationSeconds: seconds, endByte: tagAt + Math.min(countedBytes, trueBytes) }
  return { durationSeconds: (seconds * trueBytes) / countedBytes, endByte: head.fileBytes }
}

function layout(soundFrom: number, anchors: readonly TimeAnchor[]): Mp3Layout | undefined {
  const map = byteTimeMap([{ seconds: 0, byte: soundFrom }, ...anchors])
  const durationSeconds = map.at(-1)?.seconds ?? 0
  return durationSeconds > 0 ? { soundFrom, durationSeconds, map } : undefined
}

function viewAt(bytes: Uint8Array, at: number, length: number): DataView | undefined {
  return at + length > bytes.length ? undefined : new DataView(bytes.buffer, bytes.byteOffset + at, length)
}

function fourCharacters(view: DataView | undefined, at: number): string | undefined {
  return view && String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)))
}
