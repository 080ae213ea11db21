/** Chapters and transcript as people read them: following, scrolling, searching, going to what is read; by hand and by keys. */
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from 'playwright/test'
import { test as base, expect } from './support/gallery-fixtures.ts'

const test = base.extend<{ open: (state: string, more?: string) => Promise<Locator> }>({
  /** Opens one state of the gallery; gives its stand-in for the player, whose `at` is where playback is. */
  open: async ({ page, gallery }, use) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await use(async (state, more = '') => {
      await page.goto(`${gallery.url}?only=${state}${more}`)
      await expect(page.locator('html')).toHaveAttribute('data-ready', '1')
      return page.locator('demo-reading')
    })
  },
})

const playTo = (player: Locator, seconds: number) =>
  player.evaluate((element, at) => Object.assign(element, { at }), seconds)
const heard = (page: Page) => page.locator('gv-transcript span[aria-current="true"]')
const back = (page: Page) => page.getByRole('button', { name: 'Back to what is heard' })
const list = (page: Page) => page.locator('gv-transcript .scroll')
const scrolledTo = (page: Page) => list(page).evaluate((element) => element.scrollTop)
const violations = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** Not in the gallery itself: looking them all over for violations takes minutes. */
const speak5000 = (player: Locator, at: number) =>
  player.evaluate((element, at) => {
    const cues = Array.from({ length: 5_000 }, (_, i) => ({
      startSeconds: i * 3,
      endSeconds: i * 3 + 3,
      speaker: Math.floor(i / 23) % 2 === 0 ? 'Mara Lind' : 'Theo',
      text: `Line ${i + 1} of what is said, with about as many words as captions have${i % 3 === 2 ? '.' : ','}`,
    }))
    Object.assign(element, { cues, at, duration: 15_000 })
  }, at)

/** Whether a line is in the list's view, not only in the list. */
async function isInView(page: Page, line: Locator): Promise<boolean> {
  const [outer, inner] = [await list(page).boundingBox(), await line.boundingBox()]
  return outer !== null && inner !== null && inner.y >= outer.y && inner.y <= outer.y + outer.height - 20
}

test('the line that is heard is marked and kept in view; only the list scrolls', async ({ open, page }) => {
  const player = await open('gv-transcript/followed')
  await expect(heard(page)).toContainText('She carried it across the same river')
  for (const [seconds, words] of [
    [120, 'I was told the letter'],
    [340, 'Some say that there was no bread.'],
    [12, 'And a lot to carry.'],
  ] as const) {
    await playTo(player, seconds)
    await expect(heard(page)).toHaveCount(1)
    await expect(heard(page)).toContainText(words)
    await expect.poll(() => isInView(page, heard(page)), words).toBe(true)
  }
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await expect(back(page)).toBeHidden()
})

test('scrolling by hand is left alone until asked back', async ({ open, page }) => {
  const player = await open('gv-transcript/followed')
  await expect.poll(() => isInView(page, heard(page))).toBe(true)
  await list(page).hover()
  const before = await scrolledTo(page)
  await page.mouse.wheel(0, 700)
  await expect(back(page)).toBeVisible()
  await expect.poll(() => scrolledTo(page)).toBeGreaterThan(before + 300)
  const there = await scrolledTo(page)
  await playTo(player, 60)
  await expect(heard(page)).toContainText('That is the story')
  expect(await scrolledTo(page), 'nothing is pulled away').toBe(there)

  await back(page).click()
  await expect(back(page)).toBeHidden()
  await expect.poll(() => isInView(page, heard(page))).toBe(true)
  await playTo(player, 300)
  await expect.poll(() => isInView(page, heard(page)), 'followed again').toBe(true)
})

test('a tap on a sentence goes to it, and following goes on from there', async ({ open, page }) => {
  const player = await open('gv-transcript/scrolled-by-hand')
  await page.getByText('She came back in two days, with bread.').first().click()
  await expect(player).toHaveAttribute('sought', '55')
  await expect(heard(page)).toHaveText('She came back in two days, with bread.')
  await expect(back(page)).toBeHidden()
})

test('a name stands where the speaker changes, before the words', async ({ open, page }) => {
  await open('gv-transcript/followed')
  const said = await page.locator('gv-transcript .said').allInnerTexts()
  const names = said.map((text) => /^(Mara Lind|Theo)\s*\n/.exec(text)?.[1])
  expect(names.slice(0, 4)).toEqual(['Mara Lind', 'Theo', 'Mara Lind', 'Theo'])
  names.forEach((name, index) => {
    if (name !== undefined) expect(name).not.toBe(names[index - 1])
  })
})

test('a search marks, counts and goes from match to match, by keys and by buttons', async ({ open, page }) => {
  const player = await open('gv-transcript/followed')
  const field = page.getByRole('searchbox', { name: 'Search the transcript' })
  const status = page.locator('gv-transcript [role=status]')
  const looked = page.locator('gv-transcript .found')
  await field.fill('GRANDMOTHER’S')
  await expect(status).toHaveText('2 of 5')
  await expect(page.locator('gv-transcript mark')).toHaveText(Array.from({ length: 5 }, () => 'grandmother’s'))
  await expect.poll(() => isInView(page, looked)).toBe(true)
  await field.press('Enter')
  await expect(status).toHaveText('3 of 5')
  await expect.poll(() => isInView(page, looked)).toBe(true)
  await field.press('Shift+Enter')
  await field.press('Shift+Enter')
  await expect(status).toHaveText('1 of 5')
  await page.getByRole('button', { name: 'Previous match' }).click()
  await expect(status).toHaveText('5 of 5')
  await page.getByRole('button', { name: 'Next match' }).click()
  await expect(status).toHaveText('1 of 5')
  await looked.click()
  await expect(player).toHaveAttribute('sought', '40')

  await field.fill('no such words')
  await expect(status).toHaveText('Nothing found for “no such words”')
  await expect(page.locator('gv-transcript mark')).toHaveCount(0)
  await field.fill('')
  await expect(status).toBeEmpty()
})

test('by keyboard: one stop in the text, arrows from paragraph to paragraph, Enter goes there', async ({
  open,
  page,
}) => {
  const player = await open('gv-transcript/followed')
  await page.getByRole('searchbox').focus()
  await page.keyboard.press('Tab')
  const focused = page.locator('gv-transcript .time:focus')
  await expect(focused).toHaveAccessibleName('Go to 0:25')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(focused).toHaveAccessibleName('Go to 0:55')
  await page.keyboard.press('ArrowUp')
  await expect(focused).toHaveAccessibleName('Go to 0:50')
  await page.keyboard.press('Enter')
  await expect(player).toHaveAttribute('sought', '50')
  await page.keyboard.press('End')
  await expect(focused).toBeInViewport()
  await expect(back(page)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(back(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(back(page)).toBeHidden()
  await expect(focused, 'the focus stays in the text').toHaveAccessibleName('Go to 0:50')
})

test('a transcript without times is read and searched; nothing in it goes anywhere', async ({ open, page }) => {
  const player = await open('gv-transcript/without-times')
  await page.getByText('And a lot to carry.').click()
  await expect(page.locator('gv-transcript .time')).toHaveCount(0)
  await expect(player).not.toHaveAttribute('sought')
  await expect(heard(page)).toHaveCount(0)
  await page.getByRole('searchbox').fill('bread')
  await expect(page.locator('gv-transcript .found mark')).toHaveText(['bread'])
  await expect(back(page)).toBeHidden()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('group', { name: 'Transcript', exact: true }), 'scrolled by keys').toBeFocused()
  expect(await violations(page)).toEqual([])
})

test('five thousand lines open in less than 200 ms of scripting, and are searched', async ({ open, page }) => {
  await speak5000(await open('gv-transcript/followed'), 9_000)
  await expect(page.locator('gv-transcript [data-cue]')).toHaveCount(5_000)
  // Once more, now that all code is there: as a player opens its panel. Nothing but our script runs until it is drawn.
  const { opened, searched } = await page.evaluate(async () => {
    const old = document.querySelector('gv-transcript')
    if (old === null) throw new Error('there is no transcript')
    const transcript = document.createElement('gv-transcript')
    Object.assign(transcript, { cues: old.cues, at: 9_000 })
    const start = performance.now()
    old.replaceWith(transcript)
    await transcript.updateComplete
    const opened = performance.now() - start
    while (transcript.shadowRoot?.querySelectorAll('[data-cue]').length !== 5_000) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    const input = transcript.shadowRoot.querySelector('input')
    if (input === null) throw new Error('there is no search field')
    const asked = performance.now()
    input.value = 'line 42 captions'
    input.dispatchEvent(new InputEvent('input'))
    await transcript.updateComplete
    const searched = performance.now() - asked
    return { opened, searched }
  })
  const ms = (value: number) => `${Math.round(value)} ms`
  console.log(`5,000 lines: open after ${ms(opened)}, searched in ${ms(searched)}`)
  expect(opened).toBeLessThan(200)
  await expect(page.locator('gv-transcript mark').first()).toBeVisible()
})

test('what is far away is gone to as well, before and after it was drawn', async ({ open, page }) => {
  const player = await open('gv-transcript/followed')
  await speak5000(player, 9_000)
  for (const seconds of [14_990, 3, 7_500]) {
    await playTo(player, seconds)
    await expect.poll(() => isInView(page, heard(page)), `${seconds} s`).toBe(true)
  }
})

test('a transcript that was opened in a folded panel is at the right place when it shows', async ({ open, page }) => {
  const player = await open('gv-transcript/followed')
  await player.evaluate((element) => Object.assign(element, { hidden: true }))
  await playTo(player, 400)
  await player.evaluate((element) => Object.assign(element, { hidden: false }))
  await expect.poll(() => isInView(page, heard(page))).toBe(true)
})

test('a chapter is gone to; the one that is heard is marked with what is left of it', async ({ open, page }) => {
  const player = await open('gv-chapters/with-pictures-and-links')
  const current = page.locator('gv-chapters button[aria-current="true"]')
  await expect(current).toContainText('The message is written down')
  await expect(current).toContainText('1:57 left')
  await playTo(player, 200)
  await expect(current).toContainText('1:00 left')
  await page.getByRole('button', { name: /What arrived/ }).click()
  await expect(player).toHaveAttribute('sought', '480')
  await expect(current).toContainText('What arrived')
  await expect(page.getByRole('button', { name: /A look around/ }), 'hidden ones are not listed').toHaveCount(0)
})

test('hundreds of chapters are drawn, and told of playback, in no time', async ({ open, page }) => {
  const player = await open('gv-chapters/many')
  const { drawn, told } = await player.evaluate(async (element) => {
    const list = element.querySelector('gv-chapters')
    if (list === null) throw new Error('there are no chapters')
    const began = performance.now()
    list.chapters = Array.from({ length: 500 }, (_, i) => ({ startSeconds: i * 4, title: `Question ${i + 1}` }))
    await list.updateComplete
    const drawn = performance.now() - began
    // Another chapter each time: the most there is to do.
    for (let at = 0; at < 900; at += 9) {
      list.at = at
      await list.updateComplete
    }
    return { drawn, told: (performance.now() - began - drawn) / 100 }
  })
  console.log(`500 chapters: drawn in ${Math.round(drawn)} ms, told of playback in ${told.toFixed(1)} ms`)
  expect(drawn).toBeLessThan(200)
  expect(told).toBeLessThan(16)
  await expect(page.locator('gv-chapters [aria-current]')).toContainText('Question 223')
})

test('a chapter’s link says where it leads, and opens elsewhere without us', async ({ open, page }) => {
  await open('gv-chapters/with-pictures-and-links')
  const link = page.getByRole('link', { name: 'paper-mill.example, about this chapter (opens in a new tab)' })
  await expect(link).toHaveAttribute('target', '_blank')
  await expect(link).toHaveAttribute('rel', /noopener/)
  await expect(link).toHaveAttribute('href', 'https://www.paper-mill.example/how-it-is-made?from=chapters')
})

test('links that are not of the web are not drawn', async ({ open, page }) => {
  const player = await open('gv-chapters/titles-only')
  await player.evaluate((element) =>
    Object.assign(element, { chapters: [{ startSeconds: 0, title: 'Bad', link: 'javascript:alert(1)' }] }),
  )
  await expect(page.getByRole('button', { name: /Bad/ })).toBeVisible()
  await expect(page.locator('gv-chapters a')).toHaveCount(0)
})

test('a picture of a chapter that can not be shown moves nothing', async ({ open, page }) => {
  await open('gv-chapters/long-words-and-other-scripts')
  const box = await page.locator('gv-chapters .square').last().boundingBox()
  expect(box?.width).toBe(52)
  expect(box?.height).toBe(52)
  await expect(page.locator('gv-chapters img')).toBeHidden()
})

for (const theme of ['light', 'dark']) {
  test(`no accessibility violation in any state: ${theme}`, async ({ open, page }) => {
    test.slow()
    for (const state of ['gv-transcript/followed', 'gv-transcript/scrolled-by-hand', 'gv-transcript/searched']) {
      await open(state, `&theme=${theme}`)
      await expect(heard(page)).toBeVisible()
      expect(await violations(page), state).toEqual([])
    }
    await open('gv-transcript/nothing-found', `&theme=${theme}&dir=rtl`)
    expect(await violations(page)).toEqual([])
    await open('gv-chapters/with-pictures-and-links', `&theme=${theme}&dir=rtl`)
    expect(await violations(page)).toEqual([])
  })
}

test('at 320 pixels nothing is wider than the page', async ({ open, page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  for (const state of [
    'gv-transcript/nothing-found',
    'gv-transcript/searched',
    'gv-chapters/with-pictures-and-links',
  ]) {
    await open(state)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(320)
  }
})
