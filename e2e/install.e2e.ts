/**
 * Installing the page: the browser's question is kept, put with the listener's tap and once, and what they answer is what is shown.
 *
 * The windows of a test are private ones, in which Chromium never asks: its question is made here, with its rules.
 */
import type { Page } from 'playwright/test'
import { expect, test } from './support/library-fixtures.ts'

interface Asked {
  readonly isPrevented: boolean
  readonly prompts: number
}

/** Chromium's question comes. */
async function ask(page: Page): Promise<void> {
  await page.evaluate(() => {
    const asked = { isPrevented: false, prompts: 0, answer: (_: string): void => {} }
    const event = new Event('beforeinstallprompt', { cancelable: true })
    const prompt = async () => {
      if (!navigator.userActivation.isActive) throw new DOMException('no gesture', 'NotAllowedError')
      if (asked.prompts > 0) throw new DOMException('it can be put once', 'InvalidStateError')
      asked.prompts += 1
      return new Promise((resolve) => {
        asked.answer = (outcome) => resolve({ outcome, platform: 'web' })
      })
    }
    dispatchEvent(Object.assign(event, { prompt }))
    asked.isPrevented = event.defaultPrevented
    Object.assign(globalThis, { asked })
  })
}

const asked = (page: Page): Promise<Asked> =>
  page.evaluate(() => {
    const { isPrevented, prompts } = Reflect.get(globalThis, 'asked')
    return { isPrevented, prompts }
  })

/** In the browser's own dialog. */
const answer = (page: Page, outcome: 'accepted' | 'dismissed') =>
  page.evaluate((word) => Reflect.get(globalThis, 'asked').answer(word), outcome)

const button = (page: Page) => page.getByRole('button', { name: 'Install as an app' })
const installed = (page: Page) => page.getByText('Installed. You find it among your apps.')

test('the question is not put by itself, but with a tap in the settings, once; a yes is said, and the offer is gone', async ({
  visit,
}) => {
  const a = await visit('view=settings')
  const { page } = a
  await ask(page)
  expect(await asked(page)).toEqual({ isPrevented: true, prompts: 0 })
  await expect(button(page)).toBeVisible()
  await a.goTo('Home')
  await expect(button(page), 'in the settings alone').toHaveCount(0)
  await a.goTo('Settings')
  await button(page).click()
  await expect.poll(async () => (await asked(page)).prompts).toBe(1)
  // While the browser's dialog is open the button stays, and does nothing.
  await expect(button(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(button(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await answer(page, 'accepted')
  await expect(installed(page)).toBeVisible()
  await expect(button(page)).toHaveCount(0)
  expect((await asked(page)).prompts).toBe(1)
  await a.goTo('Home')
  await a.goTo('Settings')
  await expect(installed(page)).toBeVisible()
})

test('after a no nothing is offered until the browser asks anew', async ({ visit }) => {
  const { page } = await visit('view=settings')
  await ask(page)
  await button(page).click()
  await expect(button(page)).toHaveAttribute('aria-disabled', 'true')
  await answer(page, 'dismissed')
  await expect(button(page)).toHaveCount(0)
  await expect(installed(page)).toHaveCount(0)
  await ask(page)
  await expect(button(page)).toBeVisible()
})

test('installed by the browser’s own menu, it is said to be so', async ({ visit }) => {
  const { page } = await visit('view=settings')
  await ask(page)
  await expect(button(page)).toBeVisible()
  await page.evaluate(() => dispatchEvent(new Event('appinstalled')))
  await expect(installed(page)).toBeVisible()
  await expect(button(page)).toHaveCount(0)
  expect((await asked(page)).prompts).toBe(0)
})
