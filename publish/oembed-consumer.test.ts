/** A consumer from npm, used as its README says, finds and reads what publish writes. */
import { extract, hasProvider } from '@extractus/oembed-extractor'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningServer, startServer } from './http-server.ts'
import { publish } from './node-publish.ts'
import { makeFolder, mediaBytes, showFeed, type TestFolder } from './testing/node-show-folder.ts'

let show: TestFolder
let out: TestFolder
let server: RunningServer

beforeEach(async () => {
  show = await makeFolder()
  out = await makeFolder()
  server = await startServer({ showDir: out.dir, tracker: false })
  const base = `${server.url}/show/`
  await show.write('feed.xml', showFeed({ base }))
  await show.write('media/one a.mp3', mediaBytes(200_000))
  await show.write('media/two.mp4', mediaBytes(100, 2))
  const player = `${server.url}/player.html`
  await publish({
    feed: show.dir,
    outDir: out.dir,
    baseUrl: base,
    trackers: ['wss://tracker.example/announce'],
    player,
  })
})

afterEach(async () => {
  await server.close()
  await show.remove()
  await out.remove()
})

test("an episode's page leads to its oEmbed answer: a frame of the player, with title and size", async () => {
  const page = `${server.url}/show/episodes/one.html`
  // Not in its list of known sites: it has to discover the answer from the page.
  expect(hasProvider(page)).toBe(false)
  const answer = await extract(page)
  expect(answer).toMatchObject({
    type: 'rich',
    version: '1.0',
    title: 'One',
    provider_name: 'Vines & Wires',
    width: 600,
    height: 200,
    html: expect.stringMatching(/^<iframe src="[^"]*\/player\.html\?json=[^"]*one\.json[^"]*" [^>]*><\/iframe>$/),
  })
})

test('what it asks of width and theme changes nothing: the answer is a file', async () => {
  const page = `${server.url}/show/episodes/two.html`
  expect(await extract(page, { maxwidth: 300, theme: 'dark' })).toEqual(await extract(page))
})
