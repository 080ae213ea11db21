/**
 * The page over plain http from another machine than one's own: browsers hold service workers, storage for good and WebCrypto back
 * there. It says so, says what to do, offers nothing that can't be, and plays straight from the host.
 */
import type { LaunchOptions } from 'playwright/test'
import { test as base, expect, showQuery } from './support/library-fixtures.ts'
import { LibraryPage } from './support/library-page.ts'
import { addPlainShow } from './support/plain-show.ts'
import { violations } from './support/violations.ts'

/** A name that is this machine's, and that the browser takes for another's. */
const HOST = 'grapevine.test'
const FROST = 'Frost on the glass'
const BENCH = 'A bench for two'

interface Visit {
  readonly a: LibraryPage
  /** Thrown, rejected with nobody listening, or logged as an error, since the page was opened. */
  readonly wrong: readonly string[]
}

const test = base.extend<{ visitInsecurely: (query: string) => Promise<Visit> }, { launchOptions: LaunchOptions }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const { args = [] } = launchOptions
      await use({ ...launchOptions, args: [...args, `--host-resolver-rules=MAP ${HOST} localhost`] })
    },
    { scope: 'worker' },
  ],
  visitInsecurely: async ({ stage, listen }, use) => {
    await use(async (query) => {
      const address = new URL(`/?${query}`, stage.pageUrl)
      address.hostname = HOST
      const { page } = await listen('A', { pageUrl: address.href })
      const wrong: string[] = []
      page.on('pageerror', (error) => wrong.push(String(error)))
      page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()))
      await page.reload()
      expect(await page.evaluate(() => isSecureContext)).toBe(false)
      return { a: new LibraryPage(page), wrong }
    })
  },
})

test('over plain http it says what does not work and what to do, and plays from the host', async ({
  stage,
  shows: { garden, harbour },
  visitInsecurely,
}) => {
  const { a, wrong } = await visitInsecurely(showQuery(garden.feedUrl))
  await a.shows(garden.title)
  const notice = a.page.getByRole('region', { name: /^This page was opened without encryption/ })
  await expect(notice).toContainText('Episodes play straight from their host.')
  await expect(notice).toContainText('Open the page by its https address')
  await a.page.getByRole('button', { name: 'Play', exact: true }).click()
  await a.reaches(1)
  await a.seekTo(60)
  await a.reaches(61)
  expect(await a.media().evaluate((element) => (element as HTMLMediaElement).currentSrc)).toBe(
    `${stage.origin.url}/${garden.episodes[0]?.file}`,
  )
  // What can't be is not offered.
  await a.player().hover({ position: { x: 20, y: 20 } })
  await expect(a.player().getByRole('button', { name: 'Share', exact: true })).toBeVisible()
  await expect(a.page.getByRole('region', { name: /^Share this show/ })).toHaveCount(0)
  expect(garden.tracker.stats().messagesReceived).toBe(0)

  // The library is there as anywhere, without what needs encryption.
  await a.follow()
  await a.queue(BENCH)
  await a.keep(BENCH)
  await expect(a.page.getByRole('switch', { name: /^Pass this show on/ })).toHaveCount(0)
  await expect(a.row(BENCH)).toContainText('Can’t be kept: this page was opened without encryption (http).')
  await a.goTo('Home')
  await expect(notice).toBeVisible()
  await expect(a.tile(garden.title)).toBeVisible()
  await a.open(showQuery(harbour.feedUrl))
  await a.playFromRow('The early boat')
  await a.reaches(1)
  await a.goTo('Home')
  await a.page.reload()
  await a.playFromRow(FROST, a.section('Continue listening'))
  await a.reaches(61)
  for (const part of ['Downloads', 'History', 'Storage', 'Passing on'] as const) await a.goToPart(part)
  for (const way of ['Search', 'Queue', 'Settings'] as const) await a.goTo(way)
  expect(wrong).toEqual([])
})

test('over plain http an episode without a torrent is not kept either, and plays from the host', async ({
  stage,
  visitInsecurely,
}) => {
  const { feedUrl, title, sound } = await addPlainShow(stage)
  const { a, wrong } = await visitInsecurely(showQuery(feedUrl))
  await a.shows(title)
  await a.keep(sound.title)
  await expect(a.row(sound.title)).toContainText('Can’t be kept: this page was opened without encryption (http).')
  expect(stage.origin.mediaBytes(undefined, sound.file), 'nothing was fetched for it').toBe(0)
  await a.playFromRow(sound.title)
  await a.reaches(1)
  expect(wrong).toEqual([])
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`over plain http there is no accessibility violation, and nothing is wider than a phone: ${colorScheme}`, async ({
    shows: { garden },
    visitInsecurely,
  }) => {
    const { a } = await visitInsecurely('view=home')
    await a.page.setViewportSize({ width: 390, height: 800 })
    await a.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const [query, heading] of [
      [showQuery(garden.feedUrl), garden.title],
      ['view=settings', 'Settings'],
    ] as const) {
      await a.open(query)
      await a.shows(heading)
      await expect(a.page.getByText(/^This page was opened without encryption/)).toBeVisible()
      expect(await violations(a.page, [colorScheme]), heading).toEqual([])
      expect(await a.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    }
  })
