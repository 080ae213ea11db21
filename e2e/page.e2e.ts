/** The listening page as people use it: by ear, by keyboard, by screen reader, by link. */
import AxeBuilder from '@axe-core/playwright'
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'

const { audio, long, video } = EPISODES

test('controls do what they say, and say it in words', async ({ listen }) => {
  const a = await listen('A', { consent: 'no' })
  await a.choose(audio)
  await a.play()
  await a.reaches(1)
  const { page } = a
  const seek = page.getByRole('slider', { name: 'Seek' })
  await expect(seek).toHaveAttribute('aria-valuetext', /second.* of 3 minutes 36 seconds/)

  await page.getByRole('button', { name: 'Forward 30 seconds' }).click()
  await expect.poll(() => a.position()).toBeGreaterThan(30)
  await page.getByRole('button', { name: 'Back 15 seconds' }).click()
  await expect.poll(() => a.position()).toBeLessThan(30)

  await page.getByRole('button', { name: 'Speed: 1×' }).click()
  await page.getByRole('button', { name: '1.5×', exact: true }).click()
  await expect.poll(() => a.media().evaluate((element) => (element as HTMLMediaElement).playbackRate)).toBe(1.5)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Speed: 1.5×' })).toBeFocused()
  await page.getByRole('slider', { name: 'Volume' }).fill('0.4')
  await expect.poll(() => a.media().evaluate((element) => (element as HTMLMediaElement).volume)).toBeCloseTo(0.4, 1)
  await page.getByRole('button', { name: 'Mute' }).click()
  await expect.poll(() => a.media().evaluate((element) => (element as HTMLMediaElement).muted)).toBe(true)

  // The seek bar is a native range: arrow keys and typing work as anywhere.
  await seek.fill('100')
  await expect.poll(() => a.position()).toBeGreaterThan(99)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})

test('an episode has an address: links lead to it, back leads back, and the place is remembered', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'no' })
  await a.choose(audio)
  await a.play()
  await a.reaches(1)
  await a.seekTo(60)
  await a.reaches(62)
  const address = a.page.url()
  expect(new URL(address).searchParams.get('episode')).toBe('grapevine-demo-the-long-vine-2')
  await a.choose(long)
  await a.page.goBack()
  await expect(a.page.getByRole('heading', { name: audio.title }).first()).toBeVisible()
  await a.page.goto(stage.pageUrl)
  await a.page.goto(address)
  await expect(a.page.getByRole('heading', { name: audio.title }).first()).toBeVisible()
  await a.play()
  await a.reaches(59)
})

test('a feed that can not be had is said in words, and trying again works', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'no' })
  await a.context.route(/\/feed\.xml$/, (route) => route.abort())
  await a.page.goto(stage.pageUrl)
  const alert = a.page.getByRole('alert')
  await expect(alert).toBeVisible()
  await a.context.unroute(/\/feed\.xml$/)
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(a.page.getByRole('list', { name: 'Episodes' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  // By default accessible.e2e.ts sees all of these, and more.
  test(`no accessibility violation, ${colorScheme}: asked, playing audio, playing video, failed`, {
    tag: '@full',
  }, async ({ stage, listen }) => {
    const a = await listen('A')
    await a.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const violations = async () => {
      const { violations } = await new AxeBuilder({ page: a.page }).analyze()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    }
    await expect(a.sharingQuestion()).toBeVisible()
    expect(await violations(), 'asked').toEqual([])
    await a.answerSharing('yes')
    await a.choose(audio)
    await a.play()
    await a.reaches(1)
    expect(await violations(), 'audio').toEqual([])
    await a.choose(video)
    await a.play()
    await a.reaches(1)
    expect(await violations(), 'video').toEqual([])
    stage.origin.mediaDown = true
    await a.choose(long)
    await a.play()
    await expect(a.page.getByRole('alert')).toBeVisible({ timeout: 20_000 })
    expect(await violations(), 'failed').toEqual([])
  })
}

test('episodes of the list go into the queue, which is there at the next visit', async ({ listen }) => {
  const a = await listen('A', { consent: 'no' })
  await a.choose(long)
  await a.page.getByRole('button', { name: 'Add “Whispers Down the Lane” to the queue' }).click()
  await expect(a.page.getByText('“Whispers Down the Lane” is in the queue.')).toBeVisible()
  await a.page.reload()
  await a.page.getByRole('button', { name: 'Queue', exact: true }).click()
  await expect(a.page.locator('gv-queue').getByText(audio.title)).toBeVisible()
})
