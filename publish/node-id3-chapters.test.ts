import { expect, test } from 'vitest'
import { readMediaChapters } from './node-media-chapters.ts'
import { bytesOf } from './testing/bytes-in-memory.ts'
import { mp3WithChapters, mp4WithChapters, type TestChapter } from './testing/node-media-with-chapters.ts'

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3)
const CHAPTERS: readonly TestChapter[] = [
  { id: 'b', startMs: 61_500, title: 'Zwei: 日本 & <b>', url: 'https://two.example/?a=1', picture: JPEG },
  { id: 'a', startMs: 0, title: 'One' },
  { id: 'c', startMs: 90_000, picture: JPEG },
  { id: 'd', startMs: 95_000 },
  { id: 'e', startMs: 99_000, title: 'Bad link', url: 'javascript:alert(1)', picture: Uint8Array.of(1, 2, 3) },
]
const picture = { extension: 'jpg', bytes: expect.objectContaining({ length: JPEG.length }) }
const READ = [
  { startSeconds: 0, title: 'One' },
  { startSeconds: 61.5, title: 'Zwei: 日本 & <b>', link: 'https://two.example/?a=1', picture },
  { startSeconds: 90, title: '', picture, hidden: true },
  { startSeconds: 99, title: 'Bad link' },
]
const read = (bytes: Uint8Array) => readMediaChapters(bytesOf(bytes))

test.each([3, 4] as const)(
  'the frames of ID3v2.%i are chapters, by start, with links of the web and pictures',
  async (version) => {
    expect(await read(mp3WithChapters(CHAPTERS, { version }))).toEqual(READ)
  },
)

test('a tag of version 3 that was made safe for old decoders reads the same', async () => {
  expect(await read(mp3WithChapters(CHAPTERS, { unsynchronised: true }))).toEqual(READ)
})

test('without a table of contents all of them are listed', async () => {
  expect(await read(mp3WithChapters(CHAPTERS, { contents: false }))).toEqual(READ)
})

test('what no table of contents names is hidden; tables may be made of tables', async () => {
  const contents = [
    { id: 'toc', children: ['part'] },
    { id: 'part', children: ['a', 'e'] },
  ]
  const chapters = await read(mp3WithChapters(CHAPTERS, { contents }))
  expect(chapters.map(({ title, hidden = false }) => [title, hidden])).toEqual([
    ['One', false],
    ['Zwei: 日本 & <b>', true],
    ['', true],
    ['Bad link', false],
  ])
})

test('a tag without chapters has none, and so has one that is longer than the file', async () => {
  expect(await read(mp3WithChapters([]))).toEqual([])
  expect(await read(mp3WithChapters(CHAPTERS, { sound: new Uint8Array(0) }).subarray(0, 60))).toEqual([])
  expect(await read(new Uint8Array(0))).toEqual([])
  expect(await read(Buffer.from('ID3'))).toEqual([])
})

test('an MP4 is read by what it begins with, whatever its name', async () => {
  expect(await read(mp4WithChapters([['One', 3]], { nero: 1 }))).toEqual([{ startSeconds: 0, title: 'One' }])
  expect(await read(Buffer.from('OggS and so on, no chapters here'))).toEqual([])
})

test('damaged frames are an error or fewer chapters, never a hang', async () => {
  const file = mp3WithChapters(CHAPTERS)
  let errors = 0
  for (let at = 10; at < file.length; at += 3) {
    const bytes = Uint8Array.from(file)
    bytes[at] = 0xff
    const chapters = await read(bytes).catch((error: unknown) => {
      expect(error).toBeInstanceOf(Error)
      errors++
      return []
    })
    expect(chapters.length).toBeLessThanOrEqual(CHAPTERS.length)
  }
  expect(errors).toBeLessThan(file.length / 3)
})
