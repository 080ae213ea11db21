/** The player on the listening page, used: everything the first three points of its promise name, with the real engine behind it. */
import type { Page } from 'playwright/test'
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'
import { media, openSettings, panel, player, tab } from './support/player-parts.ts'

const { audio, long, video } = EPISODES

/** What the system is told: the lock screen's two lines. */
const told = (page: Page) =>
  page.evaluate(() => {
    const { title, artist, album, artwork } = navigator.mediaSession.metadata ?? {}
    return { title, artist, album, pictures: artwork?.length }
  })
const heading = (page: Page, title: RegExp) => player(page).getByRole('heading', { name: title })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('how one likes to hear is set in the panels, holds at once and after a reload', async ({ listen }) => {
  const a = await listen('A', { consent: 'no' })
  const { page } = a
  await a.choose(audio)
  await button(page, 'Speed: 1×').click()
  await page.getByRole('slider', { name: 'Speed' }).fill('1.35')
  await page.keyboard.press('Escape')
  const settings = await openSettings(page)
  await settings.getByRole('combobox', { name: 'Skip back' }).selectOption('10 seconds')
  await settings.getByRole('combobox', { name: 'Skip forward' }).selectOption('60 seconds')
  await expect(settings.getByRole('checkbox', { name: 'Play the next episode by itself' })).not.toBeChecked()
  await settings.getByRole('checkbox', { name: 'Play the next episode by itself' }).check()
  await page.keyboard.press('Escape')

  await page.reload()
  await expect(button(page, 'Speed: 1.35×')).toBeVisible()
  await a.play()
  await a.reaches(1)
  expect(await media(page, 'playbackRate')).toBeCloseTo(1.35)
  await button(page, 'Forward 60 seconds').click()
  await expect.poll(() => a.position()).toBeGreaterThan(60)
  await button(page, 'Back 10 seconds').click()
  await expect.poll(() => a.position()).toBeLessThan(60)
  // At its end the next one plays by itself, as it was set before the reload.
  await a.seekTo(214)
  await expect(heading(page, long.title)).toBeVisible({ timeout: 15_000 })
  await expect.poll(() => media(page, 'paused')).toBe(false)
  expect(await media(page, 'playbackRate')).toBeCloseTo(1.35)
})

test('the sleep timer: so many minutes with a fade, the end of the chapter, the end of the episode', async ({
  listen,
}) => {
  const a = await listen('A', { consent: 'no' })
  const { page } = a
  await page.clock.install()
  await page.goto(`${page.url()}&episode=grapevine-demo-the-long-vine-1`)
  await a.play()
  await a.reaches(0.5)
  await button(page, 'Sleep timer').click()
  await button(page, '5 min').click()
  await expect(button(page, 'Sleep timer: 5 minutes left')).toBeVisible()
  await page.clock.fastForward(294_000)
  // It gets quiet first.
  await expect.poll(() => media(page, 'volume')).toBeLessThan(0.9)
  expect(await media(page, 'paused')).toBe(false)
  await page.clock.fastForward(10_000)
  await expect.poll(() => media(page, 'paused')).toBe(true)
  await expect.poll(() => media(page, 'volume'), 'the volume is what it was').toBe(1)
  await expect(button(page, 'Sleep timer')).toBeVisible()

  await a.seekTo(55)
  await a.play()
  await button(page, 'Sleep timer').click()
  await button(page, 'End of chapter').click()
  await expect.poll(() => media(page, 'paused'), { timeout: 15_000 }).toBe(true)
  expect(await a.position()).toBeGreaterThan(59)
  expect(await a.position()).toBeLessThan(61)

  const settings = await openSettings(page)
  await settings.getByRole('checkbox', { name: 'Play the next episode by itself' }).check()
  await page.keyboard.press('Escape')
  await a.choose(audio)
  await a.play()
  await a.reaches(0.5)
  await button(page, 'Sleep timer').click()
  await button(page, 'End of episode').click()
  await a.seekTo(214)
  await a.ends(15_000)
  await page.clock.fastForward(3_000)
  await expect(heading(page, audio.title), 'the next one does not begin').toBeVisible()
  expect(await media(page, 'paused')).toBe(true)
})

test('chapters: in a list, by buttons and keys, on the seek bar, and told to the system', async ({ listen }) => {
  const a = await listen('A', { consent: 'no' })
  const { page } = a
  await a.choose(audio)
  await a.play()
  await a.reaches(0.5)
  await expect
    .poll(() => told(page))
    .toEqual({
      title: 'A game of whispers',
      artist: 'The Long Vine',
      album: 'Whispers Down the Lane',
      pictures: 1,
    })
  await tab(page, 'Chapters').click()
  const list = panel(page, 'Chapters').getByRole('list', { name: 'Chapters' })
  await expect(list.getByRole('button')).toHaveCount(3)
  await list.getByRole('button', { name: /Keeping a vine honest/ }).click()
  await expect.poll(() => a.position()).toBeGreaterThan(149)
  await expect(list.locator('[aria-current="true"]')).toContainText('Keeping a vine honest')
  await expect.poll(async () => (await told(page)).title).toBe('Keeping a vine honest')
  await expect(page.getByRole('slider', { name: 'Seek' })).toHaveAttribute(
    'aria-valuetext',
    /chapter: Keeping a vine honest/,
  )
  await button(page, 'Previous chapter').click()
  await expect.poll(() => a.position()).toBeLessThan(149)
  await button(page, 'Next chapter').click()
  await expect.poll(() => a.position()).toBeGreaterThan(149)
  await expect(button(page, 'Next chapter')).toBeDisabled()
  await tab(page, 'Chapters').click()
  await expect(panel(page, 'Chapters')).toBeHidden()
})

test('the transcript: follows what is heard, is searched, and a tap goes there', async ({ listen }) => {
  const a = await listen('A', { consent: 'no' })
  const { page } = a
  await a.choose(audio)
  await a.play()
  await a.reaches(6.5)
  await tab(page, 'Transcript').click()
  const transcript = panel(page, 'Transcript')
  const heard = transcript.locator('[aria-current="true"]')
  await expect(heard).toHaveText('Welcome back to The Long Vine.')
  await expect(transcript.getByText('Computer voice').first()).toBeVisible()
  await expect(heard, 'it follows').toHaveText('You may know the game.', { timeout: 10_000 })
  await transcript.getByRole('searchbox', { name: 'Search the transcript' }).fill('HAMMING')
  const match = transcript.locator('.found')
  await expect(match).toContainText(/Hamming/)
  await match.click()
  await expect.poll(() => a.position()).toBeGreaterThan(60)
  await expect(heard).toContainText(/Hamming/)
  expect(await heard.evaluate((line) => line.getBoundingClientRect().height)).toBeGreaterThan(0)
})

test('the queue: filled from the list, put in order, kept, and played on at the end of an episode', async ({
  listen,
}) => {
  const a = await listen('A', { consent: 'no' })
  const { page } = a
  await a.choose(audio)
  await expect(button(page, 'Add “Whispers Down the Lane” to the queue'), 'it is in the player').toHaveCount(0)
  await button(page, 'Add “How Pieces Travel” to the queue').click()
  await expect(page.getByText('“How Pieces Travel” is in the queue.')).toBeVisible()
  await button(page, 'Add “Heard It Through the Grapevine” to the queue').click()
  await expect(page.getByText('“Heard It Through the Grapevine” is in the queue.')).toBeVisible()
  await expect(heading(page, audio.title), 'adding does not open').toBeVisible()
  await tab(page, 'Queue').click()
  const queue = panel(page, 'Queue')
  await expect(queue.locator('.title')).toHaveText(['How Pieces Travel', 'Heard It Through the Grapevine'])
  await queue.getByRole('button', { name: 'Move up: Heard It Through the Grapevine' }).click()
  await expect(queue.locator('.title')).toHaveText(['Heard It Through the Grapevine', 'How Pieces Travel'])

  await page.reload()
  await tab(page, 'Queue').click()
  await expect(queue.locator('.title')).toHaveText(['Heard It Through the Grapevine', 'How Pieces Travel'])
  await a.play()
  await a.reaches(0.5)
  await a.seekTo(215)
  // What is queued was asked for: it plays, also where nothing else begins by itself.
  await expect(heading(page, long.title)).toBeVisible({ timeout: 15_000 })
  await a.reaches(0.5)
  await expect(queue.locator('[aria-current="true"]')).toHaveText('Heard It Through the Grapevine')
  await queue.getByRole('button', { name: 'How Pieces Travel', exact: true }).click()
  await expect(heading(page, video.title)).toBeVisible()
})

test('an episode that ends is followed by nothing, unless that was wished for', async ({ listen }) => {
  const a = await listen('A', { consent: 'no' })
  await a.choose(audio)
  await a.play()
  await a.reaches(0.5)
  await a.seekTo(215)
  await a.ends(15_000)
  await expect(button(a.page, 'Play')).toBeVisible()
  await expect(heading(a.page, audio.title)).toBeVisible()
  // Played again, it begins anew.
  await a.play()
  await expect.poll(() => a.position()).toBeLessThan(60)
})

test('what can be taken away: a link to this moment that leads there, embed code, the file, the feed', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'no' })
  const { page } = a
  await a.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await a.choose(audio)
  await a.play()
  await a.reaches(0.5)
  await a.seekTo(95)
  await a.reaches(95)
  await button(page, 'Pause').click()
  await tab(page, 'Share').click()
  const share = panel(page, 'Share')
  await share.getByRole('checkbox', { name: 'Start at 1:35' }).check()
  await share.getByRole('button', { name: 'Copy link' }).click()
  await expect(share.getByText('Copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/episode=grapevine-demo-the-long-vine-2#t=95$/)

  await share.getByText('Put the player on your own page').click()
  const scriptCode = await share.getByLabel('One line of HTML').inputValue()
  expect(scriptCode).toContain(`data-feed="${stage.origin.url}/feed.xml" data-guid="grapevine-demo-the-long-vine-2"`)
  await share.getByRole('button', { name: 'Copy code' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(scriptCode)
  const file = share.getByRole('link', { name: 'Download' })
  await expect(file).toHaveAttribute('href', `${stage.origin.url}/${audio.file}`)
  await expect(file).toHaveAttribute('download', '')
  await expect(share.getByLabel('Feed address, for any other app')).toHaveValue(`${stage.origin.url}/feed.xml`)
  await expect(share.getByRole('link', { name: /AntennaPod/ })).toBeVisible()

  const friend = await listen('B', { consent: 'no', pageUrl: link })
  await friend.play()
  await friend.reaches(95.5)
  expect(await friend.position()).toBeLessThan(105)
  // Who has been further already starts at the moment of the link all the same.
  await friend.seekTo(180)
  await friend.reaches(180)
  await button(friend.page, 'Pause').click()
  await friend.page.goto('about:blank')
  await friend.page.goto(link)
  await expect(friend.page.getByRole('slider', { name: 'Seek' })).toHaveValue('95')
})

test('a film: captions, full screen and a window of its own are on offer, and the keys know them', async ({
  listen,
}) => {
  const a = await listen('A', { consent: 'no' })
  const { page } = a
  await a.choose(video)
  await a.play()
  await a.reaches(1)
  const tracks = () =>
    a.media().evaluate((element) => [...(element as HTMLMediaElement).textTracks].map(({ mode }) => mode))
  const captions = button(page, 'Captions')
  await expect(captions).toHaveAttribute('aria-pressed', 'false')
  await captions.click()
  await expect(captions).toHaveAttribute('aria-pressed', 'true')
  expect(await tracks()).toEqual(['showing'])
  const shown = () =>
    a.media().evaluate((element) => {
      const [track] = (element as HTMLMediaElement).textTracks
      return [...(track?.activeCues ?? [])].map((cue) => (cue as VTTCue).text).join(' ')
    })
  await expect.poll(shown, { timeout: 10_000 }).toContain('A podcast lives on a host.')
  await page.keyboard.press('c')
  await expect(captions).toHaveAttribute('aria-pressed', 'false')
  expect(await tracks()).not.toContain('showing')
  await page.keyboard.press('f')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await page.evaluate(() => document.exitFullscreen())
  await button(page, 'More').click()
  await expect(button(page, 'Picture in picture')).toBeVisible()
})

test('how much is shared is set in the player, and the engine holds it, after a reload too', async ({ listen }) => {
  const a = await listen('A', { consent: 'yes' })
  const { page } = a
  await a.choose(audio)
  const kept = () =>
    page.evaluate(
      () => JSON.parse(localStorage.getItem('grapevine:sharing-settings') ?? '{}') as Record<string, unknown>,
    )
  await tab(page, 'Listeners').click()
  const listeners = panel(page, 'Listeners')
  await listeners.getByRole('combobox', { name: 'Daily allowance' }).selectOption('1 GB a day')
  await listeners.getByRole('combobox', { name: 'Upload speed' }).selectOption('5 Mbit/s')
  await expect.poll(kept).toMatchObject({ allowanceBytesPerDay: 1e9, uploadBytesPerSecond: 625_000 })
  // The line beside the switch goes by what holds.
  await expect(page.getByText(/You give at most 1 GB a day at 5 Mbit\/s/)).toBeVisible()
  await a.play()
  await a.reaches(0.5)
  await page.reload()
  await tab(page, 'Listeners').click()
  await expect(listeners.getByRole('combobox', { name: 'Daily allowance' })).toHaveValue('1000000000')
  await expect(listeners.getByRole('combobox', { name: 'Upload speed' })).toHaveValue('625000')
  await expect(page.getByText(/You give at most 1 GB a day at 5 Mbit\/s/)).toBeVisible()
})

test('by keyboard alone: to the player, answer, play, seek, faster, transcript, the keys, share a link', async ({
  listen,
}) => {
  const a = await listen('A')
  const { page } = a
  await a.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { keyboard } = page
  const focusedName = () =>
    page.evaluate(() => {
      let focused = document.activeElement
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
      return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? ''
    })
  const tabTo = async (name: string | RegExp) => {
    for (let stops = 0; stops < 60; stops++) {
      const here = await focusedName()
      if (typeof name === 'string' ? here === name : name.test(here)) return
      await keyboard.press('Tab')
    }
    throw new Error(`no ${name} in sixty stops; the last is ${await focusedName()}`)
  }
  await tabTo('Play')
  await expect(a.sharingQuestion()).toBeVisible()
  await keyboard.press('Enter')
  await a.reaches(0.5)
  await expect(button(page, 'Pause')).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect.poll(() => a.position()).toBeGreaterThan(30)
  await keyboard.press('j')
  await expect.poll(() => a.position()).toBeLessThan(30)
  await keyboard.press('>')
  await expect.poll(() => media(page, 'playbackRate')).toBeGreaterThan(1)
  await keyboard.press('5')
  await expect.poll(() => a.position()).toBeGreaterThan(30)
  await keyboard.press('Shift+?')
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(keys).toBeVisible()
  await expect(keys.getByText('Forward 30 seconds')).toBeVisible()
  await keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await expect(button(page, 'Pause')).toBeFocused()
  await keyboard.press('t')
  const transcript = panel(page, 'Transcript')
  await expect(transcript).toBeFocused()
  await keyboard.press('Tab')
  await expect(transcript.getByRole('searchbox')).toBeFocused()
  // Keys typed into a field are letters.
  await keyboard.type('mk')
  expect(await media(page, 'paused')).toBe(false)

  // The question was asked below the player, before what is open there.
  await page.evaluate(() =>
    document.querySelector('grapevine-page')?.shadowRoot?.querySelector('grapevine-player')?.focus(),
  )
  await tabTo('Yes, share')
  await keyboard.press('Enter')
  await expect(page.getByRole('switch', { name: 'Share with other listeners' })).toBeFocused()
  await expect(page.getByRole('switch', { name: 'Share with other listeners' })).toHaveAttribute('aria-checked', 'true')
  await keyboard.press('Tab')
  await tabTo('Share')
  await keyboard.press('Enter')
  await tabTo('Copy link')
  await keyboard.press('Enter')
  await expect(panel(page, 'Share').getByText('Copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('episode=')
})
