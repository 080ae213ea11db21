/**
 * Reads the chapters in an ID3v2 tag: `CHAP` and `CTOC` frames (https://id3.org/id3v2-chapters-1.0). The frames are read by
 * music-metadata, which is given the tag alone; what they mean is decided here, as its own list leaves out chapters that no
 * table of contents names, or all of them where a table is made of tables.
 */
import { type ITag, parseBuffer } from 'music-metadata'
import { resolveHttpUrl } from '../src/feed/urls.ts'
import type { MediaBytes } from './media-bytes.ts'
import { MAX_CHAPTERS, type MediaChapter, plainTitle, toPicture } from './media-chapter.ts'

/** Tags hold a picture for each chapter. */
const MAX_TAG_BYTES = 64 * 1024 * 1024

/** @returns by start; `[]` where there is no tag, or none in it. @throws where a frame of the tag is damaged */
export async function readId3Chapters(media: MediaBytes): Promise<MediaChapter[]> {
  const head = await media.read(0, 10)
  const lengthBytes = tagLength(head)
  if (lengthBytes === undefined || lengthBytes > Math.min(MAX_TAG_BYTES, media.lengthBytes)) return []
  const tag = synchronised(await media.read(0, lengthBytes))
  const options = { skipPostHeaders: true, duration: false }
  const { native } = await parseBuffer(tag, { mimeType: 'audio/mpeg', size: tag.length }, options)
  const frames = Object.entries(native).flatMap(([version, tags]) => (version.startsWith('ID3v2') ? tags : []))
  const listed = idsInContents(frames)
  return frames
    .flatMap((frame) => (frame.id === 'CHAP' ? toChapter(frame.value, listed) : []))
    .slice(0, MAX_CHAPTERS)
    .sort((a, b) => a.startSeconds - b.startSeconds)
}

/** Of the whole tag, by its header (ID3v2.4, 3.1); `undefined` where there is none. */
function tagLength(head: Uint8Array): number | undefined {
  const [i, d, three, , , flags = 0, ...size] = head
  if (head.length < 10 || i !== 0x49 || d !== 0x44 || three !== 0x33) return undefined
  const body = size.reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
  return 10 + body + ((flags & 0x10) === 0 ? 0 : 10)
}

/**
 * Version 2.3 may put a zero after every 0xff of the whole tag (ID3v2.3, 5); music-metadata knows only the frames' own zeros
 * of version 2.4.
 *
 * @returns the tag as it was before
 */
function synchronised(tag: Uint8Array): Uint8Array {
  if ((tag[3] ?? 4) >= 4 || ((tag[5] ?? 0) & 0x80) === 0) return tag
  const out = tag.filter((byte, index) => index < 10 || byte !== 0 || tag[index - 1] !== 0xff)
  const size = out.length - 10
  out.set([(tag[5] ?? 0) & 0x7f, size >>> 21, (size >>> 14) & 0x7f, (size >>> 7) & 0x7f, size & 0x7f], 5)
  return out
}

type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})
const asText = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** @returns the ids that any table of contents names; `undefined` where there is no table: all are listed then */
function idsInContents(frames: readonly ITag[]): ReadonlySet<string> | undefined {
  const tables = frames.filter(({ id }) => id === 'CTOC').map(({ value }) => fieldsOf(value).childElementIds)
  const ids = tables.flatMap((children) => (Array.isArray(children) ? children : []))
  return ids.length === 0 ? undefined : new Set(ids.filter((id) => typeof id === 'string'))
}

function toChapter(value: unknown, listed: ReadonlySet<string> | undefined): MediaChapter[] {
  const { label, info, frames } = fieldsOf(value)
  const startMs = fieldsOf(info).startTime
  if (typeof startMs !== 'number' || !(frames instanceof Map)) return []
  const text: unknown = frames.get('TIT2')
  const title = plainTitle(asText(Array.isArray(text) ? text[0] : text) ?? '')
  const link = resolveHttpUrl(asText(fieldsOf(frames.get('WXXX')).url), undefined)
  const image = fieldsOf(frames.get('APIC')).data
  const picture = image instanceof Uint8Array ? toPicture(image) : undefined
  if (title === '' && link === undefined && picture === undefined) return []
  const isHidden = title === '' || (listed !== undefined && !listed.has(asText(label) ?? ''))
  return [
    {
      startSeconds: startMs / 1000,
      title,
      ...(link !== undefined && { link }),
      ...(picture !== undefined && { picture }),
      ...(isHidden && { hidden: true as const }),
    },
  ]
}
