/**
 * What a browser clears to make room, or a person in its settings: each kind of storage, with the page open and closed. The page says
 * what is gone, goes on, and keeps again.
 */
import type { Page } from 'playwright/test'
import { shellIsKept } from './support/kept-shell.ts'
import { test as base, expect, showQuery } from './support/library-fixtures.ts'
import type { LibraryPage } from './support/library-page.ts'
import { addPlainShow, type PlainShow } from './support/plain-show.ts'

const test = base.extend<object, { plain: PlainShow }>({
  plain: [async ({ workerStage }, use) => use(await addPlainShow(workerStage)), { scope: 'worker' }],
})

const BENCH = 'A bench for two'
/** As CDP names them. */
type Kind = 'indexeddb' | 'cache_storage' | 'local_storage'

/** As the browser does it, wherever its tabs are. @param origin of the page */
async function clear(page: Page, origin: string, ...kinds: readonly Kind[]): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: kinds.join(',') })
  await cdp.detach()
}

const originOf = ({ page }: LibraryPage) => new URL(page.url()).origin
const cleared = ({ page }: LibraryPage) => page.getByText('The browser has cleared what this page kept')

test('databases and caches cleared while no tab was open: the next visit says so, once, and keeps again', async ({
  plain,
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(plain.feedUrl))
  await a.keep(plain.sound.title)
  await a.isKept(plain.sound.title)
  await a.open(showQuery(garden.feedUrl))
  await a.follow()
  await a.keep(BENCH)
  await a.isKept(BENCH)
  const home = new URL('/?view=home', a.page.url()).href
  const origin = originOf(a)
  await a.page.goto('about:blank')
  await clear(a.page, origin, 'indexeddb', 'cache_storage')

  await a.page.goto(home)
  await expect(cleared(a)).toBeVisible()
  await expect(a.section('Your shows')).toHaveCount(0)
  await a.goToPart('Downloads')
  await expect(a.page.getByText('Nothing is kept yet.')).toBeVisible()
  await a.goToPart('Storage')
  await expect(a.page.getByText('Nothing is kept.')).toBeVisible()
  await a.page.reload()
  await a.shows('Storage')
  await expect(a.page.getByText('Nothing is kept.')).toBeVisible()
  await expect(cleared(a)).toHaveCount(0)

  await a.open(showQuery(garden.feedUrl))
  await a.follow()
  await a.keep(BENCH)
  await a.isKept(BENCH)
  await a.page.reload()
  await a.isKept(BENCH)
})

test('whole files cleared under a player that plays one: it is said, it goes on from the host, and is kept again', async ({
  stage,
  plain: { feedUrl, title, sound },
  visit,
}) => {
  const a = await visit(showQuery(feedUrl))
  await a.follow()
  await a.keep(sound.title)
  await a.isKept(sound.title)
  await a.page.reload()
  await a.isKept(sound.title)
  stage.origin.mediaDown = true
  await a.playFromRow(sound.title)
  await a.reaches(1)
  stage.origin.mediaDown = false
  await clear(a.page, originOf(a), 'indexeddb')
  await expect(cleared(a)).toBeVisible()
  await a.seekTo(80)
  await a.reaches(82)

  await a.goTo('Home')
  await a.open(showQuery(feedUrl))
  await a.follow()
  await a.keep(sound.title)
  await a.isKept(sound.title)
  await a.goTo('Home')
  await expect(a.tile(title)).toBeVisible()
  stage.origin.mediaDown = true
  await a.open('view=downloads')
  await a.playFromRow(sound.title)
  await a.reaches(1)
})

test('the page’s own files cleared: it opens from its server, and is kept again for when that is gone', async ({
  stage,
  shows: { garden },
  host,
  visitHost,
}) => {
  const a = await visitHost(showQuery(garden.feedUrl))
  await a.follow()
  await a.keep(BENCH)
  await a.isKept(BENCH)
  await shellIsKept(a)
  await clear(a.page, host.url, 'cache_storage')
  expect(await a.page.evaluate(() => caches.keys())).toEqual([])
  await a.page.reload()
  await a.isKept(BENCH)
  await shellIsKept(a)
  await host.down()
  stage.origin.down = true
  await a.page.reload()
  await a.isKept(BENCH)
  await a.playFromRow(BENCH)
  await a.reaches(1)
})

test('localStorage cleared: the library, what is kept and its places are here; nobody is told of anything before a new yes', async ({
  stage,
  plain,
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(plain.feedUrl))
  await a.keep(plain.sound.title)
  await a.isKept(plain.sound.title)
  await a.open(showQuery(garden.feedUrl))
  await a.answerSharing('Yes, share')
  await a.follow()
  await a.keep(BENCH)
  await a.isKept(BENCH)
  await a.playFromRow(BENCH)
  await a.reaches(0.5)
  await a.seekTo(50)
  await a.reaches(51)
  await a.media().evaluate((element) => (element as HTMLMediaElement).pause())
  await expect.poll(() => garden.tracker.stats().peers, { timeout: 20_000 }).toBe(1)
  const home = new URL('/?view=home', a.page.url()).href
  const origin = originOf(a)
  await a.page.goto('about:blank')
  await expect.poll(() => garden.tracker.stats().peers).toBe(0)
  await clear(a.page, origin, 'local_storage')

  stage.origin.mediaDown = true
  await a.page.goto(home)
  await expect(a.tile(garden.title)).toBeVisible()
  await expect(cleared(a), 'nothing of it is gone').toHaveCount(0)
  await a.playFromRow(BENCH, a.section('Continue listening'))
  await expect.poll(() => a.position()).toBeGreaterThan(48)
  expect(garden.tracker.stats().peers, 'the yes is gone').toBe(0)
  await a.goToPart('Downloads')
  for (const title of [BENCH, plain.sound.title]) await a.isKept(title)
  await a.playFromRow(plain.sound.title)
  await a.reaches(1)
  expect(garden.tracker.stats().peers).toBe(0)

  await a.open(showQuery(garden.feedUrl))
  await expect(a.page.getByRole('button', { name: 'Following', exact: true })).toBeVisible()
  await a.answerSharing('Yes, share')
  await expect.poll(() => garden.tracker.stats().peers, { timeout: 20_000 }).toBe(1)
})
