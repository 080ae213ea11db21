/** Episodes kept for when there is no network, the room they take, and what happens when there is none, or when it is cleared. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shellIsKept } from './support/kept-shell.ts'
import { expect, showQuery, test } from './support/library-fixtures.ts'
import { LibraryPage } from './support/library-page.ts'
import { Listener } from './support/listener.ts'
import { claimHeld } from './support/stored.ts'

const FROST = 'Frost on the glass'
const BENCH = 'A bench for two'
const SEEDS = 'Seeds in jars'

test('an episode that is kept plays and seeks after a reload with network, host, tracker and page server gone', async ({
  stage,
  shows: { garden },
  host,
  visitHost,
}) => {
  const a = await visitHost(showQuery(garden.feedUrl))
  await a.shows(garden.title)
  await a.follow()
  await a.keep(BENCH)
  await a.isKept(BENCH)
  await shellIsKept(a)
  await host.down()
  stage.origin.down = true
  await stage.tracker.stop()
  await a.page.context().setOffline(true)

  await a.page.reload()
  await a.shows(garden.title)
  await expect(a.row(FROST), 'what was known of the show is listed').toBeVisible()
  await a.goToPart('Downloads')
  await expect(a.page.getByText('You are offline. What is kept here plays.')).toBeVisible()
  await a.playFromRow(BENCH)
  await a.reaches(2)
  await a.seekTo(85)
  await a.reaches(86)
  await a.seekTo(3)
  await a.reaches(4)
  // The address of the episode itself, typed in.
  await a.page.goto(`${host.url}/?${showQuery(garden.feedUrl)}&episode=garden-2`)
  await expect(a.page.getByRole('heading', { name: BENCH }).first()).toBeVisible()
  await a.page.getByRole('button', { name: 'Play', exact: true }).click()
  await a.reaches(1)
})

test('an episode that is wanted without a network waits, and is kept when there is one', async ({
  stage,
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(garden.feedUrl))
  await a.follow()
  stage.origin.down = true
  await a.page.context().setOffline(true)
  await a.keep(SEEDS)
  await expect(a.row(SEEDS)).toContainText('Waiting to be kept')
  stage.origin.down = false
  await a.page.context().setOffline(false)
  await a.isKept(SEEDS, 60_000)
})

test('the storage screen lists what is kept by show and episode, and clears one, or all of it', async ({
  shows: { garden, harbour },
  visit,
}) => {
  const a = await visit(showQuery(harbour.feedUrl))
  await a.keep('Ropes and knots')
  await a.isKept('Ropes and knots')
  await a.open(showQuery(garden.feedUrl))
  for (const title of [SEEDS, BENCH]) await a.keep(title)
  for (const title of [SEEDS, BENCH]) await a.isKept(title)
  // With nothing in the player: what is in it stays. (Pieces of what was looked at, its first and its last ones, may be here, too.)
  await a.open('view=storage')
  const byShow = a.section('By show')
  await expect(byShow.getByRole('button', { name: garden.title })).toContainText(/2\.[0-3] MB/)
  await expect(byShow.getByRole('button', { name: harbour.title })).toContainText(/1\.[01] MB/)
  await byShow.getByRole('button', { name: garden.title }).click()
  await expect(byShow.getByText('Kept by you')).toHaveCount(2)
  await byShow.getByRole('button', { name: `Remove from this device: ${SEEDS}` }).click()
  await expect(byShow.getByRole('button', { name: `Remove from this device: ${SEEDS}` })).toHaveCount(0)
  await expect(byShow.getByRole('button', { name: garden.title })).toContainText(/1\.[01] MB/)
  await a.goToPart('Downloads')
  await expect(a.row(BENCH)).toContainText('Kept')
  await expect(a.row(SEEDS)).toHaveCount(0)
  await a.goToPart('Storage')
  await a.page.getByRole('button', { name: 'Clear everything' }).click()
  await a.page.getByRole('button', { name: 'Yes, clear everything' }).click()
  await expect(a.page.getByText('Nothing is kept.')).toBeVisible()
  await a.goToPart('Downloads')
  await expect(a.page.getByText('Nothing is kept yet.')).toBeVisible()
  await a.page.reload()
  await expect(a.page.getByText('Nothing is kept yet.')).toBeVisible()
})

test('an episode that has left its feed keeps its page, its address and its sound: kept or heard, with its host gone too', async ({
  stage,
  shows: { garden },
  visit,
}) => {
  const feedUrl = `${stage.origin.url}/shrinking.xml`
  const feed = await (await fetch(garden.feedUrl)).text()
  const items = feed.match(/<item>[\s\S]*?<\/item>/g) ?? []
  const without = (guids: readonly string[]) =>
    items
      .filter((item) => guids.some((guid) => item.includes(guid)))
      .reduce((text, item) => text.replace(item, ''), feed)
  stage.origin.add('shrinking.xml', Buffer.from(feed))
  const a = await visit(showQuery(feedUrl))
  await a.keep(BENCH)
  await a.isKept(BENCH)
  await a.playFromRow(SEEDS)
  await a.reaches(1)
  await a.seekTo(40)
  await a.reaches(41)

  stage.origin.add('shrinking.xml', Buffer.from(without(['garden-2', 'garden-3'])))
  const gone = a.page.getByText('The show does not list this episode any more.')
  await a.open(`${showQuery(feedUrl)}&episode=garden-2`)
  await expect(gone).toBeVisible()
  await expect(a.page).toHaveTitle(`${BENCH} · ${garden.title} · Grapevine`)
  await expect(a.page.locator('gv-episode-about')).toContainText('Kept')
  await expect(a.row(FROST), 'the show lists what it has').toBeVisible()
  await expect(a.row(SEEDS)).toHaveCount(0)
  await a.page.getByRole('button', { name: 'Play', exact: true }).click()
  await a.reaches(1)

  // From the history, where it was left.
  await a.goToPart('History')
  await a.row(SEEDS).getByRole('link', { name: SEEDS }).click()
  await a.shows(SEEDS)
  await expect(gone).toBeVisible()
  await a.playFromRow(SEEDS)
  await a.has(SEEDS)
  await expect.poll(() => a.position()).toBeGreaterThan(38)

  stage.origin.down = true
  await a.open(`${showQuery(feedUrl)}&episode=garden-2#t=80`)
  await expect(gone).toBeVisible()
  await a.page.getByRole('button', { name: 'Play', exact: true }).click()
  await a.reaches(81)
  await a.seekTo(3)
  await a.reaches(4)
  stage.origin.down = false

  await a.open(`${showQuery(feedUrl)}&episode=never-was`)
  await expect(a.page.getByText('The episode you asked for is not in this feed (any more).')).toBeVisible()
})

test('a smaller budget says what goes for it, takes that when told so, and leaves what is kept', async ({
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(garden.feedUrl))
  await a.keep(BENCH)
  await a.isKept(BENCH)
  await claimHeld(a.page, 'e'.repeat(40), 600_000_000)
  await a.open('view=storage')
  const byShow = a.section('By show')
  const longAgo = byShow.getByRole('button', { name: 'Of shows that are not known here any more' })
  await expect(longAgo).toContainText('600.0 MB')
  const most = a.page.getByLabel('Keep at most')
  await expect(most).toHaveValue('1000000000')
  await most.selectOption('500 MB')
  const question = a.page.getByRole('group', { name: '600.0 MB of what was only heard goes now.' })
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await a.page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(most, 'nothing has changed').toHaveValue('1000000000')
  await expect(most).toBeFocused()

  await most.selectOption('500 MB')
  await question.getByRole('button', { name: 'Yes, clear it' }).click()
  await expect(a.page.getByText('600.0 MB cleared.')).toBeVisible()
  await expect(longAgo).toHaveCount(0)
  await expect(byShow.getByRole('button', { name: garden.title })).toContainText(/1\.[01] MB/)
  await a.page.reload()
  await expect(most).toHaveValue('500000000')
  await expect(a.page.getByText(/^1\.[01] MB of 500 MB$/)).toBeVisible()

  await most.selectOption('As the browser allows')
  await expect(most, 'what takes nothing is not asked about').toHaveValue('unlimited')
  await a.goToPart('Downloads')
  await expect(a.row(BENCH)).toContainText('Kept')
})

test('the newest episode, kept from its show’s page and never played, is removed when the listener says so', async ({
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(garden.feedUrl))
  // It is what the player of the page would play.
  await a.has(FROST)
  await a.player().hover({ position: { x: 20, y: 20 } })
  await a.keep(FROST)
  await a.isKept(FROST)
  await a.goToPart('Storage')
  const byShow = a.section('By show')
  await byShow.getByRole('button', { name: garden.title }).click()
  await byShow.getByRole('button', { name: `Remove from this device: ${FROST}` }).click()
  await expect(a.page.getByText('Nothing is kept.')).toBeVisible()
})

test('a full disk is said in words, playing goes on, and nothing that was kept is lost', async ({
  stage,
  shows: { garden },
}) => {
  const profileDir = await mkdtemp(join(tmpdir(), 'grapevine-profile-'))
  const pageUrl = `${new URL('/', stage.pageUrl).href}?${showQuery(garden.feedUrl)}`
  // The library and one episode fit; another one does not.
  const listener = await Listener.inProfile(stage, 'A', profileDir, { pageUrl, quotaBytes: 1_900_000 })
  try {
    const a = new LibraryPage(listener.page)
    await a.follow()
    await a.keep(FROST)
    await a.isKept(FROST)
    await a.keep(BENCH)
    await expect(a.row(BENCH)).toContainText('Not kept: there is no room left.', { timeout: 30_000 })
    await a.playFromRow(SEEDS)
    await a.reaches(2)
    await a.goToPart('Storage')
    await expect(a.page.getByText('There is no room left on this device.')).toBeVisible()
    await a.page.reload()
    await a.goTo('Home')
    await expect(a.tile(garden.title)).toBeVisible()
    stage.origin.mediaDown = true
    await a.goToPart('Downloads')
    await expect(a.row(FROST)).toContainText('Kept')
    await a.playFromRow(FROST)
    await a.reaches(2)
  } finally {
    await listener.close()
    await rm(profileDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})

test('when the browser clears what was kept, the page says so, and goes on', async ({ shows: { garden }, visit }) => {
  const a = await visit(showQuery(garden.feedUrl))
  await a.follow()
  await a.keep(BENCH)
  await a.isKept(BENCH)
  await a.playFromRow(FROST)
  await a.reaches(1)
  const cdp = await a.page.context().newCDPSession(a.page)
  const { origin } = new URL(a.page.url())
  await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  await expect(a.page.getByText('The browser has cleared what this page kept')).toBeVisible()
  const before = await a.position()
  await a.reaches(before + 1)
  await a.goTo('Home')
  await a.open(showQuery(garden.feedUrl))
  await a.follow()
  await a.keep(BENCH)
  await a.isKept(BENCH)
  await a.page.reload()
  await a.isKept(BENCH)
})
