/**
 * Names the codecs of an MP4 file as `isTypeSupported` wants to hear them: `avc1.64001f`, `mp4a.40.2`.
 *
 * Pure. A codec that is not in this list has no name here, and its file plays as a plain enclosure. Source: RFC 6381; for
 * `esds` ISO/IEC 14496-1, section 7.2.6.
 */
import { boxesIn, findBoxes, type Mp4Box } from './mp4-boxes.ts'

/** Header of a sample entry, and the fields of its kind, before the boxes in it. */
const VIDEO_ENTRY_BYTES = 78
const AUDIO_ENTRY_BYTES = 28
const DECODER_CONFIG = 4
const DECODER_SPECIFIC = 5

/** @param stsd of one track @returns `undefined` for a codec that is not known here. */
export function codecOf(bytes: Uint8Array, stsd: Mp4Box): string | undefined {
  const [entry] = boxesIn(bytes, stsd.from + 8, stsd.to)
  if (entry === undefined) return undefined
  switch (entry.type) {
    case 'avc1':
    case 'avc3': {
      const [config] = findBoxes(bytes, { from: entry.from + VIDEO_ENTRY_BYTES, to: entry.to }, ['avcC'])
      return config && `${entry.type}.${hex(bytes.subarray(config.from + 1, config.from + 4))}`
    }
    case 'mp4a': {
      const [config] = findBoxes(bytes, { from: entry.from + AUDIO_ENTRY_BYTES, to: entry.to }, ['esds'])
      return config && mpegAudio(bytes.subarray(config.from + 4, config.to))
    }
    case 'Opus':
      return 'opus'
    case 'fLaC':
      return 'flac'
    default:
      return undefined
  }
}

/** @param descriptors of an `esds` box, one within the other */
function mpegAudio(descriptors: Uint8Array): string | undefined {
  const [, es] = descriptor(descriptors)
  // ES_ID, flags; what the flags announce is not used in files.
  const [configTag, config] = descriptor(es.subarray(3))
  if (configTag !== DECODER_CONFIG) return undefined
  const kind = config[0] ?? 0
  // 0x40 is MPEG-4 audio; the others (0x6b: MP3) need no more than their number.
  if (kind !== 0x40) return `mp4a.${hex([kind])}`
  const [specificTag, [first = 0, second = 0]] = descriptor(config.subarray(13))
  const short = first >> 3
  const objectType = short === 31 ? 32 + ((first & 7) << 3) + (second >> 5) : short
  return specificTag === DECODER_SPECIFIC && objectType > 0 ? `mp4a.40.${objectType}` : undefined
}

/** Tag and body of the descriptor that `bytes` begin with; its length has seven bits a byte. */
function descriptor(bytes: Uint8Array): readonly [tag: number | undefined, body: Uint8Array] {
  let length = 0
  let at = 1
  for (; at < 5; at++) {
    const byte = bytes[at] ?? 0
    length = length * 128 + (byte & 0x7f)
    if (byte < 0x80) break
  }
  return [bytes[0], bytes.subarray(at + 1, at + 1 + length)]
}

function hex(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
