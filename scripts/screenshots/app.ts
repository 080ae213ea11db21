/** Pictures of the listening page as an app: its views, after somebody has followed a show, heard, queued and kept something. */
import type { Page } from 'playwright'
import { play, type Stage, seek, visit } from './stage.ts'

const DEVICES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 860 } } as const
const VIEWS = {
  home: '/?view=home',
  show: '/',
  episode: '/?episode=grapevine-demo-the-long-vine-2',
  queue: '/?view=queue',
  storage: '/?view=storage',
  settings: '/?view=settings',
} as const

/** @param shoot keeps a picture of the page under a name */
export async function pictureApp(stage: Stage, shoot: (page: Page, name: string) => Promise<void>): Promise<void> {
  const page = await visit(stage, '/?episode=grapevine-demo-the-long-vine-1', { viewport: DEVICES.desktop })
  await listen(page)
  for (const [device, viewport] of Object.entries(DEVICES)) {
    await page.setViewportSize(viewport)
    for (const [view, address] of Object.entries(VIEWS)) {
      await page.goto(new URL(address, page.url()).href)
      await page.locator('h1').first().waitFor()
      await page.waitForTimeout(2_500)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.waitForTimeout(300)
        await shoot(page, `app-${view}-${device}-${colorScheme}`)
      }
    }
  }
  await page.context().close()
}

/** Something of everything: a show followed, an episode half heard, one queued, one kept. */
async function listen(page: Page): Promise<void> {
  await play(page)
  await seek(page, 45)
  await page.waitForTimeout(2_000)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.goto(new URL('/', page.url()).href)
  await page.getByRole('button', { name: 'Follow', exact: true }).click()
  const episodes = page.getByRole('list', { name: 'Episodes' })
  await episodes.getByRole('button', { name: 'Add “Whispers Down the Lane” to the queue' }).click()
  await episodes.getByRole('button', { name: 'Keep “Whispers Down the Lane” for when you are offline' }).click()
  await page.getByText('“Whispers Down the Lane” is kept on this device.').waitFor()
  await episodes.getByRole('button', { name: 'Add “How Pieces Travel” to the queue' }).click()
  await page.waitForTimeout(1_000)
}
