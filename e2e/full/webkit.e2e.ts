/** The player and its embed in WebKit, which has no WebRTC here: everything works, and every byte comes from the host or the cache. */
import { type Blog, startBlog } from '../support/blog.ts'
import { test as base, expect } from '../support/fixtures.ts'
import { MEDIA, position, reaches, see } from '../support/other-page.ts'
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
import { whyNoProgram } from '../support/programs.ts'
import { WebKitBrowser } from '../support/webkit-browser.ts'

const LONG = 'grapevine-demo-the-long-vine-1'
const SHORT = 'grapevine-demo-the-long-vine-2'

const test = base.extend<{ webkit: WebKitBrowser; blog: Blog }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  webkit: async ({}, use) => {
    const webkit = await WebKitBrowser.open()
    await use(webkit)
    await webkit.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  blog: async ({}, use) => {
    const blog = await startBlog('blog')
    await use(blog)
    await blog.close()
  },
})

const missing = whyNoProgram('WebKitWebDriver') ?? whyNoProgram('Xvfb')
test.skip(missing !== undefined, missing)

test('WebKit plays an embedded episode from the host, and seeks in it', async ({ stage, webkit }) => {
  await webkit.goto(stage.frameUrl(SHORT))
  await webkit.click('button.play', /^Play$/)
  await reaches(webkit, 1)
  await webkit.read(MEDIA, (media) => {
    ;(media as HTMLMediaElement).currentTime = 120
  })
  await reaches(webkit, 121)
  expect(await webkit.read(MEDIA, () => typeof RTCPeerConnection)).toBe('undefined')
  expect(await webkit.read(MEDIA, (media) => (media as HTMLMediaElement).currentSrc)).toContain('/~media/')
})

test('the listening page in WebKit: it plays, and every panel does what it says', async ({ stage, webkit }) => {
  await webkit.goto(`${stage.pageUrl}&episode=${LONG}`)
  await plays(webkit)
  await panelsOverIt(webkit)
  await reading(webkit)
  await sharesALink(webkit)
  await webkit.click('button.tab', /^Queue$/)
  await see(webkit, 'p', /^Nothing is waiting\.$/)
  await webkit.click('button.pill', /^Yes, share$/)
  await see(webkit, '.state', /can't connect to other listeners, so nothing is shared/)
  await webkit.click('button.tab', /^Listeners$/)
  await see(webkit, 'label', /^Daily allowance$/)
  await listsItsKeys(webkit)
})

test('a show in a frame in WebKit: an episode of the list goes into the queue', async ({ stage, webkit }) => {
  await webkit.goto(showUrl(stage.frameUrl(LONG)))
  await plays(webkit)
  await queues(webkit)
})

test('the embedded player in WebKit: full, card and bar, one press plays, a panel opens', async ({
  stage,
  blog,
  webkit,
}) => {
  const html = `<iframe title="Player" width="600" allow="autoplay" src="${stage.frameUrl(LONG)}"></iframe>`
  await webkit.goto(blog.add('/post', { html }))
  await fitsItsFrame(webkit)
})

test('a tap on the embed’s facade brings the player in WebKit, and one inside of it plays', async ({
  stage,
  blog,
  webkit,
}) => {
  await webkit.goto(blog.add('/post', { html: embedPage(stage.frameUrl(LONG)) }))
  await webkit.driver.actions({ async: true }).move(FACADE_PLAY).click().perform()
  await see(webkit, 'iframe.shown')
  await webkit.enterFrame()
  // WebKit lets a frame play only what it is asked for within the click itself, and the frame was not there yet: mostly.
  await expect(async () => {
    if (await webkit.sees('button.play', /^Play$/)) await webkit.click('button.play', /^Play$/)
    expect(await position(webkit)).toBeGreaterThan(1)
  }).toPass({ timeout: 40_000, intervals: [2_000] })
})

test('with a mouse one click plays in WebKit: the player has come with the pointer', async ({
  stage,
  blog,
  webkit,
}) => {
  await webkit.goto(blog.add('/post', { html: embedPage(stage.frameUrl(LONG)) }))
  await webkit.driver.actions({ async: true }).move(FACADE_PLAY).perform()
  await see(webkit, 'iframe.shown')
  await webkit.enterFrame()
  await webkit.click('button.play', /^Play$/)
  await reaches(webkit, 1)
})

test('in a sandboxed frame without an origin it plays in WebKit', async ({ stage, blog, webkit }) => {
  const html = `<iframe sandbox="allow-scripts" title="Player" width="600" height="400" src="${stage.frameUrl(SHORT)}#?secret=abc"></iframe>`
  await webkit.goto(blog.add('/post', { html }))
  await webkit.enterFrame()
  await plays(webkit)
  await runsOwnCodeOnly(webkit)
})

test('a page controls the player by messages in WebKit', async ({ stage, blog, webkit }) => {
  await webkit.goto(blog.add('/post', { html: clientPage(stage.frameUrl(LONG)) }))
  await obeysMessages(webkit)
})
