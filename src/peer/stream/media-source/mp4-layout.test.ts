import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findFragment } from './mp4-fragment.ts'
import { type Mp4Layout, readMp4Layout } from './mp4-layout.ts'
import { FILES } from './test-media.ts'

function layoutOf(file: Uint8Array, headBytes = 16_384, feedSeconds: number | undefined = undefined) {
  return readMp4Layout({ bytes: file.subarray(0, headBytes), fileBytes: file.length, feedSeconds })
}

test('fragments with an index: codecs, duration, and where each begins', async () => {
  const file = await readFile(FILES.indexed)
  const layout = layoutOf(file) as Mp4Layout
  expect(layout.mimeType).toBe('video/mp4; codecs="avc1.f4000a, mp4a.40.2"'.replace('f4000a', codecOfFixture(file)))
  expect(layout.durationSeconds).toBeCloseTo(30, 0)
  expect(layout.indexed).toBe(true)
  for (const { byte } of layout.map.slice(0, -1))
    expect(file.subarray(byte + 4, byte + 8).toString('latin1')).toBe('moof')
  expect(layout.map.length).toBeGreaterThan(10)
})

test('fragments without index or duration: the feed says how long, the fragments when', async () => {
  const file = await readFile(FILES.fragmented)
  expect(layoutOf(file)).toBeUndefined()
  const layout = layoutOf(file, 16_384, 40) as Mp4Layout
  expect(layout).toMatchObject({ mimeType: 'audio/mp4; codecs="mp4a.40.2"', durationSeconds: 40, indexed: false })
  const from = 30_000
  const { fragment } = findFragment(file.subarray(from), from, layout.timescales)
  expect(file.subarray((fragment?.byte ?? 0) + 4, (fragment?.byte ?? 0) + 8).toString('latin1')).toBe('moof')
  expect(fragment?.seconds).toBeGreaterThan(10)
  expect(fragment?.seconds).toBeLessThan(30)
})

test('files that are not fragmented are told by their first kilobyte', async () => {
  for (const file of [await readFile(FILES.demoM4a), await readFile(FILES.demoMp4)])
    expect(layoutOf(file, 1024)).toBeUndefined()
})

test('sound before its description is not fragmented either', () => {
  const file = new Uint8Array(200)
  file.set(Buffer.from('\0\0\0\x10ftypisom\0\0\0\0\0\x01\0\0mdat', 'latin1'))
  expect(layoutOf(file)).toBeUndefined()
})

test('until it can be said, more is asked for', async () => {
  const file = await readFile(FILES.indexed)
  const answers = [20, 100, 600, 1200, 1300].map((bytes) => layoutOf(file, bytes))
  expect(answers).toEqual(['more', 'more', 'more', 'more', 'more'])
  expect(layoutOf(file, 1480)).toBeTypeOf('object')
})

test('a fragment is found only where it is there in full', async () => {
  const file = await readFile(FILES.fragmented)
  const { timescales } = layoutOf(file, 16_384, 40) as Mp4Layout
  expect(findFragment(file.subarray(672, 800), 672, timescales)).toEqual({ searched: 0 })
  expect(findFragment(file.subarray(672, 1000), 672, timescales).fragment).toEqual({ seconds: 0, byte: 672 })
  expect(findFragment(file.subarray(680, 1000), 680, timescales).fragment).toBeUndefined()
})

test('damage never breaks it', async () => {
  const file = await readFile(FILES.indexed)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(1500), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 3000 }),
      (changes, length) => {
        const damaged = Uint8Array.from(file.subarray(0, length))
        for (const [at, value] of changes) if (at < length) damaged[at] = value
        const answer = readMp4Layout({ bytes: damaged, fileBytes: file.length, feedSeconds: undefined })
        if (typeof answer === 'object') expect(answer.durationSeconds).toBeGreaterThan(0)
      },
    ),
    { numRuns: 500 },
  )
})

/** Profile, constraints and level, as the file's own avcC box has them. */
function codecOfFixture(file: Buffer): string {
  const at = file.indexOf('avcC')
  return file.subarray(at + 5, at + 8).toString('hex')
}
