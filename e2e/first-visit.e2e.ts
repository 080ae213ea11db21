/** What a first visit to a show transfers before play: counted by a host that compresses as those of publishers do. */
import { startCompressedHost } from './support/compressed-host.ts'
import { expect, test } from './support/fixtures.ts'
import { feedXml, manyEpisodes } from './support/made-shows.ts'

const MOST_BYTES = 70_000

test('before play it transfers at most 70 KB of script, workers included, and nothing of engine, library or app', async ({
  stage,
  browser,
}) => {
  const host = await startCompressedHost('dist/page', { encodings: ['gzip'] })
  const context = await browser.newContext()
  const scripts = () => host.sent.filter(({ path }) => path.endsWith('.js'))
  try {
    const fileUrl = `${stage.origin.url}/1-the-long-vine.mp3`
    const episodes = manyEpisodes({ count: 300, fileUrl, lengthBytes: 6_700_000, seconds: 660 })
    host.put('many.xml', feedXml({ title: 'The long road', episodes }))
    const page = await context.newPage()
    await page.goto(`${host.url}/?feed=${encodeURIComponent(`${host.url}/many.xml`)}`)
    await expect(page.getByRole('link', { name: /^300\. / })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
    await page.waitForLoadState('networkidle')
    const before = scripts()
    const paths = before.map(({ path }) => path)
    expect(paths).toContainEqual('sw.js')
    expect(paths).toContainEqual(expect.stringMatching(/^assets\/http-feed-worker-/))
    expect(paths.filter((path) => path.includes('/late/'))).toEqual([])
    expect(new Set(paths).size, `each once: ${paths}`).toBe(paths.length)
    const bytes = before.reduce((sum, one) => sum + one.bytes, 0)
    expect(bytes, JSON.stringify(before)).toBeLessThanOrEqual(MOST_BYTES)

    await page.getByRole('button', { name: 'Play', exact: true }).click()
    const media = page.locator('grapevine-player').locator('audio, video').first()
    await expect.poll(() => media.evaluate((element) => (element as HTMLMediaElement).currentTime)).toBeGreaterThan(1)
    expect(
      scripts().map(({ path }) => path),
      'the engine came with play',
    ).toContainEqual(expect.stringMatching(/^assets\/late\/peer-/))
  } finally {
    await context.close()
    await host.close()
  }
})
