/** No accessibility violation with anything open, in both themes, on the page and in the frame; and nothing is wider than a phone. */
import type { Frame, Locator, Page } from 'playwright/test'
import { type Blog, startBlog } from './support/blog.ts'
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'
import type { Listener } from './support/listener.ts'
import { media, type Place, panel, player } from './support/player-parts.ts'
import { violations } from './support/violations.ts'

const { audio, long, video } = EPISODES
const DEMO = 'grapevine-demo-the-long-vine'

const button = (place: Place | Locator, name: string) => place.getByRole('button', { name, exact: true })
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

/** Names of the parts below the player, and under what name “More” offers them. */
const PARTS = {
  Chapters: 'Chapters',
  Transcript: 'Transcript',
  Queue: 'Queue',
  Share: 'Share this episode',
  Listeners: 'Sharing with other listeners',
} as const

async function openPart(place: Place, wish: string): Promise<void> {
  await button(place, 'More').click()
  await button(place.getByRole('dialog', { name: 'More' }), wish).click()
}

/** Opens each part of the player, one after the other, and looks at it. */
async function eachPart(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const [name, wish] of Object.entries(PARTS)) {
    await openPart(page, wish)
    await expect(panel(page, name)).toBeVisible()
    await expect(panel(page, name).locator('.pending')).toHaveCount(0)
    if (name === 'Share') await page.getByText('Put the player on your own page').click()
    await look(name)
  }
  for (const name of ['Speed: 1×', 'Sleep timer', 'More'] as const) {
    const opener = button(page, name)
    // What has no room in the row stands under “More”, and is looked at elsewhere.
    if (!(await opener.isVisible())) continue
    await opener.click()
    const dialog = page.getByRole('dialog', { name: name.split(':')[0] ?? name })
    await expect(dialog.locator('button, input').filter({ visible: true }).first()).toBeVisible()
    await look(name)
    if (name !== 'More') await page.keyboard.press('Escape')
  }
  await button(page, 'Playback settings').click()
  await expect(page.getByRole('dialog', { name: 'Playback settings' }).getByRole('combobox').first()).toBeVisible()
  await look('Playback settings')
  await page.keyboard.press('Escape')
  await button(page, 'More').click()
  await button(page, 'Keyboard shortcuts').click()
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await look('Keyboard shortcuts')
  await page.keyboard.press('Escape')
}

async function playing(a: Listener, episode: typeof audio): Promise<void> {
  await a.choose(episode)
  await a.play()
  await a.reaches(0.5)
}

// A theme each: Chromium now and then keeps a colour of the theme before, where it is changed on an open page.
for (const scheme of ['light', 'dark'] as const) {
  test(`on the page no panel and no menu has an accessibility violation: ${scheme}`, async ({ listen }) => {
    const a = await listen('A')
    await a.page.emulateMedia({ colorScheme: scheme })
    await expect(a.sharingQuestion()).toBeVisible()
    expect(await violations(a.page, [scheme]), 'asked').toEqual([])
    await a.answerSharing('yes')
    await playing(a, audio)
    for (const title of ['How Pieces Travel', 'Heard It Through the Grapevine'])
      await button(a.page, `Add “${title}” to the queue`).click()
    const within = ['grapevine-page', 'grapevine-player'] as const
    await eachPart(a.page, async (name) => expect(await violations(a.page, [scheme], within), name).toEqual([]))
  })
}

for (const scheme of ['light', 'dark'] as const)
  test(`a film on the page and an episode that failed have none either: ${scheme}`, async ({ stage, listen }) => {
    const a = await listen('A', { consent: 'no' })
    await a.page.emulateMedia({ colorScheme: scheme })
    await playing(a, video)
    await button(a.page, 'Captions').click()
    expect(await violations(a.page, [scheme]), 'film').toEqual([])
    stage.origin.mediaDown = true
    await a.choose(long)
    await a.play()
    await expect(a.page.getByRole('alert')).toBeVisible({ timeout: 20_000 })
    expect(await violations(a.page, [scheme]), 'failed').toEqual([])
  })

test('with forced colours there is none, and what is chosen, played and focused is still seen', async ({ listen }) => {
  const a = await listen('A', { consent: 'no' })
  const { page } = a
  await page.emulateMedia({ forcedColors: 'active' })
  await playing(a, audio)
  await eachPart(page, async (name) => {
    if (name === 'Chapters' || name === 'Playback settings')
      expect(await violations(page, ['light'], ['grapevine-page', 'grapevine-player']), name).toEqual([])
  })
  const lines = await button(page, 'Pause').evaluate((element) => {
    element.focus()
    return getComputedStyle(element).outlineStyle
  })
  expect(lines).not.toBe('none')
})

test('at twice the size, 320 wide, nothing is wider than the page, whatever is open', async ({ listen }) => {
  const a = await listen('A')
  const { page } = a
  await page.setViewportSize({ width: 320, height: 640 })
  await expect(a.sharingQuestion()).toBeVisible()
  expect(await overflow(page), 'asked').toBeLessThanOrEqual(0)
  await a.answerSharing('yes')
  await playing(a, audio)
  // Where there is little room it stands under “More”.
  await button(page, 'More for “How Pieces Travel”').click()
  await button(page, 'Play last').click()
  await eachPart(page, async (name) => {
    expect(await overflow(page), name).toBeLessThanOrEqual(0)
    const wide = await player(page).evaluate((element) => element.scrollWidth - element.clientWidth)
    expect(wide, `the player with ${name}`).toBeLessThanOrEqual(0)
  })
})

/** A player in a page of another site. */
async function openFrame(page: Page, blog: Blog, src: string, height: number): Promise<Frame> {
  const body = `<!doctype html><html lang="en"><title>A blog</title><main><h1>A post</h1><iframe title="An episode" allow="autoplay" width="640" height="${height}" src="${src}"></iframe></main>`
  await page.goto(blog.add('/post', { body, type: 'text/html; charset=utf-8' }))
  await expect.poll(() => page.frames().length).toBe(2)
  const frame = page.frames()[1]
  if (frame === undefined) throw new Error('there is no frame')
  await button(frame, 'Play').click()
  return frame
}

test('in the frame there is none: a card with each part open, a bar, a film, an episode that failed', async ({
  stage,
  browser,
}) => {
  const blog = await startBlog('blog')
  const context = await browser.newContext({ viewport: { width: 800, height: 1000 } })
  const page = await context.newPage()
  const card = await openFrame(page, blog, stage.frameUrl(`${DEMO}-2`), 200)
  await expect(button(card, 'Pause')).toBeVisible()
  expect(await violations(page), 'card').toEqual([])
  await page.locator('iframe').evaluate((element) => element.setAttribute('height', '800'))
  for (const name of ['Chapters', 'Transcript', 'Share'] as const) {
    await openPart(card, PARTS[name])
    await expect(panel(card, name)).toBeVisible()
    await expect(panel(card, name).locator('.pending')).toHaveCount(0)
    expect(await violations(page), `card with ${name}`).toEqual([])
  }
  await openPart(card, PARTS.Listeners)
  // A private window keeps nothing for frames of other sites, so nobody is asked there.
  await expect(card.getByText(/does not let the page remember your choice/)).toBeVisible()
  expect(await violations(page), 'card with Listeners').toEqual([])
  for (const [name, height] of [
    ['2', 72],
    ['3', 360],
  ] as const) {
    const frame = await openFrame(page, blog, stage.frameUrl(`${DEMO}-${name}`), height)
    await expect(button(frame, 'Pause')).toBeVisible()
    await expect.poll(() => media(frame, 'currentTime')).toBeGreaterThan(0)
    expect(await violations(page), `${height} high`).toEqual([])
  }
  stage.origin.mediaDown = true
  const failed = await openFrame(page, blog, stage.frameUrl(`${DEMO}-1`), 200)
  await expect(failed.getByRole('alert')).toBeVisible({ timeout: 20_000 })
  expect(await violations(page), 'failed').toEqual([])
  // Where it can be remembered it asks.
  await page.goto(stage.frameUrl(`${DEMO}-2`))
  await openPart(page, PARTS.Listeners)
  await expect(page.getByRole('region', { name: /^Share this show/ })).toBeVisible()
  expect(await violations(page, ['dark'], ['grapevine-frame', 'grapevine-player']), 'asks').toEqual([])
  await context.close()
  await blog.close()
})
