/**
 * Long episodes for returning visitors: the demo's MP3, its sound repeated to the size that is wanted. The same bytes each time.
 *
 * With tag and cover at its head, as podcasts have them, and an `Info` frame that tells the length, as encoders write it.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const DEMO = 'public/demo/1-the-long-vine.mp3'
const BITRATES_KBIT = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const SAMPLE_RATES = [44_100, 48_000, 32_000]
const SAMPLES_PER_FRAME = 1152

/** Writes a feed with `count` episodes of about `sizeBytes`, all of the same sound, `name` or `name-1` and so on. */
export async function writeShow(dir: string, name: string, sizeBytes: number, count = 1): Promise<void> {
  const demo = await readFile(DEMO)
  const head = demo.subarray(0, tagBytes(demo))
  const info = Buffer.from(demo.subarray(head.length, head.length + frameBytes(demo, head.length)))
  const sound = demo.subarray(head.length + info.length)
  const repeats = Math.max(1, Math.round((sizeBytes - head.length - info.length) / sound.length))
  const body = Buffer.concat(Array.from({ length: repeats }, () => sound))
  const seconds = tellLength(info, body.length, demo.readUInt8(head.length + 2))
  const episode = Buffer.concat([head, info, body])
  const names = count === 1 ? [name] : Array.from({ length: count }, (_, i) => `${name}-${i + 1}`)
  for (const one of names) await writeFile(join(dir, `${one}.mp3`), episode)
  await writeFile(join(dir, 'feed.xml'), feed(name, names, episode.length, seconds))
}

/** ID3v2: ten bytes of header, the rest counted in seven bits a byte. */
function tagBytes(file: Buffer): number {
  if (file.toString('latin1', 0, 3) !== 'ID3') return 0
  return 10 + [6, 7, 8, 9].reduce((size, at) => size * 128 + file.readUInt8(at), 0)
}

/** MPEG-1 layer III. */
function frameBytes(file: Buffer, at: number): number {
  const byte = file.readUInt8(at + 2)
  const rate = SAMPLE_RATES[(byte >> 2) & 3] ?? 44_100
  return Math.floor((144_000 * (BITRATES_KBIT[byte >> 4] ?? 0)) / rate) + ((byte >> 1) & 1)
}

/** Writes frames and bytes into the `Info` frame, where it has them. @returns the seconds, for the feed. */
function tellLength(info: Buffer, soundBytes: number, header: number): number {
  const rate = SAMPLE_RATES[(header >> 2) & 3] ?? 44_100
  const perFrame = (144_000 * (BITRATES_KBIT[header >> 4] ?? 0)) / rate
  const frames = Math.round(soundBytes / perFrame)
  const at = Math.max(info.indexOf('Info'), info.indexOf('Xing'))
  if (at >= 0) {
    info.writeUInt32BE(frames, at + 8)
    info.writeUInt32BE(soundBytes + info.length, at + 12)
  }
  return Math.round((frames * SAMPLES_PER_FRAME) / rate)
}

function feed(name: string, names: readonly string[], bytes: number, seconds: number): string {
  const items = names.map((one) => item(one, bytes, seconds)).join('\n')
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel><title>${name}</title><link>https://grapevine.example/</link><description>For a benchmark.</description>
${items}</channel></rss>
`
}

function item(name: string, bytes: number, seconds: number): string {
  return `<item><title>${name}</title><guid isPermaLink="false">${name}</guid><itunes:duration>${seconds}</itunes:duration>
<enclosure url="https://grapevine.example/${name}.mp3" length="${bytes}" type="audio/mpeg"/></item>`
}
