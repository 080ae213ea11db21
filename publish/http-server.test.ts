import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type RunningServer, startServer } from './http-server.ts'
import { makeFolder, mediaBytes, type TestFolder } from './testing/node-show-folder.ts'

const MEDIA = mediaBytes(1000)
const HASH = 'a'.repeat(40)
let show: TestFolder
let page: TestFolder
let server: RunningServer

beforeAll(async () => {
  show = await makeFolder()
  page = await makeFolder()
  await show.write('feed.xml', '<rss/>')
  await show.write('allowlist.txt', `${HASH}  One\n`)
  await show.write('media/a.mp3', MEDIA)
  for (const name of ['a.m4a', 'a.vtt', 'a.chapters.json', 'a.torrent', 'a.mp4', '.secret']) await show.write(name, 'x')
  await page.write('index.html', '<!doctype html><title>Page</title>')
  await page.write('sw.js', '1')
  await page.write('assets/index-Ab12_-9z.js', '1')
  server = await startServer({ showDir: show.dir, pageDir: page.dir })
})

afterAll(async () => {
  await server.close()
  await show.remove()
  await page.remove()
})

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Not `fetch`, which would tidy the path. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, headers, method, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', fail)
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    sent.on('error', fail)
    sent.end()
  })
}

const ranges: [string | undefined, number, string | undefined, [number, number] | undefined][] = [
  [undefined, 200, undefined, [0, 1000]],
  ['bytes=0-', 206, 'bytes 0-999/1000', [0, 1000]],
  ['bytes=0-0', 206, 'bytes 0-0/1000', [0, 1]],
  ['bytes=0-1', 206, 'bytes 0-1/1000', [0, 2]],
  ['bytes=-5', 206, 'bytes 995-999/1000', [995, 1000]],
  ['bytes=-5000', 206, 'bytes 0-999/1000', [0, 1000]],
  ['bytes=990-2000', 206, 'bytes 990-999/1000', [990, 1000]],
  ['bytes=999999-', 416, 'bytes */1000', undefined],
  // RFC 9110, 14.2: a server may ignore a range header it doesn't want to serve.
  ['bytes=0-1,5-6', 200, undefined, [0, 1000]],
  ['nonsense', 200, undefined, [0, 1000]],
]
test.each(ranges)('Range %s is answered %i %s', async (range, status, contentRange, part) => {
  const answer = await ask('/show/media/a.mp3', range === undefined ? {} : { range })
  expect(answer.status).toBe(status)
  expect(answer.headers['content-range']).toBe(contentRange)
  expect(answer.headers['access-control-allow-origin']).toBe('*')
  expect(answer.headers['access-control-expose-headers']).toContain('Content-Range')
  if (!part) return
  expect(answer.headers['accept-ranges']).toBe('bytes')
  expect(answer.headers['content-length']).toBe(String(part[1] - part[0]))
  expect(answer.body).toEqual(Buffer.from(MEDIA.subarray(...part)))
})

test('HEAD has the headers of GET and no body', async () => {
  const answer = await ask('/show/media/a.mp3', {}, 'HEAD')
  expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '1000', 'content-type': 'audio/mpeg' } })
  expect(answer.body).toHaveLength(0)
})

test('a range of a file that has changed since is answered with the whole file', async () => {
  const { headers } = await ask('/show/media/a.mp3')
  const etag = String(headers.etag)
  expect((await ask('/show/media/a.mp3', { range: 'bytes=0-0', 'if-range': etag })).status).toBe(206)
  expect((await ask('/show/media/a.mp3', { range: 'bytes=0-0', 'if-range': '"other"' })).status).toBe(200)
  expect((await ask('/show/media/a.mp3', { 'if-none-match': etag })).status).toBe(304)
})

test.each([
  ['/show/feed.xml', 'application/rss+xml; charset=utf-8', 'no-cache'],
  ['/show/a.vtt', 'text/vtt; charset=utf-8', 'no-cache'],
  ['/show/a.chapters.json', 'application/json+chapters', 'no-cache'],
  ['/show/a.torrent', 'application/x-bittorrent', 'no-cache'],
  ['/show/a.m4a', 'audio/mp4', 'public, max-age=3600'],
  ['/show/a.mp4', 'video/mp4', 'public, max-age=3600'],
  ['/', 'text/html; charset=utf-8', 'no-cache'],
  ['/index.html?a=b', 'text/html; charset=utf-8', 'no-cache'],
  ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
  ['/assets/index-Ab12_-9z.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
])('%s is %s, %s', async (path, type, caching) => {
  const { status, headers } = await ask(path)
  expect({
    status,
    type: headers['content-type']?.toString().toLowerCase(),
    caching: headers['cache-control'],
  }).toEqual({
    status: 200,
    type,
    caching,
  })
})

test.each([
  '/show/../feed.xml',
  '/show/%2e%2e/%2e%2e/etc/passwd',
  '/show/..%2f..%2fetc/passwd',
  '/show/%00',
  '/show/%zz',
  '/show/.secret',
  '/show/allowlist.txt',
  '/show/media/',
  '/show/none',
  '//media/',
  '/show//media/',
])('%s gives nothing away', async (path) => {
  const { status, body } = await ask(path)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(body.toString()).toMatch(/nothing here/)
})

test('a folder without its slash is sent on, other methods are refused, a preflight is answered', async () => {
  expect(await ask('/show')).toMatchObject({ status: 308, headers: { location: '/show/' } })
  expect(await ask('/show/media')).toMatchObject({ status: 308, headers: { location: '/show/media/' } })
  expect((await ask('/show/feed.xml', {}, 'POST')).status).toBe(405)
  const preflight = await ask('/show/media/a.mp3', { 'access-control-request-headers': 'range' }, 'OPTIONS')
  expect(preflight).toMatchObject({
    status: 204,
    headers: { 'access-control-allow-headers': expect.stringContaining('Range') },
  })
})

test("the tracker is on the same address and serves the show's list", async () => {
  expect(server.tracker?.url).toMatch(new RegExp(`^ws://.*:${server.port}/tracker$`))
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/tracker`)
  await new Promise((done, fail) => socket.once('open', done).once('error', fail))
  socket.close()
  await new Promise((done) => socket.once('close', done))
  expect(server.tracker?.stats().allowlisted).toBe(1)
})

test('closing ends open connections and frees the port', async () => {
  const other = await startServer({ showDir: show.dir, tracker: false })
  const socket = connect(other.port, '127.0.0.1')
  await new Promise((done) => socket.once('connect', done))
  const ended = new Promise((done) => socket.once('close', done))
  socket.on('error', () => {})
  await Promise.all([other.close(), other.close()])
  await ended
  const again = await startServer({ showDir: show.dir, tracker: false, port: other.port })
  await again.close()
})

test('a port that is taken and a show without a list are said in words', async () => {
  await expect(startServer({ showDir: show.dir, port: server.port })).rejects.toThrow(/is taken/)
  await expect(startServer({ showDir: page.dir })).rejects.toThrow(/allowlist\.txt/)
})
