/**
 * A show of files that tell the rungs of the ladder apart: MP3 of even bitrate, MP3 that turns into junk, fragmented MP4 with
 * and without an index. Published like any other, beside the demo show; not on the tracker's list, so nobody shares it.
 */
import { readFile } from 'node:fs/promises'
import type { TestEpisode } from './episodes.ts'
import type { Stage } from './fixtures.ts'
import { addSideShow, demoSound } from './side-show.ts'

const FOLDER = 'ladder'
const FIXTURES = 'e2e/support/fixtures'
const DEMO_BYTES_PER_SECOND = 10_000

const FILES = {
  /** A minute. */
  minute: { file: 'minute.mp3', type: 'audio/mpeg', seconds: 60 },
  /** 40 s of sound, then junk, then sound again. */
  junk: { file: 'junk.mp3', type: 'audio/mpeg', seconds: 80 },
  /** Four minutes in fragments of 2 s, no index. */
  fragmented: { file: 'fragmented.m4a', type: 'audio/mp4', seconds: 240 },
  /** 30 s of sound and pictures in fragments of 2 s, with an index. */
  indexed: { file: 'indexed.mp4', type: 'video/mp4', seconds: 30 },
} as const

export type LadderEpisode = keyof typeof FILES

export interface LadderShow {
  readonly pageUrl: string
  readonly episodes: Readonly<Record<LadderEpisode, TestEpisode>>
}

/** Puts the show on the test's origin. */
export async function addLadderShow(stage: Stage): Promise<LadderShow> {
  const contents = await makeFiles()
  const files = Object.fromEntries(
    Object.entries(contents).map(([name, bytes]) => [FILES[name as LadderEpisode].file, bytes]),
  )
  const feedAt = (baseUrl: string) => feed(contents, baseUrl)
  const { pageUrl, published } = await addSideShow(stage, FOLDER, files, feedAt, stage.tracker.url)
  const episode = (name: LadderEpisode): TestEpisode => ({
    title: new RegExp(`^Ladder ${name}`),
    file: `${FOLDER}/${FILES[name].file}`,
    type: FILES[name].type,
    bytes: () => contents[name].length,
    infoHash: () => published.find(({ title }) => title === `Ladder ${name}`)?.infoHash ?? '',
    content: async () => contents[name],
  })
  return {
    pageUrl,
    episodes: {
      minute: episode('minute'),
      junk: episode('junk'),
      fragmented: episode('fragmented'),
      indexed: episode('indexed'),
    },
  }
}

async function makeFiles(): Promise<Record<LadderEpisode, Buffer>> {
  const demo = await demoSound()
  const seconds = (from: number, to: number) => demo.subarray(from * DEMO_BYTES_PER_SECOND, to * DEMO_BYTES_PER_SECOND)
  const junk = Buffer.from('This is no sound. '.repeat(12_000))
  return {
    minute: seconds(0, 60),
    junk: Buffer.concat([seconds(0, 40), junk, seconds(40, 60)]),
    fragmented: repeated(await readFile(`${FIXTURES}/tone-fragmented.m4a`), 6),
    indexed: await readFile(`${FIXTURES}/test-picture-indexed.mp4`),
  }
}

/** A fragmented file of one track with its fragments several times, one after the other. */
function repeated(file: Buffer, times: number): Buffer {
  const first = file.indexOf('moof') - 4
  const last = file.indexOf('mfra') - 4
  const [fragments, init] = [file.subarray(first, last), file.subarray(0, first)]
  const starts = fragmentsOf(fragments)
  // Of equal length, so the step from one to the next is the whole's length too.
  const step = ticksAt(fragments, starts[1] ?? 0) * starts.length
  const copies = Array.from({ length: times }, (_, i) => {
    const copy = Buffer.from(fragments)
    for (const [j, at] of starts.entries()) {
      copy.writeUInt32BE(i * starts.length + j + 1, at + 20)
      writeTicks(copy, at, ticksAt(copy, at) + i * step)
    }
    return copy
  })
  return Buffer.concat([init, ...copies])
}

function fragmentsOf(bytes: Buffer): number[] {
  const starts: number[] = []
  for (let at = bytes.indexOf('moof'); at >= 0; at = bytes.indexOf('moof', at + 4)) starts.push(at - 4)
  return starts
}

/** `baseMediaDecodeTime`: ffmpeg writes it with 64 bits. */
function ticksAt(bytes: Buffer, moof: number): number {
  return Number(bytes.readBigUInt64BE(bytes.indexOf('tfdt', moof) + 8))
}

function writeTicks(bytes: Buffer, moof: number, ticks: number): void {
  bytes.writeBigUInt64BE(BigInt(ticks), bytes.indexOf('tfdt', moof) + 8)
}

function feed(contents: Record<LadderEpisode, Buffer>, baseUrl: string): string {
  const items = Object.entries(FILES).map(
    ([name, { file, type, seconds }]) => `
    <item>
      <title>Ladder ${name}</title>
      <guid isPermaLink="false">ladder-${name}</guid>
      <enclosure url="${baseUrl}${file}" length="${contents[name as LadderEpisode].length}" type="${type}"/>
      <itunes:duration>${seconds}</itunes:duration>
    </item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
  <channel>
    <title>The Ladder</title>
    <link>https://host.example/</link>
    <description>Files for every rung.</description>${items.join('')}
  </channel>
</rss>
`
}
