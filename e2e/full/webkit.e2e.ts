/** The embedded player in WebKit, which has no WebRTC here: everything works, and every byte comes from the host or the cache. */
import { test as base, expect } from '../support/fixtures.ts'
import { whyNoProgram } from '../support/programs.ts'
import { WebKitBrowser } from '../support/webkit-browser.ts'

const test = base.extend<{ webkit: WebKitBrowser }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  webkit: async ({}, use) => {
    const webkit = await WebKitBrowser.open()
    await use(webkit)
    await webkit.close()
  },
})

const missing = whyNoProgram('WebKitWebDriver') ?? whyNoProgram('Xvfb')
test.skip(missing !== undefined, missing)

const PLAYER = ['grapevine-frame', 'grapevine-player'] as const

test('WebKit plays an embedded episode from the host, and seeks in it', async ({ stage, webkit }) => {
  await webkit.driver.get(stage.frameUrl('grapevine-demo-the-long-vine-2'))
  const media = [...PLAYER, 'audio'] as const
  const play = await webkit.find(...PLAYER, 'gv-transport', 'button.play')
  await play.click()
  const position = () => webkit.read<number>('return element.currentTime', ...media)
  await expect.poll(position, { timeout: 20_000 }).toBeGreaterThan(1)
  await webkit.read('element.currentTime = 120', ...media)
  await expect.poll(position, { timeout: 20_000 }).toBeGreaterThan(121)
  expect(await webkit.read('return typeof RTCPeerConnection', ...media)).toBe('undefined')
  expect(await webkit.read('return element.currentSrc', ...media)).toContain('/~media/')
})
