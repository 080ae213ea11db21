/**
 * The one line on another site's page, with the player itself in its frame: a tap plays, panels make room for themselves, and what
 * stands around the frame may read and control it. (What the facade and the messages do in detail: embed.e2e.ts, player-js.e2e.ts.)
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Frame, Page } from 'playwright/test'
import { startServer } from '../publish/index.ts'
import { type Blog, startBlog } from './support/blog.ts'
import { EPISODES } from './support/episodes.ts'
import { test as base, expect, type Stage } from './support/fixtures.ts'
import { media, panel, player } from './support/player-parts.ts'

const { audio, long, video } = EPISODES
const DEMO = 'grapevine-demo-the-long-vine'

const test = base.extend<{ blog: Blog }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  blog: async ({}, use) => {
    const blog = await startBlog('blog')
    await use(blog)
    await blog.close()
  },
})

const hostOf = (stage: Stage) => new URL(stage.frameUrl('x')).origin
/** @param data what the line names, without `data-` */
const line = (stage: Stage, data: Readonly<Record<string, string>>, more = 'style="display:block;min-height:200px"') =>
  `<script type="module" async src="${hostOf(stage)}/embed.js" ${Object.entries(data)
    .map(([name, value]) => `data-${name}="${value}"`)
    .join(' ')} ${more}></script>`
const episodeFile = (stage: Stage, number: number) => ({
  episode: `${stage.origin.url}/episodes/${DEMO}-${number}.json`,
})
const embed = (page: Page, index = 0) => page.locator('grapevine-episode').nth(index)
const height = (page: Page) => embed(page).evaluate((element) => element.clientHeight)

async function frameIn(page: Page, index = 0): Promise<Frame> {
  const element = await embed(page, index).locator('iframe.shown').elementHandle()
  const frame = await element?.contentFrame()
  if (!frame) throw new Error('there is no frame')
  return frame
}

/** Notes what moves on the page and what goes wrong in it. */
async function watch(page: Page): Promise<{ readonly wrong: string[]; shifts(): Promise<number[]> }> {
  const wrong: string[] = []
  page.on('pageerror', (error) => wrong.push(String(error)))
  page.on('console', (message) => {
    const isKnown = message.text() === "Unrecognized feature: 'web-share'."
    const isIcon = message.location().url.endsWith('/favicon.ico')
    if (message.type() === 'error' && !isKnown && !isIcon) wrong.push(`${message.text()} ${message.location().url}`)
  })
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ('value' in entry) shifts.push(Number(entry.value))
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return { wrong, shifts: () => page.evaluate(() => (window as unknown as { shifts: number[] }).shifts) }
}

test('one line and one tap: it plays, nothing has moved, and an open part makes room for itself', async ({
  stage,
  blog,
  browser,
}) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } })
  const page = await context.newPage()
  const { wrong, shifts } = await watch(page)
  await page.goto(blog.add('/post', { html: `${line(stage, episodeFile(stage, 2))}<p>More words.</p>` }))
  await expect(embed(page).getByText('Whispers Down the Lane')).toBeVisible()
  await embed(page).getByRole('button', { name: /^Play/ }).tap()
  await expect(embed(page).locator('iframe.shown')).toBeVisible()
  const frame = await frameIn(page)
  await expect.poll(() => media(frame, 'currentTime'), { timeout: 20_000 }).toBeGreaterThan(0.3)
  expect(await height(page)).toBe(200)
  expect(await shifts()).toEqual([])

  // The cover's colour, and its sound as a wave.
  const look = JSON.parse(await readFile(join(stage.showDir, 'episodes', `${DEMO}-2.json`), 'utf8')) as object
  expect(JSON.stringify(look)).toContain('"accent"')
  const accent = await player(frame)
    .locator('section')
    .evaluate((element) => [
      getComputedStyle(element).getPropertyValue('--gv-accent'),
      getComputedStyle(document.documentElement).getPropertyValue('--gv-accent'),
    ])
  expect(accent[0]).not.toBe(accent[1])
  const inked = () =>
    frame.locator('gv-waveform canvas').evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement
      const { data } = (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height) ?? {
        data: [],
      }
      return [...data].filter((value, index) => index % 4 === 3 && value > 0).length
    })
  await expect.poll(inked).toBeGreaterThan(500)

  await frame.getByRole('button', { name: 'More', exact: true }).tap()
  await frame.getByRole('dialog', { name: 'More' }).getByRole('button', { name: 'Chapters', exact: true }).tap()
  await expect(panel(frame, 'Chapters').getByRole('listitem')).toHaveCount(3)
  await expect.poll(() => height(page)).toBeGreaterThan(300)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await panel(frame, 'Chapters')
    .getByRole('button', { name: /One bit more/ })
    .tap()
  await expect.poll(() => media(frame, 'currentTime')).toBeGreaterThan(67)
  expect(wrong).toEqual([])
  await context.close()
})

interface PlayerJs {
  on(event: string, listener: (value: unknown) => void): void
  play(): void
  pause(): void
  setCurrentTime(seconds: number): void
  getDuration(answer: (value: number) => void): void
  getPaused(answer: (value: boolean) => void): void
}
type WithPlayer = { playerjs: { Player: new (frame: Element | null) => PlayerJs }; player: PlayerJs }

test('player.js from npm reads and drives it: duration, play, a seek, pause', async ({ stage, blog, browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  blog.add('/player.js', {
    body: await readFile('node_modules/player.js/dist/player-0.1.0.js', 'utf8'),
    type: 'text/javascript',
  })
  await page.goto(
    blog.add('/post', {
      html: `<script src="/player.js"></script><iframe allow="autoplay" title="An episode" width="600" height="200" src="${stage.frameUrl(`${DEMO}-2`)}"></iframe>`,
    }),
  )
  await page.evaluate(
    () =>
      new Promise<void>((ready) => {
        const here = window as unknown as WithPlayer
        here.player = new here.playerjs.Player(document.querySelector('iframe'))
        here.player.on('ready', () => ready())
      }),
  )
  await page.mouse.click(5, 5)
  const frame = page.frames()[1]
  if (frame === undefined) throw new Error('there is no frame')
  await page.evaluate(() => (window as unknown as WithPlayer).player.play())
  await expect.poll(() => media(frame, 'currentTime'), { timeout: 20_000 }).toBeGreaterThan(0.3)
  const ask = (name: 'getDuration' | 'getPaused') =>
    page.evaluate(
      (method) => new Promise<unknown>((done) => (window as unknown as WithPlayer).player[method](done)),
      name,
    )
  expect(Number(await ask('getDuration'))).toBeCloseTo(216, -1)
  await page.evaluate(() => (window as unknown as WithPlayer).player.setCurrentTime(100))
  await expect.poll(() => media(frame, 'currentTime')).toBeGreaterThan(99.9)
  await page.evaluate(() => (window as unknown as WithPlayer).player.pause())
  await expect.poll(() => media(frame, 'paused')).toBe(true)
  expect(await ask('getPaused')).toBe(true)
  await context.close()
})

test('a publisher names who may control it: all others see it play and control nothing', async ({
  stage,
  blog,
  browser,
}) => {
  const pageDir = await mkdtemp(join(tmpdir(), 'grapevine-page-'))
  await cp('dist/page', pageDir, { recursive: true })
  const html = await readFile(join(pageDir, 'player.html'), 'utf8')
  const named = html.replace(
    'name="grapevine:controllers" content="*"',
    `name="grapevine:controllers" content="${blog.url}"`,
  )
  expect(named).not.toBe(html)
  await writeFile(join(pageDir, 'player.html'), named)
  const server = await startServer({ showDir: stage.showDir, pageDir, host: 'localhost', tracker: false })
  const other = await startBlog('other')
  const context = await browser.newContext()
  const src = stage.frameUrl(`${DEMO}-2`).replace(hostOf(stage), server.url)
  // Asks for the duration as soon as the frame says that it is there.
  const body = `<iframe title="An episode" width="600" height="200" src="${src}"></iframe><script>
    addEventListener('message', ({ data, source }) => {
      const { event } = JSON.parse(data)
      document.title += ' ' + event
      if (event === 'grapevine:here') source.postMessage(JSON.stringify({ context: 'player.js', method: 'getDuration' }), '*')
    })</script>`
  try {
    for (const [site, answered] of [
      [blog, true],
      [other, false],
    ] as const) {
      const page = await context.newPage()
      await page.goto(site.add('/post', { html: body }))
      await expect(page).toHaveTitle(answered ? /here.* ready.* getDuration/ : /here/)
      const frame = page.frames()[1]
      if (frame === undefined) throw new Error('there is no frame')
      await frame.getByRole('button', { name: 'Play', exact: true }).click()
      await expect.poll(() => media(frame, 'currentTime')).toBeGreaterThan(0.3)
      if (!answered) expect(await page.title()).not.toMatch(/ready|getDuration|play/)
    }
  } finally {
    await context.close()
    await other.close()
    await server.close()
    await rm(pageDir, { recursive: true, force: true })
  }
})

test('a show with its list, and a feed with a guid where no JSON is: another episode is a tap away, one plays at a time', async ({
  stage,
  blog,
  browser,
}) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const show = { show: `${stage.origin.url}/show.json`, guid: `${DEMO}-2` }
  const feed = { feed: `${stage.origin.url}/feed.xml`, guid: `${DEMO}-1`, title: 'By its feed' }
  await page.goto(blog.add('/post', { html: line(stage, show) + line(stage, feed) }))
  await embed(page, 0).getByRole('button', { name: /^Play/ }).click()
  await expect(embed(page, 0).locator('iframe.shown')).toBeVisible()
  const first = await frameIn(page, 0)
  await expect(first.getByRole('heading', { name: audio.title })).toBeVisible()
  await expect.poll(() => media(first, 'currentTime'), { timeout: 20_000 }).toBeGreaterThan(0.3)
  await first.getByRole('button', { name: 'More', exact: true }).click()
  await first.getByRole('dialog', { name: 'More' }).getByRole('button', { name: 'Episodes', exact: true }).click()
  await panel(first, 'Episodes')
    .getByRole('button', { name: /^How Pieces Travel/ })
    .click()
  await expect(first.getByRole('heading', { name: video.title })).toBeVisible()
  // Who listens and takes another one goes on listening.
  await expect.poll(() => media(first, 'currentTime'), { timeout: 20_000 }).toBeGreaterThan(0.3)
  await first.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect.poll(() => media(first, 'paused')).toBe(true)
  await first.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => media(first, 'paused')).toBe(false)

  await expect(embed(page, 1).getByText('By its feed')).toBeVisible()
  await embed(page, 1).getByRole('button', { name: /^Play/ }).click()
  await expect(embed(page, 1).locator('iframe.shown')).toBeVisible()
  const second = await frameIn(page, 1)
  await expect(second.getByRole('heading', { name: long.title })).toBeVisible()
  await expect.poll(() => media(second, 'currentTime'), { timeout: 20_000 }).toBeGreaterThan(0.3)
  await expect.poll(() => media(first, 'paused')).toBe(true)
  await context.close()
})

test('on a page with a strict policy, and in a sandbox as WordPress makes it', async ({ stage, blog, browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const { wrong } = await watch(page)
  const [host, origin] = [hostOf(stage), stage.origin.url]
  const policy = [
    `default-src 'none'; base-uri 'none'; script-src ${host}; frame-src ${host}; connect-src ${origin}; img-src ${origin} data:`,
    "require-trusted-types-for 'script'; trusted-types 'none'",
  ].join('; ')
  const strict = { html: line(stage, episodeFile(stage, 2), ''), headers: { 'Content-Security-Policy': policy } }
  await page.goto(blog.add('/strict', strict))
  await embed(page).getByRole('button', { name: /^Play/ }).click()
  await expect(embed(page).locator('iframe.shown')).toBeVisible()
  const frame = await frameIn(page)
  await expect.poll(() => media(frame, 'currentTime'), { timeout: 20_000 }).toBeGreaterThan(0.3)
  expect(wrong).toEqual([])

  const sandboxed = `<iframe sandbox="allow-scripts" security="restricted" allow="autoplay" title="An episode" width="600"
    height="200" src="${stage.frameUrl(`${DEMO}-2`)}#?secret=aB3dE6gH9j"></iframe><script>
    addEventListener('message', ({ data }) => { if (data.secret === 'aB3dE6gH9j' && data.message === 'height') document.querySelector('iframe').height = data.value })
  </script>`
  await page.goto(blog.add('/wordpress', { html: sandboxed }))
  const inside = page.frames()[1]
  if (inside === undefined) throw new Error('there is no frame')
  expect(await inside.evaluate(() => self.origin)).toBe('null')
  await inside.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => media(inside, 'currentTime'), { timeout: 20_000 }).toBeGreaterThan(0.3)
  await inside.getByRole('button', { name: 'More', exact: true }).click()
  await inside.getByRole('dialog', { name: 'More' }).getByRole('button', { name: 'Transcript', exact: true }).click()
  await expect(panel(inside, 'Transcript').getByText('Welcome back to The Long Vine.')).toBeVisible()
  await expect.poll(() => page.locator('iframe').evaluate((element) => element.clientHeight)).toBeGreaterThan(300)
  await context.close()
})
