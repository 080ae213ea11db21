/** Shows that are followed: read again by themselves and by hand; what is new is marked until it was looked at. */
import type { Page } from 'playwright/test'
import { test as base, expect, showQuery } from './support/library-fixtures.ts'
import type { LibraryPage } from './support/library-page.ts'
import { feedXml, type MadeEpisode, manyEpisodes } from './support/made-shows.ts'

const TITLE = 'News of the lane'
const AFTER_HALF_AN_HOUR = '31:00'

interface LiveShow {
  readonly feedUrl: string
  /** So many episodes are in its feed from now on; the newest is the last one. */
  publish(count: number): readonly MadeEpisode[]
}

const test = base.extend<{ live: LiveShow }>({
  live: async ({ stage }, use) => {
    const sound = { fileUrl: `${stage.origin.url}/1-the-long-vine.mp3`, lengthBytes: 6_700_000, seconds: 660 }
    const publish = (count: number): readonly MadeEpisode[] => {
      const episodes = manyEpisodes({ count, ...sound })
      stage.origin.add('live.xml', Buffer.from(feedXml({ title: TITLE, episodes })))
      return episodes
    }
    publish(3)
    await use({ feedUrl: `${stage.origin.url}/live.xml`, publish })
  },
})

const newOnHome = (a: LibraryPage) => a.section('New episodes')
const markedRows = (a: LibraryPage) =>
  a.page.locator('gv-episode-row').filter({ has: a.page.getByText('New', { exact: true }) })

/** How often a feed is asked for from now on, by whoever asks in this tab. */
function countReads(page: Page, feedUrl: string): () => number {
  let reads = 0
  page.on('request', (request) => {
    if (request.url() === feedUrl) reads += 1
  })
  return () => reads
}

/** Follows the show, on a page whose clock is the test's. */
async function followed(a: LibraryPage, { feedUrl }: LiveShow): Promise<void> {
  await a.page.clock.install()
  await a.open(showQuery(feedUrl))
  await a.shows(TITLE)
  await a.follow()
  await expect(markedRows(a), 'what was there when it was followed is no news').toHaveCount(0)
  await a.goTo('Home')
  await expect(a.tile(TITLE)).toBeVisible()
  await expect(newOnHome(a)).toHaveCount(0)
}

test('while the page stays open a show is read again after half an hour; what came is marked on Home, on its tile and in its list, until it was looked at', async ({
  live,
  visit,
}) => {
  const a = await visit('view=home')
  await followed(a, live)
  const reads = countReads(a.page, live.feedUrl)
  live.publish(4)
  await a.page.clock.fastForward('29:00')
  await a.goTo('Queue')
  await a.goTo('Home')
  expect(reads(), 'not before').toBe(0)
  await a.page.clock.fastForward('02:00')
  await expect(a.row(/^4\. /, newOnHome(a))).toContainText('New')
  expect(reads()).toBe(1)
  await expect(a.tile(TITLE)).toContainText('1 new')

  live.publish(6)
  await a.page.clock.fastForward(AFTER_HALF_AN_HOUR)
  await expect(newOnHome(a).locator('gv-episode-row')).toHaveCount(3)
  await expect(a.tile(TITLE)).toContainText('3 new')
  await a.goToShow(TITLE)
  await expect(markedRows(a)).toHaveCount(3)
  for (const title of [/^6\. /, /^5\. /, /^4\. /]) await expect(a.row(title)).toContainText('New')
  await a.goTo('Home')
  await expect(newOnHome(a)).toHaveCount(0)
  await expect(a.tile(TITLE)).not.toContainText('new')
  await a.goToShow(TITLE)
  await expect(a.row(/^6\. /)).toBeVisible()
  await expect(markedRows(a)).toHaveCount(0)
  await a.open('view=home')
  await expect(a.tile(TITLE)).toBeVisible()
  await expect(newOnHome(a), 'after a reload, too').toHaveCount(0)
})

test('opened again soon nothing is read, opened later everything is', async ({ live, visit }) => {
  const a = await visit('view=home')
  await followed(a, live)
  const reads = countReads(a.page, live.feedUrl)
  live.publish(4)
  await a.page.reload()
  await expect(a.tile(TITLE)).toBeVisible()
  await a.page.clock.fastForward('00:30')
  await a.goTo('Queue')
  await a.goTo('Home')
  expect(reads()).toBe(0)
  await a.page.goto('about:blank')
  await a.page.clock.fastForward(AFTER_HALF_AN_HOUR)
  await a.page.goBack()
  await expect(a.row(/^4\. /, newOnHome(a))).toContainText('New', { timeout: 15_000 })
  expect(reads()).toBe(1)
})

test('by hand it is read at once, however fresh it is', async ({ live, visit }) => {
  const a = await visit('view=home')
  await followed(a, live)
  await a.goToShow(TITLE)
  const reads = countReads(a.page, live.feedUrl)
  live.publish(4)
  const look = a.page.getByRole('button', { name: 'Look for new episodes' })
  await look.click()
  await expect(a.row(/^4\. /)).toContainText('New')
  await expect(look).toBeEnabled()
  expect(reads()).toBe(1)
  await a.goTo('Home')
  await expect(newOnHome(a), 'it was looked at').toHaveCount(0)
})

test('a host that is away is said to be so, asked again later, and what came meanwhile is marked then', async ({
  stage,
  live,
  visit,
}) => {
  const a = await visit('view=home')
  await followed(a, live)
  live.publish(4)
  stage.origin.down = true
  await a.page.clock.fastForward(AFTER_HALF_AN_HOUR)
  await expect(a.tile(TITLE)).toContainText('Can’t be reached now')
  stage.origin.down = false
  await a.page.clock.fastForward(AFTER_HALF_AN_HOUR)
  await expect(a.row(/^4\. /, newOnHome(a))).toContainText('New')
  await expect(a.tile(TITLE)).not.toContainText('Can’t be reached now')
})

test('what was heard is no news any more, and the rest stays marked', async ({ live, visit }) => {
  const a = await visit('view=home')
  await followed(a, live)
  const [fifth] = live.publish(5)
  if (fifth === undefined) throw new Error('no episode')
  await a.page.clock.fastForward(AFTER_HALF_AN_HOUR)
  await expect(newOnHome(a).locator('gv-episode-row')).toHaveCount(2)
  await a.playFromRow(fifth.title, newOnHome(a))
  await a.reaches(1)
  await a.seekTo(40)
  await a.reaches(41)
  await a.media().evaluate((element) => (element as HTMLMediaElement).pause())
  await expect(a.row(/^4\. /, newOnHome(a))).toBeVisible()
  await expect(newOnHome(a).locator('gv-episode-row')).toHaveCount(1)
  await expect(a.tile(TITLE)).toContainText('1 new')
})
