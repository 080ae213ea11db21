/** The listening page as its service worker keeps it. */
import { expect } from 'playwright/test'
import type { LibraryPage } from './library-page.ts'

/** The page's own files are kept too: what a reload without a network needs. */
export async function shellIsKept({ page }: LibraryPage): Promise<void> {
  const entries = () =>
    page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith('grapevine:shell:'))
      const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length))
      return Math.max(0, ...kept)
    })
  let before = -1
  // It is filled when the page is idle, the late parts after the first ones.
  await expect
    .poll(
      async () => {
        const now = await entries()
        const isDone = now > 20 && now === before
        before = now
        return isDone
      },
      { timeout: 30_000, intervals: [1_000], message: 'the page is kept' },
    )
    .toBe(true)
}
