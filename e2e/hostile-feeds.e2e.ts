/** Feeds that mean harm, on the built page: nothing of theirs runs, none of them stops the page, and each is told in words. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright/test'
import { hostileNotes } from '../src/player/demo/hostile-notes.ts'
import { test as base, expect, showQuery } from './support/library-fixtures.ts'
import type { LibraryPage } from './support/library-page.ts'
import { recordMainThread, type Task } from './support/main-thread.ts'

const RUN = "window.gvHarm='ran'"
const HEAD =
  '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Harm</title>'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** Tasks in which the page could not have answered a listener for 100 ms; processor time, since other processes are not the feed's doing. */
const standstills = (tasks: readonly Task[]) => tasks.filter(({ busyMs }) => busyMs >= 100)

const test = base.extend<{ watched: LibraryPage }>({
  /** A page whose main thread is recorded from when it stands until the test is over: it never stood still. */
  watched: async ({ stage, visit }, use, info) => {
    const a = await visit('view=settings')
    await a.shows('Settings')
    const stop = await recordMainThread(stage.browser, a.page, info.outputPath('trace.json'))
    await use(a)
    expect(standstills(await stop(50)), 'the page never stood still').toEqual([])
  },
})

/** A host whose feed never ends. @param write writes a piece of it; called again each time there is room, or each `paceMs` */
async function startEndless(write: (response: ServerResponse, nth: number) => boolean, paceMs = 0) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/rss+xml', 'Access-Control-Allow-Origin': '*' })
    response.write(HEAD)
    let nth = 0
    const more = (): void => {
      if (response.destroyed) return
      const hasRoom = write(response, nth++)
      if (paceMs > 0) setTimeout(more, paceMs)
      else if (hasRoom) setImmediate(more)
      else response.once('drain', more)
    }
    more()
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/feed.xml`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What of it ran, and which addresses of `harm.invalid` were asked for. */
function watchHarm(page: Page) {
  const fetched: string[] = []
  const dialogs: string[] = []
  page.on('request', (request) => request.url().includes('harm.invalid') && fetched.push(request.url()))
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  return async () => {
    expect(await page.evaluate(() => Reflect.get(window, 'gvHarm')), 'nothing ran').toBeUndefined()
    expect(dialogs).toEqual([])
    // A picture in the notes may be shown; a tracking pixel, script, frame, style or form may not.
    expect(fetched.filter((url) => url !== 'https://harm.invalid/a.png')).toEqual([])
  }
}

test('scripts in every field and every kind of notes: nothing runs, nothing is fetched, no link is anything but a link, and the page never stood still', async ({
  stage,
  watched: a,
}) => {
  const markup = `<img src=x onerror="${RUN}"><script>${RUN}</script>`
  // More moments and addresses than any page could show.
  const all = [...hostileNotes, `${'0:01 www.harm.example '.repeat(5_000)}words`]
  const items = all.map(
    (notes, n) => `<item><title>${escaped(`${n + 1}. ${markup}`)}</title><guid>harm-${n + 1}</guid>
      <link>javascript:${RUN}</link><itunes:image href="javascript:${RUN}"/>
      <description>${escaped(markup)}words</description><content:encoded>${escaped(notes)}</content:encoded>
      <enclosure url="${n % 2 === 0 ? `javascript:${RUN}` : `${stage.origin.url}/none.mp3`}" type="audio/mpeg"/></item>`,
  )
  const feed = `${HEAD}<link>javascript:${RUN}</link><description>${escaped(markup)}A show</description>
    <itunes:image href="javascript:${RUN}"/><itunes:author>${escaped(markup)}</itunes:author>${items.join('')}</channel></rss>`
  stage.origin.add('harm.xml', Buffer.from(feed))
  const feedUrl = `${stage.origin.url}/harm.xml`
  const isUnharmed = watchHarm(a.page)
  await a.open(showQuery(feedUrl))
  await a.shows('Harm')
  await isUnharmed()
  for (let n = 1; n <= all.length; n++) {
    await a.open(`${showQuery(feedUrl)}&episode=harm-${n}`)
    await expect(a.page.locator('gv-notes').locator('.text, .none').first()).toBeAttached({ timeout: 20_000 })
    const links = await a.page
      .locator('gv-notes a[href]')
      .evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).protocol))
    expect(
      links.filter((protocol) => !/^https?:$/.test(protocol)),
      `links of notes ${n}`,
    ).toEqual([])
    await isUnharmed()
  }
  const addresses = await a.page.evaluate(() => {
    const hrefs: string[] = []
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        for (const name of ['href', 'src']) hrefs.push(element.getAttribute(name) ?? '')
        if (element.shadowRoot) walk(element.shadowRoot)
      }
    }
    walk(document)
    return hrefs.filter((href) => /^\s*javascript:/i.test(href))
  })
  expect(addresses).toEqual([])
})

const WRONG: Readonly<Record<string, readonly [name: string, body: Buffer]>> = {
  'a sound': ['wrong.mp3', Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 7919) % 251))],
  'an object in JSON': [
    'wrong.json',
    Buffer.from(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [] })),
  ],
  'nothing at all': ['empty.xml', Buffer.alloc(0)],
  zeros: ['zeros.xml', Buffer.alloc(2_000_000)],
  'XML that is no feed': [
    'other.xml',
    Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>${RUN}</script></svg>`),
  ],
}

for (const [what, [name, body]] of Object.entries(WRONG)) {
  test(`${what} instead of a feed: told in words, nothing runs, the page goes on and never stood still`, async ({
    stage,
    watched: a,
  }) => {
    stage.origin.add(name, body)
    const isUnharmed = watchHarm(a.page)
    await a.open(showQuery(`${stage.origin.url}/${name}`))
    await expect(a.page.getByRole('alert')).toContainText('is not a podcast feed', { timeout: 15_000 })
    await isUnharmed()
    await a.goTo('Settings')
  })
}

test('a feed of items without an end is read up to a bound, its episodes are there, and the page never stood still', async ({
  watched: a,
}) => {
  const endless = await startEndless((response, nth) => {
    const item = (n: number) =>
      `<item><title>Item ${n}</title><guid>g${n}</guid><description>${'again and again '.repeat(60)}</description><enclosure url="https://media.example/${n}.mp3" type="audio/mpeg"/></item>`
    return response.write(Array.from({ length: 20 }, (_, i) => item(nth * 20 + i)).join(''))
  })
  try {
    await a.open(showQuery(endless.url))
    await expect(a.row('Item 3')).toBeVisible({ timeout: 20_000 })
    await a.page.getByText('Some of this feed could not be understood').click({ timeout: 60_000 })
    await expect(a.page.locator('gv-show-head details li').first()).toContainText(/episodes|32 MB/)
  } finally {
    endless.close()
  }
})

test('a feed that drips without ever coming to an episode is given up, in words, and the page never stood still', async ({
  watched: a,
}) => {
  const endless = await startEndless((response) => response.write('<b>word</b> '), 50)
  try {
    await a.open(showQuery(endless.url))
    await expect(a.page.getByRole('alert')).toContainText('does not come to an end', { timeout: 45_000 })
    await a.goTo('Home')
  } finally {
    endless.close()
  }
})
