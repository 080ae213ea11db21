/** A list of two thousand episodes: what is drawn of it, what stays still, what keeps the focus, and how one comes back to a place. */
import type { Page } from 'playwright/test'
import { expect, test } from './support/gallery-fixtures.ts'
import type { GalleryServer } from './support/gallery-server.ts'

const COUNT = 2000

async function open(page: Page, gallery: GalleryServer): Promise<void> {
  await page.goto(`${gallery.url}?only=gv-show-episodes/two-thousand`)
  await expect(page.locator('html')).toHaveAttribute('data-ready', '1')
  await expect(page.getByRole('link', { name: /^2000\. / })).toBeVisible()
}

/** What draws all of them comes when one comes near the end of the first ones. */
async function openLong(page: Page, gallery: GalleryServer): Promise<void> {
  await open(page, gallery)
  await page.evaluate(() => scrollTo({ top: 2_000, behavior: 'instant' }))
  await expect(page.locator('gv-virtual-list li').first()).toBeAttached()
}

/** The rows as they stand on the screen: number in the list, top, bottom. */
function rows(page: Page): Promise<readonly { at: number; top: number; bottom: number }[]> {
  return page.locator('gv-virtual-list li').evaluateAll((items) =>
    items
      .map((item) => {
        const { top, bottom } = item.getBoundingClientRect()
        return { at: Number(item.getAttribute('aria-posinset')), top, bottom }
      })
      .sort((a, b) => a.at - b.at),
  )
}

/** Two frames: what was scrolled is drawn, measured and corrected. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))),
  )
}

async function scrollPage(page: Page, top: number): Promise<void> {
  await page.evaluate((to) => window.scrollTo({ top: to, behavior: 'instant' }), top)
  await settled(page)
}

test('few rows are drawn, each knows its number, and they stand one below the other wherever one looks', async ({
  page,
  gallery,
}) => {
  await openLong(page, gallery)
  for (const share of [0, 0.31, 0.77, 1]) {
    await scrollPage(page, share * (await page.evaluate(() => document.documentElement.scrollHeight)))
    const drawn = await rows(page)
    expect(drawn.length).toBeGreaterThan(4)
    expect(drawn.length).toBeLessThan(60)
    for (const [i, row] of drawn.entries()) {
      const next = drawn[i + 1]
      if (next === undefined) continue
      expect(next.at).toBe(row.at + 1)
      expect(Math.abs(next.top - row.bottom)).toBeLessThan(1)
    }
    const height = page.viewportSize()?.height ?? 0
    expect(drawn.some(({ top, bottom }) => top < height / 2 && bottom > height / 2)).toBe(true)
  }
  expect((await rows(page)).at(-1)?.at).toBe(COUNT)
  await expect(page.locator('gv-virtual-list li').first()).toHaveAttribute('aria-setsize', String(COUNT))
})

test('scrolling up into rows that were never measured, nothing jumps', async ({ page, gallery }) => {
  await openLong(page, gallery)
  await scrollPage(page, 120_000)
  for (let i = 0; i < 25; i++) {
    const before = await rows(page)
    const seen = before.find(({ top }) => top > 0)
    await page.evaluate(() => scrollBy({ top: -150, behavior: 'instant' }))
    await settled(page)
    const after = (await rows(page)).find(({ at }) => at === seen?.at)
    expect(Math.abs((after?.top ?? Number.NaN) - (seen?.top ?? 0) - 150), `step ${i}`).toBeLessThan(1.5)
  }
})

test('the row with the focus stays, however far one scrolls, and keys go on from it', async ({ page, gallery }) => {
  await open(page, gallery)
  const third = page.getByRole('link', { name: /^1998\. / })
  await third.focus()
  await scrollPage(page, 2_000)
  await expect(page.locator('gv-virtual-list li').first()).toBeAttached()
  await expect(third, 'another list has taken over').toBeFocused()
  await scrollPage(page, 90_000)
  expect((await rows(page)).map(({ at }) => at)).toContain(3)
  await expect(third).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: /^1997\. / })).toBeFocused()
  await expect(page.getByRole('link', { name: /^1997\. / })).toBeInViewport()
})

test('when the rest of the list comes, the button that has the focus keeps it, and nothing on the screen moves', async ({
  page,
  gallery,
}) => {
  await open(page, gallery)
  const ninth = page.getByRole('link', { name: /^1992\. / })
  const more = page.getByRole('button', { name: /^More for “1992\. / })
  await more.focus()
  const top = async () => (await ninth.boundingBox())?.y ?? Number.NaN
  await page.evaluate(() => scrollBy({ top: 200, behavior: 'instant' }))
  const seen = await top()
  await expect(page.locator('gv-virtual-list li').first()).toBeAttached()
  await settled(page)
  expect(Math.abs((await top()) - seen)).toBeLessThan(1.5)
  await expect(more).toBeFocused()
})

test('by keys: to the end, to the beginning, by the screen, and through a row by Tab', async ({ page, gallery }) => {
  await open(page, gallery)
  await page.getByRole('link', { name: /^2000\. / }).focus()
  await page.keyboard.press('End')
  const last = page.getByRole('link', { name: /^1\. / })
  await expect(last).toBeFocused()
  await expect(last).toBeInViewport()
  await page.keyboard.press('Home')
  await expect(page.getByRole('link', { name: /^2000\. / })).toBeFocused()
  await page.keyboard.press('PageDown')
  const name = await page.evaluate(() => {
    let focused = document.activeElement
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
    return focused?.textContent ?? ''
  })
  expect(Number.parseInt(name, 10)).toBeLessThan(1999)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name })).not.toBeFocused()
  const list = page.locator('gv-virtual-list')
  expect(await list.evaluate((it) => it.matches(':focus-within'))).toBe(true)
})

test('one comes back to the very row, also where others came before it meanwhile', async ({ page, gallery }) => {
  await openLong(page, gallery)
  await scrollPage(page, 60_000)
  const before = (await rows(page)).find(({ top, bottom }) => top <= 0 && bottom > 0)
  const name = await nameOf(page, before?.at ?? 0)
  await page.evaluate(() => {
    const list = document.querySelector('gv-show-episodes')
    if (list === null) throw new Error('no list')
    const { place, episodes } = list
    Object.assign(window, { gvPlace: place })
    const [first] = episodes
    if (first === undefined) throw new Error('no episodes')
    const fresh = ['x', 'y', 'z'].map((guid) => ({ ...first, guid }))
    window.scrollTo({ top: 0, behavior: 'instant' })
    list.episodes = [...fresh, ...episodes]
  })
  await settled(page)
  await page.evaluate(() => document.querySelector('gv-show-episodes')?.restore(Reflect.get(window, 'gvPlace')))
  await settled(page)
  const after = (await rows(page)).find(({ at }) => at === (before?.at ?? 0) + 3)
  expect(await nameOf(page, after?.at ?? 0)).toBe(name)
  expect(Math.abs((after?.top ?? Number.NaN) - (before?.top ?? 0))).toBeLessThan(1.5)
})

test('an episode is shown by its guid, wherever it is in the list', async ({ page, gallery }) => {
  await open(page, gallery)
  await page.evaluate(() => document.querySelector('gv-show-episodes')?.show('e321', 40))
  await settled(page)
  const box = await page
    .getByRole('link', { name: /^321\. / })
    .locator('xpath=ancestor::*[1]')
    .boundingBox()
  expect(box?.y).toBeGreaterThan(30)
  expect(box?.y).toBeLessThan(140)
})

/** Puts a show into the list, then looks after each frame how many rows are drawn, until no more come. */
function rowsByFrame(page: Page, of: string, count: number): Promise<readonly number[]> {
  return page.evaluate(
    async ({ of, count }) => {
      const list = document.querySelector('gv-show-episodes')
      if (list === null) throw new Error('no list')
      const all: typeof list.episodes = Reflect.get(window, 'gvAll') ?? list.episodes
      Object.assign(window, { gvAll: all })
      list.of = of
      list.episodes = all.slice(0, count)
      const drawn: number[] = []
      await list.updateComplete
      for (let still = 0; still < 10; still++) {
        const rows = list.renderRoot.querySelectorAll('gv-episode-row').length
        if (rows !== drawn.at(-1)) still = 0
        drawn.push(rows)
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      }
      return drawn
    },
    { of, count },
  )
}

test('rows come with the frames, a few with each, also those of the show that one goes to next', async ({
  page,
  gallery,
}) => {
  await openLong(page, gallery)
  const SHOWS = [
    { of: 'a short one', count: 30, due: 30 },
    { of: 'another', count: 25, due: 25 },
    { of: 'a long one', count: COUNT, due: 12 },
  ]
  await scrollPage(page, 0)
  for (const { of, count, due } of SHOWS) {
    const drawn = await rowsByFrame(page, of, count)
    expect(drawn[0], `${of}: after the first frame`).toBeLessThanOrEqual(3)
    for (const [i, rows] of drawn.entries()) expect(rows - (drawn[i - 1] ?? 0), `frame ${i}`).toBeLessThanOrEqual(3)
    expect(drawn.at(-1)).toBe(due)
  }
  await expect(page.locator('gv-virtual-list')).toHaveCount(0)
})

test('in a list that is short, too, one comes back to a row, and an episode is shown by its guid', async ({
  page,
  gallery,
}) => {
  await open(page, gallery)
  await page.evaluate(() => {
    const list = document.querySelector('gv-show-episodes')
    if (list === null) throw new Error('no list')
    list.of = 'a short one'
    list.episodes = list.episodes.slice(0, 30)
    void list.show('e1990', 40)
  })
  const topOf = async (name: RegExp) => (await page.getByRole('link', { name }).boundingBox())?.y
  await expect.poll(() => topOf(/^1990\. /)).toBeLessThan(140)
  expect(await topOf(/^1990\. /)).toBeGreaterThan(30)
  const place = await page.evaluate(() => document.querySelector('gv-show-episodes')?.place)
  expect(place?.key).toMatch(/^e199/)
  await scrollPage(page, 0)
  await page.evaluate(async (place) => {
    const list = document.querySelector('gv-show-episodes')
    if (list === null || place === undefined) throw new Error('no place')
    list.of = 'the same again, not drawn yet'
    await list.restore(place)
  }, place)
  await expect.poll(() => topOf(/^1990\. /)).toBeLessThan(140)
})

test('a row’s menu opens beside its button, is walked by keys, and gives the focus back', async ({ page, gallery }) => {
  await open(page, gallery)
  const wishes = await page.evaluateHandle(() => {
    const seen: string[] = []
    document.body.addEventListener('gv-library-episode-request', (event) => seen.push(event.wish))
    return seen
  })
  const more = page.getByRole('button', { name: /^More for “2000\. / })
  await more.press('Enter')
  await expect(page.getByRole('button', { name: 'Play next' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: 'Play last' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
  await more.press('Enter')
  await page.getByRole('button', { name: 'Mark as heard' }).click()
  expect(await wishes.jsonValue()).toEqual(['mark-heard'])
  await expect(more).toHaveAttribute('aria-expanded', 'false')
})

function nameOf(page: Page, at: number): Promise<string | null> {
  return page.locator(`gv-virtual-list li[aria-posinset="${at}"] gv-episode-row a`).first().textContent()
}
