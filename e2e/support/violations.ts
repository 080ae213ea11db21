/** What axe finds wrong, in words that name the place: for the page in both themes, frames and all. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'

/**
 * @param page of a context made by `newContext()`
 * @param schemes themes to look at it in
 * @param within an element, and one in its shadow: only that one is looked at
 */
export async function violations(
  page: Page,
  schemes: readonly ('light' | 'dark')[] = ['light', 'dark'],
  within?: readonly [string, string],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of schemes) {
    // Without motion: what is on its way from one colour to the other has neither's contrast.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // The new theme is drawn by then, in frames too.
    for (const frame of page.frames()) await frame.evaluate(drawnTwice)
    const axe = new AxeBuilder({ page })
    if (within !== undefined) axe.include({ fromShadowDom: [...within] })
    const { violations } = await axe.analyze()
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        found.push(`${colorScheme} ${id}: ${target.flat().join(' ')} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`)
      }
    }
  }
  return found
}

function drawnTwice(): Promise<unknown> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
}
