/** Sharing, visible and honest: the question, the settings, the live picture and its words, as the gallery has them. */
import type { Page } from 'playwright/test'
import { expect, test } from './support/gallery-fixtures.ts'
import type { GalleryServer } from './support/gallery-server.ts'

async function open(page: Page, gallery: GalleryServer, state: string): Promise<void> {
  await page.goto(`${gallery.url}?only=${state}`)
  await expect(page.locator('html')).toHaveAttribute('data-ready', '1')
}

/** What the picture's canvas shows now, as one number. */
function painted(page: Page): Promise<number> {
  return page.locator('gv-swarm-picture canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    let hash = 0
    for (const byte of data) hash = (hash * 31 + byte) | 0
    return hash
  })
}

/** Pieces in the strip: columns of its middle line that are filled. */
function filled(page: Page): Promise<number> {
  return page.locator('gv-swarm-picture canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement
    const ratio = canvas.width / canvas.clientWidth
    const middle = Math.round((canvas.clientHeight - 6 - 20) * ratio)
    const { data } = canvas.getContext('2d')?.getImageData(0, middle, canvas.width, 1) ?? { data: [] }
    let count = 0
    for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 200) count += 1
    return count
  })
}

test('the question: what, who sees it, how much in numbers, how to stop; both answers weigh the same', async ({
  gallery,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 700 })
  await open(page, gallery, 'gv-sharing-switch/asked')
  const question = page.getByRole('region', { name: 'Share this show with other listeners?' })
  for (const said of [/pieces of the episodes you hear/, /IP address/, /250 MB a day at 1 Mbit\/s/, /One tap/]) {
    await expect(question).toContainText(said)
  }
  await expect(page.getByRole('switch')).toHaveCount(0)
  const looks = await question.getByRole('button').evaluateAll((buttons) =>
    buttons.map((button) => {
      const { width, height } = button.getBoundingClientRect()
      const { backgroundColor, borderColor, color, fontWeight } = getComputedStyle(button)
      return { backgroundColor, borderColor, color, fontWeight, height, width }
    }),
  )
  expect(looks).toHaveLength(2)
  expect(looks[0]).toEqual(looks[1])
  expect(looks[0]?.height).toBeGreaterThanOrEqual(44)
  const box = await question.boundingBox()
  expect(box?.height, 'fits on a phone').toBeLessThan(480)
})

test('the answer goes up; after a no there is the quiet switch alone, and it has the focus', async ({
  gallery,
  page,
}) => {
  await open(page, gallery, 'gv-sharing-switch/asked')
  await page.locator('gv-sharing-switch').evaluate((element) => {
    element.addEventListener('gv-sharing-request', (event) => {
      const on = (event as Event & { readonly on: boolean }).on
      Object.assign(element, { decision: on ? 'on' : 'off' })
    })
  })
  await page.getByRole('button', { name: 'Not now' }).click()
  const toggle = page.getByRole('switch', { name: 'Share with other listeners' })
  await expect(toggle).toBeFocused()
  await expect(toggle).toHaveAttribute('aria-checked', 'false')
  await expect(page.getByRole('button')).toHaveCount(0)
  await page.keyboard.press('Space')
  await expect(toggle).toHaveAttribute('aria-checked', 'true')
  await expect(page.getByText(/^On\..*IP address.*250 MB a day/)).toBeVisible()
})

test('each setting asks for its own change, and shows what holds', async ({ gallery, page }) => {
  await open(page, gallery, 'gv-sharing-settings/obliging')
  const panel = page.locator('gv-sharing-settings')
  const asked = (change: object) => expect(panel).toHaveAttribute('data-asked', JSON.stringify(change))
  const allowance = page.getByRole('combobox', { name: 'Daily allowance' })
  await expect(allowance).toHaveValue('250000000')
  await allowance.selectOption('1 GB a day')
  await asked({ allowanceBytesPerDay: 1_000_000_000 })
  await expect(allowance).toHaveValue('1000000000')
  await allowance.selectOption('As much as wanted')
  await asked({ allowanceBytesPerDay: 'unlimited' })
  await page.getByRole('combobox', { name: 'Upload speed' }).selectOption('5 Mbit/s')
  await asked({ uploadBytesPerSecond: 625_000 })
  await page.getByRole('checkbox', { name: 'Pause on a low battery' }).click()
  await asked({ pauseOnBattery: false })
  await expect(page.getByRole('checkbox', { name: 'Pause on a low battery' })).not.toBeChecked()
  await page.getByRole('checkbox', { name: 'Only on Wi-Fi or cable' }).press('Space')
  await asked({ pauseOnMetered: false })
})

test('a wish that is not fulfilled is not shown as if it were', async ({ gallery, page }) => {
  await open(page, gallery, 'gv-sharing-settings/with-what-was-given-today')
  await page.getByRole('combobox', { name: 'Daily allowance' }).selectOption('Nothing')
  await expect(page.getByRole('combobox', { name: 'Daily allowance' })).toHaveValue('250000000')
  await page.getByRole('checkbox', { name: 'Pause on a low battery' }).click()
  await expect(page.getByRole('checkbox', { name: 'Pause on a low battery' })).toBeChecked()
  await expect(page.getByText('12.4 MB of 250 MB given today.')).toBeVisible()
})

test('what the browser does not tell is not offered as a switch', async ({ gallery, page }) => {
  await open(page, gallery, 'gv-sharing-settings/browser-that-tells-nothing')
  await expect(page.getByRole('checkbox')).toHaveCount(1)
  await expect(page.getByRole('checkbox', { name: 'Share on any connection' })).not.toBeChecked()
})

test('the picture is told in words, listener by listener', async ({ gallery, page }) => {
  await open(page, gallery, 'gv-swarm-picture/four-listeners')
  await expect(page.getByRole('img')).toHaveAccessibleName(/Connected to 4 listeners.*of the episode is here/)
  await page.getByText('In words').click()
  await expect(page.getByRole('listitem').filter({ hasText: /^Listener/ })).toHaveText([
    'Listener 1 gave you 0.2 MB, took 0 MB, and has 20% of the episode.',
    'Listener 2 gave you 1.5 MB, took 0 MB, and has the whole episode.',
    'Listener 3 gave you 2.8 MB, took 0.8 MB, and has 94% of the episode.',
    'Listener 4 gave you 4.1 MB, took 1.3 MB, and has 31% of the episode.',
  ])
})

test('the strip fills and the picture moves while pieces arrive', async ({ gallery, page }) => {
  await open(page, gallery, 'gv-swarm-picture/live')
  await expect.poll(() => filled(page)).toBeGreaterThan(20)
  const [before, picture] = [await filled(page), await painted(page)]
  await expect.poll(() => painted(page)).not.toBe(picture)
  await expect.poll(() => filled(page), { timeout: 15_000 }).toBeGreaterThan(before + 5)
})

test('nothing is drawn while it can not be seen, nor with reduced motion while nothing changes', async ({
  gallery,
  page,
}) => {
  // Frames that anybody asks for.
  await page.addInitScript(() => {
    const ask = globalThis.requestAnimationFrame.bind(globalThis)
    Object.assign(globalThis, { frames: 0 })
    globalThis.requestAnimationFrame = (callback) => {
      ;(globalThis as unknown as { frames: number }).frames += 1
      return ask(callback)
    }
  })
  const framesIn = async (ms: number): Promise<number> => {
    const count = () => page.evaluate(() => (globalThis as unknown as { frames: number }).frames)
    const before = await count()
    await page.waitForTimeout(ms)
    return (await count()) - before
  }
  await open(page, gallery, 'gv-swarm-picture/four-listeners')
  await expect.poll(() => framesIn(300), 'it moves').toBeGreaterThan(3)
  await page.evaluate(() => {
    const spacer = document.createElement('div')
    spacer.style.height = '3000px'
    document.body.prepend(spacer)
  })
  await expect.poll(() => framesIn(500), 'out of sight').toBe(0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(() => document.querySelector('gv-swarm-picture')?.scrollIntoView())
  await expect.poll(() => filled(page)).toBeGreaterThan(20)
  await expect.poll(() => framesIn(500), 'still').toBe(0)
})
