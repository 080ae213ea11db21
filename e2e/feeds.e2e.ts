/** Feeds as they come: read beside the page, refused in words, and never able to stop it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Stage, test } from './support/fixtures.ts'
import { recordMainThread } from './support/main-thread.ts'

/** Puts a feed on the test's origin. @returns the address of the page that shows it */
function addFeed({ origin, pageUrl }: Stage, name: string, xml: string): string {
  origin.add(`${name}/feed.xml`, Buffer.from(xml))
  return pageFor({ pageUrl }, `${origin.url}/${name}/feed.xml`)
}

function pageFor({ pageUrl }: Pick<Stage, 'pageUrl'>, feedUrl: string): string {
  const url = new URL(pageUrl)
  url.searchParams.set('feed', feedUrl)
  return url.href
}

const item = (title: string, inside = '') =>
  `<item><title>${title}</title><guid>${title}</guid>${inside}<enclosure url="https://media.example/${title.length}.mp3" type="audio/mpeg"/></item>`
const feed = (...items: string[]) => `<rss><channel><title>The show</title>${items.join('')}</channel></rss>`

test('a feed is read in a worker, and in the page where there is none', async ({ stage, listen }) => {
  const address = addFeed(stage, 'plain', feed(item('Only one')))
  const a = await listen('A', { consent: 'no' })
  await a.page.goto(address)
  await expect(a.page.getByText('Only one').first()).toBeVisible()
  expect(a.page.workers().map((worker) => worker.url())).toContainEqual(expect.stringContaining('feed-worker'))
  const b = await listen('B', { consent: 'no', scripts: [() => Reflect.deleteProperty(globalThis, 'Worker')] })
  await b.page.goto(address)
  await expect(b.page.getByText('Only one').first()).toBeVisible()
  expect(b.page.workers()).toEqual([])
})

test('what is no feed, and a host that lets no page read its feed, are told in words', async ({ stage, listen }) => {
  const silent = createServer((_request, response) => response.end(feed(item('Secret'))))
  await new Promise<void>((resolve) => silent.listen(0, 'localhost', resolve))
  const a = await listen('A', { consent: 'no' })
  await a.page.goto(addFeed(stage, 'page', `<!doctype html><html>${'<p>words'.repeat(10_000)}`))
  await expect(a.page.getByRole('alert')).toContainText('is not a podcast feed')
  await a.page.goto(pageFor(stage, `http://localhost:${(silent.address() as AddressInfo).port}/feed.xml`))
  await expect(a.page.getByRole('alert')).toContainText('Access-Control-Allow-Origin')
  silent.closeAllConnections()
  silent.close()
})

const LEVELS = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
const HOSTILE: Readonly<Record<string, string>> = {
  'ten megabytes of notes': feed(
    item('Big', `<description>${'many words '.repeat(950_000)}</description>`),
    item('Last'),
  ),
  'tags a hundred thousand deep': feed(
    item('Deep', `<description>${'<b>'.repeat(100_000)}</description>`),
    item('Last'),
  ),
  'a bomb of entities': `<!DOCTYPE rss [<!ENTITY l0 "lol">${LEVELS}]>${feed(item('Bomb', '<description>&l9;</description>'), item('Last'))}`,
}

for (const [what, xml] of Object.entries(HOSTILE)) {
  test(`${what}: the episode after it is there, and the page never stood still`, async ({ stage, listen }, info) => {
    const a = await listen('A', { consent: 'no' })
    const address = addFeed(stage, 'hostile', xml)
    const stop = await recordMainThread(stage.browser, a.page, info.outputPath('trace.json'))
    await a.page.goto(address)
    await expect(a.page.getByText('Last', { exact: true }).first()).toBeVisible()
    // Processor time: other processes of a busy machine are not the feed's doing.
    expect((await stop(50)).filter(({ busyMs }) => busyMs >= 100)).toEqual([])
  })
}
