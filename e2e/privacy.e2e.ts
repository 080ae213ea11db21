/** Consent is one show's: what another show's page says changes nothing for it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { watchAnnounced } from './support/announced.ts'
import { EPISODES } from './support/episodes.ts'
import { expect, showQuery, test } from './support/library-fixtures.ts'

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

const BENCH = 'A bench for two'
const SEEDS = 'Seeds in jars'
const BOAT = 'The early boat'
/** By its newest episode: it has no other name of its own on Home. */
const DEMO = 'The Long Vine'

/** The page is the same one for as long as this is true. */
const markVisit = (page: Page) => page.evaluate(() => Object.assign(globalThis, { sameVisit: true }))
const isSameVisit = (page: Page) => page.evaluate(() => 'sameVisit' in globalThis)

test('after a no to one show the next one with a yes is shared in the same visit, and the first never', async ({
  shows: { garden, harbour },
  visit,
}) => {
  const a = await visit(showQuery(garden.feedUrl))
  const announced = watchAnnounced(a.page)
  await a.follow()
  await a.open(showQuery(harbour.feedUrl))
  await markVisit(a.page)
  const heardBefore = harbour.tracker.stats().messagesReceived
  await a.answerSharing('Not now')
  await a.follow()
  await a.playFromRow(BOAT)
  await a.reaches(1)
  await a.goToShow(garden.title)
  await a.playFromRow(BENCH)
  await a.reaches(1)
  await a.answerSharing('Yes, share')
  await expect.poll(() => garden.tracker.stats().peers, { timeout: 20_000 }).toBe(1)
  // Back to the first, which plays, while what was heard of the other is offered on.
  await a.goToShow(harbour.title)
  await a.playFromRow(BOAT)
  await a.reaches(2)
  await expect(a.page.getByRole('switch', { name: 'Pass this show on to other listeners' })).not.toBeChecked()
  expect(garden.tracker.stats().peers).toBe(1)
  expect(await isSameVisit(a.page)).toBe(true)
  expect(harbour.tracker.stats().messagesReceived, 'the tracker of the show with a no').toBe(heardBefore)
  expect([...announced.infoHashes]).toEqual([garden.episodes.find(({ title }) => title === BENCH)?.infoHash])
})

test('a no to one show leaves its swarms at once, while another show is shared on', async ({
  stage,
  shows: { garden },
  visit,
}) => {
  const [inGarden, inDemo] = [() => garden.tracker.stats().memberships, () => stage.tracker.stats().memberships]
  const a = await visit(new URL(stage.pageUrl).search.slice(1))
  await a.follow()
  await a.open(showQuery(garden.feedUrl))
  await markVisit(a.page)
  await a.answerSharing('Yes, share')
  await a.follow()
  await a.playFromRow(BENCH)
  await a.reaches(1)
  await a.playFromRow(SEEDS)
  await a.reaches(1)
  // What was in the player when it was answered, and both that were played: a no must reach them all.
  await expect.poll(inGarden, { timeout: 20_000 }).toBe(3)
  await a.goToShow(DEMO)
  await a
    .row(EPISODES.video.title)
    .getByRole('button', { name: /^Play / })
    .click()
  await a.reaches(1)
  await a.answerSharing('Yes, share')
  await expect.poll(inDemo, { timeout: 20_000 }).toBe(1)
  expect(inGarden()).toBe(3)

  await a.goToShow(garden.title)
  const ofShow = a.page.getByRole('switch', { name: 'Pass this show on to other listeners' })
  await ofShow.click()
  await expect.poll(inGarden, { timeout: 1_000, intervals: [50] }).toBe(0)
  await a.reaches((await a.position()) + 2)
  expect([inGarden(), inDemo()]).toEqual([0, 1])
  await ofShow.click()
  await expect.poll(inGarden, { timeout: 20_000 }).toBe(3)
  expect(inDemo()).toBe(1)
  expect(await isSameVisit(a.page)).toBe(true)
})

test('a tab that holds the swarm of one show hears of another only from a tab with a yes for it', async ({
  stage,
  shows: { garden, harbour },
  visit,
}) => {
  const first = await visit(showQuery(garden.feedUrl))
  const announced = watchAnnounced(first.page)
  await first.answerSharing('Yes, share')
  await expect.poll(() => garden.tracker.stats().memberships, { timeout: 20_000 }).toBe(1)
  const heardBefore = harbour.tracker.stats().messagesReceived

  const second = await first.anotherTab(showQuery(harbour.feedUrl))
  const announcedBySecond = watchAnnounced(second.page)
  await second.answerSharing('Not now')
  await second.follow()
  await second.playFromRow(BOAT)
  await second.reaches(2)
  const third = await first.anotherTab(new URL(stage.pageUrl).search.slice(1))
  await third.answerSharing('Yes, share')
  await third
    .row(EPISODES.video.title)
    .getByRole('button', { name: /^Play / })
    .click()
  await expect.poll(() => stage.tracker.stats().memberships, { timeout: 20_000 }).toBe(1)
  expect([...announced.infoHashes].sort()).toEqual(
    [garden.episodes[0]?.infoHash, EPISODES.video.infoHash(stage)].sort(),
  )
  expect([...announcedBySecond.infoHashes]).toEqual([])
  expect(harbour.tracker.stats().messagesReceived).toBe(heardBefore)

  // A no in the tab that plays reaches the one that announces, for that show alone.
  await third.page.getByRole('switch', { name: 'Pass this show on to other listeners' }).click()
  await expect.poll(() => stage.tracker.stats().memberships, { timeout: 2_000, intervals: [50] }).toBe(0)
  expect(garden.tracker.stats().memberships).toBe(1)
})
