/** Wishes to hear, made faster than they can be carried out, or where they can't be: the last one holds, and none costs what is queued. */
import type { Locator } from 'playwright/test'
import { isKeptWhole } from './support/kept-page.ts'
import { expect, showQuery, test } from './support/library-fixtures.ts'
import { LibraryPage } from './support/library-page.ts'
import { SECONDS } from './support/library-shows.ts'

const FROST = 'Frost on the glass'
const BENCH = 'A bench for two'
const SEEDS = 'Seeds in jars'
const ROPES = 'Ropes and knots'

const playButton = (tab: LibraryPage, title: string): Locator =>
  tab.row(title).getByRole('button', { name: `Play “${title}”` })

/** One after the other, in less than a blink. */
async function pressQuickly(tab: LibraryPage, titles: readonly string[]): Promise<void> {
  const buttons = await Promise.all(titles.map((title) => playButton(tab, title).elementHandle()))
  await tab.page.evaluate(async (elements) => {
    for (const element of elements) {
      if (!(element instanceof HTMLElement)) throw new Error('no button')
      element.click()
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
  }, buttons)
}

/** Everything that sounds from now on. @returns titles, each once */
async function watchSound(tab: LibraryPage): Promise<() => Promise<readonly string[]>> {
  await tab.page.evaluate(() => {
    const sounded: string[] = []
    Object.assign(globalThis, { sounded })
    const { play } = HTMLMediaElement.prototype
    HTMLMediaElement.prototype.play = function () {
      this.addEventListener('timeupdate', () => {
        const page = document.querySelector('grapevine-page') as { player?: { episode?: { title: string } } } | null
        const name = page?.player?.episode?.title ?? ''
        if (!this.paused && this.currentTime > 0 && !sounded.includes(name)) sounded.push(name)
      })
      return play.call(this)
    }
  })
  return () => tab.page.evaluate(() => Reflect.get(globalThis, 'sounded') as string[])
}

test('of several wishes before what carries them out is here, the last one is heard, and no other', async ({
  shows: { garden },
  stage,
  listen,
}) => {
  const pageUrl = `${new URL('/', stage.pageUrl).href}?${showQuery(garden.feedUrl)}`
  const listener = await listen('A', { pageUrl, slow: /\/late\/play-wishes-/, without: ['serviceworker'] })
  const a = new LibraryPage(listener.page)
  const sounded = await watchSound(a)
  for (const title of [BENCH, FROST, SEEDS]) await playButton(a, title).click()
  expect(await sounded()).toEqual([])
  listener.release()
  await a.has(SEEDS)
  await a.reaches(1)
  expect(await sounded()).toEqual([SEEDS])
})

test('quick presses on different episodes: the last one is heard, also where it is the one that stands in the player', async ({
  shows: { garden },
  visit,
}) => {
  const a = await visit(showQuery(garden.feedUrl))
  await a.follow()
  const sounded = await watchSound(a)
  await pressQuickly(a, [FROST, SEEDS, BENCH])
  await a.has(BENCH)
  await a.reaches(1)
  await a.player().getByRole('button', { name: 'Pause', exact: true }).click()
  await pressQuickly(a, [FROST, SEEDS, BENCH])
  await a.reaches((await a.position()) + 2)
  await a.has(BENCH)
  expect(await sounded()).toEqual([BENCH])
})

test('what is queued stays queued where it can’t be had without a network, and plays once there is one', async ({
  stage,
  shows: { garden, harbour },
  visit,
}) => {
  const a = await visit(showQuery(harbour.feedUrl))
  await a.queue(ROPES)
  await a.open(showQuery(garden.feedUrl))
  await a.follow()
  await a.queue(SEEDS)
  await a.playFromRow(FROST)
  await a.reaches(1)
  await a.goTo('Queue')
  const queued = a.page.locator('gv-queue').getByRole('listitem').locator('.title')
  const network = async (isThere: boolean): Promise<void> => {
    stage.origin.down = !isThere
    await a.page.context().setOffline(!isThere)
  }
  const retry = a.page.getByRole('alert').getByRole('button', { name: 'Try again' })
  /** It goes on by the button, or by itself if its next try comes first: then the button is gone. */
  const backAgain = async (): Promise<void> => {
    await network(true)
    await retry.click({ timeout: 2_000 }).catch(() => expect(retry).toBeHidden())
  }

  await isKeptWhole(a.page)

  // Chosen by hand.
  await network(false)
  await a.page.locator('gv-queue').getByRole('button', { name: ROPES, exact: true }).click()
  await a.has(ROPES)
  await expect(retry).toBeVisible({ timeout: 20_000 })
  await expect(queued).toHaveText([ROPES, SEEDS])
  await backAgain()
  await a.reaches(1)

  // Because the one before is over.
  await a.seekTo(SECONDS - 4)
  await a.reaches(SECONDS - 3)
  await network(false)
  await a.has(SEEDS)
  await expect(retry).toBeVisible({ timeout: 20_000 })
  await expect(queued).toHaveText([ROPES, SEEDS])
  await backAgain()
  await a.reaches(1)
  await expect(queued).toHaveText([ROPES, SEEDS])
})
