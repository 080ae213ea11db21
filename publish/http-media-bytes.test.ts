/** Parts of a media file at its host: few requests, and no trust in what it answers. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openHttpBytes } from './http-media-bytes.ts'
import { readMediaChapters } from './node-media-chapters.ts'
import { mp4WithChapters } from './testing/node-media-with-chapters.ts'
import { mediaBytes } from './testing/node-show-folder.ts'

let host: Server
let url: string
let file: Uint8Array
let asked: string[]
let answer: 'parts' | 'all' | 'other-part' | 'too-much' | 'gone'

beforeEach(async () => {
  asked = []
  answer = 'parts'
  host = createServer((request, response) => {
    asked.push(request.headers.range ?? '')
    const [, from = 0, to = 0] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')?.map(Number) ?? []
    const end = Math.min(to, file.length - 1)
    if (answer === 'gone') response.writeHead(404).end()
    else if (answer === 'all') response.end(file)
    else {
      const shift = answer === 'other-part' ? 1 : 0
      response.writeHead(206, { 'content-range': `bytes ${from + shift}-${end}/${file.length}` })
      response.end(file.subarray(from, answer === 'too-much' ? file.length : end + 1))
    }
  })
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(host.address() as AddressInfo).port}/a.m4a`
})

afterEach(async () => {
  host.closeAllConnections()
  await new Promise((done) => host.close(done))
})

test('chapters at the end of a large file are had with a few small requests', async () => {
  const shape = { track: { samplesPerChunk: 2 } }
  const chaptered = mp4WithChapters(
    [
      ['One', 5],
      ['Two', 5],
      ['Three', 5],
    ],
    shape,
  )
  const free = Buffer.concat([Buffer.from([0, 0x20, 0, 0]), Buffer.from('free'), mediaBytes(0x200000 - 8)])
  // Before the rest: what comes after has other offsets, so the titles lie behind a box that is not read.
  file = Buffer.concat([chaptered, free])
  const chapters = await readMediaChapters(await openHttpBytes(url))
  expect(chapters.map(({ title }) => title)).toEqual(['One', 'Two', 'Three'])
  expect(asked).toEqual(['bytes=0-131071'])
  const bytes = await openHttpBytes(url)
  expect(bytes.lengthBytes).toBe(file.length)
  expect(Buffer.from(await bytes.read(1_000_000, 20))).toEqual(Buffer.from(file.subarray(1_000_000, 1_000_020)))
  expect(Buffer.from(await bytes.read(1_000_010, 20))).toEqual(Buffer.from(file.subarray(1_000_010, 1_000_030)))
  expect(await bytes.read(file.length, 20)).toHaveLength(0)
  expect((await bytes.read(file.length - 5, 20)).length).toBe(5)
  expect(asked).toHaveLength(4)
})

test.each(['all', 'other-part', 'too-much', 'gone'] as const)(
  'a host that answers with %s gives no parts',
  async (how) => {
    file = mediaBytes(1_000_000)
    answer = how
    await expect(openHttpBytes(url)).rejects.toThrow(/its host/)
  },
)
