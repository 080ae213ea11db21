/** Addresses: each view has one, back and forward lead to the very place, and what can't be followed is said. */
import type { Page } from 'playwright/test'
import { expect, showQuery, test } from './support/library-fixtures.ts'
import { feedXml, manyEpisodes } from './support/made-shows.ts'

const PLAIN = {
  home: 'Home',
  queue: 'Queue',
  search: 'Search',
  add: 'Add a show',
  downloads: 'Downloads',
  history: 'History',
  storage: 'Storage',
  'passing-on': 'Passing on',
  settings: 'Settings',
} as const

test('every view is led to by its address, with its own title, and again after a reload', async ({ shows, visit }) => {
  const { garden } = shows
  const a = await visit('view=home')
  for (const [view, name] of Object.entries(PLAIN)) {
    await a.open(`view=${view}`)
    await a.shows(name)
    await expect(a.page).toHaveTitle(view === 'home' ? 'Grapevine' : `${name} · Grapevine`)
  }
  await a.page.reload()
  await a.shows('Settings')
  await a.open(showQuery(garden.feedUrl))
  await a.shows(garden.title)
  await expect(a.page).toHaveTitle(`${garden.title} · Grapevine`)
  await a.open(`${showQuery(garden.feedUrl)}&episode=garden-2#t=12`)
  await expect(a.page.getByRole('heading', { name: 'A bench for two' }).first()).toBeVisible()
  await expect(a.page).toHaveTitle(`A bench for two · ${garden.title} · Grapevine`)
  await expect(a.page.getByText('Notes on “A bench for two”')).toBeVisible()
  await a.page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => a.position()).toBeGreaterThan(11.9)
})

test('an address that leads nowhere is said in words, and the page is still of use', async ({ shows, visit }) => {
  const a = await visit('view=nonsense')
  await expect(a.page.getByText('This address names a page that is not here.')).toBeVisible()
  await a.open(`${showQuery(shows.garden.feedUrl)}&episode=never-was`)
  await expect(a.page.getByText('The episode you asked for is not in this feed (any more).')).toBeVisible()
  await a.open(`feed=${encodeURIComponent('javascript:alert(1)')}`)
  await expect(a.page.getByText('This address names a feed that can’t be opened')).toBeVisible()
  await a.goTo('Settings')
})

/** The row at the top of the window, and where it stands. */
function topRow(page: Page): Promise<{ name: string; top: number } | undefined> {
  return page.locator('gv-virtual-list gv-episode-row').evaluateAll((rows) =>
    rows
      .map((row) => ({
        name: row.shadowRoot?.querySelector('.name')?.textContent ?? '',
        top: row.getBoundingClientRect().top,
      }))
      .sort((a, b) => a.top - b.top)
      .find(({ top }) => top >= 0),
  )
}

test('back and forward lead to the very row of a long list, after a reload too', async ({ stage, visit }) => {
  const episodes = manyEpisodes({ count: 300, fileUrl: `${stage.origin.url}/none.mp3`, lengthBytes: 1, seconds: 60 })
  stage.origin.add('long.xml', Buffer.from(feedXml({ title: 'The long road', episodes })))
  const a = await visit(showQuery(`${stage.origin.url}/long.xml`))
  await a.shows('The long road')
  await expect(a.row(/^300\. /)).toBeVisible()
  await a.page.evaluate(() => scrollTo({ top: 14_000, behavior: 'instant' }))
  await expect.poll(async () => (await topRow(a.page))?.name ?? '').toMatch(/^[12]\d\d\. /)
  const left = await topRow(a.page)
  if (left === undefined) throw new Error('no row')
  const stands = async () => {
    const row = await topRow(a.page)
    return row?.name === left.name && Math.abs(row.top - left.top) < 3
  }
  // By a press that brings nothing into view: the row may stand below the bar at the top.
  await a.page.getByRole('link', { name: left.name, exact: true }).evaluate((link) => (link as HTMLElement).click())
  await expect(a.page.getByRole('heading', { name: left.name }).first()).toBeVisible()
  expect(await a.page.evaluate(() => scrollY)).toBeLessThan(400)
  await a.page.goBack()
  await expect.poll(stands, { message: 'back: the same row, at the same place' }).toBe(true)
  await a.page.goForward()
  await expect(a.page.getByRole('heading', { name: left.name }).first()).toBeVisible()
  await a.page.goBack()
  await expect.poll(stands).toBe(true)
  await a.page.reload()
  await expect.poll(stands, { message: 'after a reload', timeout: 15_000 }).toBe(true)
  await a.goTo('Settings')
  await a.page.goBack()
  await expect.poll(stands, { message: 'back from another view' }).toBe(true)
})
