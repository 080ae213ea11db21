/** Consent is one show's: what another show's page says changes nothing for it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'

const { video } = EPISODES

test('a show that was not asked about is not shared, and plants no tracker of its own in one that is', async ({
  stage,
  listen,
}) => {
  // The other show lists the same episode, with a tracker of its own in feed and torrent file; the info hash covers neither.
  const theirs = stage.tracker.url.replace('/tracker', '/theirs1')
  const torrentName = `${video.file}.torrent`
  const torrent = (await readFile(join(stage.showDir, torrentName), 'latin1')).replaceAll(stage.tracker.url, theirs)
  stage.origin.add(`other/${torrentName}`, Buffer.from(torrent, 'latin1'))
  const feed = (await readFile(join(stage.showDir, 'feed.xml'), 'utf8'))
    .replaceAll(`${stage.origin.url}/${torrentName}`, `${stage.origin.url}/other/${torrentName}`)
    .replaceAll(encodeURIComponent(stage.tracker.url), encodeURIComponent(theirs))
  expect(feed).toContain(encodeURIComponent(theirs))
  stage.origin.add('other.xml', Buffer.from(feed))
  const otherPage = stage.pageUrl.replace(encodeURIComponent('/feed.xml'), encodeURIComponent('/other.xml'))

  const a = await listen('A', { consent: 'yes' })
  await expect.poll(() => stage.tracker.stats().peers).toBe(1)
  await a.page.goto(otherPage)
  await a.choose(video)
  await a.play()
  await a.storesAll(video, 20_000)
  await expect(a.sharingQuestion()).toBeVisible()
  expect(await a.connections(), 'on the page of the show that was not asked about').toEqual({
    peerConnections: 0,
    sockets: 0,
  })

  const sockets: string[] = []
  a.page.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname))
  await a.page.goto(stage.pageUrl)
  await a.choose(video)
  await expect.poll(() => stage.tracker.stats().peers).toBe(1)
  await a.play()
  await a.reaches(2)
  expect(new Set(sockets), 'back at the show that is shared').toEqual(new Set(['/tracker']))
})

test('played as a plain enclosure, an episode is not announced', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'yes', without: ['serviceworker'] })
  await a.choose(video)
  await a.play()
  await a.reaches(2)
  await expect.poll(() => stage.tracker.stats().peers).toBe(0)
  await expect(a.page.getByText("This episode can't be shared now")).toBeVisible()
})
