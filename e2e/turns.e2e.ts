/** One sounds at a time: of all tabs of the page, whoever begins silences the others, and takes nothing else from them. */
import { expect, showQuery, test } from './support/library-fixtures.ts'
import type { LibraryPage } from './support/library-page.ts'

const FROST = 'Frost on the glass'
const BENCH = 'A bench for two'

const isPaused = (tab: LibraryPage) => expect.poll(() => tab.isPaused(), { message: 'it is paused' }).toBe(true)
const pressPlay = (tab: LibraryPage) => tab.page.getByRole('button', { name: 'Play', exact: true }).first().click()

test('what begins in one tab pauses the other, which keeps its place and goes on from there', async ({
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(garden.feedUrl))
  await a.playFromRow(FROST)
  await a.reaches(1)
  await a.seekTo(30)
  await a.reaches(31)
  const b = await a.anotherTab(showQuery(garden.feedUrl))
  await b.playFromRow(BENCH)
  await b.reaches(1)
  await isPaused(a)
  const left = await a.position()
  expect(left).toBeGreaterThan(31)
  await b.reaches(3)
  expect(await a.position()).toBe(left)
  await pressPlay(a)
  await isPaused(b)
  await a.reaches(left + 1)
  expect(await a.position()).toBeLessThan(left + 10)
  await a.has(FROST)
  await b.has(BENCH)
})

test('it holds from the first second on: on a first visit, and in a tab that was just opened', async ({
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(garden.feedUrl))
  const b = await a.anotherTab(showQuery(garden.feedUrl))
  await pressPlay(a)
  await a.reaches(0.5)
  await pressPlay(b)
  await b.reaches(0.5)
  await isPaused(a)
  await b.reaches((await b.position()) + 3)
  const c = await a.anotherTab(showQuery(garden.feedUrl))
  await pressPlay(c)
  await c.reaches(0.5)
  await isPaused(b)
  expect(await c.isPaused()).toBe(false)
})

test('a tab that does not answer, or is gone, keeps nobody from listening', async ({ shows: { garden }, visit }) => {
  const a = await visit(showQuery(garden.feedUrl))
  await a.playFromRow(FROST)
  await a.reaches(3)
  // Browsers freeze no tab that sounds.
  await a.page.getByRole('button', { name: 'Pause', exact: true }).click()
  await isPaused(a)
  const b = await a.anotherTab(showQuery(garden.feedUrl))
  const cdp = await a.page.context().newCDPSession(a.page)
  // As frozen as a page can be made here: Chromium freezes no page that it takes for visible, and Playwright's all are.
  await cdp.send('Debugger.enable')
  await cdp.send('Debugger.pause')
  await b.playFromRow(BENCH)
  await b.reaches(3)
  await cdp.send('Debugger.resume')
  await cdp.send('Debugger.disable')
  await pressPlay(a)
  await isPaused(b)
  await a.page.close()
  await pressPlay(b)
  await b.reaches((await b.position()) + 2)
})

test('one episode in two tabs: the place is where it was heard last, whichever tab is closed first', async ({
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(garden.feedUrl))
  await a.follow()
  await a.playFromRow(FROST)
  await a.reaches(1)
  await a.seekTo(30)
  await a.reaches(31)
  const b = await a.anotherTab(showQuery(garden.feedUrl))
  await b.playFromRow(FROST)
  await isPaused(a)
  await b.reaches(31)
  await b.seekTo(60)
  await b.reaches(61)
  await b.media().evaluate((element) => (element as HTMLMediaElement).pause())
  await a.page.close({ runBeforeUnload: true })
  await b.open('view=home')
  await b.playFromRow(FROST, b.section('Continue listening'))
  await b.reaches(58)
  expect(await b.position()).toBeLessThan(66)
})
