/** The service worker's answers, asked as a media element (and anything else on the page) may ask. */
import { createHash } from 'node:crypto'
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'
import { readStored } from './support/stored.ts'

const { audio, long, video } = EPISODES
const PIECE_BYTES = 65_536

test('media ranges are answered as HTTP has them', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'no' })
  await a.choose(video)
  await a.play()
  await a.holdsAll(20_000)
  const length = video.bytes(stage)
  const content = await video.content(stage)
  const ask = (range: string | undefined, method = 'GET') =>
    a.media().evaluate(
      async (element, { range, method }) => {
        const { src } = element as HTMLMediaElement
        const response = await fetch(src, { method, headers: range === undefined ? {} : { Range: range } })
        const body = new Uint8Array(await response.arrayBuffer())
        return {
          status: response.status,
          contentRange: response.headers.get('Content-Range'),
          contentType: response.headers.get('Content-Type'),
          bytes: body.length,
          head: [...body.subarray(0, 16)],
        }
      },
      { range, method },
    )
  const head = (from: number) => [...content.subarray(from, from + 16)]

  const open = await ask('bytes=0-')
  expect(open).toMatchObject({ status: 206, contentType: video.type, head: head(0) })
  // All of it is here: what is at hand is not cut into many answers.
  expect(open.bytes).toBe(length)
  expect(open.contentRange).toBe(`bytes 0-${open.bytes - 1}/${length}`)
  expect(await ask('bytes=0-0')).toMatchObject({ status: 206, bytes: 1, contentRange: `bytes 0-0/${length}` })
  expect(await ask('bytes=0-1')).toMatchObject({ status: 206, bytes: 2, contentRange: `bytes 0-1/${length}` })
  expect(await ask('bytes=-500')).toMatchObject({
    status: 206,
    bytes: 500,
    contentRange: `bytes ${length - 500}-${length - 1}/${length}`,
    head: head(length - 500),
  })
  expect(await ask(`bytes=${length}-`)).toMatchObject({ status: 416, contentRange: `bytes */${length}` })
  expect(await ask('bytes=100000-300000')).toMatchObject({ status: 206, bytes: 200_001, head: head(100_000) })
  expect(await ask(undefined, 'HEAD')).toMatchObject({ status: 200, bytes: 0, contentType: video.type })
  expect(await ask(undefined)).toMatchObject({ status: 200, bytes: length, contentRange: null, head: head(0) })
})

test('of a recording with a cover inside the element sees all but the name of the cover; it is kept as it is', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'no' })
  for (const [episode, name, shownName] of [
    [long, 'APIC', 'XPIC'],
    [audio, 'covr', 'Xovr'],
  ] as const) {
    await a.choose(episode)
    await a.play()
    await a.reaches(1)
    const first = (await episode.content(stage)).subarray(0, PIECE_BYTES)
    expect(first.indexOf(name)).toBeGreaterThan(0)
    const shown = await a.media().evaluate(async (element, last) => {
      const { src } = element as HTMLMediaElement
      const response = await fetch(src, { headers: { Range: `bytes=0-${last}` } })
      return [...new Uint8Array(await response.arrayBuffer())]
    }, PIECE_BYTES - 1)
    const hidden = Buffer.from(first)
    hidden.write(shownName, first.indexOf(name))
    expect(Buffer.from(shown).equals(hidden)).toBe(true)
    const kept = async () => (await readStored(a.page, episode.infoHash(stage))).hashes[0]
    await expect.poll(kept).toBe(createHash('sha1').update(first).digest('hex'))
  }
})

test('the browser ends the service worker between two requests: playing and seeking go on', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'no' })
  await a.choose(long)
  await a.play()
  await a.reaches(1)
  const cdp = await a.context.newCDPSession(a.page)
  await cdp.send('ServiceWorker.enable')
  await cdp.send('ServiceWorker.stopAllWorkers')
  const duration = await a.duration()
  await a.seekTo(duration - 20)
  await a.reaches(duration - 18)
  expect(await a.source()).toContain('~media/')
  expect((await a.meter()).fromHost).toBeLessThan(long.bytes(stage))
})

test('where no page answers for a stream the worker asks the host itself', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'no' })
  await a.choose(audio)
  await a.play()
  await a.reaches(1)
  const answer = await a.media().evaluate(async (element) => {
    const url = (element as HTMLMediaElement).src.replace(/~media\/[^/]+/, '~media/nobody')
    const response = await fetch(url, { headers: { Range: 'bytes=10-19' } })
    return { status: response.status, bytes: [...new Uint8Array(await response.arrayBuffer())] }
  })
  expect(answer).toEqual({ status: 206, bytes: [...(await audio.content(stage)).subarray(10, 20)] })
})

test('a media address is never a page of ours: whoever links to one gets nothing that runs', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'no' })
  stage.origin.add(
    'evil.html',
    Buffer.from('<!doctype html><title>evil</title><script>document.title = "ran at " + origin</script>'),
  )
  const evil = new URL(
    `~media/x/y?src=${encodeURIComponent(`${stage.origin.url}/evil.html`)}&type=text/html`,
    stage.pageUrl,
  )
  const answer = await a.page.goto(evil.href)
  expect(answer?.status()).toBe(404)
  expect(await a.page.title()).not.toContain('ran')
  await a.page.goto(stage.pageUrl)
  const fetched = await a.page.evaluate(async (url) => {
    const { headers } = await fetch(url)
    return [headers.get('Content-Type'), headers.get('X-Content-Type-Options')]
  }, evil.href)
  expect(fetched).toEqual(['application/octet-stream', 'nosniff'])
})

test('other bytes than were published, and a listener who has the true ones: nothing is mixed', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'yes' })
  await a.choose(long)
  await a.play()
  await a.reaches(2)
  stage.origin.mediaDiffers = true
  const b = await listen('B', { consent: 'yes' })
  await b.choose(long)
  await b.play()
  await b.reaches(3, 30_000)
  // Either all of it came from A before the host was asked, or it is the host's own file throughout.
  const { fromHost } = await b.meter()
  expect(fromHost).toBe(0)
  if (b.originBytes() > 0) expect(await b.source()).toBe(`${stage.origin.url}/${long.file}`)
})

test('the torrent file is slow: the first sound comes from the host at once, and what came early is kept', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'no', slow: /\.torrent$/ })
  await a.choose(video)
  await a.play()
  await a.reaches(1, 6_000)
  a.release()
  await a.holdsAll(20_000)
  // The media element drops its first request once it knows the duration, and asks again: that much may be sent twice.
  expect(a.originBytes()).toBeLessThanOrEqual(video.bytes(stage) + 128 * 1024)
})

test('a host that sends other bytes than were published is played as a plain enclosure, and nothing of it is kept', async ({
  stage,
  listen,
}) => {
  // As dynamic ads do: a playable file, but not the one in the torrent.
  stage.origin.mediaDiffers = true
  const a = await listen('A', { consent: 'yes' })
  await a.choose(long)
  await a.play()
  await a.reaches(2, 30_000)
  expect(await a.media().evaluate((element) => (element as HTMLMediaElement).currentSrc)).toContain(stage.origin.url)
  expect((await a.storedBytes(long.infoHash(stage))).length).toBe(0)
})
