/** The embed in real pages of another site: facade, frame, keyboard, one at a time, strict policies. */
import AxeBuilder from '@axe-core/playwright'
import { expect, facade, frameOf, isPlaying, line, open, playButton, playerPages, test } from './support/embed-page.ts'

test('one line shows the episode; the player comes with the first interest and nothing moves', async ({
  page,
  sites,
}) => {
  const wrong = await open(page, sites, line(sites))
  await expect(facade(page).getByText('The long vine')).toBeVisible()
  await expect(facade(page).getByText('Vines & Wires')).toBeVisible()
  await expect(facade(page).getByRole('button', { name: 'Play The long vine' })).toBeVisible()
  await expect.poll(() => sites.host.asked.includes('/cover.svg')).toBe(true)
  expect(await facade(page).evaluate((element) => element.clientHeight)).toBe(200)
  expect(playerPages(sites)).toEqual([])
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])

  await facade(page).hover()
  await expect(facade(page).locator('iframe.shown')).toBeVisible()
  await expect(facade(page).locator('iframe')).toHaveAttribute('title', 'The long vine – Vines & Wires')
  expect(playerPages(sites)).toHaveLength(1)
  const frame = await frameOf(page)
  await frame.getByRole('button', { name: 'Play' }).click()
  await expect.poll(() => isPlaying(frame)).toBe(true)
  expect(await page.evaluate(() => window.shifts)).toEqual([])
  expect(wrong).toEqual([])
})

test('with title and cover on the page nothing is fetched before interest', async ({ page, sites }) => {
  const more = `data-title="From the page" data-cover="${sites.host.origin}/cover.svg" data-size="mini" style="display:block;min-height:72px"`
  await open(page, sites, line(sites, 'one', more))
  await expect(facade(page).getByText('From the page')).toBeVisible()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  expect(sites.host.asked.filter((path) => path.endsWith('.json'))).toEqual([])
  expect(await facade(page).evaluate((element) => element.clientHeight)).toBe(72)
  expect(await page.evaluate(() => window.shifts)).toEqual([])
})

test('one tap on the facade plays, sound and all, in the frame that comes', async ({ browser, sites }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } })
  const page = await context.newPage()
  const wrong = await open(page, sites, line(sites))
  await expect(facade(page).getByText('The long vine')).toBeVisible()
  await playButton(page).tap()
  await expect(facade(page).locator('iframe.shown')).toBeVisible()
  const frame = await frameOf(page)
  await expect.poll(() => frame.evaluate(() => window.standIn.audio.currentTime)).toBeGreaterThan(0)
  expect(await frame.evaluate(() => window.standIn.refused)).toBe(0)
  expect(await page.evaluate(() => window.shifts)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  expect(wrong).toEqual([])
  await context.close()
})

test('by keyboard alone: focus stays until play is pressed, then it is on the player', async ({ page, sites }) => {
  await open(page, sites, `<a href="#x">Before</a>${line(sites)}<a href="#y">After</a>`)
  await expect(facade(page).getByText('The long vine')).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(playButton(page)).toBeFocused()
  // The frame is loaded by now or soon; it may not take the place of what has the focus.
  await expect.poll(() => playerPages(sites).length).toBe(1)
  await expect(facade(page).locator('iframe')).toBeAttached()
  await expect(playButton(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(facade(page).locator('iframe.shown')).toBeVisible()
  const frame = await frameOf(page)
  await expect.poll(() => isPlaying(frame)).toBe(true)
  await expect(frame.getByRole('button', { name: 'Pause' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(() => isPlaying(frame)).toBe(false)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'After' })).toBeFocused()
})

test('who tabs past the facade leaves the player behind, ready, and focus was never taken', async ({ page, sites }) => {
  await open(page, sites, `<a href="#x">Before</a>${line(sites)}<a href="#y">After</a>`)
  await expect(facade(page).getByText('The long vine')).toBeVisible()
  for (const _ of [1, 2, 3]) await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'After' })).toBeFocused()
  await expect(facade(page).locator('iframe.shown')).toBeVisible()
  await expect(page.getByRole('link', { name: 'After' })).toBeFocused()
  expect(await isPlaying(await frameOf(page))).toBe(false)
})

test('several on one page: one plays at a time', async ({ page, sites }) => {
  await open(page, sites, line(sites) + line(sites, 'two') + line(sites))
  await expect(page.locator('grapevine-episode')).toHaveCount(3)
  await playButton(page, 0).click()
  await expect(facade(page, 0).locator('iframe.shown')).toBeVisible()
  const first = await frameOf(page, 0)
  await expect.poll(() => isPlaying(first)).toBe(true)
  await facade(page, 1).hover()
  await expect(facade(page, 1).locator('iframe.shown')).toBeVisible()
  const second = await frameOf(page, 1)
  await second.getByRole('button', { name: 'Play' }).click()
  await expect.poll(() => isPlaying(first)).toBe(false)
  expect(await isPlaying(second)).toBe(true)
  await playButton(page, 2).click()
  await expect.poll(() => isPlaying(second)).toBe(false)
  expect(await isPlaying(first)).toBe(false)
})

test('a page with a strict policy takes it, as the docs say', async ({ page, sites }) => {
  const { origin } = sites.host
  const policy = [
    `default-src 'none'; base-uri 'none'; script-src ${origin}; frame-src ${origin}; connect-src ${origin}; img-src ${origin} data:`,
    "require-trusted-types-for 'script'; trusted-types 'none'",
  ].join('; ')
  const wrong = await open(page, sites, line(sites, 'one', ''), { 'Content-Security-Policy': policy })
  await expect(facade(page).getByText('The long vine')).toBeVisible()
  await playButton(page).click()
  await expect(facade(page).locator('iframe.shown')).toBeVisible()
  const frame = await frameOf(page)
  await expect.poll(() => isPlaying(frame)).toBe(true)
  await frame.evaluate(() => window.standIn.wantedHeight.set(300))
  await expect.poll(() => facade(page).evaluate((element) => element.clientHeight)).toBe(300)
  expect(wrong).toEqual([])
})

test('without connect-src the facade has no title but the player still comes', async ({ page, sites }) => {
  const { origin } = sites.host
  const policy = `default-src 'none'; script-src ${origin}; frame-src ${origin}`
  await open(page, sites, line(sites, 'one', ''), { 'Content-Security-Policy': policy })
  await expect(facade(page).getByRole('button', { name: 'Play Podcast' })).toBeVisible()
  await playButton(page).click()
  await expect(facade(page).locator('iframe.shown')).toBeVisible()
})

test('tags that come later and elements are embedded too, a tag without an episode is not', async ({ page, sites }) => {
  const { origin } = sites.host
  const body = `<grapevine-episode data-episode="${origin}/episodes/one.json"><a href="${origin}/episodes/one.html">By hand</a></grapevine-episode>
    <grapevine-episode id="none"><a href="/x">Still a link</a></grapevine-episode>
    <script type="module" src="${origin}/embed.js"></script><div id="late"></div>`
  await open(page, sites, body)
  await expect(page.locator('grapevine-episode').first().getByText('The long vine')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Still a link' })).toBeVisible()
  await page.evaluate((src) => {
    const script = document.createElement('script')
    Object.assign(script, { type: 'module', src: `${src}/embed.js?v=2` })
    script.dataset.episode = `${src}/episodes/two.json`
    document.querySelector('#late')?.append(script)
  }, origin)
  await expect(page.locator('#late grapevine-episode').getByText('Whispers')).toBeVisible()
  await page.evaluate(async (src) => {
    const element = document.querySelector<HTMLElement>('#late grapevine-episode')
    if (element) element.dataset.episode = `${src}/episodes/one.json`
  }, origin)
  await expect(page.locator('#late grapevine-episode').getByText('The long vine')).toBeVisible()
  // Two copies of the script ran by now: each tag has one embed.
  await expect(page.locator('#late grapevine-episode')).toHaveCount(1)
})

test("without script the page's own link is there", async ({ browser, sites }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  sites.page.put(
    '/',
    `<grapevine-episode data-episode="x"><a href="/one">By hand</a></grapevine-episode>${line(sites)}`,
  )
  await page.goto(`${sites.page.origin}/`)
  await expect(page.getByRole('link', { name: 'By hand' })).toBeVisible()
  await context.close()
})

for (const [what, text] of [
  ['broken', '{"version":1,'],
  ['another', '{"hello":"world"}'],
] as const) {
  test(`${what} JSON: words and the way to the episode's page, never an empty box`, async ({ page, sites }) => {
    sites.host.put(`/episodes/${what}.json`, text)
    const wrong = await open(page, sites, line(sites, what))
    await expect(facade(page).getByRole('status')).toHaveText('This episode can’t be shown here.')
    const link = facade(page).getByRole('link', { name: 'Open the episode’s page' })
    await expect(link).toHaveAttribute('href', `${sites.host.origin}/episodes/${what}.html`)
    await expect(playButton(page)).toBeHidden()
    expect(wrong).toEqual([])
    expect(await page.evaluate(() => window.shifts)).toEqual([])
  })
}

test('a frame without a player: words, the way out, and another try', async ({ page, sites }) => {
  await page.clock.install()
  await open(page, sites, line(sites, 'one', `data-player="${sites.host.origin}/player.html?mute"`))
  await expect(facade(page).getByText('The long vine')).toBeVisible()
  await playButton(page).click()
  await expect(facade(page).locator('iframe')).toBeAttached()
  await page.clock.fastForward(16_000)
  await expect(facade(page).getByRole('status')).toHaveText('This episode can’t be shown here.')
  await expect(facade(page).getByRole('link', { name: 'Open the episode’s page' })).toBeVisible()
  await playButton(page).click()
  await expect(facade(page).locator('iframe')).toHaveCount(1)
  await expect.poll(() => playerPages(sites).length).toBe(2)
})

test('the frame may ask for another height, within bounds', async ({ page, sites }) => {
  await open(page, sites, line(sites))
  await facade(page).hover()
  await expect(facade(page).locator('iframe.shown')).toBeVisible()
  const frame = await frameOf(page)
  const height = () => facade(page).evaluate((element) => element.clientHeight)
  for (const [asked, got] of [
    [480, 480],
    [1e6, 1_200],
    [10, 200],
  ] as const) {
    await frame.evaluate((wanted) => window.standIn.wantedHeight.set(wanted), asked)
    await expect.poll(height).toBe(got)
  }
})

test('a page that may not control the player shows it all the same', async ({ page, sites }) => {
  const player = `${sites.host.origin}/player.html?allow=https://blog.example`
  await open(page, sites, line(sites, 'one', `data-player="${player}"`))
  await page.evaluate(() => {
    window.addEventListener('message', ({ data }) => document.body.append(`[${data}]`))
  })
  await playButton(page).click()
  await expect(facade(page).locator('iframe.shown')).toBeVisible()
  const frame = await frameOf(page)
  await frame.getByRole('button', { name: 'Play' }).click()
  await expect.poll(() => isPlaying(frame)).toBe(true)
  const heard = await page.evaluate(() => document.body.textContent)
  expect(heard).toContain('"event":"grapevine:here"')
  expect(heard).not.toContain('"event":"ready"')
  expect(heard).not.toContain('"event":"play"')
})
