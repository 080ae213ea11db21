import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readMp4Chapters } from './mp4-chapters.ts'
import { bytesOf } from './testing/bytes-in-memory.ts'
import { box, type Mp4Shape, mp4WithChapters } from './testing/node-media-with-chapters.ts'

const CHAPTERS = [
  ['One & <b>all</b>', 10],
  ['Zwei: Ü 日本', 10],
  ['Three', 5],
  ['Four', 20],
  ['Five', 20],
] as const
const READ = [
  { startSeconds: 0, title: 'One & <b>all</b>' },
  { startSeconds: 10, title: 'Zwei: Ü 日本' },
  { startSeconds: 20, title: 'Three' },
  { startSeconds: 25, title: 'Four' },
  { startSeconds: 45, title: 'Five' },
]

const shapes: readonly (readonly [string, Mp4Shape])[] = [
  ["Nero's list, version 1", { nero: 1 }],
  ["Nero's list, version 0, movie first", { nero: 0, moovFirst: true }],
  ['a chapter track, movie last', { track: { samplesPerChunk: 1 } }],
  ['a chapter track, movie first, titles in twos', { track: { samplesPerChunk: 2 }, moovFirst: true }],
  ['a chapter track, all titles in one place, UTF-16', { track: { samplesPerChunk: 9, utf16: true } }],
  ['a chapter track beyond 4 GiB', { track: { samplesPerChunk: 3, wide: true } }],
]

test.each(shapes)('chapters are read from %s', async (_name, shape) => {
  expect(await readMp4Chapters(bytesOf(mp4WithChapters(CHAPTERS, shape)))).toEqual(READ)
})

test('a file without chapters has none, and neither has what is no MP4', async () => {
  expect(await readMp4Chapters(bytesOf(mp4WithChapters([], {})))).toEqual([])
  expect(await readMp4Chapters(bytesOf(mp4WithChapters([], { nero: 1, track: { samplesPerChunk: 1 } })))).toEqual([])
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(7), Buffer.alloc(100), Buffer.from('ID3'), box('moov')]) {
    expect(await readMp4Chapters(bytesOf(bytes))).toEqual([])
  }
})

test('a box that claims to be larger than the file, or to begin before itself, ends the reading', async () => {
  const file = Buffer.from(mp4WithChapters(CHAPTERS, { nero: 1, moovFirst: true }))
  const moov = file.indexOf('moov') - 4
  for (const size of [0xffffffff, 7, 2, 0x7fffffff]) {
    file.writeUInt32BE(size, moov)
    expect(await readMp4Chapters(bytesOf(file))).toEqual([])
  }
})

test('no damage makes it throw, or read for long', async () => {
  const files = shapes.map(([, shape]) => mp4WithChapters(CHAPTERS, shape))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(2_000), fc.constantFrom(0, 1, 0x7f, 0xff)), { maxLength: 6 }),
      fc.option(fc.nat(2_000)),
      async (file, damage, cut) => {
        const bytes = Uint8Array.from(cut === null ? file : file.subarray(0, cut))
        for (const [at, value] of damage) if (at < bytes.length) bytes[at] = value
        const chapters = await readMp4Chapters(bytesOf(bytes))
        expect(chapters.length).toBeLessThanOrEqual(2_000)
      },
    ),
    { numRuns: 500 },
  )
})
