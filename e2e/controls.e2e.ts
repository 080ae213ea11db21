/** The player's controls in the gallery: their panels, the keyboard, the room they take. */
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from 'playwright/test'
import { test as base, expect } from './support/gallery-fixtures.ts'

const test = base.extend<{ show: (entry: string, query?: string) => Promise<Locator> }>({
  /** Opens one entry of the gallery; what it asks for is noted in `window.asked`. */
  show: async ({ page, gallery }, use) => {
    await use(async (entry, query = '') => {
      await page.goto(`${gallery.url}?only=${entry}${query}`)
      await expect(page.locator('html')).toHaveAttribute('data-ready', '1')
      await page.evaluate(() => {
        const asked: string[] = []
        Object.assign(window, { asked })
        const types = [
          'play',
          'pause',
          'skip',
          'seek',
          'rate',
          'volume',
          'mute',
          'sleep',
          'sleep-more',
          'preference',
          'panel',
        ]
        for (const type of types) {
          addEventListener(`gv-${type}-request`, (event) => {
            const { isTrusted: _, ...words } = event as unknown as Record<string, unknown>
            asked.push(`${type} ${JSON.stringify(words)}`)
          })
        }
      })
      return page.locator(entry.split('/')[0] ?? '').first()
    })
  },
})

const asked = (page: Page) => page.evaluate(() => (window as unknown as { asked: string[] }).asked)

for (const [button, panel, first] of [
  ['Speed: 1×', 'Speed', { role: 'slider', name: 'Speed' }],
  ['Sleep timer', 'Sleep timer', { role: 'button', name: '5 min', exact: true }],
  ['More', 'More', { role: 'button', name: 'Playback settings' }],
] as const) {
  test(`a panel takes the focus and gives it back: ${panel}`, async ({ page, show }) => {
    await show('gv-transport/playing')
    const opener = page.getByRole('button', { name: button, exact: true })
    await opener.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: panel })
    await expect(dialog).toBeVisible()
    await expect(dialog.getByRole(first.role, { name: first.name, exact: true })).toBeFocused()
    const box = await dialog.boundingBox()
    const size = page.viewportSize()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect(box?.y).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(size?.width ?? 0)
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(size?.height ?? 0)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(opener).toBeFocused()
  })
}

test('a press beside a panel closes it', async ({ page, show }) => {
  await show('gv-transport/playing')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.mouse.click(5, 5)
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('speed is asked for in fine steps, by slider, buttons and presets', async ({ page, show }) => {
  await show('gv-transport/playing')
  await page.getByRole('button', { name: 'Speed: 1×' }).click()
  const slider = page.getByRole('slider', { name: 'Speed' })
  await expect(slider).toHaveAttribute('aria-valuetext', 'Normal speed')
  await expect(slider).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'Faster' }).click()
  await page.getByRole('button', { name: '1.75×' }).click()
  // The gallery's state stands still, so each step starts from 1.
  expect(await asked(page)).toEqual(['rate {"rate":1.05}', 'rate {"rate":1.05}', 'rate {"rate":1.75}'])
  await expect(page.getByRole('dialog', { name: 'Speed' })).toBeVisible()
})

test('a choice of the sleep timer closes its panel, five more minutes do not', async ({ page, show }) => {
  await show('gv-transport/muted,-fast,-timer-running')
  const opener = page.getByRole('button', { name: 'Sleep timer: 13 minutes left' })
  await opener.click()
  await page.getByRole('button', { name: '5 more minutes' }).click()
  await page.getByRole('button', { name: 'End of chapter' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(opener).toBeFocused()
  expect(await asked(page)).toEqual(['sleep-more {}', 'sleep {"choice":"chapter"}'])
})

test('on a phone speed is reached through the row, the timer through “More”, and the focus comes back', async ({
  page,
  show,
}) => {
  await page.setViewportSize({ width: 390, height: 800 })
  await show('gv-transport/phone-with-timer')
  const more = page.getByRole('button', { name: 'More', exact: true })
  await more.click()
  await page.getByRole('button', { name: 'Sleep timer' }).click()
  const sleep = page.getByRole('dialog', { name: 'Sleep timer' })
  await expect(sleep.getByRole('button', { name: '15 min' })).toBeFocused()
  await expect(page.getByRole('dialog', { name: 'More' })).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
})

test('settings ask for one preference at a time', async ({ page, show }) => {
  await show('gv-transport/playing')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('button', { name: 'Playback settings' }).click()
  const settings = page.getByRole('dialog', { name: 'Playback settings' })
  await settings.getByLabel('Skip forward').selectOption({ label: '45 seconds' })
  await settings.getByLabel('Play the next episode by itself').check()
  await expect(settings.getByLabel('Skip silence')).toBeDisabled()
  await expect(settings.getByLabel('Boost voices')).toHaveAccessibleDescription(/does not let its sound be worked on/)
  expect(await asked(page)).toEqual([
    'preference {"change":{"skipForwardSeconds":45}}',
    'preference {"change":{"autoplayNext":true}}',
  ])
})

test('panels that can not be loaded say so, and are loaded when opened again', async ({ page, gallery }) => {
  // Alone, as on a page: the gallery has the panels at hand already.
  const blank = new URL('blank.html', gallery.url).href
  const body = `<!doctype html><title>Alone</title><gv-transport></gv-transport>
    <script type="module" src="./src/player/elements/gv-transport.ts"></script>`
  await page.route(blank, (route) => route.fulfill({ contentType: 'text/html', body }))
  let away = true
  await page.route(/transport-panels\.ts/, (route) => (away ? route.abort() : route.fallback()))
  await page.goto(blank)
  const more = page.getByRole('button', { name: 'More', exact: true })
  await expect(more).toBeVisible()
  await more.click()
  await expect(page.getByRole('dialog', { name: 'More' })).toHaveText(/could not be loaded/)
  await page.keyboard.press('Escape')
  away = false
  await more.click()
  await expect(
    page.getByRole('dialog', { name: 'More' }).getByRole('button', { name: 'Playback settings' }),
  ).toBeVisible()
})

for (const kind of ['playing', 'video'] as const) {
  test(`at every width all controls are there once, none is cut off, and play keeps its place: ${kind}`, async ({
    page,
    show,
  }) => {
    const transport = await show(`gv-transport/${kind}`)
    await page.setViewportSize({ width: 1400, height: 900 })
    for (let width = 176; width <= 1180; width += 20) {
      const seen = await transport.evaluate(async (element, wide) => {
        const host = element as HTMLElement & { state: object; updateComplete: Promise<boolean> }
        const root = host.shadowRoot
        const more = root?.querySelector('gv-more') as HTMLElement & { updateComplete: Promise<boolean> }
        const stage = host.closest<HTMLElement>('.stage')
        stage?.style.setProperty('width', `${wide + 32}px`)
        stage?.style.setProperty('max-width', 'none')
        host.closest('main')?.style.setProperty('max-width', 'none')
        const play = () => JSON.stringify(root?.querySelector('.play')?.getBoundingClientRect())
        const places = new Set([play()])
        for (const change of [{ paused: true }, { waiting: true }, { paused: false, waiting: false }]) {
          host.state = { ...host.state, ...change }
          await host.updateComplete
          places.add(play())
        }
        const shown = (one: Element) => one.getClientRects().length > 0
        const row = [...(root?.querySelectorAll('.row button, .row input') ?? [])].filter(shown)
        const boxes = row.map((one) => one.getBoundingClientRect())
        const own = host.getBoundingClientRect()
        more.showPopover()
        await more.updateComplete
        const items = [...(more.shadowRoot?.querySelectorAll('button, input') ?? [])].filter(shown)
        more.hidePopover()
        const name = (one: Element) =>
          (one.ariaLabel ?? one.textContent)
            ?.trim()
            .replace(/:? *1×$/, '')
            .replace(/\s+(On|Off)$/, '')
            .trim() || 'Volume'
        return {
          names: [...row.map(name), ...items.map(name)],
          places: places.size,
          overlaps: boxes.some((a, i) =>
            boxes.some((b, j) => j > i && a.left < b.right - 0.5 && b.left < a.right - 0.5),
          ),
          cut: boxes.some((box) => box.left < own.left - 0.5 || box.right > own.right + 0.5),
          small: boxes.some((box) => box.height < 44 || box.width < 44),
        }
      }, width)
      const { names, ...rest } = seen
      expect(rest, `${width} px`).toEqual({ places: 1, overlaps: false, cut: false, small: false })
      const all = [
        'More',
        'Pause',
        'Back 15 seconds',
        'Forward 30 seconds',
        'Previous chapter',
        'Next chapter',
        'Speed',
      ]
      all.push('Sleep timer', 'Mute', 'Volume', 'Playback settings', 'Keyboard shortcuts')
      if (kind === 'video') all.push('Captions', 'Full screen', 'Picture in picture', 'Play on another device')
      expect(names.toSorted(), `${width} px`).toEqual(all.toSorted())
    }
  })
}

test('right to left, back stays left of forward and the seek bar runs on to the right', async ({ page, show }) => {
  await show('gv-transport/playing', '&dir=rtl')
  const left = async (name: string) => (await page.getByRole('button', { name }).boundingBox())?.x ?? 0
  expect(await left('Back 15 seconds')).toBeLessThan(await left('Forward 30 seconds'))
  expect(await left('More')).toBeLessThan(await left('Speed'))
  const bar = await show('gv-seek-bar/typical', '&dir=rtl')
  const slider = bar.getByRole('slider')
  const box = await slider.boundingBox()
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) * 0.9, (box?.y ?? 0) + (box?.height ?? 0) / 2)
  const [seek = ''] = await asked(page)
  expect(JSON.parse(seek.slice(5)).toSeconds).toBeGreaterThan(500)
})

test('the seek bar says the chapter, shows it under the mouse and while dragging, and asks only when let go', async ({
  page,
  show,
}) => {
  const bar = await show('gv-seek-bar/typical')
  const slider = bar.getByRole('slider', { name: 'Seek' })
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    '3 minutes 25 seconds of 10 minutes 20 seconds, chapter: The message is written down',
  )
  const tip = bar.locator('.tip')
  await expect(tip).toBeHidden()
  const box = (await slider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const at = (share: number) => [box.x + 10 + (box.width - 20) * share, box.y + box.height / 2] as const
  await page.mouse.move(...at(0.5))
  await expect(tip).toHaveText(/5:1\d\s*Across the river, by lamp/)
  await page.mouse.move(...at(0.9))
  await page.mouse.down()
  await page.mouse.move(...at(0.1))
  await expect(tip).toHaveText(/1:0\d\s*On the first hill/)
  expect(await asked(page)).toEqual([])
  await page.mouse.up()
  expect((await asked(page)).length).toBe(1)
  await page.mouse.move(5, 5)
  await expect(tip).toBeHidden()
  await slider.focus()
  await page.keyboard.press('ArrowLeft')
  expect((await asked(page)).at(-1)).toBe('seek {"toSeconds":200}')
})

test('a waveform put behind the seek bar makes room for itself', async ({ show }) => {
  const bar = await show('gv-seek-bar/without-chapters')
  const before = (await bar.boundingBox())?.height ?? 0
  await bar.evaluate((element) => {
    const wave = document.createElement('i')
    wave.slot = 'waveform'
    element.append(wave)
  })
  await expect(bar).toHaveAttribute('has-waveform')
  expect((await bar.boundingBox())?.height).toBeGreaterThan(before + 30)
})

test('the list of shortcuts is modal, and gives the focus back', async ({ page, show }) => {
  await show('gv-shortcuts/typical')
  const opener = page.getByRole('button', { name: 'Show them' })
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog).toContainText('Back 15 seconds')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
  await opener.click()
  await page.mouse.click(3, 3)
  await expect(dialog).toBeHidden()
})

for (const theme of ['light', 'dark'] as const) {
  // By default accessible.e2e.ts opens them, in the player itself.
  test(`no accessibility violation with a panel open: ${theme}`, { tag: '@full' }, async ({ page, show }) => {
    const violations = async () => {
      const { violations: found } = await new AxeBuilder({ page }).analyze()
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    }
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 390, height: 800 })
    await show('gv-transport/phone-with-timer', `&theme=${theme}`)
    for (const id of ['speed', 'sleep', 'settings', 'more']) {
      await page.locator('gv-transport').evaluate((element, panel) => {
        element.shadowRoot?.querySelector<HTMLElement>(`#${panel}`)?.showPopover()
      }, id)
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await violations(), id).toEqual([])
      await page.keyboard.press('Escape')
    }
    await show('gv-shortcuts/typical', `&theme=${theme}`)
    await page.getByRole('button', { name: 'Show them' }).click()
    expect(await violations(), 'shortcuts').toEqual([])
  })
}
