/** The embedded player's page: what it loads and when, whose show it believes it is for, and where nothing can be stored. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Frame, Page } from 'playwright/test'
import { startServer } from '../publish/index.ts'
import { type Blog, startBlog } from './support/blog.ts'
import { EPISODES } from './support/episodes.ts'
import { test as base, expect, type Stage } from './support/fixtures.ts'

const test = base.extend<{ blog: Blog }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  blog: async ({}, use) => {
    const blog = await startBlog('blog')
    await use(blog)
    await blog.close()
  },
})

const NAME = 'grapevine-demo-the-long-vine-2'
const { audio } = EPISODES

const play = (page: Page | Frame) => page.getByRole('button', { name: 'Play', exact: true }).click()
const position = (page: Page | Frame) =>
  page
    .locator('grapevine-player')
    .locator('audio, video')
    .first()
    .evaluate((media) => (media as HTMLMediaElement).currentTime)

/** The player frames of a page, once they are there. */
async function framesOf(page: Page, count = 1): Promise<Frame[]> {
  const found = () => page.frames().filter((frame) => frame.url().includes('/player.html'))
  await expect.poll(() => found().length).toBe(count)
  return found()
}

/** The player's page as a publisher has it who discloses sharing: `on` for the demo show. */
async function servePlayerSetOn(stage: Stage): Promise<{ readonly url: string; close(): Promise<void> }> {
  const pageDir = await mkdtemp(join(tmpdir(), 'grapevine-page-'))
  await cp('dist/page', pageDir, { recursive: true })
  const html = (await readFile(join(pageDir, 'player.html'), 'utf8'))
    .replace('content="show/feed.xml"', `content="${stage.origin.url}/feed.xml"`)
    .replace(/(name="grapevine:sharing" content=")ask/, '$1on')
  expect(html).toMatch(/feed\.xml"[\s\S]*content="on"/)
  await writeFile(join(pageDir, 'player.html'), html)
  const server = await startServer({ showDir: stage.showDir, pageDir, host: 'localhost', tracker: false })
  return {
    url: server.url,
    close: async () => {
      await server.close()
      await rm(pageDir, { recursive: true, force: true })
    },
  }
}

test('before play it transfers at most 45 KB of script, workers included, and no engine', async ({
  stage,
  browser,
}) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const scripts: string[] = []
  // On the context: what workers ask for is not the page's.
  context.on('response', (response) => {
    if (/javascript/.test(response.headers()['content-type'] ?? '')) scripts.push(response.url())
  })
  await page.goto(stage.frameUrl(NAME))
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  await page.waitForLoadState('networkidle')
  const before = [...new Set(scripts)]
  expect(before.filter((url) => url.includes('/late/'))).toEqual([])
  const sizes = await Promise.all(
    [...new Set([...before, new URL('player-sw.js', page.url()).href])].map(async (url) => {
      const body = await (await fetch(url)).arrayBuffer()
      return gzipSync(Buffer.from(body), { level: 9 }).length
    }),
  )
  expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(45_000)

  await play(page)
  await expect.poll(() => position(page)).toBeGreaterThan(1)
  expect(
    scripts.some((url) => /\/late\/peer-/.test(url)),
    'the engine came with play',
  ).toBe(true)
  await context.close()
})

test('a feed with a guid is enough, and the way out where the JSON can not be had', async ({ stage, browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const feed = encodeURIComponent(`${stage.origin.url}/feed.xml`)
  const base = stage.frameUrl(NAME).replace(/\?.*/, '')
  await page.goto(`${base}?feed=${feed}&episode=${NAME}`)
  await expect(page.getByRole('heading', { name: audio.title })).toBeVisible()
  await page.goto(`${base}?json=${encodeURIComponent(`${stage.origin.url}/gone.json`)}&feed=${feed}&episode=${NAME}`)
  await expect(page.getByRole('heading', { name: audio.title })).toBeVisible()
  await play(page)
  await expect.poll(() => position(page)).toBeGreaterThan(1)
  await context.close()
})

test('what can not be shown is said in words', async ({ stage, browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const base = stage.frameUrl(NAME).replace(/\?.*/, '')
  stage.origin.add('no-episode.json', Buffer.from('{"version":1,"show":{}}'))
  const alert = page.getByRole('alert')
  for (const [query, words] of [
    ['', /not told what to play/],
    [`?json=${encodeURIComponent(`${stage.origin.url}/gone.json`)}`, /does not have this episode/],
    [`?json=${encodeURIComponent(`${stage.origin.url}/no-episode.json`)}`, /not an episode/],
    [`?json=${encodeURIComponent('http://localhost:9/x.json')}`, /can't be reached/],
  ] as const) {
    await page.goto(`${base}${query}`)
    await expect(alert, query).toContainText(words)
  }
  await context.close()
})

test('a show opens with its list: another episode is a click away', async ({ stage, browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const base = stage.frameUrl(NAME).replace(/\?.*/, '')
  await page.goto(`${base}?show=${encodeURIComponent(`${stage.origin.url}/show.json`)}&episode=${NAME}`)
  await expect(page.getByRole('heading', { name: audio.title })).toBeVisible()
  await context.close()
})

test('in a sandboxed frame without an origin it plays, and shares only where the publisher set so', async ({
  stage,
  blog,
  browser,
}) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const sockets: string[] = []
  page.on('websocket', (socket) => sockets.push(socket.url()))
  const address = stage.frameUrl(NAME)
  await page.goto(
    blog.add('/post', {
      html: `<iframe sandbox="allow-scripts" allow="autoplay" title="Player" width="600" height="400" src="${address}#?secret=abc"></iframe>`,
    }),
  )
  const [frame] = await framesOf(page)
  if (frame === undefined) throw new Error('no frame')
  expect(await frame.evaluate(() => self.origin)).toBe('null')
  await play(frame)
  await expect.poll(() => position(frame), { timeout: 20_000 }).toBeGreaterThan(1)
  expect(sockets).toEqual([])
  await expect(frame.getByRole('region', { name: /^Share this show/ })).toHaveCount(0)

  const server = await servePlayerSetOn(stage)
  // MP3: without a service worker only MediaSource is left, which takes no plain MP4.
  const mp3 = stage.frameUrl('grapevine-demo-the-long-vine-1')
  const on = mp3.replace(new URL(mp3).origin, server.url)
  await page.goto(blog.add('/on', { html: `<iframe sandbox="allow-scripts" title="Player" src="${on}"></iframe>` }))
  const [sharing] = await framesOf(page)
  if (sharing === undefined) throw new Error('no frame')
  await play(sharing)
  await expect.poll(() => stage.tracker.stats().peers).toBe(1)
  await context.close()
  await server.close()
})

test('one plays at a time, of several frames on a page', async ({ stage, blog, browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const frameOf = (name: string) =>
    `<iframe allow="autoplay" title="${name}" width="600" height="300" src="${stage.frameUrl(name)}"></iframe>`
  await page.goto(blog.add('/post', { html: frameOf(NAME) + frameOf('grapevine-demo-the-long-vine-1') }))
  const [one, two] = await framesOf(page, 2)
  if (one === undefined || two === undefined) throw new Error('no frames')
  await play(one)
  await expect.poll(() => position(one)).toBeGreaterThan(0.5)
  await play(two)
  await expect.poll(() => position(two)).toBeGreaterThan(0.5)
  await expect(one.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await expect(two.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await context.close()
})

test("the publisher's setting holds for the publisher's own episodes only", async ({ stage, blog, browser }) => {
  const server = await servePlayerSetOn(stage)
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const open = (json: string) => page.goto(`${server.url}/player.html?json=${encodeURIComponent(json)}`)
    await open(`${stage.origin.url}/episodes/${NAME}.json`)
    await play(page)
    await expect.poll(() => stage.tracker.stats().peers).toBe(1)

    // Another site's file that says it is of this show.
    const body = await readFile(join(stage.showDir, 'episodes', `${NAME}.json`), 'utf8')
    const sockets: string[] = []
    page.on('websocket', (socket) => sockets.push(socket.url()))
    await open(blog.add('/one.json', { body, type: 'application/json' }))
    await play(page)
    await expect.poll(() => position(page)).toBeGreaterThan(1)
    expect(sockets).toEqual([])
    await expect.poll(() => stage.tracker.stats().peers).toBe(0)
  } finally {
    await context.close()
    await server.close()
  }
})

test('a no holds for the next episode too, where nothing can be stored', async ({ stage, blog, browser }) => {
  const server = await servePlayerSetOn(stage)
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const show = `${server.url}/player.html?show=${encodeURIComponent(`${stage.origin.url}/show.json`)}&episode=grapevine-demo-the-long-vine-1`
    const html = `<iframe sandbox="allow-scripts" title="Player" width="600" height="900" src="${show}"></iframe>`
    await page.goto(blog.add('/no', { html }))
    const [frame] = await framesOf(page)
    if (frame === undefined) throw new Error('no frame')
    await play(frame)
    await expect.poll(() => stage.tracker.stats().peers).toBe(1)
    await frame.getByRole('switch', { name: 'Share with other listeners' }).click()
    await expect.poll(() => stage.tracker.stats().peers).toBe(0)
    await frame.getByRole('button', { name: 'Episodes', exact: true }).click()
    await frame.getByRole('list', { name: 'Episodes' }).getByRole('button', { name: audio.title }).first().click()
    await expect(frame.getByRole('heading', { name: audio.title })).toBeVisible()
    await expect(frame.getByRole('switch', { name: 'Share with other listeners' })).toHaveAttribute(
      'aria-checked',
      'false',
    )
    // Who listens and takes another one goes on listening.
    await expect.poll(() => position(frame), { timeout: 20_000 }).toBeGreaterThan(1)
    expect(stage.tracker.stats().peers).toBe(0)
  } finally {
    await context.close()
    await server.close()
  }
})

test('an episode that can not be had stops nothing that plays, and is tried again', async ({ stage, browser }) => {
  const context = await browser.newContext({ viewport: { width: 700, height: 900 } })
  const page = await context.newPage()
  const base = stage.frameUrl(NAME).replace(/\?.*/, '')
  await page.goto(
    `${base}?show=${encodeURIComponent(`${stage.origin.url}/show.json`)}&episode=grapevine-demo-the-long-vine-1`,
  )
  await play(page)
  await expect.poll(() => position(page)).toBeGreaterThan(1)
  await page.route(new RegExp(`/episodes/${NAME}\\.json`), (route) => route.fulfill({ status: 503 }))
  await page.getByRole('button', { name: 'Episodes', exact: true }).click()
  await page.getByRole('list', { name: 'Episodes' }).getByRole('button', { name: audio.title }).first().click()
  await expect(page.getByRole('alert')).toContainText('does not have this episode')
  const at = await position(page)
  await expect.poll(() => position(page)).toBeGreaterThan(at + 1)
  await page.unroute(new RegExp(`/episodes/${NAME}\\.json`))
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: audio.title })).toBeVisible()
  await context.close()
})

test('one tap on the facade plays, also where the episode’s data come late', async ({ stage, blog, browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const json = `${stage.origin.url}/episodes/${NAME}.json`
  await page.route(json, async (route) => {
    // The frame's own request, not the facade's.
    if (route.request().frame() !== page.mainFrame()) await new Promise((resolve) => setTimeout(resolve, 1_500))
    await route.continue()
  })
  const embed = new URL('embed.js', stage.frameUrl(NAME)).href
  const html = `<script type="module" async src="${embed}" data-episode="${json}"></script>`
  await page.goto(blog.add('/late', { html }))
  await page.getByRole('button', { name: /^Play/ }).first().click()
  const [frame] = await framesOf(page)
  if (frame === undefined) throw new Error('no frame')
  await expect.poll(() => position(frame), { timeout: 20_000 }).toBeGreaterThan(1)
  await context.close()
})
