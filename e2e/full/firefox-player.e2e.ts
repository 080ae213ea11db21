/** The player and its embed in Firefox, as it comes: nothing is allowed that it does not allow everybody. */
import { type Blog, startBlog } from '../support/blog.ts'
import { FirefoxPage } from '../support/firefox-page.ts'
import { test as base, expect } from '../support/fixtures.ts'
import { MEDIA, reaches, see } from '../support/other-page.ts'
import {
  clientPage,
  embedPage,
  FACADE_PLAY,
  fitsItsFrame,
  listsItsKeys,
  obeysMessages,
  panelsOverIt,
  plays,
  queues,
  reading,
  runsOwnCodeOnly,
  sharesALink,
  showUrl,
} from '../support/player-tour.ts'
import { needProgram, whyNoProgram } from '../support/programs.ts'

const NAMES = ['firefox-esr', 'firefox'] as const
const LONG = 'grapevine-demo-the-long-vine-1'
const SHORT = 'grapevine-demo-the-long-vine-2'

const test = base.extend<{ firefox: FirefoxPage; blog: Blog }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  firefox: async ({}, use) => {
    const firefox = await FirefoxPage.open(needProgram(...NAMES))
    await use(firefox)
    await firefox.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  blog: async ({}, use) => {
    const blog = await startBlog('blog')
    await use(blog)
    await blog.close()
  },
})

const noFirefox = whyNoProgram(...NAMES)
test.skip(noFirefox !== undefined, noFirefox)

test('the listening page in Firefox: it plays, and every panel does what it says', async ({ stage, firefox }) => {
  await firefox.goto(`${stage.pageUrl}&episode=${LONG}`)
  await plays(firefox)
  await panelsOverIt(firefox)
  await reading(firefox)
  await sharesALink(firefox)
  await firefox.click('button.tab', /^Queue$/)
  await see(firefox, 'p', /^Nothing is waiting\.$/)
  await firefox.click('button.pill', /^Yes, share$/)
  await firefox.click('button.tab', /^Listeners$/)
  await see(firefox, 'label', /^Daily allowance$/)
  // It does not tell its connection, so that is asked.
  await see(firefox, 'label', /^Share on any connection$/)
  await listsItsKeys(firefox)
})

test('a show in a frame in Firefox: an episode of the list goes into the queue', async ({ stage, firefox }) => {
  await firefox.goto(showUrl(stage.frameUrl(LONG)))
  await plays(firefox)
  await queues(firefox)
})

test('the embedded player in Firefox: full, card and bar, one press plays, a panel opens', async ({
  stage,
  blog,
  firefox,
}) => {
  const html = `<iframe title="Player" width="600" allow="autoplay" src="${stage.frameUrl(LONG)}"></iframe>`
  await firefox.goto(blog.add('/post', { html }))
  await fitsItsFrame(firefox)
})

for (const how of ['finger', 'mouse'] as const) {
  test(`one tap on the embed's facade plays in Firefox, with sound: ${how}`, async ({ stage, blog, firefox }) => {
    await firefox.goto(blog.add('/post', { html: embedPage(stage.frameUrl(LONG)) }))
    // Nothing is evaluated before: Firefox takes that for the visitor's doing.
    const { x, y } = FACADE_PLAY
    if (how === 'finger') await firefox.page.touchscreen.tap(x, y)
    else await firefox.page.mouse.click(x, y)
    await expect.poll(() => stage.origin.mediaRequests(), { timeout: 20_000 }).toBeGreaterThan(0)
    await firefox.enterFrame()
    await reaches(firefox, 1)
    expect(await firefox.read(MEDIA, (media) => (media as HTMLMediaElement).muted)).toBe(false)
  })
}

test('in a sandboxed frame without an origin it plays in Firefox', async ({ stage, blog, firefox }) => {
  const html = `<iframe sandbox="allow-scripts" title="Player" width="600" height="400" src="${stage.frameUrl(SHORT)}#?secret=abc"></iframe>`
  await firefox.goto(blog.add('/post', { html }))
  await firefox.enterFrame()
  await plays(firefox)
  await runsOwnCodeOnly(firefox)
})

test('a page controls the player by messages in Firefox', async ({ stage, blog, firefox }) => {
  await firefox.goto(blog.add('/post', { html: clientPage(stage.frameUrl(LONG)) }))
  await obeysMessages(firefox)
})
