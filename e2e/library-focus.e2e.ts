/** Whoever goes from view to view by keys or by ear arrives: the focus is on the new view's heading, and the tab is called after it. */
import type { Page } from 'playwright/test'
import { expect, showQuery, test } from './support/library-fixtures.ts'
import { LibraryPage } from './support/library-page.ts'

const FROST = 'Frost on the glass'
const BENCH = 'A bench for two'

/** What has the focus, through all shadow roots: its tag, and its words. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement
    return `${element?.localName} ${element?.textContent?.trim()}`
  })
}

async function arrived(tab: LibraryPage, heading: string, title = `${heading} · Grapevine`): Promise<void> {
  await expect.poll(() => focused(tab.page), { message: `the focus is on “${heading}”` }).toBe(`h1 ${heading}`)
  await expect(tab.page).toHaveTitle(title)
}

test('by links: every view takes the focus to its heading, and names the tab', async ({ shows, visit }) => {
  const { garden } = shows
  const a = await visit('view=home')
  await a.shows('Home')
  for (const way of ['Search', 'Queue', 'Settings', 'Home'] as const) {
    await a.goTo(way)
    await arrived(a, way, way === 'Home' ? 'Grapevine' : undefined)
  }
  for (const part of ['History', 'Storage', 'Passing on', 'Downloads'] as const) {
    await a.goToPart(part)
    await arrived(a, part)
  }
  await a.open(showQuery(garden.feedUrl))
  await a.follow()
  await a.row(BENCH).getByRole('link', { name: BENCH }).click()
  await arrived(a, BENCH, `${BENCH} · ${garden.title} · Grapevine`)
  // From one episode to another, in the same list.
  await a.row(FROST).getByRole('link', { name: FROST }).click()
  await arrived(a, FROST, `${FROST} · ${garden.title} · Grapevine`)
  await a.page.getByRole('link', { name: garden.title }).first().click()
  await arrived(a, garden.title)
  await a.goTo('Home')
  await a.section('Your shows').getByRole('link', { name: 'Add a show' }).click()
  await arrived(a, 'Add a show')
  await a.goTo('Home')
  await a.tile(garden.title).click()
  await arrived(a, garden.title)
})

test('back and forward do so too', async ({ shows, visit }) => {
  const { garden } = shows
  const a = await visit(showQuery(garden.feedUrl))
  await a.follow()
  await a.row(BENCH).getByRole('link', { name: BENCH }).click()
  await arrived(a, BENCH, `${BENCH} · ${garden.title} · Grapevine`)
  await a.goTo('Queue')
  await a.goTo('Settings')
  await a.page.goBack()
  await arrived(a, 'Queue')
  await a.page.goBack()
  await arrived(a, BENCH, `${BENCH} · ${garden.title} · Grapevine`)
  await a.page.goBack()
  await arrived(a, garden.title)
  await a.page.goForward()
  await arrived(a, BENCH, `${BENCH} · ${garden.title} · Grapevine`)
  await a.page.goForward()
  await arrived(a, 'Queue')
})

test('a view that can’t be had has a heading of its own too', async ({ stage, shows: { garden }, visit }) => {
  const a = await visit(showQuery(garden.feedUrl))
  await a.follow()
  await a.goTo('Queue')
  stage.origin.down = true
  const missing = showQuery(`${stage.origin.url}/nowhere.xml`)
  await a.page.evaluate((query) => {
    const link = Object.assign(document.createElement('a'), { href: `/?${query}` })
    history.pushState(null, '', link.href)
    dispatchEvent(new PopStateEvent('popstate'))
  }, missing)
  await expect(a.page.getByRole('alert')).toBeVisible()
  await arrived(a, 'Grapevine', 'Show · Grapevine')
})

test('who has gone on by keys before the heading could have the focus keeps it where they are', async ({
  shows: { garden },
  stage,
  listen,
}) => {
  const pageUrl = `${new URL('/', stage.pageUrl).href}?${showQuery(garden.feedUrl)}`
  const listener = await listen('A', { pageUrl, slow: /\/late\/view-heading-/, without: ['serviceworker'] })
  const { page } = listener
  const a = new LibraryPage(page)
  await a.row(BENCH).getByRole('link', { name: BENCH }).click()
  await expect(page.getByRole('heading', { name: BENCH }).first()).toBeVisible()
  await page.keyboard.press('Tab')
  const on = await focused(page)
  const loaded = page.waitForResponse(/\/late\/view-heading-/)
  listener.release()
  await (await loaded).finished()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))))
  expect(await focused(page)).toBe(on)
})
