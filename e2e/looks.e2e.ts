/** Waveform and accent, in the gallery: what is drawn, when it is drawn again, and what it keeps its hands off. */
import type { Page } from 'playwright/test'
import { expect, test } from './support/gallery-fixtures.ts'
import type { GalleryServer } from './support/gallery-server.ts'

async function open(page: Page, gallery: GalleryServer, only: string, more = ''): Promise<void> {
  await page.goto(`${gallery.url}?only=${only}${more}`)
  await expect(page.locator('html')).toHaveAttribute('data-ready', /^[1-9]/)
}

/** The colours along the middle of the first waveform, `undefined` where nothing is drawn, and its size in device pixels. */
const look = (page: Page) =>
  page.locator('gv-waveform').evaluate((element) => {
    const canvas = element.shadowRoot?.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (!canvas || !context) throw new Error('no canvas')
    const { data } = context.getImageData(0, Math.floor(canvas.height / 2), canvas.width, 1)
    const colours = Array.from({ length: canvas.width }, (_, x) =>
      (data[4 * x + 3] ?? 0) < 40 ? undefined : [...data.subarray(4 * x, 4 * x + 3)].join(' '),
    )
    return { width: canvas.width, height: canvas.height, colours }
  })

const SPRIG = '203 227 143'

test('a waveform is played up to where playback is, and dim behind it', async ({ gallery, page }) => {
  await open(page, gallery, 'gv-waveform/talk-with-pauses')
  await expect.poll(async () => (await look(page)).colours.includes(SPRIG)).toBe(true)
  const { width, colours } = await look(page)
  const playedTo = colours.lastIndexOf(SPRIG)
  expect(playedTo / width).toBeGreaterThan(0.6)
  expect(playedTo / width).toBeLessThanOrEqual(0.62)
  expect(colours.slice(playedTo + 1)).not.toContain(SPRIG)
  expect(colours.slice(playedTo + 5).filter((colour) => colour !== undefined).length).toBeGreaterThan(width / 8)
})

test('it is drawn in the device’s own pixels, from left to right in every language', async ({ gallery, browser }) => {
  for (const dir of ['ltr', 'rtl']) {
    const context = await browser.newContext({ viewport: { width: 600, height: 400 }, deviceScaleFactor: 2 })
    const page = await context.newPage()
    await open(page, gallery, 'gv-waveform/film', `&dir=${dir}`)
    const box = await page.locator('gv-waveform').boundingBox()
    await expect.poll(async () => (await look(page)).width).toBe(Math.round((box?.width ?? 0) * 2))
    const { colours, width } = await look(page)
    expect(colours.indexOf(SPRIG)).toBeLessThan(width / 20)
    expect(colours.lastIndexOf(SPRIG)).toBeLessThan(width / 4)
    await context.close()
  }
})

test('it is drawn again for a pixel of progress, a new width or new peaks, and for nothing else', async ({
  gallery,
  page,
}) => {
  await page.addInitScript(() => {
    const { clearRect } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.clearRect = function (...rect) {
      document.documentElement.dataset.draws = String(Number(document.documentElement.dataset.draws ?? 0) + 1)
      clearRect.apply(this, rect)
    }
  })
  await open(page, gallery, 'gv-waveform/steady-talk')
  await expect.poll(async () => (await look(page)).colours.includes(SPRIG)).toBe(true)
  const draws = (change: Record<string, unknown>) =>
    page.locator('gv-waveform').evaluate(async (element, properties) => {
      const count = () => Number(document.documentElement.dataset.draws)
      const before = count()
      Object.assign(element, properties)
      await (element as HTMLElement & { updateComplete: Promise<boolean> }).updateComplete
      return count() - before
    }, change)
  expect(await draws({ at: 40.01 })).toBe(0)
  expect(await draws({ at: 50 })).toBe(1)
  expect(await draws({ at: 50 })).toBe(0)
  expect(await draws({ peaks: [1, 200, 7] })).toBe(1)
  const before = Number(await page.locator('html').getAttribute('data-draws'))
  await page.setViewportSize({ width: 500, height: 700 })
  await expect.poll(async () => Number(await page.locator('html').getAttribute('data-draws'))).toBeGreaterThan(before)
})

test('it keeps its place while loading, takes no focus and no click, and is nothing to a screen reader', async ({
  gallery,
  page,
}) => {
  await open(page, gallery, 'gv-waveform/loading')
  const waveform = page.locator('gv-waveform')
  const before = await waveform.boundingBox()
  expect(before?.height).toBeGreaterThan(40)
  await waveform.evaluate((element) => Object.assign(element, { peaks: [1, 2, 3] }))
  expect(await waveform.boundingBox()).toEqual(before)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await waveform.evaluate((element) => element.matches(':focus, :focus-within'))).toBe(false)
  await expect(waveform).toHaveCSS('pointer-events', 'none')
  await expect(waveform.locator('canvas')).toHaveAttribute('aria-hidden', 'true')
})

test('a cover’s accent dresses the controls, and gives way to colours that people chose', async ({
  gallery,
  browser,
}) => {
  for (const [theme, forcedColors, isDressed] of [
    ['light', 'none', true],
    ['dark', 'none', true],
    ['light', 'active', false],
  ] as const) {
    const context = await browser.newContext({ forcedColors })
    const page = await context.newPage()
    await open(page, gallery, 'gallery-accent/blue', `&theme=${theme}`)
    const own = await page.locator('gallery-accent .sleeve').evaluate((element) => {
      const of = (from: Element, name: string) => getComputedStyle(from).getPropertyValue(name)
      const names = ['--gv-sleeve', '--gv-sprig', '--gv-accent', '--gv-focus']
      return names.map((name) => of(element, name) !== of(document.documentElement, name))
    })
    expect(own).toEqual(Array(4).fill(isDressed))
    await context.close()
  }
})
