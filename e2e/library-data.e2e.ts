/** Shows that are added, and lists and libraries that are taken in and out as files. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright/test'
import { expect, showQuery, test } from './support/library-fixtures.ts'
import type { LibraryPage } from './support/library-page.ts'
import { feedXml, manyEpisodes, opmlXml } from './support/made-shows.ts'
import { claimHeld } from './support/stored.ts'

const MANY = 200

const address = (page: Page) => page.getByRole('textbox', { name: 'Address of the show’s feed' })

async function add(page: Page, feedUrl: string): Promise<void> {
  await address(page).fill(feedUrl)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
}

/** What the page writes when it is asked for a file. */
async function saved(page: Page, button: string): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  return readFile(await (await download).path(), 'utf8')
}

async function takeIn(page: Page, label: string, name: string, text: string): Promise<void> {
  await page.getByLabel(label).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })
}

test('a show is added by its feed’s address, from the start page of somebody who has none', async ({
  shows,
  visit,
}) => {
  const { garden } = shows
  const a = await visit('view=home')
  await expect(a.page.getByRole('heading', { name: 'Podcasts, carried by their listeners' })).toBeVisible()
  await add(a.page, garden.feedUrl)
  await expect(a.tile(garden.title)).toBeVisible()
  await a.page.reload()
  await expect(a.tile(garden.title)).toBeVisible()
  await a.open('view=add')
  await add(a.page, garden.feedUrl)
  await expect(a.page.getByText(`You follow “${garden.title}” already.`)).toBeVisible()
  await a.page.getByRole('link', { name: 'Go to the show' }).click()
  await a.shows(garden.title)
})

test('an address that gives no show is told apart: no feed, nothing there, a host that lets no page read it, no address', async ({
  stage,
  visit,
}) => {
  const feed = feedXml({
    title: 'Secret',
    episodes: manyEpisodes({ count: 2, fileUrl: `${stage.origin.url}/none.mp3`, lengthBytes: 1, seconds: 60 }),
  })
  // As most hosts are that never thought of it: it answers, without a word about other origins.
  const silent = createServer((_request, response) => response.end(feed))
  await new Promise<void>((resolve) => silent.listen(0, 'localhost', resolve))
  const silentHost = `localhost:${(silent.address() as AddressInfo).port}`
  stage.origin.add('words.html', Buffer.from('<!doctype html><html><body><p>No feed.</body></html>'))
  const originHost = new URL(stage.origin.url).host
  const a = await visit('view=add')
  const cases: readonly (readonly [string, string])[] = [
    [`${stage.origin.url}/words.html`, 'What is at this address is not a podcast feed.'],
    [`${stage.origin.url}/nowhere.xml`, `${originHost} has nothing at this address.`],
    [`http://${silentHost}/feed.xml`, `${silentHost} does not let other sites read this feed.`],
    ['http://localhost:9/feed.xml', 'localhost:9 can’t be reached.'],
    ['all about gardens', 'This is not an address.'],
    ['https://podcasts.apple.com/us/podcast/x/id1', 'This is a page of an app, and not the show’s feed.'],
  ]
  for (const [typed, words] of cases) {
    await add(a.page, typed)
    await expect(a.page.getByText(words), typed).toBeVisible({ timeout: 15_000 })
    await expect(address(a.page)).toHaveAttribute('aria-invalid', 'true')
  }
  silent.closeAllConnections()
  silent.close()
  await a.goTo('Home')
  await expect(a.page.getByRole('region', { name: 'Your shows' })).toHaveCount(0)
})

test('an OPML file with 200 shows is taken in, all of them are followed, and come out again as OPML', async ({
  stage,
  visit,
}) => {
  const list = Array.from({ length: MANY }, (_, n) => {
    const title = `Show ${n + 1} & friends`
    const fileUrl = `${stage.origin.url}/none.mp3`
    const feed = feedXml({ title, episodes: manyEpisodes({ count: 3, fileUrl, lengthBytes: 1, seconds: 60 }) })
    stage.origin.add(`many/${n + 1}.xml`, Buffer.from(feed))
    return { title, feedUrl: `${stage.origin.url}/many/${n + 1}.xml` }
  })
  const a = await visit('view=add')
  await takeIn(a.page, 'Bring shows from another app', 'shows.opml', opmlXml(list))
  await expect(a.page.getByText(`${MANY} shows were added.`)).toBeVisible({ timeout: 60_000 })
  await a.goTo('Home')
  await expect(a.tile('Show 1 & friends')).toBeVisible()
  await a.page.getByRole('button', { name: /^Show 152 more shows$/ }).click()
  await expect(a.section('Your shows').locator('gv-show-tile')).toHaveCount(MANY)
  await a.tile('Show 200 & friends').click()
  await a.shows('Show 200 & friends')
  await expect(a.row(/^3\. /)).toBeVisible()

  await a.goTo('Settings')
  const opml = await saved(a.page, 'Save the shows (OPML)')
  const found = [...opml.matchAll(/xmlUrl="([^"]+)"/g)].map(([, url]) => url)
  expect(new Set(found)).toEqual(new Set(list.map(({ feedUrl }) => feedUrl)))
  expect(opml).toContain('Show 7 &amp; friends')
  await takeIn(a.page, 'Take in a file', 'again.opml', opml)
  await expect(a.page.getByText('The file was taken in.')).toBeVisible({ timeout: 30_000 })
  await a.goTo('Home')
  await a.page.getByRole('button', { name: /^Show 152 more shows$/ }).click()
  await expect(a.section('Your shows').locator('gv-show-tile')).toHaveCount(MANY)
})

test('everything one has goes into a file, and from the file into an empty browser', async ({ shows, visit }) => {
  const { garden, harbour } = shows
  const a = await visit(showQuery(harbour.feedUrl))
  await a.follow()
  await a.queue('Ropes and knots')
  await a.open(showQuery(garden.feedUrl))
  await a.follow()
  await a.chooseFromMenu('Seeds in jars', 'Mark as heard')
  await a.playFromRow('A bench for two')
  await a.reaches(0.5)
  await a.seekTo(50)
  await a.reaches(51)
  await a.media().evaluate((element) => (element as HTMLMediaElement).pause())
  await a.goTo('Settings')
  const file = await saved(a.page, 'Save everything')

  const b = await visit('view=settings')
  await takeIn(b.page, 'Take in a file', 'library.json', file)
  await expect(b.page.getByText('The file was taken in.')).toBeVisible({ timeout: 15_000 })
  await b.goTo('Home')
  await expect(b.tile(garden.title)).toBeVisible()
  await expect(b.tile(harbour.title)).toBeVisible()
  await expect(b.row('A bench for two', b.section('Continue listening'))).toContainText('left')
  await expect(b.row('Ropes and knots', b.section('Up next'))).toBeVisible()
  await b.goToPart('History')
  await expect(b.row('A bench for two')).toBeVisible()
  await b.goTo('Settings')
  const again = await saved(b.page, 'Save everything')
  expect(comparable(again)).toEqual(comparable(file))

  // It plays from the place that came with it.
  await b.goTo('Home')
  await b.playFromRow('A bench for two', b.section('Continue listening'))
  await expect.poll(() => b.position()).toBeGreaterThan(48)
})

test('how much may be kept goes along in the file; where something would have to go for it, it is left as it is', async ({
  shows: { garden },
  visit,
}) => {
  const most = ({ page }: LibraryPage) => page.getByRole('combobox', { name: 'Keep at most' })
  const a = await visit('view=storage')
  await most(a).selectOption('500 MB')
  await a.page.reload()
  await expect(most(a)).toHaveValue('500000000')
  await a.goTo('Settings')
  const file = await saved(a.page, 'Save everything')
  expect(JSON.parse(file)).toMatchObject({ storage: { budget: 500_000_000 } })

  const b = await visit('view=storage')
  await expect(most(b)).toHaveValue('1000000000')
  await b.goTo('Settings')
  await takeIn(b.page, 'Take in a file', 'library.json', file)
  await expect(b.page.getByText('The file was taken in.')).toBeVisible({ timeout: 15_000 })
  await b.goToPart('Storage')
  await expect(most(b)).toHaveValue('500000000')
  await b.page.reload()
  await expect(most(b), 'after a reload, too').toHaveValue('500000000')

  const c = await visit(showQuery(garden.feedUrl))
  await c.follow()
  await c.keep('A bench for two')
  await c.isKept('A bench for two')
  await claimHeld(c.page, 'f'.repeat(40), 600_000_000)
  await c.goTo('Settings')
  await takeIn(c.page, 'Take in a file', 'library.json', file)
  await expect(c.page.getByText('The file was taken in.')).toBeVisible({ timeout: 15_000 })
  await c.open('view=storage')
  await expect(most(c)).toHaveValue('1000000000')
  await expect(c.page.getByText(/^601\.\d MB of 1 GB$/), 'nothing went for it').toBeVisible()
})

test('a file that is no library is refused in words, and nothing is lost by it', async ({ shows, visit }) => {
  const a = await visit(showQuery(shows.garden.feedUrl))
  await a.follow()
  await a.goTo('Settings')
  for (const [name, text] of [
    ['words.txt', 'These are words.'],
    ['newer.json', JSON.stringify({ format: 'grapevine-library', version: 99, subscriptions: [] })],
    ['cut.json', '{"format":"grapevine-library","version":1,"subscriptions":[{"feedUrl":'],
  ] as const) {
    await takeIn(a.page, 'Take in a file', name, text)
    await expect(a.page.getByText('This file could not be read'), name).toBeVisible()
  }
  await a.goTo('Home')
  await expect(a.tile(shows.garden.title)).toBeVisible()
})

test('a feed that breaks off and nests wrongly gives what can be saved, and a word about the rest', async ({
  stage,
  visit,
}) => {
  const whole = feedXml({
    title: 'The broken gate',
    episodes: manyEpisodes({ count: 12, fileUrl: `${stage.origin.url}/none.mp3`, lengthBytes: 1, seconds: 60 }),
  })
  const broken = whole.replace('</item>', '').slice(0, whole.lastIndexOf('<item>') - 700)
  stage.origin.add('broken.xml', Buffer.from(broken))
  const a: LibraryPage = await visit(showQuery(`${stage.origin.url}/broken.xml`))
  await a.shows('The broken gate')
  await expect(a.row(/^12\. /)).toBeVisible()
  await expect(a.row(/^5\. /)).toBeVisible()
  await a.page.getByText('Some of this feed could not be understood').click()
  await expect(a.page.locator('gv-show-head details li').first()).toBeVisible()
})

/** What must be the same: not when it was written, nor when feeds were looked at last. */
function comparable(file: string): unknown {
  const {
    exportedAt: _,
    subscriptions,
    ...rest
  } = JSON.parse(file) as {
    exportedAt: string
    subscriptions: readonly Record<string, unknown>[]
  }
  const looked = new Set(['lastRefreshedAt', 'newestPublishedAt', 'failures', 'failedAt', 'problem'])
  return {
    ...rest,
    subscriptions: subscriptions.map((one) =>
      Object.fromEntries(Object.entries(one).filter(([name]) => !looked.has(name))),
    ),
  }
}
