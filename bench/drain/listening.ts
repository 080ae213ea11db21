/** A listener in a real browser who plays on while something happens elsewhere, and whether its sound ever stood still. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright'
import { countStalls } from '../../e2e/support/listened.ts'
import { type Memory, meter, openProfile } from '../support/visit.ts'

/** So fast it is never far ahead of what it hears. */
const RATE = 4
const SOUND_LIMIT_MS = 30_000

/** @returns a listener who has begun to play. @throws Error where there is no sound within half a minute */
export async function listenIn(browser: Browser, url: string, memory: Memory) {
  const page = await openProfile(browser, memory)
  await page.goto(url)
  const media = page.locator('grapevine-player').locator('audio, video').first()
  const position = () => media.evaluate((element: HTMLMediaElement) => element.currentTime)
  await media.evaluate((element: HTMLMediaElement, rate) => {
    element.defaultPlaybackRate = rate
    element.playbackRate = rate
  }, RATE)
  const stalls = await countStalls({ media: () => media })
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  for (const limit = performance.now() + SOUND_LIMIT_MS; (await position()) < 1; await pause(100)) {
    if (performance.now() > limit) throw new Error('the listener hears nothing')
  }
  return {
    /** Since it began to play. */
    heard: async () => ({ positionSeconds: await position(), stalls: await stalls(), ...(await meter(page)) }),
  }
}
