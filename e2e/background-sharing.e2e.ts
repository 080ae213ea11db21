/** What is kept is offered to others while the page is open, for the shows that were answered with yes, and for no other. */
import { expect, test } from './support/fixtures.ts'

test('a kept episode is offered from any view once its show has a yes, and a no ends that at once', async ({
  stage,
}) => {
  const context = await stage.browser.newContext({ locale: 'en-US' })
  const page = await context.newPage()
  const { origin } = new URL(stage.pageUrl)
  const members = () => stage.tracker.stats().memberships
  const yes = page.getByRole('switch', { name: 'The Long Vine' })

  await page.goto(`${origin}/?feed=${encodeURIComponent(`${stage.origin.url}/feed.xml`)}`)
  const row = page.locator('gv-episode-row').nth(1)
  await row.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('button', { name: 'Keep for when you are offline' }).click()
  await expect(row.getByText(/^Kept, /)).toBeVisible({ timeout: 30_000 })
  await page.goto(`${origin}/?view=passing-on`)
  await expect(yes).not.toBeChecked()
  expect(members(), 'nobody said yes').toBe(0)
  await yes.click()
  await expect(yes).toBeChecked()
  await expect.poll(members).toBe(1)
  await expect(page.getByText('offered now')).toBeVisible({ timeout: 15_000 })

  await page.goto('about:blank')
  await expect.poll(members).toBe(0)
  await page.goto(`${origin}/?view=home`)
  await expect.poll(members, 'with nothing in the player, right after the page was opened').toBe(1)

  await page.goto(`${origin}/?view=passing-on`)
  await expect(yes).toBeChecked()
  await expect.poll(members).toBe(1)
  await yes.click()
  await expect(yes).not.toBeChecked()
  await expect.poll(members).toBe(0)
  await page.goto(`${origin}/?view=storage`)
  await expect(page.getByText('The Long Vine')).toBeVisible()
  expect(members(), 'the no was remembered').toBe(0)
  await context.close()
})
