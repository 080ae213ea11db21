import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { type MediaLayout, readMediaLayout } from './media-layout.ts'
import { concat, FILES, frames, id3 } from './test-media.ts'

/** A file that counts what is read of it. */
function open(file: Uint8Array, feedSeconds?: number, chunkBytes = 2048) {
  const read = { bytes: 0 }
  async function* readFrom(byte: number) {
    for (let at = byte; at < file.length; at += chunkBytes) {
      const chunk = file.subarray(at, at + chunkBytes)
      read.bytes += chunk.length
      yield chunk
    }
  }
  return { read, readFrom, layout: readMediaLayout({ readFrom, fileBytes: file.length, feedSeconds }) }
}

async function known(layout: Promise<MediaLayout | undefined>): Promise<MediaLayout> {
  const found = await layout
  if (found === undefined) throw new Error('MediaSource can not be fed with it')
  return found
}

test('the picture in front of an MP3 is not read to know its layout', async () => {
  const { layout, read } = open(await readFile(FILES.demoMp3))
  expect(await layout).toMatchObject({ mimeType: 'audio/mpeg', init: undefined })
  expect(read.bytes).toBeLessThan(10_000)
})

test('several tags in front of an MP3 are passed', async () => {
  const file = concat(id3(50_000), id3(3000), frames(100, 128))
  const { layout, readFrom } = open(file)
  const mp3 = await known(layout)
  expect(await mp3.locate(0, readFrom)).toEqual({ byte: 53_020, seconds: 0 })
})

test('a place in an MP3 is begun a few frames before, and known by its byte', async () => {
  const { layout, readFrom } = open(await readFile(FILES.demoMp3))
  const mp3 = await known(layout)
  const { byte, seconds } = await mp3.locate(300, readFrom)
  expect(seconds).toBeGreaterThan(299.5)
  expect(seconds).toBeLessThan(299.8)
  expect(mp3.timeOf(byte)).toBeCloseTo(seconds, 6)
})

test('a file shorter than its own head is read as far as it goes', async () => {
  const { layout } = open(frames(3, 64))
  expect((await known(layout)).durationSeconds).toBeGreaterThan(0)
})

test('a fragmented file is fed from its description on, and a place found by its index', async () => {
  const file = await readFile(FILES.indexed)
  const { layout, readFrom } = open(file)
  const mp4 = await known(layout)
  expect(mp4.init?.length).toBe(1222)
  const { byte, seconds } = await mp4.locate(17, readFrom)
  expect(seconds).toBeGreaterThan(14)
  expect(seconds).toBeLessThanOrEqual(17)
  expect(file.subarray(byte + 4, byte + 8).toString('latin1')).toBe('moof')
  expect(mp4.timeOf(byte)).toBeUndefined()
})

test('without an index a place is found by looking around', async () => {
  const file = await readFile(FILES.fragmented)
  const { layout, readFrom } = open(file, 40)
  const mp4 = await known(layout)
  for (const wanted of [0, 1, 10, 25, 39.5]) {
    const { byte, seconds } = await mp4.locate(wanted, readFrom)
    expect(seconds, `for ${wanted}`).toBeLessThanOrEqual(wanted)
    expect(wanted - seconds, `for ${wanted}`).toBeLessThan(15)
    expect(file.subarray(byte + 4, byte + 8).toString('latin1')).toBe('moof')
  }
})

test('what MediaSource can not be fed with is known after a kilobyte or two', async () => {
  const { layout, read } = open(await readFile(FILES.demoM4a))
  expect(await layout).toBeUndefined()
  expect(read.bytes).toBeLessThanOrEqual(4096)
})

test('garbage, and a file that ends at once, are no media', async () => {
  expect(await open(new TextEncoder().encode('not a sound at all. '.repeat(500))).layout).toBeUndefined()
  expect(await open(new Uint8Array(0)).layout).toBeUndefined()
  expect(await open(new Uint8Array(3)).layout).toBeUndefined()
})
