/** The gallery: every state of every element is drawn without an error and without an accessibility violation. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { expect, test } from './support/gallery-fixtures.ts'

/** @returns what was thrown or logged as an error while the page stood. */
async function openGallery(page: Page, url: string): Promise<string[]> {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(url)
  await expect(page.locator('html')).toHaveAttribute('data-ready', /^[1-9]/)
  return errors
}

/** All at once would take minutes: the whole player stands there a dozen times, and so do whole views. */
const PARTS = {
  // Notes that mean harm are nested hundreds of levels deep; e2e/notes.e2e.ts looks at them.
  'the parts': '&from=-player,-lists,-views&without=gv-notes/that-mean-harm',
  'the lists': '&from=lists',
  'the views': '&from=views',
  'the player': '&from=player',
}

for (const theme of ['light', 'dark'] as const) {
  for (const [what, query] of Object.entries(PARTS)) {
    const width = (theme === 'light') === (what !== 'the player') ? 390 : 1280
    test(`every state is drawn, with no violation: ${what}, ${theme}, ${width} wide`, async ({ gallery, browser }) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' })
      const page = await context.newPage()
      const errors = await openGallery(page, `${gallery.url}?theme=${theme}${query}`)
      // The same player stands there several times, under one name.
      const { violations } = await new AxeBuilder({ page }).disableRules(['landmark-unique']).analyze()
      const words = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      )
      expect(words).toEqual([])
      expect(errors).toEqual([])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow, 'nothing is wider than the page').toBeLessThanOrEqual(0)
      await context.close()
    })
  }
}
