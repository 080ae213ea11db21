/** A page of another site with embeds in it, as the tests of the embed use it. */
import { test as base, expect, type Frame, type Page } from 'playwright/test'
import { type EmbedSites, startEmbedSites } from './embed-servers.ts'
import type { StandIn } from './fixtures/stand-in-player.ts'

declare global {
  interface Window {
    standIn: StandIn
    shifts: number[]
  }
}

export const test = base.extend<{ sites: EmbedSites }, { workerSites: EmbedSites }>({
  workerSites: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const sites = await startEmbedSites()
      await use(sites)
      await sites.close()
    },
    { scope: 'worker' },
  ],
  sites: async ({ workerSites }, use) => {
    workerSites.host.forget()
    workerSites.page.forget()
    await use(workerSites)
  },
})

const PLACE = 'style="display:block;min-height:200px"'

/** @param more attributes of the one line */
export function line({ host }: EmbedSites, name = 'one', more = PLACE): string {
  return `<script type="module" async src="${host.origin}/embed.js" data-episode="${host.origin}/episodes/${name}.json" ${more}></script>`
}

/** Puts a page on the other site and opens it. @returns what went wrong in it so far, and later on */
export async function open(
  page: Page,
  sites: EmbedSites,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const wrong: string[] = []
  page.on('pageerror', (error) => wrong.push(String(error)))
  page.on('console', (message) => {
    // Chromium on Linux has nothing to share with, and says so of every page that lets a frame do it.
    const isKnown = message.text() === "Unrecognized feature: 'web-share'."
    if (['error', 'warning'].includes(message.type()) && !isKnown) wrong.push(message.text())
  })
  await page.addInitScript(() => {
    window.shifts = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ('value' in entry) window.shifts.push(Number(entry.value))
    }).observe({ type: 'layout-shift', buffered: true })
  })
  sites.page.put(
    '/',
    `<!doctype html><html lang="en"><title>A blog</title><link rel="icon" href="data:,"><main><h1>A post</h1>${body}<p>More words.</p></main>`,
    headers,
  )
  await page.goto(`${sites.page.origin}/`)
  return wrong
}

export const facade = (page: Page, index = 0) => page.locator('grapevine-episode').nth(index)
export const playButton = (page: Page, index = 0) => facade(page, index).getByRole('button')

export async function frameOf(page: Page, index = 0): Promise<Frame> {
  const element = await facade(page, index).locator('iframe.shown').elementHandle()
  const frame = await element?.contentFrame()
  if (!frame) throw new Error('there is no frame')
  return frame
}

export const isPlaying = (frame: Frame) => frame.evaluate(() => !window.standIn.audio.paused)
export const playerPages = ({ host }: EmbedSites) => host.asked.filter((path) => path.startsWith('/player.html'))

export { expect }
