/** The tracker's status page in a browser, under its own policy. */
import { type BrowserContext, expect, test } from 'playwright/test'
import { WebSocket } from 'ws'
import { parseTrackerSettings, startTracker, type Tracker } from '../tracker/index.ts'
import { violations } from './support/violations.ts'

const trackers: Tracker[] = []
test.afterEach(async () => {
  for (const tracker of trackers.splice(0)) await tracker.close()
})

async function start(port = 0): Promise<Tracker> {
  const tracker = await startTracker(parseTrackerSettings({ port, open: true }))
  trackers.push(tracker)
  return tracker
}
const pageOf = (tracker: Tracker) => new URL('/', tracker.url.replace('ws', 'http')).href

/** Errors and refusals of the policy, as the console says them. */
async function open(context: BrowserContext, tracker: Tracker) {
  const wrong: string[] = []
  const page = await context.newPage()
  page.on('console', (message) => wrong.push(message.text()))
  page.on('pageerror', (error) => wrong.push(error.message))
  await page.goto(pageOf(tracker))
  return { page, wrong }
}

test('the status page shows new figures by itself, and says so when the tracker is gone', async ({ browser }) => {
  const context = await browser.newContext()
  const tracker = await start()
  const { page, wrong } = await open(context, tracker)
  const connections = page.locator('dl.rows div').filter({ hasText: 'Connections' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready')
  await expect(connections).toHaveText(/^Connections0 of 50,000$/)
  const socket = new WebSocket(tracker.url)
  await expect(connections).toHaveText(/^Connections1 of 50,000$/, { timeout: 15_000 })
  expect(wrong).toEqual([])

  socket.close()
  const port = Number(new URL(tracker.url).port)
  await tracker.close()
  const stale = page.getByRole('status').filter({ hasText: 'does not answer' })
  await expect(stale).toBeVisible({ timeout: 15_000 })
  await start(port)
  await expect(stale).toBeHidden({ timeout: 15_000 })
  await context.close()
})

test('the status page is accessible, and fits a phone', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } })
  const { page } = await open(context, await start())
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await context.close()
})

test('without scripts the status page is the same', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const { page } = await open(context, await start())
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready')
  await expect(page.getByRole('status')).toBeHidden()
  await context.close()
})
