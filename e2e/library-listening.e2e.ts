/** Following and hearing: what Home has after a reload, the queue across shows, history, search, and playing on while one looks around. */
import { expect, showQuery, test } from './support/library-fixtures.ts'
import { LibraryPage } from './support/library-page.ts'
import { SECONDS } from './support/library-shows.ts'

const FROST = 'Frost on the glass'
const BENCH = 'A bench for two'
const BOAT = 'The early boat'
const ROPES = 'Ropes and knots'
const SEEDS = 'Seeds in jars'

test('a show that is followed is on Home, after a reload too, and leads to its page', async ({ shows, visit }) => {
  const { garden } = shows
  const a = await visit(showQuery(garden.feedUrl))
  await a.follow()
  await a.goTo('Home')
  await a.page.reload()
  await expect(a.tile(garden.title)).toBeVisible()
  await a.tile(garden.title).click()
  await a.shows(garden.title)
  await expect(a.row(FROST)).toBeVisible()
  await a.page.getByRole('button', { name: 'Following', exact: true }).click()
  await a.goTo('Home')
  await expect(a.page.getByRole('heading', { name: 'Podcasts, carried by their listeners' })).toBeVisible()
})

test('what was begun is continued from Home where it was left, after a reload', async ({ shows, visit }) => {
  const a = await visit(showQuery(shows.garden.feedUrl))
  await a.follow()
  await a.playFromRow(FROST)
  await a.reaches(1)
  await a.seekTo(50)
  await a.reaches(51)
  await a.goTo('Home')
  await expect(a.row(FROST, a.section('Continue listening'))).toContainText('left')
  await a.page.reload()
  await a.playFromRow(FROST, a.section('Continue listening'))
  await a.has(FROST)
  // Not from the beginning, nor from far behind what was heard.
  await expect.poll(() => a.position()).toBeGreaterThan(48)
  expect(await a.position()).toBeLessThan(58)
})

test('a queue across two shows plays on from the one to the other, and history has both', async ({ shows, visit }) => {
  const { garden, harbour } = shows
  const a = await visit(showQuery(harbour.feedUrl))
  await a.follow()
  await a.open(showQuery(garden.feedUrl))
  await a.follow()
  await a.playFromRow(BENCH)
  await a.reaches(0.5)
  await a.goToShow(harbour.title)
  await a.queue(BOAT)
  await a.goTo('Queue')
  await expect(a.page.locator('gv-queue').getByRole('button', { name: BOAT, exact: true })).toBeVisible()
  await a.seekTo(SECONDS - 2)
  await a.has(BOAT)
  await a.reaches(0.5)
  expect(await a.isPaused()).toBe(false)
  // What was heard of the first seconds is not in the history.
  await a.seekTo(30)
  await a.reaches(31)
  await a.goToPart('History')
  await expect(a.row(BENCH)).toBeVisible()
  await expect(a.row(BOAT)).toBeVisible()
  await a.goToShow(garden.title)
  await expect(a.row(BENCH)).toContainText('Heard')
})

test('an episode that is queued on a first visit, and the page closed at once, is in the queue of the next one', async ({
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(garden.feedUrl))
  await expect(a.row(BENCH)).toBeVisible()
  // The library's code is on its way for as long as the page is there.
  await a.page.route('**/dom-open-desk-*', () => {})
  const wish = (title: string) =>
    a
      .row(title)
      .getByRole('button', { name: `Add “${title}” to the queue` })
      .click()
  await wish(BENCH)
  await wish(SEEDS)
  const next = new LibraryPage(await a.page.context().newPage())
  const address = new URL('/?view=queue', a.page.url()).href
  await a.page.close()
  await next.page.goto(address)
  const queue = next.page.locator('gv-queue')
  await expect(queue.getByRole('button', { name: BENCH, exact: true })).toBeVisible()
  await expect(queue.getByRole('button', { name: SEEDS, exact: true })).toBeVisible()
  await next.page.reload()
  await expect(queue.getByRole('listitem')).toHaveCount(2)
})

test('the queue is changed on its page: order, removal, and it is the same after a reload', async ({
  shows,
  visit,
}) => {
  const { garden, harbour } = shows
  const a = await visit(showQuery(harbour.feedUrl))
  // The newest of each is in the player.
  await a.queue(ROPES)
  await a.open(showQuery(garden.feedUrl))
  await a.queue(SEEDS)
  await a.queue(BENCH)
  await a.goTo('Queue')
  const titles = a.page.locator('gv-queue').getByRole('listitem').locator('.title')
  await expect(titles).toHaveText([ROPES, SEEDS, BENCH])
  await a.page.getByRole('button', { name: `Move up: ${BENCH}` }).click()
  await a.page.getByRole('button', { name: `Remove from the queue: ${ROPES}` }).click()
  await expect(titles).toHaveText([BENCH, SEEDS])
  await a.page.reload()
  await expect(titles).toHaveText([BENCH, SEEDS])
  await expect(a.page.getByRole('navigation', { name: 'Main' }).getByText('2 episodes')).toBeAttached()
})

test('marks set by hand hold: heard, not heard, forgotten; history is cleared after a question', async ({
  shows,
  visit,
}) => {
  const a = await visit(showQuery(shows.garden.feedUrl))
  await a.follow()
  await a.chooseFromMenu(FROST, 'Mark as heard')
  await expect(a.row(FROST)).toContainText('Heard')
  await a.chooseFromMenu(FROST, 'Mark as not heard')
  await expect(a.row(FROST)).not.toContainText('Heard')
  await a.playFromRow(BENCH)
  await a.reaches(0.5)
  await a.seekTo(15)
  await a.reaches(16)
  await a.media().evaluate((element) => (element as HTMLMediaElement).pause())
  await a.goToPart('History')
  await expect(a.row(BENCH)).toBeVisible()
  await a.page.getByRole('button', { name: 'Clear the history' }).click()
  await a.page.getByRole('button', { name: 'Yes, clear it' }).click()
  await expect(a.page.getByText('You have not heard anything yet.')).toBeVisible()
})

test('search finds episodes and shows by words, and its address does so again', async ({ shows, visit }) => {
  const a = await visit(showQuery(shows.garden.feedUrl))
  await a.follow()
  await a.goTo('Search')
  const field = a.page.getByRole('searchbox', { name: 'Search in your shows and episodes' })
  await field.fill('bench')
  await expect(a.row(BENCH)).toBeVisible()
  await expect(a.row(FROST)).toHaveCount(0)
  await field.fill('garden')
  await expect(a.page.getByRole('region', { name: 'Shows' }).getByRole('link', { name: 'Garden Notes' })).toBeVisible()
  await field.fill('zeppelin')
  await expect(a.page.getByText('Nothing found for “zeppelin”')).toBeVisible()
  await a.open('view=search&q=seeds')
  await expect(a.row(SEEDS)).toBeVisible()
  await expect(field).toHaveValue('seeds')
})

test('looking at other shows, episodes and views does not stop what plays', async ({ shows, visit }) => {
  const { garden, harbour } = shows
  const a = await visit(showQuery(harbour.feedUrl))
  await a.follow()
  await a.open(showQuery(garden.feedUrl))
  await a.follow()
  await a.playFromRow(FROST)
  await a.reaches(1)
  const stops = await a.media().evaluate((element) => {
    const counted = { stops: 0 }
    Object.assign(globalThis, { counted })
    for (const type of ['pause', 'emptied', 'ended']) {
      element.addEventListener(type, () => {
        counted.stops += 1
      })
    }
    return 0
  })
  expect(stops).toBe(0)
  await a.goToShow(harbour.title)
  await a.row(BOAT).getByRole('link', { name: BOAT }).click()
  await expect(a.page.getByRole('heading', { name: BOAT }).first()).toBeVisible()
  await a.goTo('Search')
  await a.goTo('Queue')
  await a.goToPart('Storage')
  await a.goTo('Settings')
  await a.page.goBack()
  await a.shows('Storage')
  const before = await a.position()
  await a.reaches(before + 1)
  await a.has(FROST)
  expect(await a.page.evaluate(() => (Reflect.get(globalThis, 'counted') as { stops: number }).stops)).toBe(0)
})
