/** A newer build of the page while one listens: nothing is interrupted, and who lets it in finds all as it was: view, row, episode, place. */

import { isKeptWhole, lookForUpdate } from './support/kept-page.ts'
import { test as base, expect, showQuery } from './support/library-fixtures.ts'
import type { LibraryPage } from './support/library-page.ts'
import { feedXml, manyEpisodes } from './support/made-shows.ts'
import { type PageHost, startPageHost } from './support/second-build.ts'

const FROST = 'Frost on the glass'
const FAR_DOWN = 9_000

const test = base.extend<{ host: PageHost; away: LibraryPage }>({
  host: async ({ stage }, use) => {
    const host = await startPageHost(stage.showDir)
    await use(host)
    await host.close()
  },
  /** Listens to one show, docked, and has gone far down in the list of another. */
  away: async ({ stage, shows: { garden }, host, visit }, use) => {
    const episodes = manyEpisodes({ count: 300, fileUrl: `${stage.origin.url}/none.mp3`, lengthBytes: 1, seconds: 60 })
    stage.origin.add('long.xml', Buffer.from(feedXml({ title: 'The long road', episodes })))
    const long = showQuery(`${stage.origin.url}/long.xml`)
    const a = await visit('', { pageUrl: `${host.url}/?${long}` })
    await a.follow()
    await a.open(showQuery(garden.feedUrl))
    await a.follow()
    await isKeptWhole(a.page, host.dir)
    await a.playFromRow(FROST)
    await a.reaches(1)
    await a.seekTo(30)
    await a.reaches(31)
    await a.goToShow('The long road')
    await expect
      .poll(async () => {
        await a.page.evaluate((top) => scrollTo({ top, behavior: 'instant' }), FAR_DOWN)
        return a.page.evaluate(() => scrollY)
      })
      .toBe(FAR_DOWN)
    await expect.poll(() => rowAtTop(a)).toMatch(/^\d+\. /)
    await use(a)
  },
})

const buildOf = (tab: LibraryPage) => tab.page.locator('meta[name="build"]').count()
const docked = (tab: LibraryPage) => tab.page.locator('.stage[data-docked]')

/** Below the bar: its name. */
function rowAtTop(tab: LibraryPage): Promise<string> {
  return tab.page.locator('gv-virtual-list gv-episode-row').evaluateAll((rows) => {
    const seen = rows.map((row) => ({ row, top: row.getBoundingClientRect().top })).filter(({ top }) => top >= 0)
    const [first] = seen.sort((a, b) => a.top - b.top)
    return first?.row.shadowRoot?.querySelector('.name')?.textContent ?? ''
  })
}

/** Whatever would be heard as an interruption, from now on. */
async function watchStops(tab: LibraryPage): Promise<() => Promise<readonly string[]>> {
  await tab.media().evaluate((element) => {
    const stops: string[] = []
    Object.assign(globalThis, { stops })
    for (const type of ['pause', 'emptied', 'ended', 'waiting', 'seeking'])
      element.addEventListener(type, () => stops.push(type))
  })
  return () => tab.page.evaluate(() => Reflect.get(globalThis, 'stops') as string[])
}

interface Left {
  readonly address: string
  readonly row: string
  readonly atSeconds: number
}

async function letIn(tab: LibraryPage): Promise<Left> {
  const left = { address: tab.page.url(), row: await rowAtTop(tab), atSeconds: await tab.position() }
  await tab.page.getByRole('button', { name: 'Start it now' }).click()
  // The old worker may take its time to end what it streams.
  await expect.poll(() => buildOf(tab), { timeout: 15_000 }).toBe(1)
  return left
}

/** All is as it was left; pressing play goes on from there. */
async function isAsLeft(tab: LibraryPage, { address, row, atSeconds }: Left): Promise<void> {
  expect(tab.page.url()).toBe(address)
  await tab.shows('The long road')
  await expect(docked(tab)).toBeVisible()
  await tab.has(FROST)
  await expect.poll(() => rowAtTop(tab), { timeout: 10_000, message: 'the same row is at the top' }).toBe(row)
  await tab.player().getByRole('button', { name: 'Play', exact: true }).click()
  await tab.reaches(atSeconds)
  expect(await tab.position()).toBeLessThan(atSeconds + 8)
}

test('while it plays a newer build waits; let in, all is as it was', async ({ host, away: a }) => {
  const stops = await watchStops(a)
  await host.deploySecondBuild()
  await lookForUpdate(a.page)
  await expect(a.page.getByText('A new version of this page is here.')).toBeVisible({ timeout: 20_000 })
  await a.reaches((await a.position()) + 3)
  expect(await stops()).toEqual([])
  expect(await buildOf(a)).toBe(0)
  await isAsLeft(a, await letIn(a))
})

test('paused and in sight, the page stays as it is; let in, all is as it was', async ({ host, away: a }) => {
  await a.player().getByRole('button', { name: 'Pause', exact: true }).click()
  const at = await a.position()
  const row = await rowAtTop(a)
  await host.deploySecondBuild()
  await lookForUpdate(a.page)
  await expect(a.page.getByText('A new version of this page is here.')).toBeVisible({ timeout: 20_000 })
  await a.page.getByRole('button', { name: 'Later' }).click()
  await expect(a.page.getByText('A new version of this page is here.')).toBeHidden()
  // Longer than a page that nobody sees would wait.
  await a.page.waitForTimeout(6_000)
  expect([await buildOf(a), await a.position(), await rowAtTop(a)]).toEqual([0, at, row])
  await a.page.reload()
  expect(await buildOf(a)).toBe(0)
  await expect.poll(() => rowAtTop(a)).toBe(row)
})

test('paused, let in: all is as it was', async ({ host, away: a }) => {
  await a.player().getByRole('button', { name: 'Pause', exact: true }).click()
  await host.deploySecondBuild()
  await lookForUpdate(a.page)
  await expect(a.page.getByText('A new version of this page is here.')).toBeVisible({ timeout: 20_000 })
  await isAsLeft(a, await letIn(a))
})

test('on the episode’s own page, paused and let in: it is held as before, at its place, wherever one looks', async ({
  host,
  away: a,
}) => {
  await a.player().getByRole('button', { name: 'Pause', exact: true }).click()
  await a.page.locator('.stage a.way').click()
  await expect(a.page.getByRole('heading', { name: FROST }).first()).toBeVisible()
  const at = await a.position()
  await host.deploySecondBuild()
  await lookForUpdate(a.page)
  await a.page.getByRole('button', { name: 'Start it now' }).click({ timeout: 20_000 })
  await expect.poll(() => buildOf(a), { timeout: 15_000 }).toBe(1)
  await a.has(FROST)
  await a.goTo('Settings')
  await expect(docked(a)).toBeVisible()
  await a.has(FROST)
  await a.player().getByRole('button', { name: 'Play', exact: true }).click()
  await a.reaches(at)
  expect(await a.position()).toBeLessThan(at + 8)
})
