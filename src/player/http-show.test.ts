import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Episode } from '../feed/types.ts'
import { loadExtras } from './http-extras.ts'
import { loadShow } from './http-show.ts'

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
})

/** Serves these files by path; anything else is 404. @returns the address, ending in `/`. */
async function serve(files: Record<string, string | Uint8Array>): Promise<string> {
  const started = createServer((request, response) => {
    const file = files[(request.url ?? '').slice(1)]
    response.writeHead(file === undefined ? 404 : 200).end(file)
  })
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/`
}

const signal = new AbortController().signal
const bare: Episode = { guid: 'a', title: 'A', summary: '', transcripts: [] }
const VTT = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n'

test('a feed becomes a show', async () => {
  const base = await serve({
    'feed.xml': '<rss><channel><title>Vines</title><item><title>One</title></item></channel></rss>',
  })
  const show = await loadShow(`${base}feed.xml`, signal)
  expect(show).toMatchObject({ title: 'Vines', episodes: [{ title: 'One' }] })
})

test('a feed is read in the encoding it declares', async () => {
  const xml = '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>Käse</title></channel></rss>'
  const base = await serve({ 'feed.xml': Uint8Array.from(xml, (char) => char.charCodeAt(0)) })
  expect((await loadShow(`${base}feed.xml`, signal)).title).toBe('Käse')
})

test('what is larger than any feed is not read to its end', async () => {
  const start = new TextEncoder().encode('<rss><channel><title>')
  const long = new Uint8Array(32 * 1024 * 1024 + 1).fill(0x20)
  long.set(start)
  const base = await serve({ 'feed.xml': long })
  await expect(loadShow(`${base}feed.xml`, signal)).rejects.toMatchObject({ kind: 'feed-too-large' })
})

test('a host that is away, one that refuses and one that sends something else are told apart', async () => {
  const base = await serve({ 'page.html': 'hello' })
  await expect(loadShow(`${base}none.xml`, signal)).rejects.toMatchObject({ kind: 'feed-refused' })
  await expect(loadShow(`${base}page.html`, signal)).rejects.toMatchObject({ kind: 'feed-unreadable' })
  // Port 9 (discard) of the loopback: fetch refuses it, as it would a host that is not there.
  await expect(loadShow('http://127.0.0.1:9/feed.xml', signal)).rejects.toMatchObject({ kind: 'feed-unreachable' })
})

test('the transcript that can be read is taken, whatever comes first in the feed', async () => {
  const base = await serve({
    'a.vtt': VTT,
    'c.json': '{"version":"1.2.0","chapters":[{"startTime":3,"title":"Three"}]}',
  })
  const transcripts = [
    { url: `${base}a.pdf`, type: 'application/pdf' },
    { url: `${base}gone.vtt`, type: 'text/vtt' },
    { url: `${base}a.vtt`, type: 'text/vtt' },
  ]
  const extras = await loadExtras({ ...bare, transcripts, chaptersUrl: `${base}c.json` }, signal)
  expect(extras.cues).toMatchObject([{ startSeconds: 1, endSeconds: 2, text: 'Hello' }])
  expect(extras.chapters).toMatchObject([{ startSeconds: 3, title: 'Three' }])
})

test('JSON and HTML transcripts are read too, the one with most to go by first', async () => {
  const base = await serve({
    't.html': '<time>0:01</time><p>From HTML</p>',
    't.json': '{"segments":[{"startTime":1,"body":"From JSON"}]}',
    'empty.json': '{}',
  })
  const html = { url: `${base}t.html`, type: 'text/html' }
  const cuesOf = async (...transcripts: Episode['transcripts']) =>
    (await loadExtras({ ...bare, transcripts }, signal)).cues.map(({ text }) => text)
  expect(await cuesOf(html, { url: `${base}t.json`, type: 'application/json; charset=utf-8' })).toEqual(['From JSON'])
  expect(await cuesOf(html, { url: `${base}empty.json`, type: 'application/json' })).toEqual(['From HTML'])
})

test("the feed's own chapters serve where there is no file of them, or none that can be read", async () => {
  const base = await serve({ 'bad.json': 'no', 'c.json': '{"chapters":[{"startTime":3,"title":"File"}]}' })
  const episode = { ...bare, chapters: [{ startSeconds: 1, title: 'Feed' }] }
  const titleOf = async (from: Episode) => (await loadExtras(from, signal)).chapters.map(({ title }) => title)
  expect(await titleOf(episode)).toEqual(['Feed'])
  for (const name of ['bad', 'gone']) {
    expect(await titleOf({ ...episode, chaptersUrl: `${base}${name}.json` })).toEqual(['Feed'])
  }
  expect(await titleOf({ ...episode, chaptersUrl: `${base}c.json` })).toEqual(['File'])
})

test('an extra that is too large is left out, and the next one taken', async () => {
  const base = await serve({ 'huge.vtt': new Uint8Array(4 * 1024 * 1024 + 1).fill(0x20), 'a.vtt': VTT })
  const transcripts = ['huge', 'a'].map((name) => ({ url: `${base}${name}.vtt`, type: 'text/vtt' }))
  expect((await loadExtras({ ...bare, transcripts }, signal)).cues).toMatchObject([{ text: 'Hello' }])
})

test('extras that can not be had are no error', async () => {
  const base = await serve({ 'c.json': 'not json' })
  const episode = { ...bare, chaptersUrl: `${base}c.json`, transcripts: [{ url: `${base}x.vtt`, type: 'text/vtt' }] }
  expect(await loadExtras(episode, signal)).toEqual({ chapters: [], cues: [] })
})
