/**
 * Reads the beginning of an MP4 file: whether MediaSource could be fed with it, and which byte is played when.
 *
 * Only fragmented files can (an `moov` that promises fragments and lists no samples itself): the others would have to be taken
 * apart and written anew, and play as plain enclosures. Pure. Source: ISO/IEC 14496-12, sections 8.8 and 8.16.3; "ISO BMFF Byte
 * Stream Format" (W3C) for what MediaSource takes.
 */
import { type ByteTimeMap, byteTimeMap, type TimeAnchor } from './byte-time-map.ts'
import { BoxReader, boxesIn, findBoxes, type Mp4Box } from './mp4-boxes.ts'
import { codecOf } from './mp4-codecs.ts'

export interface Mp4Layout {
  /** With `codecs`, as `isTypeSupported` wants it. */
  readonly mimeType: string
  /** The file up to here is the initialization segment. */
  readonly initBytes: number
  readonly durationSeconds: number
  readonly map: ByteTimeMap
  /** The file has an index: each anchor of the map is where a fragment begins. */
  readonly indexed: boolean
  /** Ticks a second, by track id. */
  readonly timescales: ReadonlyMap<number, number>
}

export interface Mp4Head {
  /** From the file's beginning. */
  readonly bytes: Uint8Array
  readonly fileBytes: number
  readonly feedSeconds: number | undefined
}

/** An index that ends this far from the file's end speaks of less than the file. */
const INDEX_TAIL_BYTES = 1 << 20

/** @returns 'more' where more of the beginning is needed to say; `undefined` where MediaSource could not be fed with it. */
export function readMp4Layout(head: Mp4Head): Mp4Layout | 'more' | undefined {
  const { bytes, fileBytes } = head
  const top = boxesIn(bytes, 0, bytes.length, fileBytes)
  if (top.length === 0) return bytes.length < 16 ? 'more' : undefined
  if (top[0]?.type !== 'ftyp') return undefined
  const moov = top.find(({ type }) => type === 'moov')
  // Sound and pictures before their description: not fragmented.
  if (moov === undefined) return top.some(({ type }) => type === 'mdat') ? undefined : 'more'
  if (listsSamples(bytes, moov)) return undefined
  if (moov.to > bytes.length) return 'more'
  const after = boxesIn(bytes, moov.to, bytes.length, fileBytes).find(({ type }) => type === 'sidx' || type === 'moof')
  if (after === undefined || (after.type === 'sidx' && after.to > bytes.length)) return 'more'
  try {
    return readFragmented(head, moov, after)
  } catch (error) {
    // Shorter than they say: damaged.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function readFragmented(head: Mp4Head, moov: Mp4Box, after: Mp4Box): Mp4Layout | undefined {
  const { bytes, fileBytes, feedSeconds } = head
  const tracks = findBoxes(bytes, moov, ['trak']).map((trak) => readTrack(bytes, trak))
  const codecs = tracks.map(({ codec }) => codec)
  if (tracks.length === 0 || codecs.includes(undefined) || findBoxes(bytes, moov, ['mvex']).length === 0)
    return undefined
  const index = after.type === 'sidx' ? readIndex(bytes, after, fileBytes) : undefined
  const end = index?.at(-1)
  const durationSeconds = declaredSeconds(bytes, moov) ?? end?.seconds ?? feedSeconds
  if (durationSeconds === undefined || !(durationSeconds > 0)) return undefined
  const first = { seconds: 0, byte: after.type === 'sidx' ? (index?.[0]?.byte ?? after.to) : after.at }
  const video = tracks.some(({ isVideo }) => isVideo)
  return {
    mimeType: `${video ? 'video' : 'audio'}/mp4; codecs="${codecs.join(', ')}"`,
    initBytes: moov.to,
    durationSeconds,
    map: byteTimeMap(index ?? [first, { seconds: durationSeconds, byte: fileBytes }]),
    indexed: index !== undefined,
    timescales: new Map(tracks.map(({ id, timescale }) => [id, timescale])),
  }
}

/** A track that lists samples in `moov` is not, or not wholly, fragmented. Tells as soon as the first track's list begins. */
function listsSamples(bytes: Uint8Array, moov: Mp4Box): boolean {
  const lists = findBoxes(bytes, moov, ['trak', 'mdia', 'minf', 'stbl', 'stts'])
  const isWhole = ({ from, to }: Mp4Box): boolean => from + 8 <= Math.min(to, bytes.length)
  return lists.some((stts) => isWhole(stts) && new BoxReader(bytes, stts).uint32() > 0)
}

function readTrack(bytes: Uint8Array, trak: Mp4Box) {
  const [tkhd] = findBoxes(bytes, trak, ['tkhd'])
  const [mdhd] = findBoxes(bytes, trak, ['mdia', 'mdhd'])
  const [stsd] = findBoxes(bytes, trak, ['mdia', 'minf', 'stbl', 'stsd'])
  const track = tkhd && new BoxReader(bytes, tkhd)
  const media = mdhd && new BoxReader(bytes, mdhd)
  return {
    id: track?.skip(track.version === 0 ? 8 : 16).uint32() ?? 0,
    timescale: media?.skip(media.version === 0 ? 8 : 16).uint32() ?? 0,
    codec: stsd && codecOf(bytes, stsd),
    isVideo: findBoxes(bytes, trak, ['mdia', 'minf', 'vmhd']).length > 0,
  }
}

/** What the file says of its duration: `mehd`, which counts fragments, before `mvhd`, which need not. */
function declaredSeconds(bytes: Uint8Array, moov: Mp4Box): number | undefined {
  const [mvhd] = findBoxes(bytes, moov, ['mvhd'])
  const [mehd] = findBoxes(bytes, moov, ['mvex', 'mehd'])
  if (mvhd === undefined) return undefined
  const movie = new BoxReader(bytes, mvhd)
  const timescale = movie.skip(movie.version === 0 ? 8 : 16).uint32()
  const ticks = (mehd && new BoxReader(bytes, mehd).time()) || movie.time()
  // All ones: unknown.
  return timescale > 0 && ticks > 0 && ticks < 0xffffffff ? ticks / timescale : undefined
}

/** @returns where each stretch of the file begins, and the end of the last; `undefined` where the index is not the whole file's. */
function readIndex(bytes: Uint8Array, sidx: Mp4Box, fileBytes: number): readonly TimeAnchor[] | undefined {
  const reader = new BoxReader(bytes, sidx)
  const timescale = reader.skip(4).uint32()
  let ticks = reader.time()
  let byte = sidx.to + reader.time()
  const count = reader.skip(2).uint16()
  const anchors = [{ seconds: ticks / timescale, byte }]
  for (let i = 0; i < count; i++) {
    byte += reader.uint32() & 0x7fffffff
    ticks += reader.uint32()
    reader.skip(4)
    anchors.push({ seconds: ticks / timescale, byte })
  }
  return timescale > 0 && count > 1 && byte <= fileBytes && fileBytes - byte < INDEX_TAIL_BYTES ? anchors : undefined
}
