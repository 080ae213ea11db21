import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Clock } from '../src/shared/clock.ts'
import { hexToBinaryString, type InfoHash } from '../src/shared/ids.ts'
import type { AdmissionList, ListContext } from '../tracker/index.ts'
import { openFeedList } from './http-feed-list.ts'

const [ONE, TWO] = ['11'.repeat(20) as InfoHash, '22'.repeat(20) as InfoHash]

/** What the host answers, by path. */
let pages: Record<string, { status?: number; body?: string; headers?: Record<string, string> }>
let requests: { path: string; ifNoneMatch: string | undefined; ifModifiedSince: string | undefined }[]
let server: Server
let base: string
let lines: string[]
let changes: number
let nowMs: number
let waiting: { delayMs: number; callback: () => void; isOff: boolean }[]
let list: AdmissionList | undefined

const feedOf = (...hashes: readonly InfoHash[]) => {
  const items = hashes.map((hash) => {
    const media = `https://show.example/${hash}.mp3`
    return `<item><title>${hash}</title><enclosure url="${media}" type="audio/mpeg"/><podcast:alternateEnclosure>
      <podcast:source uri="${media}"/><podcast:source uri="magnet:?xt=urn:btih:${hash}"/></podcast:alternateEnclosure></item>`
  })
  return `<rss xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>S</title>${items.join('')}</channel></rss>`
}

const clock: Clock = {
  now: () => nowMs,
  after(delayMs, callback) {
    const timer = { delayMs, callback, isOff: false }
    waiting.push(timer)
    return () => {
      timer.isOff = true
    }
  },
}
const context = (): ListContext => ({
  clock,
  log: { info: (line) => lines.push(line), warn: (line) => lines.push(`! ${line}`) },
  onChange: () => {
    changes += 1
  },
  written: (hex) => hex,
})

async function open(...paths: readonly string[]) {
  list = await openFeedList(
    paths.map((path) => base + path),
    300,
  )(context())
  return list
}
const standings = () => [ONE, TWO].map((hash) => list?.standing(hash))
const armed = () => waiting.filter(({ isOff }) => !isOff).map(({ delayMs }) => delayMs)

beforeEach(async () => {
  pages = {}
  requests = []
  lines = []
  changes = 0
  nowMs = 0
  waiting = []
  server = createServer(({ url = '/', headers }, response) => {
    requests.push({ path: url, ifNoneMatch: headers['if-none-match'], ifModifiedSince: headers['if-modified-since'] })
    const { status = 200, body = '', headers: more = {} } = pages[url] ?? { status: 404 }
    const isSame = more.etag !== undefined && headers['if-none-match'] === more.etag
    response.writeHead(isSame ? 304 : status, more).end(isSame ? undefined : body)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  list?.close()
  list = undefined
  server.close()
  server.closeAllConnections()
})

test('what the feeds list is served, of all of them together', async () => {
  pages = { '/a': { body: feedOf(ONE) }, '/b': { body: feedOf(ONE, TWO) } }
  const { size } = await open('/a', '/b')
  expect([standings(), size, changes]).toEqual([['listed', 'listed'], 2, 0])
  expect(armed()).toEqual([300_000, 300_000])
})

test('a new episode is served once the feed is asked again, and one that left it no longer', async () => {
  pages = { '/a': { body: feedOf(ONE) } }
  const opened = await open('/a')
  pages = { '/a': { body: feedOf(TWO) } }
  await opened.reload()
  expect([standings(), changes]).toEqual([['unlisted', 'listed'], 1])
})

test('a feed that did not change is not sent again, and makes no change', async () => {
  pages = { '/a': { body: feedOf(ONE), headers: { etag: '"1"', 'last-modified': 'Tue, 03 Jun 2025 07:00:00 GMT' } } }
  const opened = await open('/a')
  await opened.reload()
  expect(requests).toEqual([
    { path: '/a', ifNoneMatch: undefined, ifModifiedSince: undefined },
    { path: '/a', ifNoneMatch: '"1"', ifModifiedSince: 'Tue, 03 Jun 2025 07:00:00 GMT' },
  ])
  expect([standings(), changes, opened.reads]).toEqual([['listed', 'unlisted'], 0, { ok: 2, failed: 0, lastGoodAt: 0 }])
})

test('a redirect is followed', async () => {
  pages = { '/a': { status: 301, headers: { location: '/b' } }, '/b': { body: feedOf(ONE) } }
  await open('/a')
  expect(standings()).toEqual(['listed', 'unlisted'])
})

test.each([
  ['answers 500', { status: 500 }],
  ['is a web page now', { body: '<html><body>Welcome</body></html>' }],
  ['is empty', { body: '' }],
])('a feed that %s changes nothing, and the log says so once', async (_, page) => {
  pages = { '/a?token=secret': { body: feedOf(ONE) } }
  const opened = await open('/a?token=secret')
  pages = { '/a?token=secret': page }
  nowMs = 5
  await opened.reload()
  await opened.reload()
  expect([standings(), changes]).toEqual([['listed', 'unlisted'], 0])
  expect(opened.reads).toEqual({ ok: 1, failed: 2, lastGoodAt: 0 })
  expect(lines.slice(1)).toEqual([expect.stringMatching(/^! feed 1 \(127\..*What it listed before still holds/)])
  expect(lines.join()).not.toMatch('secret')
  pages = { '/a?token=secret': { body: feedOf(ONE) } }
  await opened.reload()
  expect(lines.at(-1)).toMatch(/answers again/)
  expect(opened.reads.lastGoodAt).toBe(5)
})

test('a feed that broke off adds what came, and takes nothing away', async () => {
  pages = { '/a': { body: feedOf(ONE) } }
  const opened = await open('/a')
  pages = { '/a': { body: feedOf(TWO).replace('</channel></rss>', '') } }
  await opened.reload()
  expect(standings()).toEqual(['listed', 'listed'])
})

test('a tracker starts with the feeds that can be read, and asks soon again for the others', async () => {
  pages = { '/a': { body: feedOf(ONE) } }
  const opened = await open('/a', '/b')
  expect(standings()).toEqual(['listed', 'unlisted'])
  expect(opened.reads.lastGoodAt).toBeUndefined()
  expect(armed().sort()).toEqual([300_000, 30_000].sort())
  pages = { '/b': { body: feedOf(TWO) } }
  const retry = waiting.find(({ delayMs }) => delayMs === 30_000)
  retry?.callback()
  await expect.poll(standings).toEqual(['listed', 'listed'])
  expect(changes).toBe(1)
})

test.each(['https://[', 'https://name:secret@show.example/feed.xml'])(
  '“%s” is refused, and not quoted',
  async (url) => {
    const opening = openFeedList([url], 300)(context())
    await expect(opening).rejects.toMatchObject({ kind: 'bad-settings', message: expect.not.stringMatching('secret') })
  },
)

test('hashes are held in the form that the tracker wants', async () => {
  pages = { '/a': { body: feedOf(ONE) } }
  list = await openFeedList([`${base}/a`], 300)({ ...context(), written: hexToBinaryString })
  expect(list.standing('\u0011'.repeat(20) as InfoHash)).toBe('listed')
})

test('but not with none', async () => {
  await expect(open('/a', '/b')).rejects.toMatchObject({ kind: 'allowlist-unreadable' })
  expect(armed()).toEqual([])
})

test('once closed it asks for nothing any more', async () => {
  pages = { '/a': { body: feedOf(ONE) } }
  const opened = await open('/a')
  opened.close()
  await opened.reload()
  expect([requests.length, armed()]).toEqual([1, []])
})

test('a host that sends without end is cut off', async () => {
  const endless = createServer((_, response) => {
    response.writeHead(200)
    const chunk = Buffer.alloc(4 * 1024 * 1024, ' ')
    const pour = () => {
      if (!response.destroyed) response.write(chunk, () => setImmediate(pour))
    }
    pour()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => endless.once('listening', resolve))
  const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}/`
  await expect(openFeedList([url], 300)(context())).rejects.toMatchObject({ kind: 'allowlist-unreadable' })
  expect(lines).toEqual([expect.stringMatching(/longer than 33554432 bytes/)])
  endless.close()
  endless.closeAllConnections()
})
