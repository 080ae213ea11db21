/** Several tabs with one library, and who is told that somebody listens: per show, yes or no. */

import { expect, showQuery, test } from './support/library-fixtures.ts'

const FROST = 'Frost on the glass'
const BENCH = 'A bench for two'
const SEEDS = 'Seeds in jars'
const BOAT = 'The early boat'

test('two tabs: what is followed, queued and kept in one is in the other, without a reload', async ({
  stage,
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(garden.feedUrl))
  const b = await a.anotherTab('view=home')
  await b.shows('Home')
  await a.follow()
  await expect(b.tile(garden.title)).toBeVisible()
  await a.queue(BENCH)
  await expect(b.row(BENCH, b.section('Up next'))).toBeVisible()
  await expect(b.page.getByRole('navigation', { name: 'Main' }).getByText('1 episode')).toBeAttached()

  // One of them fetches, whichever was asked.
  for (const title of [FROST, SEEDS]) await a.keep(title)
  await b.goToPart('Downloads')
  for (const tab of [a, b]) for (const title of [FROST, SEEDS]) await tab.isKept(title, 40_000)
  for (const { title, file, bytes } of garden.episodes) {
    if (title === BENCH) continue
    const sent = stage.origin.mediaBytes(undefined, file)
    expect(sent, `${title} was fetched once`).toBeLessThan(bytes * 1.2)
    expect(sent).toBeGreaterThan(0)
  }

  // The one that fetches may go: what is wanted then is fetched by the other.
  await a.page.close()
  await b.goToShow(garden.title)
  await b.keep(BENCH)
  await b.isKept(BENCH, 40_000)
  await b.page.getByRole('button', { name: 'Following', exact: true }).click()
  await b.goTo('Home')
  await expect(b.tile(garden.title)).toHaveCount(0)
})

test('sharing is each show’s own: a yes is announced, from Home too with nothing playing, a no never is', async ({
  shows: { garden, harbour },
  visit,
}) => {
  const peersOf = (show: typeof garden) => show.tracker.stats().peers
  const a = await visit(showQuery(harbour.feedUrl))
  await a.answerSharing('Not now')
  await a.follow()
  await a.keep(BOAT)
  await a.isKept(BOAT)
  await a.open(showQuery(garden.feedUrl))
  await a.answerSharing('Yes, share')
  await a.follow()
  await a.keep(BENCH)
  await a.isKept(BENCH)
  await expect.poll(() => peersOf(garden), { timeout: 20_000 }).toBe(1)
  await a.playFromRow(BENCH)
  await a.reaches(1)

  // Home, after a reload: what is kept of the show with a yes is offered, nothing plays.
  await a.open('view=home')
  await expect.poll(() => peersOf(garden), { timeout: 20_000 }).toBe(1)
  // The other show is looked at: that is nobody's affair, and changes nothing for this one.
  await a.goToShow(harbour.title)
  await a.player().hover({ position: { x: 20, y: 20 } })
  await expect(a.page.getByRole('switch', { name: 'Pass this show on to other listeners' })).not.toBeChecked()
  await a.goTo('Home')
  expect(peersOf(garden)).toBe(1)
  // It plays: its tracker hears nothing of it, and the show with a yes is shared on.
  await a.goToShow(harbour.title)
  await a.playFromRow(BOAT)
  await a.reaches(2)
  expect(peersOf(harbour), 'of the show with a no').toBe(0)
  expect(harbour.tracker.stats().messagesReceived, 'not a word').toBe(0)
  expect(peersOf(garden)).toBe(1)

  // One tap ends it for the show, and one brings it back.
  await a.goToShow(garden.title)
  const ofShow = a.page.getByRole('switch', { name: 'Pass this show on to other listeners' })
  await ofShow.click()
  await expect(ofShow).not.toBeChecked()
  await expect.poll(() => peersOf(garden), { timeout: 5_000 }).toBe(0)
  await ofShow.click()
  await expect(ofShow).toBeChecked()
  await expect.poll(() => peersOf(garden), { timeout: 20_000 }).toBe(1)
  await a.goToPart('Passing on')
  const carried = (title: string) =>
    a.page.getByRole('listitem').filter({ has: a.page.getByRole('link', { name: title }) })
  await expect(carried(BENCH)).toContainText('offered now')
  await expect(carried(BOAT)).not.toContainText('offered now')
  await a.page.getByRole('switch', { name: garden.title }).click()
  await expect.poll(() => peersOf(garden), { timeout: 5_000 }).toBe(0)
  expect(harbour.tracker.stats().messagesReceived).toBe(0)
})

test('what one keeps serves another listener from Home, with nothing playing and the host gone', async ({
  stage,
  shows: { garden },
  visit,
}) => {
  const seeder = await visit(showQuery(garden.feedUrl))
  await seeder.answerSharing('Yes, share')
  await seeder.follow()
  await seeder.keep(FROST)
  await seeder.isKept(FROST)
  await seeder.open('view=home')
  await expect.poll(() => garden.tracker.stats().peers, { timeout: 20_000 }).toBe(1)
  const b = await visit(showQuery(garden.feedUrl))
  await b.answerSharing('Yes, share')
  await b.shows(garden.title)
  stage.origin.mediaDown = true
  await b.playFromRow(FROST)
  await b.reaches(3, 30_000)
  await seeder.goToPart('Passing on')
  await expect(seeder.page.getByText('to 1 listener')).toBeVisible({ timeout: 15_000 })
})
