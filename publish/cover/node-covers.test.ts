/** Covers through the whole of publish: beside the feed, and elsewhere on the web. */
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseEpisodeFile, parseShowFile } from '../../src/feed/episode-file.ts'
import { pngFile, pngOf } from '../testing/node-png-file.ts'
import { showFeed } from '../testing/node-show-folder.ts'
import { BASE, makeTestShow, type TestShow } from '../testing/node-test-show.ts'
import { decodeCover } from './node-cover-pixels.ts'

const RED = pngFile(64, 64, (x) => (x < 20 ? [200, 30, 40] : [250, 250, 250]))
const GREEN = pngFile(64, 64, () => [40, 140, 60])
const GREY = pngFile(64, 64, (x) => [x, x, x])
/** 24 × 16 of #c04020, by libwebp: without loss, and with. */
const WEBP = [
  '524946461e000000574542505650384c110000002f17c003000750a00617a4ff8188e87f0000',
  '52494646440000005745425056503820380000001003009d012a180010003e913a9747a5a32221300800b01209401765d00010360000fee8d71fc6f882f6af1ffe59ff9fdf177a33ba800000',
].map((hex) => Buffer.from(hex, 'hex'))

let stage: TestShow
let host: Server
let url: string
let asked: string[]

beforeEach(async () => {
  stage = await makeTestShow()
  asked = []
  host = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/red.png') response.end(RED)
    else if (request.url === '/huge.png') response.writeHead(200, { 'content-length': 30_000_000 }).write('x')
    else if (request.url === '/page') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')
    else response.writeHead(404).end()
  })
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
})
afterEach(async () => {
  host.closeAllConnections()
  await new Promise((done) => host.close(done))
  await stage.remove()
})

const accent = async (name: string) =>
  parseEpisodeFile(JSON.parse((await stage.out.read(`episodes/${name}.json`)).toString())).look?.accent
const showLook = async () => parseShowFile(JSON.parse((await stage.out.read('show.json')).toString())).look

/** @param own the cover of the first episode */
async function go(cover: string, own?: string) {
  const image = (href: string) =>
    `<itunes:image xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" href="${href}"/>`
  const feed = showFeed({ extra: own === undefined ? '' : image(own) }).replace('<item>', `${image(cover)}<item>`)
  await stage.show.write('feed.xml', feed)
  return stage.publish({ fetchCovers: true })
}

test("an episode has its own cover's colour, or else the show's", async () => {
  await stage.show.write('red.png', RED)
  await stage.show.write('green.png', GREEN)
  const report = await go(`${BASE}red.png`, `${BASE}green.png`)
  expect(report.warnings).toEqual([])
  expect([await accent('one'), await accent('two')]).toEqual(['#288c3c', '#c81e28'])
  expect(await showLook()).toEqual({ accent: '#c81e28' })
})

test('a grey cover has none, and nothing is said', async () => {
  await stage.show.write('grey.png', GREY)
  expect((await go(`${BASE}grey.png`)).warnings).toEqual([])
  expect([await accent('one'), await showLook()]).toEqual([undefined, undefined])
})

test('a cover elsewhere is fetched once, and not again by the next publishing', async () => {
  await go(`${url}/red.png`)
  expect([await accent('one'), await accent('two'), await showLook()]).toEqual([
    '#c81e28',
    '#c81e28',
    { accent: '#c81e28' },
  ])
  await go(`${url}/red.png`)
  expect(asked).toEqual(['/red.png'])
  expect(await accent('two')).toBe('#c81e28')
})

test.each([
  ['gone.png', /“http:.*gone\.png”: the host answered 404/],
  ['huge.png', /larger than 20971520 bytes/],
  ['page', /a web page/],
])('%s gives no colour, and words; nothing fails', async (path, words) => {
  const report = await go(`${url}/${path}`)
  expect(report.ok).toBe(true)
  expect(report.warnings).toEqual([expect.stringMatching(words)])
  expect(await accent('one')).toBeUndefined()
})

test('what is to be uploaded with the feed is never fetched, and is said to be missing', async () => {
  expect((await go(`${BASE}nowhere.png`)).warnings).toEqual([
    `No colour from the cover “${BASE}nowhere.png”: it is not beside the feed.`,
  ])
})

test('JPEG, PNG and WebP are decoded', async () => {
  const jpeg = await decodeCover(await readFile('public/demo/cover.jpg'))
  expect([jpeg.width, jpeg.height, jpeg.data.length]).toEqual([1_400, 1_400, 4 * 1_400 * 1_400])
  for (const file of WEBP) {
    const { width, height, data } = await decodeCover(file)
    expect([width, height]).toEqual([24, 16])
    expect(Math.abs((data[0] ?? 0) - 0xc0)).toBeLessThan(8)
    expect(Math.abs((data[1] ?? 0) - 0x40)).toBeLessThan(8)
  }
  expect([...(await decodeCover(GREEN)).data.subarray(0, 4)]).toEqual([40, 140, 60, 255])
})

test.each([
  ['another kind', Buffer.from('GIF89a'), /none of JPEG, PNG and WebP/],
  ['twenty thousand pixels square', pngOf(20_000, 20_000, new Uint8Array(10)), /too large, with 20000 × 20000 pixels/],
  ['a PNG without its pixels', pngOf(64, 64, new Uint8Array(10)), /damaged/],
  ['a PNG that unpacks to more than its pixels', pngOf(64, 64, deflateSync(new Uint8Array(1_000_000))), /damaged/],
  ['a PNG cut off', RED.subarray(0, 60), /damaged/],
  ['a WebP cut off', WEBP[1]?.subarray(0, 40) ?? new Uint8Array(0), /damaged/],
])('%s is refused in words', async (_what, file, words) => {
  await expect(decodeCover(file)).rejects.toThrow(words)
})

test('a damaged JPEG is refused or decoded as far as it goes, and the next one is whole', async () => {
  const file = await readFile('public/demo/cover.jpg')
  const damaged = Buffer.from(file.subarray(0, 40_000))
  for (let i = 1_000; i < damaged.length; i += 97) damaged[i] = 0x55
  await decodeCover(damaged).catch((error: unknown) => expect(String(error)).toMatch(/damaged/))
  expect((await decodeCover(file)).width).toBe(1_400)
})
