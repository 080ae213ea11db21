/** What is given to others, in the tab's title: where the listener wishes so, whatever they look at, with nothing in the player. */
import type { Page } from 'playwright/test'
import { EPISODES } from './support/episodes.ts'
import { expect, showQuery, test } from './support/library-fixtures.ts'
import type { LibraryPage } from './support/library-page.ts'

const LONG = 'Heard It Through the Grapevine'
/** At 1 Mbit/s some seconds' worth. */
const A_WHILE_BYTES = 500_000

/** Every title from now on, with the one that is there. */
async function watchTitles(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const titles = [document.title]
    Object.assign(globalThis, { titles })
    const title = document.querySelector('title')
    if (title !== null) new MutationObserver(() => titles.push(document.title)).observe(title, { childList: true })
  })
  return () => page.evaluate(() => Reflect.get(globalThis, 'titles') as string[])
}

const fromPeers = ({ page }: LibraryPage) =>
  page.locator('gv-meter').evaluate((meter) => Number((meter as HTMLElement).dataset.fromPeers))

test('on with the wish, off without it, gone with the listener who is served', async ({ stage, visit }) => {
  const feed = showQuery(`${stage.origin.url}/feed.xml`)
  const a = await visit(feed)
  await a.answerSharing('Yes, share')
  await a.follow()
  await a.keep(LONG)
  await a.isKept(LONG)
  await a.goTo('Settings')
  const titles = await watchTitles(a.page)
  const wish = a.page.getByRole('checkbox', { name: 'Show in the tab’s title what I give' })
  await expect(wish).not.toBeChecked()

  const b = await visit(feed)
  await b.answerSharing('Yes, share')
  stage.origin.mediaDown = true
  await b.playFromRow(LONG)
  await b.reaches(1, 40_000)
  const more = (await fromPeers(b)) + A_WHILE_BYTES
  await expect.poll(() => fromPeers(b), { timeout: 30_000 }).toBeGreaterThan(more)
  expect(more).toBeLessThan(EPISODES.long.bytes(stage))
  expect(await titles(), 'without the wish').toEqual(['Settings · Grapevine'])

  const given = /^\u2068↑ \d\.\d Mbit\/s\u2069 · /
  await wish.check()
  await expect(a.page).toHaveTitle(new RegExp(`${given.source}Settings · Grapevine$`), { timeout: 10_000 })
  await a.goTo('Home')
  await expect(a.page).toHaveTitle(new RegExp(`${given.source}Grapevine$`), { timeout: 10_000 })
  await a.goTo('Settings')
  await wish.uncheck()
  await expect(a.page).toHaveTitle('Settings · Grapevine', { timeout: 10_000 })
  const yet = await fromPeers(b)
  await expect.poll(() => fromPeers(b), { message: 'it is still served' }).toBeGreaterThan(yet)

  await wish.check()
  await expect(a.page).toHaveTitle(given, { timeout: 10_000 })
  await b.page.close()
  await expect(a.page).toHaveTitle('Settings · Grapevine', { timeout: 15_000 })
})
