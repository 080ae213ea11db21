/** Cuts an MP3 into HLS segments at frame boundaries: packed audio (RFC 8216, 3.4) and a media playlist. Pure. */
import { FRAME_SECONDS, type Mp3 } from './mp3.ts'

const SEGMENT_SECONDS = 4

export interface Segment {
  readonly name: string
  readonly bytes: Uint8Array
  readonly seconds: number
}

/** @returns all frames but the first, which names the length of a file that segments are not. */
export function cutSegments({ bytes, frames }: Mp3): readonly Segment[] {
  const framesEach = Math.round(SEGMENT_SECONDS / FRAME_SECONDS)
  const segments: Segment[] = []
  for (let first = 1; first < frames.length; first += framesEach) {
    const count = Math.min(framesEach, frames.length - first)
    segments.push({
      name: `${segments.length}.mp3`,
      bytes: timed(bytes.subarray(frames[first], frames[first + count]), (first - 1) * FRAME_SECONDS),
      seconds: count * FRAME_SECONDS,
    })
  }
  return segments
}

export function playlistOf(segments: readonly Segment[]): string {
  const target = Math.ceil(Math.max(...segments.map(({ seconds }) => seconds)))
  const head = ['#EXTM3U', '#EXT-X-VERSION:3', `#EXT-X-TARGETDURATION:${target}`, '#EXT-X-PLAYLIST-TYPE:VOD']
  const body = segments.flatMap(({ name, seconds }) => [`#EXTINF:${seconds.toFixed(6)},`, name])
  return [...head, ...body, '#EXT-X-ENDLIST', ''].join('\n')
}

/** Packed audio says when it starts: an ID3 `PRIV` frame with the MPEG-2 time stamp, 90,000 a second (RFC 8216, 3.4). */
function timed(frames: Uint8Array, startSeconds: number): Uint8Array {
  const owner = new TextEncoder().encode('com.apple.streaming.transportStreamTimestamp\0')
  const content = owner.length + 8
  const tag = new Uint8Array(10 + 10 + content)
  const view = new DataView(tag.buffer)
  tag.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 10 + content]) // "ID3", version 2.4; its size fits 7 bits
  tag.set([0x50, 0x52, 0x49, 0x56, 0, 0, 0, content], 10) // "PRIV"
  tag.set(owner, 20)
  view.setBigUint64(20 + owner.length, BigInt(Math.round(startSeconds * 90_000)))
  const segment = new Uint8Array(tag.length + frames.length)
  segment.set(tag)
  segment.set(frames, tag.length)
  return segment
}
