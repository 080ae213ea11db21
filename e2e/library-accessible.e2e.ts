/** No accessibility violation in any view of the page, with an episode docked, empty and filled, on a phone and on a desk, in both themes. */
import { expect, showQuery, test } from './support/library-fixtures.ts'
import { LIBRARY_VIEWS, type LibraryPage } from './support/library-page.ts'
import { violations } from './support/violations.ts'

const FROST = 'Frost on the glass'
const BENCH = 'A bench for two'
const SEEDS = 'Seeds in jars'

type Scheme = 'light' | 'dark'

/** With something in each. */
const VIEWS = Object.entries(LIBRARY_VIEWS).map(
  ([view, heading]) => [view === 'search' ? 'search&q=bench' : view, heading] as const,
)

async function isFine(tab: LibraryPage, scheme: Scheme, what: string): Promise<void> {
  await expect(tab.page.locator('.pending, [aria-busy]')).toHaveCount(0)
  expect(await violations(tab.page, [scheme]), what).toEqual([])
  const overflow = await tab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow, `${what} is no wider than the page`).toBeLessThanOrEqual(0)
}

// A theme each, from the beginning: Chromium now and then keeps a colour of the theme before, where it is changed on an open page.
for (const [scheme, width] of [
  ['light', 390],
  ['dark', 1280],
] as const) {
  test(`every view with something in it: ${scheme}, ${width} wide`, async ({ shows: { garden }, visit }) => {
    test.slow()
    const a = await visit('view=home')
    await a.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await a.open(showQuery(garden.feedUrl))
    await a.follow()
    await a.keep(BENCH)
    await a.isKept(BENCH)
    await a.queue(SEEDS)
    await a.page.setViewportSize({ width, height: 800 })
    await a.playFromRow(FROST)
    await a.reaches(1)
    await a.seekTo(40)
    await a.reaches(41)
    await isFine(a, scheme, 'show')
    await a
      .row(BENCH)
      .getByRole('button', { name: `More for “${BENCH}”` })
      .click()
    await isFine(a, scheme, 'the menu of a row')
    await a.page.keyboard.press('Escape')
    await a.row(BENCH).getByRole('link', { name: BENCH }).click()
    await a.shows(BENCH)
    await isFine(a, scheme, 'episode')
    for (const [view, heading] of VIEWS) {
      await a.open(`view=${view}`)
      await a.shows(heading)
      await isFine(a, scheme, view)
    }
    await a.open('view=history')
    await a.page.getByRole('button', { name: 'Clear the history' }).click()
    await expect(a.page.getByRole('button', { name: 'Yes, clear it' })).toBeVisible()
    await isFine(a, scheme, 'a question')
    // Docked.
    await a.goTo('Home')
    await a.playFromRow(FROST, a.section('Continue listening'))
    await a.reaches(41)
    await a.goTo('Settings')
    await isFine(a, scheme, 'docked')
  })

  test(`every view with nothing in it, and what can’t be had: ${scheme}, ${width} wide`, async ({ stage, visit }) => {
    test.slow()
    const a = await visit('view=home')
    await a.page.setViewportSize({ width, height: 800 })
    await a.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    for (const [view, heading] of VIEWS) {
      await a.open(`view=${view}`)
      await a.shows(heading)
      await isFine(a, scheme, view)
    }
    await a.open('view=nonsense')
    await expect(a.page.getByText('This address names a page that is not here.')).toBeVisible()
    await isFine(a, scheme, 'an address that leads nowhere')
    await a.open(showQuery(`${stage.origin.url}/nowhere.xml`))
    await expect(a.page.getByRole('alert')).toBeVisible()
    await isFine(a, scheme, 'a show that can’t be had')
  })
}
