/**
 * Reads the chapters of an MP4 file (M4A, M4B, MP4, MOV): Nero's list (`chpl`), or a QuickTime chapter track, whose titles are
 * samples among the sound. Pure: it is handed what reads the file.
 *
 * Total: what is damaged has no chapters, or fewer. See ISO/IEC 14496-12; QuickTime File Format, “Chapter Lists”; `chpl` is
 * documented nowhere and read as ffmpeg and mp4v2 write it. docs/decisions/0021 says why this is our own.
 */
import type { MediaBytes } from './media-bytes.ts'
import { MAX_CHAPTERS, type MediaChapter, plainTitle } from './media-chapter.ts'

/** Of audio books of days; what is larger is none. */
const MAX_MOVIE_BYTES = 64 * 1024 * 1024
const MAX_BOXES = 10_000
const MAX_TITLE_BYTES = 4_096
/** `chpl` counts in units of 100 ns. */
const NERO_UNITS = 1e7

interface Box {
  readonly type: string
  readonly body: DataView
}

/** @returns by start; `[]` where the file has none, or is none */
export async function readMp4Chapters(media: MediaBytes): Promise<MediaChapter[]> {
  const movie = await readMovie(media)
  if (movie === undefined) return []
  const nero = readNero(find(movie, 'udta', 'chpl'))
  const chapters = nero.length > 0 ? nero : await readChapterTrack(movie, media)
  return chapters.filter(({ title }) => title !== '').sort((a, b) => a.startSeconds - b.startSeconds)
}

async function readMovie(media: MediaBytes): Promise<DataView | undefined> {
  let at = 0
  for (let count = 0; count < MAX_BOXES && at + 8 <= media.lengthBytes; count++) {
    const head = viewOf(await media.read(at, 16))
    if (head.byteLength < 8) return undefined
    const size = sizeOf(head, 0, media.lengthBytes - at)
    if (size === undefined) return undefined
    if (typeAt(head, 4) === 'moov') {
      return size.whole > MAX_MOVIE_BYTES ? undefined : viewOf(await media.read(at + size.head, size.whole - size.head))
    }
    at += size.whole
  }
  return undefined
}

/** @returns `undefined` where a size is none: nothing after it can be found */
function sizeOf(view: DataView, at: number, rest: number): { head: number; whole: number } | undefined {
  const short = view.getUint32(at)
  const isLong = short === 1
  if (isLong && at + 16 > view.byteLength) return undefined
  const head = isLong ? 16 : 8
  const whole = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? rest : short
  return whole < head ? undefined : { head, whole }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const typeAt = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))

function boxesIn(view: DataView): Box[] {
  const boxes: Box[] = []
  let at = 0
  while (at + 8 <= view.byteLength && boxes.length < MAX_BOXES) {
    const size = sizeOf(view, at, view.byteLength - at)
    if (size === undefined || at + size.whole > view.byteLength) break
    const body = new DataView(view.buffer, view.byteOffset + at + size.head, size.whole - size.head)
    boxes.push({ type: typeAt(view, at + 4), body })
    at += size.whole
  }
  return boxes
}

/** The first box at a path below `view`. */
function find(view: DataView | undefined, ...path: string[]): DataView | undefined {
  let inside = view
  for (const name of path) inside = inside && boxesIn(inside).find(({ type }) => type === name)?.body
  return inside
}

function readNero(body: DataView | undefined): MediaChapter[] {
  if (body === undefined || body.byteLength < 5) return []
  // Version 1 has four more bytes before the count.
  let at = body.getUint8(0) === 0 ? 4 : 8
  const chapters: MediaChapter[] = []
  if (at >= body.byteLength) return []
  const count = body.getUint8(at++)
  while (chapters.length < count && at + 9 <= body.byteLength) {
    const startSeconds = Number(body.getBigUint64(at)) / NERO_UNITS
    const length = body.getUint8(at + 8)
    at += 9
    if (at + length > body.byteLength) break
    chapters.push({ startSeconds, title: decodeTitle(new Uint8Array(body.buffer, body.byteOffset + at, length)) })
    at += length
  }
  return chapters
}

/** UTF-8, or UTF-16 where it begins with a byte order mark. */
function decodeTitle(bytes: Uint8Array): string {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)
  const encoding = mark === 0xfeff ? 'utf-16be' : mark === 0xfffe ? 'utf-16le' : 'utf-8'
  return plainTitle(new TextDecoder(encoding).decode(bytes))
}

interface Sample {
  readonly startSeconds: number
  readonly offset: number
  readonly length: number
}

async function readChapterTrack(movie: DataView, media: MediaBytes): Promise<MediaChapter[]> {
  const tracks = boxesIn(movie).filter(({ type }) => type === 'trak')
  const named = new Set(tracks.flatMap(({ body }) => [...numbersOf(find(body, 'tref', 'chap'), 0)]))
  for (const { body } of tracks) {
    const handler = find(body, 'mdia', 'hdlr')
    // Chapters may have a track of pictures as well.
    const isText = handler !== undefined && handler.byteLength >= 12 && /^(?:text|sbtl)$/.test(typeAt(handler, 8))
    if (!isText || !named.has(trackId(find(body, 'tkhd')))) continue
    const chapters: MediaChapter[] = []
    for (const { startSeconds, offset, length } of samplesOf(find(body, 'mdia'))) {
      if (offset + length > media.lengthBytes) break
      const sample = await media.read(offset, Math.min(length, MAX_TITLE_BYTES))
      // Its length, the title, and boxes that say how it is shown.
      const [high = 0, low = 0] = sample
      chapters.push({ startSeconds, title: decodeTitle(sample.subarray(2, 2 + high * 256 + low)) })
    }
    if (chapters.length > 0) return chapters
  }
  return []
}

function trackId(body: DataView | undefined): number {
  const at = body !== undefined && body.byteLength > 0 && body.getUint8(0) === 1 ? 20 : 12
  return body !== undefined && body.byteLength >= at + 4 ? body.getUint32(at) : 0
}

/** The 32-bit numbers from `at` to the end. */
function* numbersOf(body: DataView | undefined, at: number): Generator<number> {
  for (let place = at; body !== undefined && place + 4 <= body.byteLength; place += 4) yield body.getUint32(place)
}

/** Where the samples of a track are, and when they begin: the tables of 14496-12, 8.6.1 and 8.7. */
function samplesOf(track: DataView | undefined): Sample[] {
  const header = find(track, 'mdhd')
  const table = find(track, 'minf', 'stbl')
  const sizes = find(table, 'stsz')
  if (header === undefined || header.byteLength < 24 || sizes === undefined || sizes.byteLength < 12) return []
  const timescale = header.getUint32(header.getUint8(0) === 1 ? 20 : 12)
  const offsets = chunkOffsets(table)
  const perChunk = [...numbersOf(find(table, 'stsc'), 8)]
  const durations = [...numbersOf(find(table, 'stts'), 8)]
  const allAlike = sizes.getUint32(4)
  const count = Math.min(sizes.getUint32(8), MAX_CHAPTERS)
  const samples: Sample[] = []
  let units = 0
  let run = 0
  let ofRun = 0
  for (let chunk = 0, entry = 0; chunk < offsets.length && samples.length < count; chunk++) {
    // Triples: the first chunk (from 1), samples in each from there on, and what describes them.
    while (chunk + 1 >= (perChunk[(entry + 1) * 3] ?? Number.POSITIVE_INFINITY)) entry++
    let offset = offsets[chunk] ?? 0
    for (let index = 0; index < (perChunk[entry * 3 + 1] ?? 0) && samples.length < count; index++) {
      const place = 12 + samples.length * 4
      if (allAlike === 0 && place + 4 > sizes.byteLength) return samples
      const length = allAlike > 0 ? allAlike : sizes.getUint32(place)
      samples.push({ startSeconds: timescale > 0 ? units / timescale : 0, offset, length })
      offset += length
      // Pairs: how many samples in a row last how long.
      while (ofRun >= (durations[run * 2] ?? Number.POSITIVE_INFINITY)) {
        run++
        ofRun = 0
      }
      units += durations[run * 2 + 1] ?? 0
      ofRun++
    }
  }
  return samples
}

function chunkOffsets(table: DataView | undefined): number[] {
  const short = find(table, 'stco')
  if (short !== undefined) return [...numbersOf(short, 8)]
  const long = [...numbersOf(find(table, 'co64'), 8)]
  const offsets: number[] = []
  for (let index = 0; index + 1 < long.length; index += 2)
    offsets.push((long[index] ?? 0) * 2 ** 32 + (long[index + 1] ?? 0))
  return offsets
}
