/** Media files with chapters, written by hand, tag by tag and box by box: nothing of the readers is used. */

export interface TestChapter {
  readonly id: string
  readonly startMs: number
  readonly endMs?: number
  readonly title?: string
  readonly url?: string
  readonly picture?: Uint8Array
}

export interface TagShape {
  readonly version?: 3 | 4
  /** `false`: no `CTOC` at all. Default: one that names them all. */
  readonly contents?: readonly { id: string; children: readonly string[] }[] | false
  /** Version 3 only: a zero after every 0xff. */
  readonly unsynchronised?: boolean
  /** What follows the tag. */
  readonly sound?: Uint8Array
}

const latin = (text: string) => Buffer.from(`${text}\0`, 'latin1')
const u32 = (value: number) => {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(value >>> 0)
  return out
}
const u16 = (value: number) => u32(value).subarray(2)
const syncSafe = (value: number) =>
  Buffer.from([(value >>> 21) & 0x7f, (value >>> 14) & 0x7f, (value >>> 7) & 0x7f, value & 0x7f])

/** An MP3's head: an ID3v2 tag (id3.org/id3v2-chapters-1.0), and some bytes after it. */
export function mp3WithChapters(chapters: readonly TestChapter[], shape: TagShape = {}): Uint8Array {
  const { version = 3, sound = Buffer.alloc(64, 0xff) } = shape
  const contents = shape.contents ?? [{ id: 'toc', children: chapters.map(({ id }) => id) }]
  const frame = (id: string, body: Uint8Array) =>
    Buffer.concat([Buffer.from(id), version === 4 ? syncSafe(body.length) : u32(body.length), Buffer.alloc(2), body])
  const frames = [
    frame('TIT2', Buffer.concat([Buffer.from([0]), Buffer.from('The episode', 'latin1')])),
    ...(contents || []).map(({ id, children }, index) =>
      frame(
        'CTOC',
        Buffer.concat([latin(id), Buffer.from([index === 0 ? 3 : 1, children.length]), ...children.map(latin)]),
      ),
    ),
    ...chapters.map(({ id, startMs, endMs = startMs + 1000, title, url, picture }) => {
      const inner = [
        // UTF-16 with a byte order mark: what version 3 knows beside Latin-1.
        title === undefined
          ? Buffer.alloc(0)
          : frame('TIT2', Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(title, 'utf16le')])),
        url === undefined
          ? Buffer.alloc(0)
          : frame('WXXX', Buffer.concat([Buffer.from([0]), latin('chapter url'), Buffer.from(url, 'latin1')])),
        picture === undefined
          ? Buffer.alloc(0)
          : frame('APIC', Buffer.concat([Buffer.from([0]), latin('image/jpeg'), Buffer.from([3]), latin(''), picture])),
      ]
      const times = Buffer.concat([u32(startMs), u32(endMs), u32(0xffffffff), u32(0xffffffff)])
      return frame('CHAP', Buffer.concat([latin(id), times, ...inner]))
    }),
  ]
  const plain = Buffer.concat(frames)
  const body = shape.unsynchronised
    ? Buffer.from([...plain].flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte])))
    : plain
  return Buffer.concat([
    Buffer.from('ID3'),
    Buffer.from([version, 0, shape.unsynchronised ? 0x80 : 0]),
    syncSafe(body.length),
    body,
    sound,
  ])
}

/** A box of ISO/IEC 14496-12. */
export function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body])
}
const fullBox = (type: string, ...parts: readonly Uint8Array[]) => box(type, u32(0), ...parts)

export interface Mp4Shape {
  /** A list as Nero writes it, of this version. */
  readonly nero?: 0 | 1
  /** A chapter track; `samplesPerChunk` of its titles lie together. */
  readonly track?: { readonly samplesPerChunk: number; readonly utf16?: boolean; readonly wide?: boolean }
  readonly moovFirst?: boolean
}

/** Titles and lengths in seconds. */
export function mp4WithChapters(
  chapters: readonly (readonly [title: string, seconds: number])[],
  shape: Mp4Shape,
): Uint8Array {
  const samples = chapters.map(([title]) => {
    const text = shape.track?.utf16
      ? Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(title, 'utf16le').swap16()])
      : Buffer.from(title)
    return Buffer.concat([u16(text.length), text, box('encd', u32(0x100))])
  })
  const perChunk = shape.track?.samplesPerChunk ?? 1
  const chunks: Buffer[] = []
  for (let at = 0; at < samples.length; at += perChunk) chunks.push(Buffer.concat(samples.slice(at, at + perChunk)))
  const ftyp = box('ftyp', Buffer.from('M4A \0\0\0\0'))
  // Sound between the chunks, so that only the tables tell where they are.
  const gap = Buffer.alloc(37, 0x55)
  const build = (mdatAt: number) => {
    let at = mdatAt + 8
    const offsets = chunks.map((chunk) => {
      const offset = at + gap.length
      at = offset + chunk.length
      return offset
    })
    return box('moov', box('mvhd', Buffer.alloc(100)), ...tracks(offsets), ...nero())
  }
  const tracks = (offsets: readonly number[]) => {
    if (shape.track === undefined) return []
    // Equal lengths in a row are one entry of the table of times.
    const runs: [count: number, units: number][] = []
    for (const [, seconds] of chapters) {
      const last = runs.at(-1)
      if (last?.[1] === seconds * 1000) last[0]++
      else runs.push([1, seconds * 1000])
    }
    const last = samples.length - (offsets.length - 1) * perChunk
    const perChunkRuns =
      last === perChunk || offsets.length === 1
        ? [[1, last]]
        : [
            [1, perChunk],
            [offsets.length, last],
          ]
    const where = shape.track.wide
      ? fullBox('co64', u32(offsets.length), ...offsets.flatMap((offset) => [u32(0), u32(offset)]))
      : fullBox('stco', u32(offsets.length), ...offsets.map(u32))
    const stbl = box(
      'stbl',
      fullBox('stts', u32(runs.length), ...runs.flatMap(([count, units]) => [u32(count), u32(units)])),
      fullBox('stsz', u32(0), u32(samples.length), ...samples.map(({ length }) => u32(length))),
      fullBox(
        'stsc',
        u32(perChunkRuns.length),
        ...perChunkRuns.flatMap(([first = 1, count = 1]) => [u32(first), u32(count), u32(1)]),
      ),
      where,
    )
    const media = (handler: string, ...inside: Buffer[]) =>
      box(
        'mdia',
        fullBox('mdhd', u32(0), u32(0), u32(1000), u32(0), u32(0)),
        fullBox('hdlr', u32(0), Buffer.from(handler), Buffer.alloc(13)),
        box('minf', ...inside),
      )
    return [
      box('trak', fullBox('tkhd', u32(0), u32(0), u32(1)), box('tref', box('chap', u32(3), u32(2))), media('soun')),
      box('trak', fullBox('tkhd', u32(0), u32(0), u32(2)), media('text', stbl)),
    ]
  }
  const nero = () => {
    if (shape.nero === undefined) return []
    let startSeconds = 0
    const entries = chapters.map(([title, seconds]) => {
      const start = Buffer.alloc(8)
      start.writeBigUInt64BE(BigInt(startSeconds) * 10_000_000n)
      startSeconds += seconds
      const text = Buffer.from(title).subarray(0, 255)
      return Buffer.concat([start, Buffer.from([text.length]), text])
    })
    const head = Buffer.concat([Buffer.from([shape.nero, 0, 0, 0]), shape.nero === 1 ? u32(0) : Buffer.alloc(0)])
    return [box('udta', box('chpl', head, Buffer.from([chapters.length]), ...entries))]
  }
  const mdat = box('mdat', ...chunks.flatMap((chunk) => [gap, chunk]), gap)
  if (!shape.moovFirst) return Buffer.concat([ftyp, mdat, build(ftyp.length)])
  const moovLength = build(0).length
  return Buffer.concat([ftyp, build(ftyp.length + moovLength), mdat])
}
