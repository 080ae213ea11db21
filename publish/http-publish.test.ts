/** A feed on the web: its media are streamed through, in bounds, and a host that fails is said. */

import { readdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseShow } from '../src/feed/rss.ts'
import { download, readAll } from './http-download.ts'
import { publish } from './node-publish.ts'
import { makeFolder, mediaBytes, type TestFolder } from './testing/node-show-folder.ts'

const MEDIA = mediaBytes(300_000)
let host: Server
let url: string
let out: TestFolder

beforeEach(async () => {
  host = createServer((request, response) => {
    switch (request.url) {
      case '/feed':
        response.end(feed())
        return
      case '/good/a.mp3':
        response.writeHead(302, { location: '/cdn/a.mp3' }).end()
        return
      case '/cdn/a.mp3':
      case '/other/a.mp3':
        response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': MEDIA.length }).end(MEDIA)
        return
      case '/page':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<p>no media')
        return
      case '/short.mp3':
        response.writeHead(200, { 'content-length': 100 })
        response.write('x')
        setImmediate(() => response.destroy())
        return
      case '/silent':
        response.writeHead(200, { 'content-type': 'audio/mpeg' }).write('x')
        return
      default:
        response.writeHead(404).end()
    }
  })
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
  out = await makeFolder()
})

afterEach(async () => {
  host.closeAllConnections()
  await new Promise((done) => host.close(done))
  await out.remove()
})

function feed(): string {
  const items = ['good/a.mp3', 'other/a.mp3', 'page', 'short.mp3', 'gone.mp3'].map(
    (path) => `<item><title>${path}</title><enclosure url="${url}/${path}" type="audio/mpeg"/></item>`,
  )
  return `<rss><channel><title>Web</title>${items.join('')}</channel></rss>`
}

test('each enclosure is read from its host, and each failure is said while the others go on', async () => {
  const report = await publish({
    feed: `${url}/feed`,
    outDir: out.dir,
    baseUrl: 'https://p2p.example/',
    trackers: ['wss://t.example/'],
  })
  expect(report.episodes.map(({ outcome, problem }) => problem ?? outcome)).toEqual([
    'published',
    'published',
    'the address is a web page, not a media file',
    expect.stringMatching(/terminated|sent/),
    'the host answered 404 Not Found',
  ])
  // Two files of one name get two torrents, and no media is kept.
  const names = (await readdir(out.dir)).sort()
  expect(names).toEqual([
    expect.stringMatching(/^a\.mp3\.[0-9a-f]{8}\.torrent$/),
    expect.stringMatching(/^a\.mp3\.[0-9a-f]{8}\.torrent$/),
    'allowlist.txt',
    'episodes',
    'feed.xml',
    'grapevine.json',
    'show.json',
  ])
  const [first] = parseShow((await out.read('feed.xml')).toString(), 'https://p2p.example/feed.xml').episodes
  expect(first?.enclosure).toMatchObject({ url: `${url}/good/a.mp3`, lengthBytes: MEDIA.length })
  expect(first?.enclosure?.torrentUrl).toMatch(/^https:\/\/p2p\.example\/a\.mp3\.[0-9a-f]{8}\.torrent$/)
})

test('a feed that is not there is refused in words', async () => {
  await expect(publish({ feed: `${url}/nothing`, outDir: out.dir })).rejects.toThrow(/answered 404/)
  await expect(publish({ feed: 'http://127.0.0.1:1/feed', outDir: out.dir })).rejects.toThrow(/can't be read/)
})

test('a host that falls silent, or sends too much, is given up', async () => {
  const silent = await download(`${url}/silent`, { maxBytes: 1000, idleTimeoutMs: 100 }, 'media')
  await expect(readAll(silent)).rejects.toThrow(/sent nothing for 0.1 s/)
  await expect(download(`${url}/cdn/a.mp3`, { maxBytes: 1000, idleTimeoutMs: 5000 }, 'media')).rejects.toThrow(/larger/)
})
