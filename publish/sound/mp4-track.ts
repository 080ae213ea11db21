/**
 * Finds the sound of an MP4: where its frames lie in the file, and what a decoder must know. Pure. See ISO 14496-12 and, for
 * what the sound is, 14496-14 and 14496-1 (`esds`).
 *
 * Reads the `moov` box only. Fragmented files (`moof`) have no frames in it, and are none that a podcast is published as.
 */

export interface Mp4Track {
  /** The AudioSpecificConfig of ISO 14496-3. */
  readonly config: Uint8Array
  /** Frames, in the order of the file. */
  readonly frames: Iterable<FramePlace>
}

export interface FramePlace {
  readonly offset: number
  readonly length: number
}

/** A frame of AAC has at most 768 bytes for each of up to 48 channels. */
const MOST_FRAME_BYTES = 64 * 1024

interface Box {
  readonly name: string
  readonly body: DataView
}

function* boxesOf(view: DataView): Generator<Box> {
  for (let at = 0; at + 8 <= view.byteLength; ) {
    const short = view.getUint32(at)
    const isLong = short === 1 && at + 16 <= view.byteLength
    const size = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? view.byteLength - at : short
    const head = isLong ? 16 : 8
    if (size < head || at + size > view.byteLength) return
    const name = String.fromCharCode(...bytesOf(view).subarray(at + 4, at + 8))
    yield { name, body: new DataView(view.buffer, view.byteOffset + at + head, size - head) }
    at += size
  }
}

const bytesOf = (view: DataView) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength)

function inside(view: DataView | undefined, ...path: readonly string[]): DataView | undefined {
  let found = view
  for (const name of path) {
    if (found === undefined) return undefined
    found = [...boxesOf(found)].find((box) => box.name === name)?.body
  }
  return found
}

/**
 * @param moov the box's body, without its head
 * @returns the first track of AAC; `undefined` where there is none
 * @throws Error in words where it is cut off or contradicts itself
 */
export function findSound(moov: Uint8Array): Mp4Track | undefined {
  const view = new DataView(moov.buffer, moov.byteOffset, moov.byteLength)
  try {
    for (const { name, body } of boxesOf(view)) {
      const handler = name === 'trak' ? inside(body, 'mdia', 'hdlr') : undefined
      if (handler?.getUint32(8) !== 0x736f756e) continue
      const table = inside(body, 'mdia', 'minf', 'stbl')
      const config = readConfig(inside(table, 'stsd'))
      if (table !== undefined && config !== undefined) return { config, frames: readFrames(table) }
    }
  } catch (error) {
    if (error instanceof RangeError) throw new Error('its table of contents is cut off')
    throw error
  }
  return undefined
}

/** In QuickTime's variants of the sample entry `esds` lies deeper, at places that differ: it is looked for by name. */
function readConfig(stsd: DataView | undefined): Uint8Array | undefined {
  if (stsd === undefined || stsd.getUint32(12) !== 0x6d703461) return undefined
  const bytes = bytesOf(stsd)
  for (let at = 16; at + 8 < bytes.length; at++) {
    if (stsd.getUint32(at) === 0x65736473) return decoderConfig(bytes.subarray(at + 8))
  }
  return undefined
}

/** ISO 14496-1, 7.2.6: ES_Descriptor (3) holds DecoderConfigDescriptor (4) holds DecoderSpecificInfo (5). */
function decoderConfig(bytes: Uint8Array): Uint8Array | undefined {
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at++]
    let size = 0
    for (let more = true; more && at < bytes.length; ) {
      const byte = bytes[at++] ?? 0
      size = (size << 7) | (byte & 0x7f)
      more = byte >= 0x80
    }
    if (tag === 5) return bytes.slice(at, at + size)
    if (tag === 3) {
      const flags = bytes[at + 2] ?? 0
      at += 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + (bytes[at + 3] ?? 0) : 0) + (flags & 0x20 ? 2 : 0)
    } else if (tag === 4) {
      // Whatever is not AAC (MP3 may be in an MP4, too).
      if (bytes[at] !== 0x40) return undefined
      at += 13
    } else at += size
  }
  return undefined
}

/** Chunks have offsets, frames have sizes, and a third table says how many frames there are in each chunk. */
function* readFrames(table: DataView): Generator<FramePlace> {
  const sizes = inside(table, 'stsz')
  const perChunk = inside(table, 'stsc')
  const short = inside(table, 'stco')
  const long = short === undefined ? inside(table, 'co64') : undefined
  const chunks = short ?? long
  if (sizes === undefined || perChunk === undefined || chunks === undefined) return
  const [sameSize, frames, runs] = [sizes.getUint32(4), sizes.getUint32(8), perChunk.getUint32(4)]
  let run = 0
  let frame = 0
  let end = 0
  for (let chunk = 0; chunk < chunks.getUint32(4) && frame < frames; chunk++) {
    // `first chunk` counts from one.
    while (run + 1 < runs && perChunk.getUint32(8 + 12 * (run + 1)) <= chunk + 1) run++
    const count = perChunk.getUint32(8 + 12 * run + 4)
    let offset = long === undefined ? chunks.getUint32(8 + 4 * chunk) : Number(chunks.getBigUint64(8 + 8 * chunk))
    for (let i = 0; i < count && frame < frames; i++, frame++) {
      const length = sameSize === 0 ? sizes.getUint32(12 + 4 * frame) : sameSize
      if (offset < end) throw new Error('its sound does not lie in the order of time')
      if (length > MOST_FRAME_BYTES) throw new Error('a frame of its sound is too large to be one')
      yield { offset, length }
      offset += length
      end = offset
    }
  }
}
