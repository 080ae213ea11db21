/** Addresses: each view has one, back and forward lead to the very place, and what can't be followed is said. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright/test'
import { expect, showQuery, test } from './support/library-fixtures.ts'
import { LIBRARY_VIEWS, LibraryPage } from './support/library-page.ts'
import { feedXml, manyEpisodes } from './support/made-shows.ts'

test('every view is led to by its address, with its own title, and again after a reload', async ({ shows, visit }) => {
  const { garden } = shows
  const a = await visit('view=home')
  for (const [view, name] of Object.entries(LIBRARY_VIEWS)) {
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

/** Far down in a list that is drawn further as one comes near its end. @returns the row at the top then */
async function scrollFar(page: Page): Promise<{ name: string; top: number }> {
  await expect(page.getByRole('link', { name: /^300\. / })).toBeVisible()
  await expect
    .poll(async () => {
      await page.evaluate(() => scrollTo({ top: 14_000, behavior: 'instant' }))
      return page.evaluate(() => scrollY)
    })
    .toBe(14_000)
  await expect.poll(async () => (await topRow(page))?.name ?? '').toMatch(/^1\d\d\. /)
  const row = await topRow(page)
  if (row === undefined) throw new Error('no row')
  return row
}

/** By a press that brings nothing into view first: the link may stand below the bar at the top, or in it. */
async function press(page: Page, name: string): Promise<void> {
  await page
    .getByRole('link', { name, exact: true })
    .first()
    .evaluate((link) => (link as HTMLElement).click())
}

const isAt = async (page: Page, { name, top }: { name: string; top: number }) => {
  const row = await topRow(page)
  return row?.name === name && Math.abs(row.top - top) < 3
}

test('back and forward lead to the very row of a long list, after a reload too', async ({ stage, visit }) => {
  const episodes = manyEpisodes({ count: 300, fileUrl: `${stage.origin.url}/none.mp3`, lengthBytes: 1, seconds: 60 })
  stage.origin.add('long.xml', Buffer.from(feedXml({ title: 'The long road', episodes })))
  const a = await visit(showQuery(`${stage.origin.url}/long.xml`))
  const left = await scrollFar(a.page)
  const stands = () => isAt(a.page, left)
  await press(a.page, left.name)
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
  await press(a.page, 'Settings')
  await a.shows('Settings')
  await a.page.goBack()
  await expect.poll(stands, { message: 'back from another view' }).toBe(true)
})

test('back leads to the row of a list that is short, too', async ({ stage, visit }) => {
  const episodes = manyEpisodes({ count: 30, fileUrl: `${stage.origin.url}/none.mp3`, lengthBytes: 1, seconds: 60 })
  stage.origin.add('short.xml', Buffer.from(feedXml({ title: 'The short road', episodes })))
  const a = await visit(showQuery(`${stage.origin.url}/short.xml`))
  const row = a.page.getByRole('link', { name: /^4\. / })
  await row.evaluate((link) => link.scrollIntoView({ block: 'start', behavior: 'instant' }))
  const top = async () => (await row.boundingBox())?.y ?? Number.NaN
  const left = await top()
  await press(a.page, 'Settings')
  await a.shows('Settings')
  await a.page.goBack()
  await expect.poll(async () => Math.abs((await top()) - left)).toBeLessThan(3)
  await a.page.reload()
  await expect.poll(async () => Math.abs((await top()) - left), { timeout: 15_000 }).toBeLessThan(3)
})

for (const viewport of [
  { width: 412, height: 823 },
  { width: 1280, height: 800 },
]) {
  test(`a start page whose view comes late moves nothing that is seen, ${viewport.width} wide`, async ({
    stage,
    listen,
  }) => {
    const slow = /\/late\/gv-library-page-/
    const listener = await listen('A', { pageUrl: stage.pageUrl, slow, without: ['serviceworker'] })
    const { page } = listener
    await page.setViewportSize(viewport)
    await page.goto(`${new URL('/', stage.pageUrl).href}?view=home`)
    const footer = page.locator('footer').first()
    await expect(footer).toBeAttached()
    await expect(footer).not.toBeInViewport()
    listener.release()
    await new LibraryPage(page).shows('Home')
    const shifted = await page.evaluate(async () => {
      const entries: (PerformanceEntry & { readonly value?: number })[] = []
      new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({
        type: 'layout-shift',
        buffered: true,
      })
      await new Promise((done) => setTimeout(done, 500))
      return entries.reduce((sum, { value = 0 }) => sum + value, 0)
    })
    expect(shifted).toBeLessThan(0.01)
  })
}

test('a reload leads to a row that its feed has not come to yet, as soon as it has', async ({ stage, visit }) => {
  const episodes = manyEpisodes({ count: 300, fileUrl: `${stage.origin.url}/none.mp3`, lengthBytes: 1, seconds: 60 })
  const feed = feedXml({ title: 'The slow road', episodes })
  const half = feed.indexOf('<title>240. ')
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' })
    response.write(feed.slice(0, half))
    setTimeout(() => response.end(feed.slice(half)), 1_500)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const a = await visit(showQuery(`http://localhost:${(server.address() as AddressInfo).port}/slow.xml`))
  const left = await scrollFar(a.page)
  await a.page.reload()
  await expect.poll(() => isAt(a.page, left), { timeout: 20_000 }).toBe(true)
  server.closeAllConnections()
  server.close()
})
