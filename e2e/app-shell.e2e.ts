/**
 * The page as an app, in real Chromium: it opens without its server, changes over to a new build in its moment and without losing the
 * place, goes on working with files that a deployment has deleted, can be installed, and leaves frames alone.
 */
import type { BrowserContext, Page } from 'playwright/test'
import { test as base, expect } from './support/fixtures.ts'
import { isKeptWhole, keptAddresses, lookForUpdate } from './support/kept-page.ts'
import { type PageHost, startPageHost } from './support/second-build.ts'

const test = base.extend<{ host: PageHost; context: BrowserContext; address: string }>({
  host: async ({ stage }, use) => {
    const host = await startPageHost(stage.showDir)
    await use(host)
    await host.close()
  },
  address: async ({ stage, host }, use) => {
    await use(`${host.url}/?feed=${encodeURIComponent(`${stage.origin.url}/feed.xml`)}`)
  },
  context: async ({ browser }, use) => {
    const context = await browser.newContext()
    await use(context)
    await context.close()
  },
})

const TITLE = 'The Long Vine'
const media = (page: Page) => page.locator('grapevine-player').locator('audio, video').first()
const isPaused = (page: Page) => media(page).evaluate((element) => (element as HTMLMediaElement).paused)
const position = (page: Page) => media(page).evaluate((element) => (element as HTMLMediaElement).currentTime)
const buildOf = (page: Page) => page.locator('meta[name="build"]').count()
const play = (page: Page) => page.getByRole('button', { name: 'Play', exact: true }).click()
const notice = (page: Page) => page.getByText('A new version of this page is here.')

/** A part of the player that comes when it is wanted. */
async function openShortcuts(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^(Play|Pause)$/ })
    .first()
    .press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
}

/** Opens the page, follows its show (who only looks in has nothing kept), and waits until all of the page is kept. */
async function openAndKeep(context: BrowserContext, address: string, host: PageHost): Promise<Page> {
  const page = await context.newPage()
  await page.goto(address)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Follow', exact: true }).click()
  await isKeptWhole(page, host.dir)
  return page
}

test('app: with its server gone the page opens again, with any address, and its panels work', async ({
  host,
  address,
  context,
}) => {
  const page = await openAndKeep(context, address, host)
  await host.down()
  await page.reload()
  await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
  await openShortcuts(page)
  await page.keyboard.press('Escape')
  const second = await context.newPage()
  await second.goto(`${address}&view=queue`)
  await expect(second.locator('grapevine-page')).toBeAttached()
  await play(page)
  await expect.poll(() => position(page)).toBeGreaterThan(0.5)
})

test('app: what the publisher writes into index.html holds at the next load, and without the server too', async ({
  host,
  address,
  context,
}) => {
  const page = await openAndKeep(context, address, host)
  await host.edit('index.html', (html) =>
    html.replace('name="grapevine:sharing" content="ask"', 'name="grapevine:sharing" content="off"'),
  )
  const setting = () => page.locator('meta[name="grapevine:sharing"]').getAttribute('content')
  await page.reload()
  expect(await setting()).toBe('off')
  await host.down()
  await page.reload()
  expect(await setting()).toBe('off')
})

test('app: a new build leaves what plays alone, is offered, and takes over when the listener says so, at their place', async ({
  host,
  address,
  context,
}) => {
  const page = await openAndKeep(context, address, host)
  await play(page)
  await expect.poll(() => position(page)).toBeGreaterThan(1)
  await media(page).evaluate((element) => {
    ;(element as HTMLMediaElement).currentTime = 30
  })
  await host.deploySecondBuild()
  await lookForUpdate(page)
  // All of the new build is fetched and kept first.
  await expect(notice(page)).toBeVisible({ timeout: 20_000 })
  const before = await position(page)
  await expect.poll(() => position(page)).toBeGreaterThan(before + 1)
  expect([await isPaused(page), await buildOf(page)]).toEqual([false, 0])

  // A page that is opened meanwhile is of the build that plays: page, scripts and worker are of one.
  const second = await context.newPage()
  await second.goto(address)
  expect(await buildOf(second)).toBe(0)
  await second.close()

  const left = await position(page)
  await page.getByRole('button', { name: 'Start it now' }).click()
  await expect.poll(() => buildOf(page)).toBe(1)
  await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
  await play(page)
  await expect.poll(() => position(page)).toBeGreaterThanOrEqual(left - 1)
  await expect
    .poll(async () => (await keptAddresses(page)).length, { timeout: 30_000, message: 'the old build is cleared away' })
    .toBe(1)
  await host.down()
  await page.reload()
  expect(await buildOf(page)).toBe(1)
})

test('app: a page of the old build gets its late parts although the deployment deleted them', async ({
  host,
  address,
  context,
}) => {
  const page = await openAndKeep(context, address, host)
  await host.deploySecondBuild()
  await openShortcuts(page)
  expect(await buildOf(page)).toBe(0)
})

test('app: an update waits for the tab that plays', async ({ host, address, context }) => {
  const page = await openAndKeep(context, address, host)
  const other = await context.newPage()
  await other.goto(address)
  await play(other)
  await expect.poll(() => position(other)).toBeGreaterThan(0.5)
  await host.deploySecondBuild()
  await lookForUpdate(page)
  await page.bringToFront()
  await page.getByRole('button', { name: 'Start it now' }).click()
  await expect(page.getByText('The new version starts as soon as nothing plays in your other tabs.')).toBeVisible()
  expect([await isPaused(other), await buildOf(page)]).toEqual([false, 0])
  await media(other).evaluate((element) => (element as HTMLMediaElement).pause())
  await expect.poll(() => buildOf(page)).toBe(1)
  // The other one was not asked: it goes on as it is, with what is kept of its build, and offers itself.
  expect(await buildOf(other)).toBe(0)
  await expect(notice(other)).toBeVisible()
  await openShortcuts(other)
  await other.keyboard.press('Escape')
  const before = await position(other)
  await play(other)
  await expect.poll(() => position(other)).toBeGreaterThan(before + 1)
})

test('app: a deployment with a file missing changes nothing, and the page still opens without the server', async ({
  host,
  address,
  context,
}) => {
  const page = await openAndKeep(context, address, host)
  await host.deploySecondBuild()
  const [entry = ''] = await host.names(/^assets\/index-.*\.js$/)
  await host.remove(entry)
  const failed = page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    if (registration === undefined) return 'none'
    const worker = new Promise<ServiceWorker | null>((resolve) => {
      registration.addEventListener('updatefound', () => resolve(registration.installing), { once: true })
    })
    await registration.update()
    const installing = await worker
    return new Promise<string>((resolve) => {
      const look = () => {
        if (installing?.state === 'installed' || installing?.state === 'redundant') resolve(installing.state)
      }
      installing?.addEventListener('statechange', look)
      look()
    })
  })
  expect(await failed).toBe('redundant')
  await page.reload()
  expect(await buildOf(page)).toBe(0)
  await host.down()
  await page.reload()
  await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
})

test('app: it can be installed, as Chromium sees it', async ({ host, address, context }) => {
  const page = await openAndKeep(context, address, host)
  const cdp = await context.newCDPSession(page)
  const manifest = await cdp.send('Page.getAppManifest')
  expect(manifest.errors).toEqual([])
  expect(manifest.url).toBe(`${host.url}/manifest.webmanifest`)
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors')
  // Contexts of a test are private windows, in which nothing can be installed; there must be no other reason.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
})

test('app: the embedded player keeps nothing of the page', async ({ stage, context, host }) => {
  const page = await context.newPage()
  const json = encodeURIComponent(`${stage.origin.url}/episodes/grapevine-demo-the-long-vine-2.json`)
  await page.goto(`${host.url}/player.html?json=${json}`)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => position(page)).toBeGreaterThan(1)
  expect(await page.evaluate(() => caches.keys())).toEqual([])
})
